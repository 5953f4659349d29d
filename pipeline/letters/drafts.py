"""A .docx that came back: whose draft it is, what it says, and whether it may be used at all.

Apart from the late fields because this reads documents that anybody may have
made: it runs in the cage, refuses what is cheap to refuse first, and never
raises (reliability.md T23 to T26).
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.letters.late import CASE, CODE, HASH, KONSEP_LINE, VERSION, located, text_hash
from pipeline.letters.parts import (
    MAIN_TYPE,
    NS,
    BadDocument,
    Parts,
    check_no_doctype,
    content_types,
    main_part,
    parse,
    read_parts,
    xpath,
)
from pipeline.letters.properties import read_properties
from pipeline.letters.text import document_lines

#: what a template puts where nobody has written an answer yet
PROMPT = "[Isi jawaban ditulis di sini.]"

#: a link that a reader may click is no danger; everything else that points outside is fetched unasked
LINK_SCHEMES = ("http://", "https://", "mailto:")

#: programs and whole foreign documents: by what stands in the name or type of a part …
ACTIVE_PARTS = {
    "vbaproject": "makro",
    "vbadata": "makro",
    "activex": "kontrol ActiveX",
    "oleobject": "objek tertanam (OLE)",
    "embeddings/": "berkas yang tertanam",
}
#: … and by the last word of a relation's type
ACTIVE_RELATIONS = {
    "vbaproject": "makro",
    "control": "kontrol ActiveX",
    "oleobject": "objek tertanam (OLE)",
    "package": "berkas yang tertanam",
    "afchunk": "dokumen lain di dalamnya (altChunk)",
    "attachedtemplate": "templat lain",
}
#: neither XML nor able to hold a DTD
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".odttf")

#: more paragraphs than a letter has are not compared
MOST_COMPARED = 2_000
LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What a returned .docx says of itself."""

    case: str = ""
    version: int = 0
    code: str = ""
    #: 'properties', 'line', or '' for a document that is no draft of ours
    found_by: str = ""
    #: names of the late fields found once, and of those missing or there twice
    late: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    #: its words, a paragraph a line
    text: str = ""
    #: whether its words differ from those that were sent; True too where that cannot be known
    changed: bool = True
    #: it holds tracked changes, or comments
    tracked: bool = False
    commented: bool = False
    #: why it cannot be used, in one Indonesian sentence
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON can hold them."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DraftFacts":
        """The facts out of `to_json`."""
        lists = {"late": tuple(data.get("late", ())), "missing": tuple(data.get("missing", ()))}
        return cls(**{**data, **lists})


def read_draft(docx: bytes) -> DraftFacts:
    """Read a returned document. Never raises; what is dangerous is not opened further than it must be."""
    try:
        parts = read_parts(docx)
        _check_harmless(parts)
        return _facts(docx, parts)
    except BadDocument as fault:
        return DraftFacts(problem=str(fault))
    # lxml and the zip give other errors for documents that were made to break them
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError, OverflowError):
        return DraftFacts(problem="Dokumen Word ini rusak dan tidak dapat dibaca.")


def changed_paragraphs(old: bytes, new: bytes) -> list[str]:
    """What differs between two versions: "- …" went, "+ …" came. Raises BadDocument."""
    before, after = (document_lines(docx)[:MOST_COMPARED] for docx in (old, new))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))
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


def _check_harmless(parts: Parts) -> None:
    """Raise BadDocument for what no letter needs: programs, other documents, what lies outside."""
    for name, content in parts.items():
        if not name.lower().endswith(PICTURES):
            check_no_doctype(content)
    types = content_types(parts)
    if types.get(f"/{main_part(parts)}") != MAIN_TYPE:
        raise BadDocument("Berkas ini bukan dokumen Word biasa; mohon simpan sebagai .docx tanpa makro.")
    for carrier in (*parts, *types.values()):
        for mark, what in ACTIVE_PARTS.items():
            _check(mark not in carrier.lower(), f"memuat {what}")
    for kind in _inner_relations(parts):
        _check(kind not in ACTIVE_RELATIONS, f"memuat {ACTIVE_RELATIONS.get(kind)}")


def _inner_relations(parts: Parts) -> Iterator[str]:
    """The last word of each relation's type. Raises BadDocument for one to the outside that is no link."""
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in parse(content).iterfind("rel:Relationship", NS):
            kind, target = (
                relation.get("Type", "").rpartition("/")[2].lower(),
                relation.get("Target", "").lower(),
            )
            outside = relation.get("TargetMode", "").lower() == "external"
            is_link = kind == "hyperlink" and target.startswith(LINK_SCHEMES)
            _check(not outside or is_link, "menunjuk ke berkas di luar dokumen")
            yield kind


def _check(holds: bool, fault: str) -> None:
    if not holds:
        raise BadDocument(f"Dokumen Word ini {fault}, yang tidak diizinkan dalam konsep surat.")
