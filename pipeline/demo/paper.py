"""A one-page letter as PDF with real text, written by hand.

It stands apart from the office's letters because this is a stranger's paper: it must not
come from the converter that the demo shows at work, nor wait for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: A4 in points, and the margins within it
_WIDTH, _HEIGHT = 595, 842
_LEFT, _RIGHT, _TOP = 71, 524, 780
#: from one row to the next, in sizes of the type
_LEADING = 1.35

#: widths of Helvetica in thousandths of its size (Adobe's AFM): signs of equal width together
_WIDTHS = {
    sign: width
    for width, signs in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;It[]\\f",
        333: "()-r`",
        355: '"',
        389: "*",
        500: "Jckszvxy",
        556: "#$0123456789?Labdeghnopqu_–",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1015: "@",
    }.items()
    for sign in signs
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph that is broken and justified if it is longer than the page is wide."""

    text: str = ""
    size: float = 11
    bold: bool = False
    #: stands at the left margin, before an indented first row
    label: str = ""
    #: points from the left margin
    indent: float = 0
    #: right edge instead of left
    right: bool = False
    #: a rule under the line, over the whole width
    ruled: bool = False


def one_page(lines: Sequence[Line], title: str) -> bytes:
    """The PDF. A sign that `_WIDTHS` does not know raises KeyError."""
    content = "\n".join(_operators(lines)).encode("cp1252")
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (_WIDTH, _HEIGHT),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
            _font("Helvetica"),
            _font("Helvetica-Bold"),
            b"<< /Title (%b) >>" % _escaped(title).encode("cp1252"),
        ]
    )


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    count, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        len(objects),
        start,
    )
    return bytes(out)


def _operators(lines: Sequence[Line]) -> Iterator[str]:
    height = float(_TOP)
    for line in lines:
        room = _RIGHT - _LEFT - line.indent
        rows = _broken(line, room)
        yield _shown(line.label, line, _LEFT, height - line.size * _LEADING)
        for row in rows:
            height -= line.size * _LEADING
            spread = _spread(row, line, room) if row is not rows[-1] else 0
            left = _RIGHT - _width(row, line) if line.right else _LEFT + line.indent
            yield _shown(row, line, left, height, spread)
        if line.ruled:
            height -= 5
            yield f"1 w {_LEFT} {height:.2f} m {_RIGHT} {height:.2f} l S"


def _shown(text: str, line: Line, left: float, height: float, spread: float = 0) -> str:
    face = f"/F{2 if line.bold else 1} {line.size} Tf {spread:.3f} Tw"
    return f"BT {face} {left:.2f} {height:.2f} Td ({_escaped(text)}) Tj ET"


def _broken(line: Line, room: float) -> list[str]:
    rows = [""]
    for word in line.text.split(" "):
        longer = f"{rows[-1]} {word}" if rows[-1] else word
        if _width(longer, line) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _spread(row: str, line: Line, room: float) -> float:
    return (room - _width(row, line)) / max(row.count(" "), 1)


def _width(text: str, line: Line) -> float:
    # The bold face is a little wider; seven hundredths keep a heading within the page.
    wider = 1.07 if line.bold else 1.0
    return sum(_WIDTHS[sign] for sign in text) * line.size * wider / 1000


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
