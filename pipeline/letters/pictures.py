"""The pages of one of our own PDFs as pictures, for people to look at.

Apart from the reading of foreign PDFs, whose pages are drawn in the cage only.
"""

import io

import pypdfium2

from pipeline.letters.pdf_words import PDFIUM

#: dots an inch at which small print can be read
DPI = 110


def page_pictures(pdf: bytes, dpi: int = DPI) -> list[bytes]:
    """Each page as PNG. Raises PdfiumError where it is no PDF."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_picture(page, dpi) for page in document]


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    target = io.BytesIO()
    try:
        page.render(scale=dpi / 72).to_pil().save(target, "PNG")
    finally:
        page.close()
    return target.getvalue()
