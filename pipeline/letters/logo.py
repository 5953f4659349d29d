"""Pictures take the places that a template has for them: the office's logo, and the charts of a report.

Apart because it works on the template's package, before any field is filled:
the office may move and size each picture in Word like any other.
"""

import posixpath
import struct
from collections.abc import Mapping

from lxml import etree

from pipeline.errors import SetAside
from pipeline.letters.parts import (
    NS,
    R,
    parse,
    read_parts,
    serialize,
    text_parts,
    write_parts,
    xpath,
)

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"

#: the picture of the letterhead
LOGO = "logo"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
#: the frames of a JPEG that tell its size: SOF0 to SOF15 but for DHT, JPG and DAC
JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def with_pictures(template: bytes, values: Mapping[str, object]) -> bytes:
    """The template with the bytes of each value in the pictures that are called like it.

    The logo keeps the height that the template gives it, any other picture its width. Raises SetAside for
    bytes that are neither PNG nor JPEG; what is not bytes leaves the template as it is.
    """
    pictures = {name: value for name, value in values.items() if isinstance(value, bytes)}
    if not pictures:
        return template
    kinds = {name: _kind_and_ratio(content) for name, content in pictures.items()}
    parts = read_parts(template)
    for part in text_parts(parts):
        root = parse(parts[part])
        found = [(name, each) for name in pictures for each in _called(root, name)]
        for name, drawing in found:
            kind, ratio = kinds[name]
            target = _target(parts, part, drawing)
            parts[target] = pictures[name]
            _resize(drawing, ratio, keeps_height=name == LOGO)
            _declare(parts, target, kind)
        if found:
            parts[part] = serialize(root)
    return write_parts(parts)


def _called(root: etree._Element, name: str) -> list[etree._Element]:
    """The drawings whose name or alternative text this is."""
    wanted = f"//*[wp:docPr[@name='{name}' or @descr='{name}']]"
    return list(xpath(root, wanted, wp=WP))


def _target(parts: dict[str, bytes], name: str, drawing: etree._Element) -> str:
    """The name of the part that holds the drawing's picture."""
    folder, _, file = name.rpartition("/")
    relations = parse(parts[f"{folder}/_rels/{file}.rels"])
    blip = drawing.find(f".//{{{A}}}blip")
    wanted = blip.get(f"{{{R}}}embed") if blip is not None else None
    for relation in relations.iterfind("rel:Relationship", NS):
        if relation.get("Id") == wanted:
            return posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
    raise SetAside("Sebuah gambar dalam templat surat, seperti “logo”, tidak menunjuk ke gambar.")


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
