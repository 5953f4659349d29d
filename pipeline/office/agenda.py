"""The agenda of a year: all books from the register, with every number accounted for, and their papers.

WBS reports have no number and no case, so no book can tell of them (design 3g).
"""

from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import OutsideError
from pipeline.letters.agenda import Agenda, Incoming, Outgoing
from pipeline.letters.agenda_print import books_document, cards_document
from pipeline.letters.agenda_sheet import workbook
from pipeline.letters.numbers import agenda_number
from pipeline.office.desk import Desk
from pipeline.office.dispatch import expedition
from pipeline.office.gather import moment
from pipeline.office.incoming import list_incoming
from pipeline.office.outgoing import list_outgoing
from pipeline.store import numbers
from pipeline.store.database import reading

#: the registers of numbers, as people call them
BOOKS = {
    numbers.AGENDA: "agenda surat masuk",
    numbers.CASE: "perkara",
    numbers.SURAT_KELUAR: "surat keluar",
    numbers.GIVEN: "surat keluar bernomor dari aplikasi lain",
}
LOST = "TIDAK TERCATAT: celah dalam buku nomor"

#: turns Word documents into PDFs, or says why there is none
Convert = Callable[[Sequence[bytes]], Sequence[bytes | OutsideError]]


def gather_agenda(desk: Desk, year: int) -> Agenda:
    """The books of a year, and the faults of their numbers."""
    with reading(desk.engine) as connection:
        came, went = list_incoming(desk, connection, year), list_outgoing(desk, connection, year)
        lost = {register: numbers.missing(connection, register, year) for register in BOOKS}
    letters = [letter for letter, _ in went]
    return Agenda(
        tahun=year,
        instansi=desk.letterhead.balai,
        dibuat=moment(desk, desk.clock()),
        masuk=_with_lost_letters(came, year, lost[numbers.AGENDA]),
        keluar=_with_lost_numbers(letters, lost[numbers.SURAT_KELUAR]),
        ekspedisi=expedition(went),
        kesalahan=[
            f"Buku {BOOKS[register]} {year}: nomor {value} tidak tercatat atau di luar hitungan."
            for register, values in lost.items()
            for value in values
        ],
    )


def _with_lost_letters(found: list[Incoming], year: int, lost: Sequence[int]) -> list[Incoming]:
    """A gap has its line too: who leafs through the book must not miss it."""
    known = {letter.agenda for letter in found}
    texts = [agenda_number(year, value) for value in lost]
    gaps = [Incoming(agenda=text, keterangan=LOST) for text in texts if text not in known]
    return sorted([*found, *gaps], key=lambda letter: int(letter.agenda.partition("/")[0]))


def _with_lost_numbers(found: list[Outgoing], lost: Sequence[int]) -> list[Outgoing]:
    known = {letter.urut for letter in found}
    gaps = [Outgoing(urut=str(value), keterangan=LOST) for value in lost if str(value) not in known]
    ours = [letter for letter in found if letter.urut.isdecimal()]
    given = [letter for letter in found if not letter.urut.isdecimal()]
    return [*sorted([*ours, *gaps], key=lambda letter: int(letter.urut)), *given]


def papers(agenda: Agenda, convert: Convert) -> Iterator[tuple[str, bytes]]:
    """The files of the agenda by name, the workbook first; raises `OutsideError` where no PDF can be made."""
    year = agenda.tahun
    yield f"buku-agenda-{year}.xlsx", workbook(agenda)
    names = (f"buku-agenda-{year}.pdf", f"kartu-kendali-{year}.pdf")
    made = convert([books_document(agenda), cards_document(agenda)])
    for name, pdf in zip(names, made, strict=True):
        if isinstance(pdf, OutsideError):
            raise pdf
        yield name, pdf
