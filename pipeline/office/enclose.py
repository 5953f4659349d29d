"""Which files go with which mail, as a table, and how a mail names them before they exist."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.mail.compose import Attached
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.accompany import of_version
from pipeline.sop import evaluating
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import Step
from pipeline.store import cases, inbox, owed
from pipeline.store.case_tables import answers
from pipeline.store.cases import Registration
from pipeline.store.inbox import Whole

#: what a mail encloses: a letter in one of its forms, or the customer's own files
ORIGINALS = "surat pelanggan"
Enclosure = tuple[LetterKind, str] | str

FORM = (LetterKind.FORM, "pdf")
LEMBAR = (LetterKind.LEMBAR, "pdf")
KONSEP = (LetterKind.KONSEP, "pdf")
KONSEP_DOCX = (LetterKind.KONSEP, "docx")
SURAT = (LetterKind.SURAT, "pdf")
SIGNED = (LetterKind.SURAT, "signed")
NOTULEN = (LetterKind.NOTULEN, "pdf")
PENGANTAR = (LetterKind.PENGANTAR, "pdf")
LAPORAN = (LetterKind.LAPORAN, "pdf")

#: bytes of a customer's files that one mail encloses; servers commonly take 25 MB, and base64 adds a third
MOST = 15_000_000
#: the notulen as its writer sent it
MINUTES = "berkas notulen"
#: the PDFs that go with the reply
LAMPIRAN = "lampiran surat"
#: notices to staff that pass on the files of the answer behind them
PASSING_ON = frozenset({Notice.PEMBERITAHUAN, Notice.SALINAN})

ENCLOSED: Mapping[Ask | Notice, tuple[Enclosure, ...]] = {
    Ask.DISPOSISI: (FORM, ORIGINALS),
    Ask.FORMULIR: (FORM, ORIGINALS),
    Ask.KONSEP: (LEMBAR, FORM, KONSEP_DOCX, ORIGINALS),
    Ask.PENDAPAT: (FORM, ORIGINALS),
    Ask.PERSETUJUAN: (PENGANTAR, KONSEP, LAMPIRAN, FORM),
    Ask.TANDA_TANGAN: (SURAT, LAMPIRAN),
    Ask.PENGIRIMAN: (SIGNED, LAMPIRAN),
    Ask.PENYAMPAIAN: (SIGNED, LAMPIRAN),
    Ask.NOTULEN: (SIGNED,),
    Ask.PENERIMAAN: (LAPORAN, MINUTES),
    Notice.TEMBUSAN: (LEMBAR, FORM),
    Notice.SURAT_JAWABAN: (SIGNED, LAMPIRAN),
    Notice.SALINAN: (SIGNED, LAMPIRAN),
}


def enclosures(
    connection: Connection, case: Case, what: Ask | Notice, registered: Registration | None = None
) -> tuple[Mapping[str, Any], ...]:
    """References to the files of a mail on this case; they are resolved when the mail is frozen.

    `registered` is what the register knows of a case that this very transaction wrote.
    """
    wanted = ENCLOSED.get(what, ())
    if what is Ask.PARAF and case.drafted:
        wanted = (KONSEP, KONSEP_DOCX, LAMPIRAN)
    if what is Ask.KONSEP and case.perbaikan:
        wanted = (KONSEP_DOCX,)
    if what is Ask.PENYAMPAIAN and case.penerusan:
        # The agency gets the customer's letter with ours.
        wanted = (*wanted, ORIGINALS)
    if what is Ask.PERSETUJUAN and case.penerusan:
        # No Pokja has it in hand: whoever approves it mends it himself.
        wanted = (KONSEP, KONSEP_DOCX, FORM)
    elif what is Ask.PERSETUJUAN and not _hands_over(connection, case):
        wanted = (KONSEP, LAMPIRAN, FORM)
    found: list[Mapping[str, Any]] = []
    for item in wanted:
        if item == MINUTES:
            found += _minutes(connection, case)
        elif item == LAMPIRAN:
            found += of_version(connection, case)
        elif isinstance(item, str):
            known = registered or cases.registration(connection, case.id)
            found += files_with(known.letter or inbox.whole(connection, known.inbox_id))
        else:
            kind, form = item
            # Of a new case every sheet is the first of its kind.
            version = version_of(kind, case) if registered else _version(connection, kind, case)
            found.append({"letter": kind.value, "version": version, "as": form})
    return tuple(found)


def _hands_over(connection: Connection, case: Case) -> bool:
    """Whether the nota pengantar is addressed to him who approves now; after `terlibat` it is not."""
    version = _version(connection, LetterKind.PENGANTAR, case)
    nota = owed.letter(connection, case.id, LetterKind.PENGANTAR.value, version)
    return nota is not None and bool(nota.data["case"]["approver"] == case.approver)


def _letter(connection: Connection, case: Case, kind: LetterKind, form: str) -> Mapping[str, Any]:
    return {"letter": kind.value, "version": _version(connection, kind, case), "as": form}


def _minutes(connection: Connection, case: Case) -> list[Mapping[str, Any]]:
    """The notulen from the fields of the newest answer, and the files that came with it."""
    given = (answers.c.case_id == case.id) & (answers.c.action == "notulen") & answers.c.revoked_at.is_(None)
    row = connection.execute(select(answers).where(given).order_by(answers.c.id.desc()).limit(1)).one()
    files = files_of(inbox.load_facts(connection, row.inbox_id), row.data["files"])
    told = evaluating.is_told(row.data["fields"], row.data["files"])
    return [_letter(connection, case, *NOTULEN), *files] if told else files


def _version(connection: Connection, kind: LetterKind, case: Case) -> int:
    """The version that goes along: of a sheet its newest, of a draft the one that holds."""
    sheet = kind not in (LetterKind.KONSEP, LetterKind.SURAT)
    newest = owed.newest_version(connection, case.id, kind.value) if sheet else None
    return newest or version_of(kind, case)


def version_of(kind: LetterKind, case: Case) -> int:
    """Under which version a letter of this kind is owed now."""
    match kind:
        case LetterKind.FORM:
            return 1
        case LetterKind.LEMBAR:
            return case.runs.get(Step.TINDAK_LANJUT.value, 1)
        case LetterKind.PENGANTAR:
            return case.runs.get(Step.TANDA_TANGAN.value, 1)
        case LetterKind.NOTULEN | LetterKind.LAPORAN:
            return case.runs.get(Step.EVALUASI.value, 1)
        case _:
            return case.version


def originals(connection: Connection, inbox_id: int) -> list[Mapping[str, Any]]:
    """A customer's mail as it came, and the files in it."""
    return files_with(inbox.whole(connection, inbox_id))


