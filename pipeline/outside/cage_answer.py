"""What the cage's workers bring out, checked again: a reader that was taken over may say anything.

Apart from the cage because nothing in here trusts what is in there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from pipeline.errors import SetAside
from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.edits import Written
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.mail.facts import Facts
from pipeline.mail.weighed import Weighed
from pipeline.outside.cage_keeper import Failed
from pipeline.outside.cage_wire import MADE_UP
from pipeline.outside.ocr import Picture

#: how every Word document begins
_PACKAGE = b"PK\x03\x04"
#: what a value may be: a number where a text belongs would end the office's work somewhere else
_FACTS, _DRAFT, _SIGNATURE = TypeAdapter(Facts), TypeAdapter(DraftFacts), TypeAdapter(SignatureFacts)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one mail."""

    facts: Facts
    #: SHA-256 → bytes of its attachments
    contents: Mapping[str, bytes]
    #: what its words weigh, where that was asked for and could be told
    weighed: Weighed | None = None


def reading_of(frames: Sequence[bytes]) -> Reading:
    """A reading out of a job's frames. Raises Failed where they are not what a job may give."""
    try:
        facts = _FACTS.validate_json(frames[0])
        hashes = [file.sha256 for file in facts.attachments]
        contents = frames[1:]
        fitting = hashes == [sha256(content).hexdigest() for content in contents]
    except MADE_UP as error:
        raise Failed("hasil bacanya rusak") from error
    if not fitting:
        raise Failed("hasil bacanya rusak")
    return Reading(facts, dict(zip(hashes, contents, strict=True)))


def weighed_reading_of(frames: Sequence[bytes]) -> Reading:
    """A reading with what the mail weighs, where that is told. Raises Failed as `reading_of` does."""
    try:
        facts, weighed, *contents = frames
    except ValueError as error:
        raise Failed("hasil bacanya rusak") from error
    reading = reading_of([facts, *contents])
    return replace(reading, weighed=weighed_of([weighed])) if weighed else reading


def written_of(frames: Sequence[bytes]) -> Written:
    """A letter out of a job's frames. Raises Failed where they are none, SetAside where the job refused."""
    try:
        told, docx, flat = json.loads(frames[0]), *frames[1:]
        if fault := str(told["fault"]):
            raise SetAside(fault)
        lines, flat_lines = ([str(line) for line in told[name]] for name in ("lines", "flat_lines"))
    except MADE_UP as error:
        raise Failed("hasilnya rusak") from error
    if not docx.startswith(_PACKAGE) or not flat.startswith(_PACKAGE):
        raise Failed("hasilnya rusak")
    return Written(docx, flat, lines, flat_lines)


def weighed_of(frames: Sequence[bytes]) -> Weighed:
    """What a mail weighs out of a job's frames. Raises Failed as `reading_of` does."""
    try:
        return Weighed.from_json(json.loads(frames[0]))
    except MADE_UP as error:
        raise Failed("hasil bacanya rusak") from error


def pages_of(frames: Sequence[bytes], count: int) -> list[tuple[str, ...] | None]:
    """The pages of so many PDFs out of a job's frames, None for no PDF. Raises Failed like `reading_of`."""
    try:
        found = [_pages(json.loads(told)) for told in frames]
    except MADE_UP as error:
        raise Failed("hasil bacanya rusak") from error
    if len(found) != count:
        raise Failed("hasil bacanya rusak")
    return found


def _pages(told: Any) -> tuple[str, ...] | None:
    # Half a character and the sign of no character are nothing that a register keeps.
    texts = tuple(str(each).replace("\0", "").encode(errors="replace").decode() for each in told or ())
    return texts or None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one document without OCR."""

    #: the text of each page; of a .docx one
    texts: Sequence[str]
    #: places of the pages that are pictures, in order
    scans: Sequence[int]
    #: further values for an `Attachment`
    values: Mapping[str, Any]


def document_of(frames: Sequence[bytes]) -> Document:
    """A document out of a job's frames. Raises Failed as `reading_of` does."""
    try:
        found = dict(json.loads(frames[0]))
        draft, signature = found.get("draft"), found.get("signature")
        texts = [str(each) for each in found["texts"]]
        scans = sorted({int(each) for each in found.get("scans", ())} & set(range(len(texts))))
        values = {
            "pages": int(found.get("pages", 0)),
            "note": str(found.get("note", "")),
            "scanned": bool(found.get("scanned", False)),
            "laid": tuple(str(each) for each in found.get("laid", ())),
            "draft": _DRAFT.validate_python(draft) if draft else None,
            "signature": _SIGNATURE.validate_python(signature) if signature else None,
        }
    except MADE_UP as error:
        raise Failed("hasil bacanya rusak") from error
    return Document(texts, scans, values)


def picture_of(frames: Sequence[bytes]) -> Picture:
    """The picture of a page out of a job's frames. Raises Failed as `reading_of` does."""
    try:
        width, height = json.loads(frames[0])
        return Picture(int(width), int(height), frames[1])
    except MADE_UP as error:
        raise Failed("hasil bacanya rusak") from error
