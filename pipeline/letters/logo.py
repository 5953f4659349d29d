"""Pictures take the places that a template has for them: the office's logo, and the charts of a report.

Apart because it works on the template's package, before any field is filled:
the office may move and size each picture in Word like any other.
"""

import posixpath
import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml import etree

from pipeline.errors import SetAside
from pipeline.letters.parts import (
    NS,
    Parts,
    R,
    parse,
    read_parts,
    serialize,
    text_parts,
    w,
    write_parts,
    xpath,
)
from pipeline.letters.printed_logo import as_printed

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"

#: the picture of the letterhead
LOGO = "logo"
#: templates whose pictures are kept; an office has eight, and one logo
_KEPT = 16
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
#: the frames of a JPEG that tell its size: SOF0 to SOF15 but for DHT, JPG and DAC
JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def with_pictures(template: bytes, values: Mapping[str, object]) -> bytes:
    """The template with the bytes of each value in the pictures that are called like it.

    The logo keeps the height that the template gives it, any other picture its width. Raises SetAside where
    such a picture would get bytes that are neither PNG nor JPEG; what is not bytes leaves the template alone.
    """
    pictures = {name: value for name, value in values.items() if isinstance(value, bytes)}
    return _illustrated(template, tuple(sorted(pictures.items()))) if pictures else template


@lru_cache(_KEPT)
def _illustrated(template: bytes, pictures: tuple[tuple[str, bytes], ...]) -> bytes:
    parts = read_parts(template)
    trees = {part: parse(parts[part]) for part in text_parts(parts)}
    shown = _shown(parts, trees)
    for part, root in trees.items():
        found = [(name, picture, each) for name, picture in pictures for each in _called(root, name)]
        for name, picture, drawing in found:
            target = _target(parts, part, drawing)
            if target is None:
                raise SetAside("Sebuah gambar dalam templat surat, seperti “logo”, tidak menunjuk ke gambar.")
            parts[target] = _prepared(picture, shown[target]) if name == LOGO else picture
            kind, ratio = _kind_and_ratio(parts[target])
            _resize(drawing, ratio, keeps_height=name == LOGO)
            _declare(parts, target, kind)
        if found:
            parts[part] = serialize(root)
    return write_parts(parts)


def _shown(parts: Parts, trees: Mapping[str, etree._Element]) -> dict[str, list[etree._Element]]:
    """By the part of a picture all drawings that show it: Word keeps a picture once that stands twice."""
    shown: dict[str, list[etree._Element]] = {}
    for part, root in trees.items():
        for drawing in xpath(root, "//wp:inline | //wp:anchor", wp=WP):
            if target := _target(parts, part, drawing):
                shown.setdefault(target, []).append(drawing)
    return shown


def _prepared(logo: bytes, drawings: Sequence[etree._Element]) -> bytes:
    heights = [_height(each) for each in drawings]
    return as_printed(logo, max(heights) if all(heights) else 0, opaque=all(map(_is_on_white, drawings)))


def _height(drawing: etree._Element) -> int:
    """In EMU, of the whole picture where the template shows a part of it; 0 where it does not say."""
    try:
        cuts = [int(cut.get(side, "0")) for cut in xpath(drawing, ".//a:srcRect", a=A) for side in "tb"]
        height = max((int(each.get("cy", "0")) for each in xpath(drawing, "./wp:extent", wp=WP)), default=0)
        return round(height / (1 - sum(cuts) / 100_000)) if sum(cuts) < 100_000 else 0
    except ValueError:
        # A strict document says it in per cent.
        return 0


def _is_on_white(drawing: etree._Element) -> bool:
    """Whether nothing but paper can be behind it: it floats over nothing, and nothing around it is shaded."""
    around = "ancestor::*/*[self::w:tcPr or self::w:pPr or self::w:tblPr]/*[self::w:shd or self::w:tblStyle]"
    fills = {each.get(w("fill"), "style") for each in xpath(drawing, around)}
    return drawing.tag == f"{{{WP}}}inline" and fills <= {"auto", "FFFFFF"}


def _called(root: etree._Element, name: str) -> list[etree._Element]:
    """The drawings whose name or alternative text this is."""
    wanted = f"//*[wp:docPr[@name='{name}' or @descr='{name}']]"
    return list(xpath(root, wanted, wp=WP))


def _target(parts: Parts, name: str, drawing: etree._Element) -> str | None:
    """The name of the part that holds the drawing's picture, None where it points to none."""
    folder, _, file = name.rpartition("/")
    if (related := f"{folder}/_rels/{file}.rels") not in parts:
        return None
    relations = parse(parts[related])
    blip = drawing.find(f".//{{{A}}}blip")
    wanted = blip.get(f"{{{R}}}embed") if blip is not None else None
    for relation in relations.iterfind("rel:Relationship", NS):
        if relation.get("Id") == wanted:
            return posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
    return None


def _resize(drawing: etree._Element, ratio: float, *, keeps_height: bool) -> None:
    for size in xpath(drawing, "./wp:extent | .//a:xfrm/a:ext", wp=WP, a=A):
        if keeps_height:
            size.set("cx", str(round(int(size.get("cy", "0")) * ratio)))
        else:
            size.set("cy", str(round(int(size.get("cx", "0")) / ratio)))


def _declare(parts: dict[str, bytes], target: str, kind: str) -> None:
    """Name the picture's type in [Content_Types].xml; its extension may say another."""
    root = parse(parts["[Content_Types].xml"])
    for item in xpath(root, f"ct:Override[@PartName='/{target}']"):
        root.remove(item)
    etree.SubElement(root, f"{{{NS['ct']}}}Override", PartName=f"/{target}", ContentType=kind)
    parts["[Content_Types].xml"] = serialize(root)


def _kind_and_ratio(logo: bytes) -> tuple[str, float]:
    """The type of the picture, and its width as a share of its height."""
    try:
        if logo.startswith(PNG):
            width, height = struct.unpack(">II", logo[16:24])
            return "image/png", width / height
        if logo.startswith(JPEG):
            width, height = _jpeg_size(logo)
            return "image/jpeg", width / height
    except (struct.error, ZeroDivisionError, IndexError) as fault:
        raise SetAside("Berkas logo rusak; gunakan gambar PNG atau JPEG.") from fault
    raise SetAside("Berkas logo bukan gambar PNG atau JPEG.")


def _jpeg_size(logo: bytes) -> tuple[int, int]:
    place = 2
    while logo[place + 1] not in JPEG_FRAMES:
        place += 2 + struct.unpack(">H", logo[place + 2 : place + 4])[0]
    height, width = struct.unpack(">HH", logo[place + 5 : place + 9])
    return width, height
