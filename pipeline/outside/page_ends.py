"""The words below the pages of a letter, drawn on the PDF that the converter made.

Apart from the converter, which cannot set them: no field of Word's tells the first word of the next page.
"""

import io

from pikepdf import Name, Page, Pdf
from reportlab.pdfgen.canvas import Canvas

from pipeline.letters.catchwords import Catchword, Margins, catchwords, margins
from pipeline.outside import typeface
from pipeline.outside.hanging import drop_unused_fonts
from pipeline.outside.typeface import PLAIN, known

#: height of a line, in sizes of its letters; and what printers leave white, in points
_LEADING, _WHITE = 1.15, 14.0


def end_pages(docx: bytes, pdf: bytes) -> bytes:
    """The PDF of a surat dinas with a kata penyambung below each page that goes on; any other as it is.

    Raises OutsideError without the font, PdfiumError or PdfError where it is no PDF.
    """
    free = margins(docx)
    found = catchwords(pdf, free) if free else []
    if free is None or not found:
        return pdf
    typeface.load()
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as letter:
        for each in found:
            _draw(letter, letter.pages[each.page], each, free)
        letter.save(target, deterministic_id=True)
    return target.getvalue()


def _draw(letter: Pdf, page: Page, word: Catchword, free: Margins) -> None:
    """A line below the text, at its right end."""
    left, below, right, above = (float(each) for each in page.mediabox)
    drawing = io.BytesIO()
    size = (right - left, above - below)
    # The stubs take the name of a font for a number.
    canvas = Canvas(drawing, pagesize=size, initialFontName=PLAIN, invariant=1)  # type: ignore[arg-type]
    canvas.setFont(PLAIN, word.size)
    baseline = max(free.bottom - _LEADING * word.size, _WHITE)
    canvas.drawRightString(right - left - free.right, baseline, known(word.text))
    canvas.save()
    with Pdf.open(io.BytesIO(drawing.getvalue())) as drawn:
        drop_unused_fonts(drawn)
        form = letter.copy_foreign(drawn.pages[0].as_form_xobject())
    name = page.add_resource(form, Name.XObject, Name.TgPenyambung)
    page.contents_add(b"q %s Do Q" % str(name).encode())
