"""The visible box of the seal: a QR code and a few lines, drawn as PDF with an embedded font.

It stands apart from the signing because it is drawing alone, and because PDF/A asks for an
embedded font, which pyHanko's own stamps have only with a shaping engine. The font is cut to
the letters of Windows-1252 once and reused for every seal.
"""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

from pipeline.errors import OutsideError

#: where Debian, Ubuntu and LibreOffice's own packages put a font metric-compatible with Arial
FONTS = (
    Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)

_NAME = generic.NameObject
_FIRST, _LAST = 32, 255
#: modules of white around the code; the box's own white adds to it
_QUIET = 2
#: sizes of the text in points, largest first
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_LEADING = 1.2


class Face:
    """A TrueType font cut to Windows-1252, ready to be embedded."""

    def __init__(self, paths: tuple[Path, ...] = FONTS) -> None:
        path = next((each for each in paths if each.is_file()), None)
        if path is None:
            raise OutsideError(
                "huruf untuk kotak tanda tangan tidak ditemukan",
                permanent=False,
                remedy="apt-get install fonts-liberation",
            )
        letters = {
            code: bytes([code]).decode("cp1252", "replace")
            for code in range(_FIRST, _LAST + 1)
            if code != 127
        }
        font = _cut(path, "".join(letters.values()))
        self._name = str(font["name"].getDebugName(6))
        scale = 1000 / font["head"].unitsPerEm
        glyphs, advances = font.getBestCmap(), font["hmtx"].metrics
        #: advance widths in thousandths of the size, by code
        self.widths: list[int] = [
            round(advances[glyphs.get(ord(letters.get(code, " ")), ".notdef")][0] * scale)
            for code in range(_FIRST, _LAST + 1)
        ]
        self._metrics = {
            "/Ascent": round(font["hhea"].ascent * scale),
            "/Descent": round(font["hhea"].descent * scale),
            "/CapHeight": round(getattr(font["OS/2"], "sCapHeight", 0) * scale) or 716,
        }
        head = font["head"]
        self._box = [round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)]
        program = io.BytesIO()
        font.save(program)
        self._length = len(program.getvalue())
        self._program = zlib.compress(program.getvalue(), 9)

    def width(self, text: str, size: float) -> float:
        """Width of the text in points."""
        return sum(self.widths[code - _FIRST] for code in _encoded(text)) * size / 1000

    def embedded(self, writer: BasePdfFileWriter) -> generic.IndirectObject:
        """The font written into the PDF, for use as a resource."""
        name = f"/TGGPAA+{self._name}"
        program = generic.StreamObject(
            _pdf({"/Length1": self._length, "/Filter": "/FlateDecode"}), encoded_data=self._program
        )
        descriptor = {
            "/Type": "/FontDescriptor",
            "/FontName": name,
            "/Flags": 32,
            "/ItalicAngle": 0,
            "/StemV": 80,
            "/FontBBox": self._box,
            "/FontFile2": writer.add_object(program),
            **self._metrics,
        }
        font = {
            "/Type": "/Font",
            "/Subtype": "/TrueType",
            "/BaseFont": name,
            "/Encoding": "/WinAnsiEncoding",
            "/FirstChar": _FIRST,
            "/LastChar": _LAST,
            "/Widths": self.widths,
            "/FontDescriptor": writer.add_object(_pdf(descriptor)),
        }
        return writer.add_object(_pdf(font))


@dataclass(frozen=True)
class Stamp(BaseStampStyle):
    """What one seal shows: a QR code at the left, the heading and the lines at its right."""

    # pyHanko's own fields have defaults, so ours need them too.
    face: Face | None = None
    url: str = ""
    heading: str = ""
    #: each is wrapped where it is too long for the box
    lines: tuple[str, ...] = ()

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> "_Drawing":
        """The drawing, which pyHanko makes the appearance of the signature."""
        return _Drawing(self, writer, box)


