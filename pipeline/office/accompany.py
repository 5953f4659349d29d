"""Accompany: the PDFs that the Ketua Pokja encloses beside his konsep go out with the reply, as its lampiran.

Apart from the drafts because they are nobody's text: they go as they came, and are known by their hashes.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.sheaf_line import wrong_line
from pipeline.letters.wording import sheaves
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.verify import used
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer, Case
from pipeline.sop.papers import LetterKind
from pipeline.store import owed
from pipeline.store.book_tables import audit, audit_payloads

PDF = "application/pdf"
#: bytes of all lampiran: with the letter and base64 they pass where a mail may have 25 MB
MOST = 15_000_000

Lampiran = Sequence[Mapping[str, Any]]

_NONE = re.compile(r"\s*(?:tanpa|tidak ada|nihil|-)\b.*|\s*-\s*", re.IGNORECASE | re.DOTALL)
_WITHOUT = re.compile(r"^\W*tanpa lampiran\W*$", re.IGNORECASE | re.MULTILINE)


def chosen(connection: Connection, facts: Facts, answer: Answer, before: Case) -> Lampiran:
    """What goes with the next version: the PDFs of this reply, else those of the version before.

    Raises Refusal where they cannot go, or where a returned .docx does not say how many they are.
    """
    brought = _brought(connection, facts, before) if answer.action is Action.KONSEP else []
    said = answer.fields.get("lampiran", "")
    without = (
        bool(_NONE.fullmatch(said) or _WITHOUT.search(facts.own)) if answer.action is Action.KONSEP else False
    )
    if brought and without:
        raise Refusal("Ditulis tanpa lampiran, padahal ada PDF yang terlampir. Mana yang dimaksud?")
    kept = () if without or not before.drafted else of_version(connection, before)
    found = [_reference(each) for each in brought] or kept
    if said and not without and not found:
        raise Refusal(
            "Lampiran disebut, tetapi tidak ada PDF yang menyertai surat ini. Mohon lampirkan PDF-nya."
        )
    draft = next((item.draft for item in used(facts, answer) if item.draft), None)
    # The customer's own letter goes to the agency with the one that passes it on.
    wrong = wrong_line(draft.text, len(found) + bool(before.penerusan)) if draft else ""
    if wrong:
        raise Refusal(wrong)
    return found


def of_version(connection: Connection, case: Case) -> Lampiran:
    """The lampiran of the case's letter: as approved once it has its number, else of its newest konsep."""
    for kind in (LetterKind.SURAT, LetterKind.KONSEP):
        row = owed.letter(connection, case.id, kind.value, case.version)
        if row is not None:
            return list(row.data.get("lampiran", ()))
    return []


def digests(lampiran: Lampiran) -> list[str]:
    """Their SHA-256, in order."""
    return [item["blob"] for item in lampiran]


def told(lampiran: Lampiran) -> str:
    """What the writer of a konsep is told of them, '' where there are none."""
    names = ", ".join(f"“{item['name']}”" for item in lampiran)
    return f"Lampiran surat: {sheaves(len(lampiran))}, yaitu {names}." if lampiran else ""


def check_approved(connection: Connection, case: Case) -> Lampiran:
    """The lampiran that leave with the letter. Raises Refusal unless they are those that were approved."""
    leaving = of_version(connection, case)
    query = (
        select(audit_payloads.c.payload)
        .join(audit, audit.c.seq == audit_payloads.c.seq)
        .where(audit.c.case_id == case.id, audit.c.event == Action.SETUJU.value)
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    approved = connection.scalar(query) or {}
    if digests(leaving) != approved.get("lampiran", []):
        raise Refusal("Lampiran surat berbeda dari yang disetujui; mohon surat itu disetujui sekali lagi.")
    return leaving


def _brought(connection: Connection, facts: Facts, case: Case) -> list[Attachment]:
    """The PDFs of the reply, without what it only sends back of ours."""
    ours = {
        digest
        for row in owed.letters_of(connection, case.id)
        for digest in (row.pdf_sha256, row.signed_sha256)
        if digest
    }
    own = {item.sha256: item for item in facts.attachments if not item.inline and not item.within}
    found = [item for digest, item in own.items() if item.media_type == PDF and digest not in ours]
    for item in found:
        _check(item)
    if sum(item.size for item in found) > MOST:
        raise Refusal("PDF lampiran surat melebihi 15 MB; mohon diperkecil, lalu dilampirkan kembali.")
    return found


def _check(item: Attachment) -> None:
    """Refuse a PDF that nobody can look through before it leaves the office."""
    found = item.signature
    if found is None or found.problem or not item.pages:
        raise Refusal(
            f"PDF “{item.name}” tidak dapat diperiksa, sehingga tidak dapat menjadi lampiran surat."
        )
    if found.active:
        what = ", ".join(found.active)
        raise Refusal(f"PDF “{item.name}” memuat {what}, sehingga tidak dapat menjadi lampiran surat.")


def _reference(item: Attachment) -> Mapping[str, Any]:
    return {"blob": item.sha256, "name": item.name, "type": item.media_type}
