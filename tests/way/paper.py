"""A converter without LibreOffice: the words of a .docx on plain pages.

Only for ways on which nobody looks at a letter's face. LibreOffice takes more than a second a call, and
those ways need tens of letters; that it is called rightly is what `test_whole_way` shows.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import OutsideError
from pipeline.letters.text import document_lines
from pipeline.outside.calls import Calls
from pipeline.outside.libreoffice import Converter

_SIGNS = 90
_LINES = 55


@dataclass(frozen=True, slots=True)
class PlainPaper(Converter):
    """Sets the words of each document on pages of typewriter's width."""

    def _together(
        self, documents: Mapping[int, bytes], _calls: Calls | None = None
    ) -> dict[int, bytes | OutsideError]:
        return {place: _pages(document_lines(document)) for place, document in documents.items()}


def _pages(lines: Sequence[str]) -> bytes:
    rows = [row for line in lines for row in textwrap.wrap(line, _SIGNS, break_on_hyphens=False)]
    pages = [rows[start : start + _LINES] for start in range(0, len(rows), _LINES)] or [[]]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 595 842]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    for place, page in enumerate(pages):
        font = f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * place} 0 R>>"
        drawn = b"BT /F1 8 Tf 10 TL 60 790 Td " + b" ".join(map(_row, page)) + b" ET"
        objects += [font.encode(), b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn)]
    return _file(objects)


def _row(text: str) -> bytes:
    signs = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        signs = signs.replace(sign, b"\\" + sign)
    return b"(%b) Tj T*" % signs


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
