"""Letters printed as PDF: lines of Helvetica, wide gaps as columns at their places."""

import re

_HEAD = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_WIDTH, _LEADING, _TOP, _LEFT = 5.0, 14, 790, 50


def printed(text: str) -> bytes:
    """A PDF of the text; form feeds part its pages."""
    sheets = text.split("\f")
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}/MediaBox[0 0 595 842]>>")
    objects.append(_HEAD)
    for number, sheet in enumerate(sheets):
        drawn = "".join(_drawn(row, line) for row, line in enumerate(sheet.splitlines()))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn.encode('cp1252'))}>>stream\n{drawn}\nendstream")
    return _file(objects)


def _drawn(row: int, line: str) -> str:
    """Each run of words at its own place, as word processors set tabs."""
    drawn = ""
    for run in re.finditer(r"\S+(?: {1,2}\S+)*", line):
        words = re.sub(r"([()\\])", r"\\\1", run.group())
        x, y = _LEFT + run.start() * _WIDTH, _TOP - row * _LEADING
        drawn += f"BT /F1 9 Tf {x:.0f} {y} Td ({words}) Tj ET\n"
    return drawn


def _file(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
