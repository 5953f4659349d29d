"""Small PDFs made by hand, so that a test knows every byte of what it signs."""

import io

from pikepdf import Pdf


def archival(pdf: bytes) -> bytes:
    """The PDF with the word that it is PDF/A, true or not."""
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False) as told:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"
        opened.save(target, deterministic_id=True)
    return target.getvalue()


def pdf_of(*pages: str, extra: str = "", hybrid: bool = False) -> bytes:
    """A PDF of these pages, a line of Helvetica each; `extra` goes into the catalog.

    `hybrid` adds a cross-reference stream beside the table, as Word does.
    """
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{extra}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 595 842]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for place, text in enumerate(pages):
        drawn = f"BT /F1 11 Tf 72 760 Td ({text}) Tj ET" if text else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * place} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    return _written(objects, hybrid)


def _written(objects: list[str], hybrid: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    stream = len(out)
    if hybrid:
        number = len(objects) + 1
        entry = b"\x01" + stream.to_bytes(4, "big") + b"\x00"
        head = f"<</Type/XRef/Size {number + 1}/W[1 4 1]/Index[{number} 1]/Root 1 0 R/Length {len(entry)}>>"
        out += f"{number} 0 obj\n{head}stream\n".encode() + entry + b"\nendstream\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    pointer = f"/XRefStm {stream}" if hybrid else ""
    out += f"trailer\n<</Size {len(objects) + 2}/Root 1 0 R{pointer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
