"""The rows of the buku agenda surat masuk: every agenda number of a year with the letter behind it.

Apart from the outgoing letters because its facts are those that the customer's mail brought.
"""

from sqlalchemy import Connection, select

from pipeline.letters.agenda import Incoming, as_written, enclosures, moment_in_book
from pipeline.letters.letter_case import Complaint
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES, complaint
from pipeline.sop.case import Case
from pipeline.sop.steps import KEPALA, Step
from pipeline.store import cases, inbox, numbers
from pipeline.store.book_tables import numbers as book
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import step_runs
from pipeline.store.schema import AnyRow

#: as much of the customer's words as a book quotes
SHOWN = 300


def list_incoming(desk: Desk, connection: Connection, year: int) -> list[Incoming]:
    """The surat masuk of a year in the order of their agenda numbers."""
    rows = numbers.of_year(connection, (numbers.AGENDA,), year)
    return [_incoming(desk, connection, row) for row in rows]


def _incoming(desk: Desk, connection: Connection, row: AnyRow) -> Incoming:
    if row.case_id is None:
        return Incoming(agenda=row.text, keterangan=f"BATAL: {row.reason}" if row.voided_at else "")
    case, known = cases.load(connection, row.case_id), cases.registration(connection, row.case_id)
    form = complaint(known.form)
    earlier = cases.registration(connection, known.surat_terkait).agenda if known.surat_terkait else ""
    return Incoming(
        agenda=row.text,
        diterima=moment_in_book(known.received_at, desk.rules.calendar.zone),
        nomor_surat=form.nomor_surat,
        tanggal_surat=as_written(form.tanggal_surat),
        lampiran=enclosures(_enclosed(connection, known.inbox_id)),
        dari=sender(form),
        sebelumnya=earlier,
        isi=_matter(form),
        berikutnya="\n".join(_later(connection, case.id)),
        indeks="Banding" if case.banding else "Pengaduan",
        klasifikasi=desk.numbers.klasifikasi,
        kepada=desk.name(KEPALA),
        pengolah=desk.name(case.pokja) if case.pokja else "",
        diteruskan=_passed_on(desk, connection, case),
        keterangan=f"{case.number}, {STAGES[case.state.value]}",
    )


def sender(form: Complaint) -> str:
    """Who wrote, with his post, company and address; each in a line of its own, none twice."""
    lines = (form.nama, form.jabatan, form.perusahaan, *form.alamat.splitlines())
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _matter(form: Complaint) -> str:
    words = " ".join(form.uraian.split())
    return form.hal or (words if len(words) <= SHOWN else f"{words[:SHOWN]}…")


def _enclosed(connection: Connection, inbox_id: int) -> int:
    files = inbox.load_facts(connection, inbox_id).attachments
    return sum(not item.inline and not item.within for item in files)


def _later(connection: Connection, case_id: int) -> list[str]:
    """The agenda number of the letter that goes on from this one, and the numbers of the answers to it."""
    following = select(case_rows.c.agenda).where(case_rows.c.surat_terkait == case_id)
    answering = (
        select(book.c.text)
        .where(book.c.case_id == case_id, book.c.register.in_(numbers.LETTERS), book.c.voided_at.is_(None))
        .order_by(book.c.drawn_at)
    )
    return [*connection.scalars(following.order_by(case_rows.c.id)), *connection.scalars(answering)]


def _passed_on(desk: Desk, connection: Connection, case: Case) -> str:
    """When the Pokja got the letter first."""
    runs = (step_runs.c.case_id == case.id) & (step_runs.c.step == Step.TINDAK_LANJUT.value)
    first = connection.scalar(select(step_runs.c.opened_at).where(runs).order_by(step_runs.c.run).limit(1))
    return moment_in_book(first, desk.rules.calendar.zone) if first else ""
