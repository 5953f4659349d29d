"""Whether a returned .docx holds only what a letter needs: no programs, no other documents, nothing outside.

Apart from what the document says, because this comes first and knows nothing of letters
(reliability.md T23 to T26).
"""

import re
from collections.abc import Iterator

from pipeline.letters.parts import (
    MAIN_TYPE,
    NS,
    BadDocument,
    Parts,
    check_no_doctype,
    content_types,
    main_part,
    parse,
    w,
)

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
#: fields that fetch or start something when they are worked out, by their first word
ACTIVE_FIELDS = frozenset(
    "DATABASE DDE DDEAUTO IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK MACROBUTTON RD".split()
)
#: what fetches in the styles of a drawing
OUTSIDE = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|data:)[^\s\"')]", re.IGNORECASE)
#: neither XML nor able to hold a DTD
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".odttf")


def check_harmless(parts: Parts) -> None:
    """Raise BadDocument for what no letter needs: programs, other documents, what lies outside."""
    for name, content in parts.items():
        if not name.lower().endswith(PICTURES):
            check_no_doctype(content)
        if name.lower().endswith(".svg"):
            _check(not _looks_outside(content), "memuat gambar SVG yang menunjuk ke berkas di luar dokumen")
    types = content_types(parts)
    if types.get(f"/{main_part(parts)}") != MAIN_TYPE:
        raise BadDocument("Berkas ini bukan dokumen Word biasa; mohon simpan sebagai .docx tanpa makro.")
    for carrier in (*parts, *types.values()):
        for mark, what in ACTIVE_PARTS.items():
            _check(mark not in carrier.lower(), f"memuat {what}")
    for instruction in _fields(parts):
        word = instruction.split()[0].upper() if instruction.split() else ""
        _check(word not in ACTIVE_FIELDS, f"memuat bidang isian {word}")
    for kind in _inner_relations(parts):
        _check(kind not in ACTIVE_RELATIONS, f"memuat {ACTIVE_RELATIONS.get(kind)}")


def _looks_outside(svg: bytes) -> bool:
    """Whether a drawing names anything but its own parts."""
    for element in parse(svg).iter():
        for name, value in element.attrib.items():
            named = str(name).rpartition("}")[2] == "href" and not str(value).strip().startswith(
                ("#", "data:")
            )
            if named or OUTSIDE.search(str(value)):
                return True
        if OUTSIDE.search(element.text or ""):
            return True
    return False


def _fields(parts: Parts) -> Iterator[str]:
    """What each field of the document is told to do, though an editor cut it into several runs."""
    for name, content in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        told: list[str] = []
        for element in parse(content).iter(w("fldSimple"), w("fldChar"), w("instrText")):
            kind = element.get(w("fldCharType"))
            if element.tag == w("fldSimple"):
                yield element.get(w("instr"), "")
            elif kind == "begin":
                told.append("")
            elif told and kind is None:
                told[-1] += element.text or ""
            elif told and kind == "end":
                yield told.pop()
        yield from told


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
