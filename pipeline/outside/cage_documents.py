"""What the cage does with one document: the text and signatures of a PDF, a returned .docx, a comparison.

The heavy half of the cage's jobs; its process starts when the first document comes.
"""

import json
from datetime import datetime

from pypdfium2 import PdfDocument, PdfiumError

from pipeline.letters.drafts import changed_paragraphs, read_draft
from pipeline.letters.parts import BadDocument
from pipeline.letters.validation import validate
from pipeline.mail.charset import readable
from pipeline.outside.cage_work import Done

#: pages of a PDF, and characters of its text, that are read
MOST_PAGES = 500
LONGEST = 200_000


def read_pdf(pdf: bytes, at: bytes, *roots: bytes) -> Done:
    """Text, note and signature of a PDF; certificates are judged as of `at`, an ISO time."""
    text, note = _text(pdf)
    signature = validate(pdf, roots, datetime.fromisoformat(at.decode()))
    return Done([json.dumps({"text": text, "note": note, "signature": signature.to_json()}).encode()])


def read_docx(docx: bytes) -> Done:
    """What a .docx says of itself, with its words."""
    draft = read_draft(docx)
    return Done([json.dumps({"text": readable(draft.text), "draft": draft.to_json()}).encode()])


def compare(old: bytes, new: bytes) -> Done:
    """The paragraphs that differ between two .docx, as a JSON list; null where one cannot be read."""
    try:
        return Done([json.dumps(changed_paragraphs(old, new)).encode()])
    except BadDocument:
        return Done([b"null"])


def _text(pdf: bytes) -> tuple[str, str]:
    """The text layer, '' for a scan, and why it could not be read."""
    try:
        document = PdfDocument(pdf)
    except PdfiumError as fault:
        locked = "password" in str(fault).lower()
        return "", "PDF ini terkunci dengan kata sandi." if locked else "PDF ini rusak; isinya tidak terbaca."
    pages: list[str] = []
    length = 0
    for number in range(min(len(document), MOST_PAGES)):
        if length > LONGEST:
            break
        pages.append(_page(document, number))
        length += len(pages[-1])
    text = readable("\n".join(pages))
    cut = len(document) > MOST_PAGES or len(text) > LONGEST
    return text[:LONGEST], "PDF ini sangat panjang; hanya bagian awalnya dibaca." if cut else ""


def _page(document: PdfDocument, number: int) -> str:
    """One page; what cannot be read of it is left out."""
    try:
        page = document[number]
        words = page.get_textpage()
        text = str(words.get_text_bounded())
        words.close()
        page.close()
    except PdfiumError:
        return ""
    return text


JOBS = {"pdf": read_pdf, "docx": read_docx, "compare": compare}
