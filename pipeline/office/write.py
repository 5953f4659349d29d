"""Write a letter in Word: each kind from its template and what the case knows.

Apart from the making, which knows when letters are due and what becomes of them.
A draft that a person returned is never rendered again: its late fields are filled
in and nothing else of it is touched. That is the cage's work, for its bytes are foreign.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import SetAside
from pipeline.letters import late
from pipeline.letters.edits import Edit
from pipeline.letters.render import render
from pipeline.letters.report_values import laporan_values, penerusan_values, pengantar_values
from pipeline.letters.values import balasan_values, disposisi_values, form_values, late_values, notulen_values
from pipeline.office.desk import Desk
from pipeline.office.gather import letter_case, number_row
from pipeline.office.look_back import similar
from pipeline.office.minutes import minutes
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind
from pipeline.store import archive, cases, inbox, owed
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that is made of a draft which somebody returned: nothing of it is opened here."""

    docx: bytes
    wanted: Edit


def write_letter(desk: Desk, connection: Connection, row: AnyRow) -> bytes | Returned:
    """The Word document of a letter that is owed, or what it is made of. Raises SetAside without either."""
    return _WRITTEN[LetterKind(row.kind)](desk, connection, row, cases.from_json(row.data["case"]))


def _form(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    facts = letter_case(desk, connection, case, _at(row))
    files = _files(connection, case)
    facts = replace(facts, complaint=replace(facts.complaint, lampiran=files))
    return render(_template(desk, "form_pengaduan"), form_values(desk.letterhead, facts))


def _files(connection: Connection, case: Case) -> tuple[str, ...]:
    """The names of the files that came with the customer's letter."""
    facts = inbox.load_facts(connection, cases.registration(connection, case.id).inbox_id)
    return tuple(item.name for item in facts.attachments if not item.inline and not item.within)


def _lembar(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    facts = replace(letter_case(desk, connection, case, _at(row)), serupa=similar(connection, case))
    return render(_template(desk, "lembar_disposisi"), disposisi_values(desk.letterhead, facts))


def _konsep(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes | Returned:
    if row.source_sha256:
        wanted = Edit(case=case.number, version=row.version, code=case.tag)
        return Returned(archive.load(connection, row.source_sha256), wanted)
    document = _rendered(desk, connection, row, case)
    return late.stamp(document, case=case.number, version=row.version, code=case.tag)


def _rendered(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    """The reply to the customer, or the letter that passes his own on to the agency."""
    # The copies of a disposisi are the office's own; the letter does not name them.
    facts = replace(letter_case(desk, connection, case, _at(row)), tembusan=())
    if case.penerusan:
        facts = replace(facts, lampiran=1)
        return render(_template(desk, "surat_penerusan"), penerusan_values(desk.letterhead, facts))
    facts = replace(facts, lampiran=len(row.data.get("lampiran", ())))
    return render(_template(desk, "surat_balasan"), balasan_values(desk.letterhead, facts))


def _surat(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> Returned:
    draft = owed.letter(connection, row.case_id, LetterKind.KONSEP.value, row.version)
    number = number_row(connection, case.letter_number)
    if draft is None or draft.docx_sha256 is None or number is None:
        raise SetAside(f"surat {case.number}: konsep versi {row.version} atau nomornya tidak ditemukan")
    day = number.drawn_at.astimezone(desk.rules.calendar.zone).date()
    values = late_values(case.letter_number, day, desk.posts[case.approver].signer)
    return Returned(archive.load(connection, draft.docx_sha256), Edit(values=values, drop=("konsep",)))


def _notulen(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    facts = letter_case(desk, connection, case, _at(row))
    held = minutes(desk, case, row.data["fields"], _at(row))
    return render(_template(desk, "notulen"), notulen_values(desk.letterhead, facts, held))


def _pengantar(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    facts = letter_case(desk, connection, case, _at(row))
    values = pengantar_values(desk.letterhead, facts, desk.posts[case.pokja].signer, _at(row))
    return render(_template(desk, "nota_pengantar"), values)


def _laporan(desk: Desk, connection: Connection, row: AnyRow, case: Case) -> bytes:
    facts = letter_case(desk, connection, case, _at(row))
    held = minutes(desk, case, row.data["fields"], _at(row))
    values = laporan_values(desk.letterhead, facts, held, _at(row))
    return render(_template(desk, "laporan_evaluasi"), values)


_WRITTEN: Mapping[LetterKind, Callable[[Desk, Connection, AnyRow, Case], bytes | Returned]] = {
    LetterKind.FORM: _form,
    LetterKind.LEMBAR: _lembar,
    LetterKind.KONSEP: _konsep,
    LetterKind.SURAT: _surat,
    LetterKind.NOTULEN: _notulen,
    LetterKind.PENGANTAR: _pengantar,
    LetterKind.LAPORAN: _laporan,
}


def _template(desk: Desk, name: str) -> bytes:
    if name not in desk.templates:
        raise SetAside(f"templat {name}.docx tidak ada; pasang kembali berkasnya di templates_dir")
    return desk.templates[name]


def _at(row: AnyRow) -> datetime:
    return datetime.fromisoformat(row.data["at"])
