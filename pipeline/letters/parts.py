"""A .docx as what it is: a zip of parts, read with suspicion and written the same way every time.

Apart because rendering, late fields and drafts all open documents, and only
here is it decided which are too dangerous to open (reliability.md T23, T24).
"""

import io
import itertools
import zipfile
import zlib
from collections.abc import Mapping
from typing import cast

from lxml import etree

from pipeline.errors import SetAside

#: limits of T23: a letter has some twenty parts and 100 kB
MOST_ENTRIES = 2_000
MOST_BYTES = 200_000_000
MOST_XML_BYTES = 30_000_000
RATIO = 200
RATIO_FREE = 1_000_000

#: bytes of the parts of a package that may go unpacked from one process to the other
LOOSE = 4_000_000

#: parts that nothing makes smaller
PACKED = (".png", ".jpg", ".jpeg")

#: every part bears this time, so that equal parts make equal bytes
FIXED_TIME = (1980, 1, 1, 0, 0, 0)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NS = {"w": W, "r": R, "rel": RELS, "ct": TYPES}
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Parts = dict[str, bytes]


class BadDocument(SetAside):
    """Not a Word document that may be opened; the text says why, in one Indonesian sentence."""


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def read_parts(docx: bytes) -> Parts:
    """All parts by name. Raises BadDocument before anything is unpacked that could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _check_entries(package)
            return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except BadDocument:
        raise
    # zipfile answers damaged archives with any of these
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as fault:
        raise BadDocument("Berkas ini bukan dokumen Word (.docx) yang utuh.") from fault


def write_parts(parts: Mapping[str, bytes], *, lasting: bool = True) -> bytes:
    """The package anew: fixed times, sorted order, [Content_Types].xml first as Word wants it.

    One that is not `lasting` is read once and thrown away, so it is packed only where it is large.
    """
    packed = lasting or sum(map(len, parts.values())) > LOOSE
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            # Pictures are packed as they come.
            loose = not packed or name.lower().endswith(PACKED)
            info.compress_type = zipfile.ZIP_STORED if loose else zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, parts[name])
    return target.getvalue()


def parse(xml: bytes) -> etree._Element:
    """The tree of one part; no DTD, no entity, no network. Raises BadDocument."""
    check_no_doctype(xml)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        raise BadDocument("Isi dokumen Word ini rusak dan tidak dapat dibaca.") from fault
    # also finds a DTD in an encoding that the search above does not know
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadDocument("Dokumen Word ini memuat definisi (DTD) yang tidak diizinkan.")
    return root


def xpath(element: etree._Element, path: str, **namespaces: str) -> list[etree._Element]:
    """The elements that a path finds; it knows the prefixes of NS and those given."""
    return cast("list[etree._Element]", element.xpath(path, namespaces=NS | namespaces))


def serialize(root: etree._Element) -> bytes:
    """The bytes of one part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def check_no_doctype(xml: bytes) -> None:
    """OOXML needs no DTD; raises BadDocument for a part that has one, in UTF-8 or UTF-16."""
    marks = (
        mark.encode(code)
        for mark in ("<!DOCTYPE", "<!ENTITY")
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    )
    if any(mark in xml for mark in marks):
        raise BadDocument("Dokumen Word ini memuat definisi (DTD) yang tidak diizinkan.")


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the document's main part, word/document.xml by habit. Raises BadDocument."""
    for relation in parse(_part(parts, "_rels/.rels")).iterfind("rel:Relationship", NS):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise BadDocument("Berkas ini bukan dokumen Word (.docx).")


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The parts that hold the words of a letter: the main one, then headers and footers by name."""
    main = main_part(parts)
    folder = main.rpartition("/")[0]
    edges = (f"{folder}/header", f"{folder}/footer")
    return [main, *sorted(name for name in parts if name.startswith(edges) and name.endswith(".xml"))]


def trees_of(parts: Parts) -> dict[str, etree._Element]:
    """The tree of each part that holds words, by name. Raises BadDocument."""
    return {name: parse(parts[name]) for name in text_parts(parts)}


def with_trees(parts: Parts, trees: Mapping[str, etree._Element]) -> Parts:
    """The parts with these trees as they are now."""
    return parts | {name: serialize(tree) for name, tree in trees.items()}


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Part name (with its slash) to content type, as far as named one by one."""
    root = parse(_part(parts, "[Content_Types].xml"))
    return {
        item.get("PartName", ""): item.get("ContentType", "") for item in root.iterfind("ct:Override", NS)
    }


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise BadDocument("Berkas ini bukan dokumen Word (.docx).")
    return parts[name]


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [info.filename for info in entries]
    if len(entries) > MOST_ENTRIES or sum(info.file_size for info in entries) > MOST_BYTES:
        raise BadDocument("Dokumen Word ini terlalu besar untuk dibuka.")
    if len(set(map(str.casefold, names))) != len(names) or _overlapping(entries):
        raise BadDocument("Dokumen Word ini memuat bagian yang sama dua kali.")
    for info in entries:
        _check_entry(info)


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise BadDocument("Dokumen Word ini terkunci kata sandi; mohon kirim tanpa kata sandi.")
    bomb = info.file_size > RATIO_FREE and info.file_size > RATIO * max(info.compress_size, 1)
    if bomb or (info.filename.endswith((".xml", ".rels")) and info.file_size > MOST_XML_BYTES):
        raise BadDocument("Dokumen Word ini terlalu besar untuk dibuka.")
    if info.filename.startswith("/") or "\\" in info.filename or ".." in info.filename.split("/"):
        raise BadDocument("Dokumen Word ini memuat nama bagian yang tidak wajar.")


def _overlapping(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes, as in bombs that quote one kernel many times."""
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size) for info in entries)
    return any(start < end for (_, end), (start, _) in itertools.pairwise(spans))
