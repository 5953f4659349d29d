"""What the converter printed is read in the cage, once, and what comes back is held against what was kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import text

from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.office.desk import Pages
from pipeline.store.database import writing
from tests.office.town import KEPALA, TU, Town, body, file_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]

SIGN = "Mohon tanda tangan"


@dataclass
class Cage:
    """Whoever reads PDFs, for now; `fault` is what it says instead."""

    read: list[bytes] = field(default_factory=list)
    fault: OutsideError | None = None

    def __call__(self, pdfs: Sequence[bytes]) -> Sequence[Pages]:
        self.read += pdfs
        return [self.fault or page_texts(pdf) for pdf in pdfs]


def numbered(till: Till) -> tuple[Town, Cage, bytes]:
    """The Kepala has the numbered letter before him."""
    town, cage = till("tanda_tangan"), Cage()
    town.desk = replace(town.desk, pages=cage)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    return town, cage, file_of(town.last(KEPALA, SIGN), ".pdf")


def send_back(town: Town, pdf: bytes) -> None:
    """The letter comes back as another program printed it: the same words, other bytes."""
    again = pdf_of(*page_texts(pdf)) + b"\n"
    town.reply(KEPALA, SIGN, "TERTANDA", files=[("a.pdf", "application/pdf", again)])


def change_data(town: Town, how: str) -> None:
    """The register's data of the numbered letter, changed from outside."""
    with writing(town.desk.engine) as connection:
        connection.execute(text(f"update letters set data = {how} where kind = 'surat'"))


def forget_pages(town: Town) -> None:
    """The register as it was written before pages were kept."""
    change_data(town, "json_remove(data, '$.halaman')")


def test_a_letter_is_read_when_it_is_made_and_not_again_when_it_comes_back(till: Till) -> None:
    town, cage, pdf = numbered(till)
    assert cage.read == [pdf]

    send_back(town, pdf)

    assert town.got(KEPALA, "Mohon konfirmasi pengiriman")
    assert cage.read == [pdf]


def test_a_letter_of_an_older_register_is_read_in_the_cage_when_it_comes_back(till: Till) -> None:
    town, cage, pdf = numbered(till)
    forget_pages(town)

    send_back(town, pdf)

    assert town.got(KEPALA, "Mohon konfirmasi pengiriman")
    assert cage.read == [pdf, pdf]


def test_an_old_letter_that_cannot_be_read_is_a_matter_for_tu_and_holds_up_nobody(till: Till) -> None:
    town, cage, pdf = numbered(till)
    forget_pages(town)
    cage.fault = OutsideError("PDF tidak dapat dibaca (melebihi batas waktu).", permanent=False)

    send_back(town, pdf)

    assert "Isi surat bernomor yang kami kirim tidak terbaca" in body(town.last(TU, "Mohon"))
    assert town.rows("select count(*) from inbox where state = 'terbaca'")[0][0] == 0


def test_the_pages_of_another_file_do_not_count(till: Till) -> None:
    town, cage, pdf = numbered(till)
    change_data(town, "json_set(data, '$.halaman.sha256', 'x', '$.halaman.teks[0]', 'lain')")

    send_back(town, pdf)

    assert town.got(KEPALA, "Mohon konfirmasi pengiriman")
    assert cage.read == [pdf, pdf]


def test_a_letter_whose_pdf_the_cage_cannot_read_now_is_made_later(till: Till) -> None:
    town, cage = till("tanda_tangan"), Cage(fault=OutsideError("PDF tidak dapat dibaca.", permanent=False))
    town.desk = replace(town.desk, pages=cage)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    assert not town.got(KEPALA, SIGN)

    cage.fault = None
    town.pass_time(minutes=3)

    assert town.got(KEPALA, SIGN)


def test_what_the_converter_made_and_is_no_pdf_is_told_at_once(till: Till) -> None:
    town, cage = till("tanda_tangan"), Cage(fault=OutsideError("bukan PDF yang terbaca", permanent=True))
    town.desk = replace(town.desk, pages=cage)

    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    assert "tidak dapat dibuat dan menunggu: bukan PDF yang terbaca" in body(town.last(TU, "Pemberitahuan"))
