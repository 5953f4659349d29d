"""The words below the pages of a letter, drawn on the PDF that the converter made.

Apart from the converter, which cannot set them: no field of Word's tells the first word of the next page.
What draws takes longer to import than a letter to convert; most calls have nothing to be drawn.
"""

import io
from collections.abc import Sequence

from pikepdf import Name, Page, Pdf, PdfError
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import OutsideError
from pipeline.letters.catchwords import Catchword, Margins
from pipeline.outside import typeface
from pipeline.outside.hanging import drop_unused_fonts
from pipeline.outside.typeface import PLAIN, known

#: height of a line, in sizes of its letters; and what printers leave white, in points
_LEADING, _WHITE = 1.15, 14.0


def end_pages(pdf: bytes, words: Sequence[Catchword], free: Margins) -> bytes:
    """The PDF with each of the words below its page. Raises OutsideError without the font or a whole PDF."""
    typeface.load()
    target = io.BytesIO()
    try:
        with Pdf.open(io.BytesIO(pdf)) as letter:
            for each in words:
                _draw(letter, letter.pages[each.page], each, free)
            letter.save(target, deterministic_id=True)
    except PdfError as error:
        raise OutsideError(str(error), permanent=False) from error
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
