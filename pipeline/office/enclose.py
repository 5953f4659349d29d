"""Which files go with which mail, as a table, and how a mail names them before they exist."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from pipeline.mail.facts import Facts
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import Step
from pipeline.store import cases, inbox, owed

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

ENCLOSED: Mapping[Ask | Notice, tuple[Enclosure, ...]] = {
    Ask.DISPOSISI: (FORM, ORIGINALS),
    Ask.KONSEP: (LEMBAR, FORM, KONSEP_DOCX, ORIGINALS),
    Ask.PENDAPAT: (FORM, ORIGINALS),
    Ask.PERSETUJUAN: (KONSEP, FORM),
    Ask.TANDA_TANGAN: (SURAT,),
    Ask.PENYAMPAIAN: (SIGNED,),
    Ask.NOTULEN: (SIGNED,),
    Ask.PENERIMAAN: (NOTULEN,),
    Notice.TEMBUSAN: (LEMBAR, FORM),
    Notice.SURAT_JAWABAN: (SIGNED,),
    Notice.SALINAN: (SIGNED,),
}


def enclosures(connection: Connection, case: Case, what: Ask | Notice) -> tuple[Mapping[str, Any], ...]:
    """References to the files of a mail on this case; they are resolved when the mail is frozen."""
    wanted = ENCLOSED.get(what, ())
    if what is Ask.PARAF and case.drafted:
        wanted = (KONSEP, KONSEP_DOCX)
    if what is Ask.KONSEP and case.perbaikan:
        wanted = (KONSEP_DOCX,)
    found: list[Mapping[str, Any]] = []
    for item in wanted:
        if isinstance(item, str):
            found += originals(connection, cases.registration(connection, case.id).inbox_id)
        else:
            kind, form = item
            version = _version(connection, kind, case)
            found.append({"letter": kind.value, "version": version, "as": form})
    return tuple(found)


def _version(connection: Connection, kind: LetterKind, case: Case) -> int:
    """The version that goes along: of a sheet its newest, of a draft the one that holds."""
    newest = owed.newest_version(connection, case.id, kind.value)
    sheet = kind in (LetterKind.LEMBAR, LetterKind.NOTULEN)
    return newest if sheet and newest else version_of(kind, case)


def version_of(kind: LetterKind, case: Case) -> int:
    """Under which version a letter of this kind is owed now."""
    match kind:
        case LetterKind.FORM:
            return 1
        case LetterKind.LEMBAR:
            return case.runs.get(Step.TINDAK_LANJUT.value, 1)
        case LetterKind.NOTULEN:
            return case.runs.get(Step.EVALUASI.value, 1)
        case _:
            return case.version


def originals(connection: Connection, inbox_id: int) -> list[Mapping[str, Any]]:
    """The customer's mail as it came, and the files in it."""
    row = inbox.get(connection, inbox_id)
    facts = inbox.load_facts(connection, inbox_id)
    whole = {"blob": row.sha256, "name": "surel-asli.eml", "type": "message/rfc822"}
    return [*attached(facts), whole]


def attached(facts: Facts) -> list[Mapping[str, Any]]:
    """The files of a mail, less the pictures of its signature."""
    return [
        {"blob": item.sha256, "name": item.name, "type": item.media_type}
        for item in facts.attachments
        if not item.inline
    ]
