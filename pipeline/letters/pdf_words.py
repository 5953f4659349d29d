"""The words of a PDF's pages.

Apart from all that is done with them because pdfium is C: it reads what strangers send, and what a converter
made of their drafts, in the cage only.
"""

from threading import Lock

import pypdfium2

#: pdfium reads one document at a time, and letters are converted beside the other work
PDFIUM = Lock()


def page_count(pdf: bytes) -> int:
    """How many pages there are; reading none of them. Raises PdfiumError where it is no PDF."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """The text layer of each page; '' for a page that has none. Raises PdfiumError where it is no PDF."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_page_text(page) for page in document]


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()