def files_with(mail: Whole) -> list[Mapping[str, Any]]:
    """A mail as it came, and the files in it."""
    facts = mail.facts
    whole: Mapping[str, Any] = {"blob": mail.sha256, "name": "surel-asli.eml", "type": "message/rfc822"}
    if facts.notes:
        whole = {**whole, "note": " ".join(facts.notes)}
    # What lies inside an attached mail goes along with that mail.
    files = [item for item in facts.attachments if not item.inline and not item.within]
    if risk := facts.risk or next((item.risk for item in facts.attachments if item.risk), ""):
        whole = _left(whole, risk)
    given = [_given(facts, item) for item in files]
    return _fitting([*given, whole], [*(item.size for item in files), mail.size])


def _given(facts: Facts, item: Attachment) -> Mapping[str, Any]:
    """The file, or where it lies if it, or a file in the mail that it is, may do harm."""
    inner = (each.risk for each in facts.attachments if each.within == item.sha256)
    risk = item.risk or next(filter(None, inner), "")
    return _left(_file(item), risk) if risk else _file(item)


def _left(file: Mapping[str, Any], risk: str) -> Mapping[str, Any]:
    return {"left": f"{file['name']} (ditahan: {risk}; ada di kotak surat Balai)"}


def _fitting(files: Sequence[Mapping[str, Any]], sizes: Sequence[int]) -> list[Mapping[str, Any]]:
    """The files as far as one mail can carry them; of the others it tells where they lie."""
    found: list[Mapping[str, Any]] = []
    room = MOST
    for file, size in zip(files, sizes, strict=True):
        if "left" in file:
            found.append(file)
            continue
        fits = size <= room
        room -= size if fits else 0
        left = {"left": f"{_named(file)} (terlalu besar untuk surel ini; ada di kotak surat Balai)"}
        found.append(file if fits else left)
    return found


def files_of(facts: Facts, digests: Sequence[str]) -> list[Mapping[str, Any]]:
    """Those of a mail's files that an answer rests on."""
    return [_given(facts, item) for item in facts.attachments if not item.inline and item.sha256 in digests]


def listed(files: Sequence[Attached], enclosed: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The files of a mail by name, what could not be read of each, and where those lie that are too large."""
    noted = {item["name"]: _named(item) for item in enclosed if "name" in item}
    left = [item["left"] for item in enclosed if "left" in item]
    return (*(noted.get(file.name, file.name) for file in files), *left)


def _named(file: Mapping[str, Any]) -> str:
    return f"{file['name']}: {file['note']}" if file.get("note") else str(file["name"])


def _file(item: Attachment) -> Mapping[str, Any]:
    note = {"note": item.note} if item.note else {}
    return {"blob": item.sha256, "name": item.name, "type": item.media_type, **note}