class _Drawing(BaseStamp):
    """The box as a form XObject."""

    def __init__(self, stamp: Stamp, writer: BasePdfFileWriter, box: BoxConstraints) -> None:
        super().__init__(writer, stamp, box)
        self._stamp = stamp

    def render(self) -> bytes:
        stamp, width, height = self._stamp, self.box.width, self.box.height
        assert stamp.face is not None
        assert self.writer is not None
        self.set_resource(ResourceType.FONT, _NAME("/F1"), stamp.face.embedded(self.writer))
        margin = 4.0
        side = height - 2 * margin
        left = margin + side + 6
        return b"\n".join(
            [
                # No white ground: what the box may stand on shall stay visible.
                b"q 0.6 G 0.6 w 0.3 0.3 %.2f %.2f re S" % (width - 0.6, height - 0.6),
                b"0 g",
                _code(stamp.url, margin, side),
                _text(stamp, left, width - left - margin - 2, height),
                b"Q",
            ]
        )


def _code(url: str, margin: float, side: float) -> bytes:
    """The QR code as filled rectangles, a run of black modules each."""
    matrix = segno.make(url, micro=False, error="m", boost_error=False).matrix
    module = side / (len(matrix) + 2 * _QUIET)
    drawn = [b"q %.4f 0 0 %.4f %.2f %.2f cm" % (module, -module, margin, margin + side)]
    for y, row in enumerate(matrix):
        x = 0
        for black, length in _runs(row):
            if black:
                drawn.append(b"%d %d %d 1 re" % (x + _QUIET, y + _QUIET, length))
            x += length
    return b" ".join([*drawn, b"f Q"])


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for cell in row:
        if runs and runs[-1][0] == cell:
            runs[-1] = (cell, runs[-1][1] + 1)
        else:
            runs.append((cell, 1))
    return runs


def _text(stamp: Stamp, left: float, room: float, height: float) -> bytes:
    """Heading and lines, wrapped to the room, in the largest size that fits, centred in height."""
    assert stamp.face is not None
    size = next((each for each in _SIZES if _fits(stamp, each, room, height)), _SIZES[-1])
    leading, lines = size * _LEADING, _wrapped_all(stamp, size, room)
    top = (height + len(lines) * leading) / 2 - size
    drawn = [b"BT /F1 %.1f Tf %.2f TL %.2f %.2f Td" % (size, leading, left, top)]
    drawn += [b"<%s> Tj T*" % _encoded(line).hex().encode() for line in lines]
    return b"\n".join([*drawn, b"ET"])


def _fits(stamp: Stamp, size: float, room: float, height: float) -> bool:
    assert stamp.face is not None
    lines = _wrapped_all(stamp, size, room)
    widest = max(stamp.face.width(each, size) for each in lines)
    return widest <= room and len(lines) * size * _LEADING <= height - 6


def _wrapped_all(stamp: Stamp, size: float, room: float) -> list[str]:
    assert stamp.face is not None
    return [line for each in (stamp.heading, *stamp.lines) for line in _wrapped(stamp.face, each, size, room)]


def _wrapped(face: Face, text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _encoded(text: str) -> bytes:
    """The text in Windows-1252; control characters and what it lacks become question marks."""
    return bytes(code if code >= _FIRST else 63 for code in text.encode("cp1252", "replace"))


def _cut(path: Path, letters: str) -> TTFont:
    font = TTFont(path)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2, 6])
    options.drop_tables += ["FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return font


def _pdf(value: Any) -> Any:
    """Python values as PDF objects: numbers, names, arrays and dictionaries."""
    match value:
        case int():
            return generic.NumberObject(value)  # type: ignore[no-untyped-call]
        case str():
            return _NAME(value)
        case list():
            return generic.ArrayObject([_pdf(each) for each in value])
        case dict():
            return generic.DictionaryObject(  # type: ignore[no-untyped-call]
                {_NAME(key): _pdf(each) for key, each in value.items()}
            )
        case _:
            return value
