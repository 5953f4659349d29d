"""A .docx that came back: whose draft it is, what it says, and whether it may be used at all.

Apart from the late fields because this reads documents that anybody may have
made: it runs in the cage, refuses what is cheap to refuse first, and never
raises (reliability.md T23 to T26).
"""

import difflib
from collections.abc import Sequence

from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.harmless import check_harmless
from pipeline.letters.late import CASE, CODE, HASH, KONSEP_LINE, VERSION, located, text_hash
from pipeline.letters.parts import (
    BadDocument,
    Parts,
    main_part,
    parse,
    read_parts,
    xpath,
)
from pipeline.letters.properties import read_properties
from pipeline.letters.text import document_lines

#: what a template puts where nobody has written an answer yet
PROMPT = "[Isi jawaban ditulis di sini.]"

#: more paragraphs than a letter has are not compared
MOST_COMPARED = 2_000
LONGEST_TEXT = 200_000


def read_draft(docx: bytes) -> DraftFacts:
    """Read a returned document. Never raises; what is dangerous is not opened further than it must be."""
    try:
        parts = read_parts(docx)
        check_harmless(parts)
        return _facts(docx, parts)
    except BadDocument as fault:
        return DraftFacts(problem=str(fault))
    # lxml and the zip give other errors for documents that were made to break them
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError, OverflowError):
        return DraftFacts(problem="Dokumen Word ini rusak dan tidak dapat dibaca.")


def changed_paragraphs(old: bytes, new: bytes) -> list[str]:
    """What differs between two versions: "- …" went, "+ …" came. Raises BadDocument."""
    return changed_lines(document_lines(old), document_lines(new))


def changed_lines(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The same for texts that were read before, a paragraph a line."""
    lines = list(difflib.unified_diff(old[:MOST_COMPARED], new[:MOST_COMPARED], lineterm="", n=0))
    return [f"{line[0]} {line[1:]}" for line in lines[2:] if line[0] in "+-"]


def _facts(docx: bytes, parts: Parts) -> DraftFacts:
    lines = document_lines(docx)
    case, version, code, found_by, sent_hash = _identity(parts, lines)
    found, missing = located(docx)
    body = parse(parts[main_part(parts)])
    return DraftFacts(
        case=case,
        version=version,
        code=code,
        found_by=found_by,
        late=tuple(found),
        missing=missing,
        text="\n".join(lines)[:LONGEST_TEXT],
        changed=text_hash(docx) != sent_hash,
        tracked=bool(xpath(body, "(//w:ins | //w:del | //w:moveFrom | //w:moveTo)[1]")),
        commented=bool(xpath(body, "(//w:commentReference)[1]")),
        problem=f"Bagian {PROMPT} dalam konsep belum diisi." if any(PROMPT in line for line in lines) else "",
    )


def _identity(parts: Parts, lines: list[str]) -> tuple[str, int, str, str, str]:
    """Case, version, code, how they were found, and the hash of the words that were sent."""
    properties = read_properties(parts)
    version = properties.get(VERSION, "")
    if properties.get(CASE) and version.isascii() and version.isdecimal() and len(version) < 5:
        return (
            properties[CASE],
            int(version),
            properties.get(CODE, ""),
            "properties",
            properties.get(HASH, ""),
        )
    for line in lines:
        found = KONSEP_LINE.search(line)
        if found:
            return found[1], int(found[2]), found[3], "line", ""
    return "", 0, "", "", ""
