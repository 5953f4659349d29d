"""What the cage does with one document: the text and signatures of a PDF, a returned .docx, a comparison.

Of what is no text, a scan, it draws the pages one by one; whoever may start processes has them read.

The heavy half of the cage's jobs; its process starts when the first document comes.
"""

import io
import json
from datetime import datetime

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from pipeline.errors import SetAside
from pipeline.letters.drafts import changed_paragraphs, read_draft
from pipeline.letters.edits import Edit, edit
from pipeline.letters.layout import page_layouts
from pipeline.letters.parts import BadDocument
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.pictures import page_pictures
from pipeline.letters.printed_logo import on_white
from pipeline.letters.validation import validate
from pipeline.mail.charset import readable
from pipeline.outside.cage_work import Done
from pipeline.outside.ocr import LONGEST_SIDE

#: pages of a PDF, and characters of its text, that are read
MOST_PAGES = 500
LONGEST = 200_000
#: letters and digits of a page that is a scan all the same: what scanning programs print on each
STAMP = 60
#: the share of a page that a picture covers if it is the page
_WHOLE = 0.5
#: dots an inch of a page that is drawn, and its longer side at least: some scans call themselves tiny
_DPI, _SIDE = 200, 2_339
#: sides of a picture that may be a page, in dots; logos and signatures are smaller
_LEAST_SIDE = 700
#: what is read of pictures; the others are left to people
_FORMATS = ("JPEG", "PNG", "TIFF")
Image.MAX_IMAGE_PIXELS = 60_000_000


def read_pdf(pdf: bytes, at: bytes, drawn: bytes, *roots: bytes) -> Done:
    """Text of each page, note and signature of a PDF, and which pages are scans.

    Certificates are judged as of `at`, an ISO time. Where `drawn` is not empty, the pages are drawn to find
    words that are covered.
    """
    texts, scans, pictured, count, note = _pages(pdf)
    when = datetime.fromisoformat(at.decode())
    signature = validate(pdf, roots, when, drawn=bool(drawn)).to_json()
    # A signed PDF is a letter of ours that came back; nobody looks for a customer's words in it.
    laid = [] if signature["present"] or scans else list(map(readable, page_layouts(pdf)))
    told = {
        "texts": texts,
        "scans": scans,
        "pages": count,
        "note": note,
        "signature": signature,
        "laid": laid,
        # Beneath such a page lies what a scanner's own OCR read.
        "scanned": pictured,
    }
    return Done([json.dumps(told).encode()])


def read_pages(*pdfs: bytes) -> Done:
    """Of each PDF that our converter made the text of each page, as a JSON list; null where it is no PDF.

    Nothing is left out or mended: a letter that comes back is compared with these words.
    """
    return Done([json.dumps(_texts(pdf)).encode() for pdf in pdfs])


def _texts(pdf: bytes) -> list[str] | None:
    try:
        return page_texts(pdf)
    except PdfiumError:
        return None


def show_pages(pdf: bytes) -> Done:
    """Each page of such a PDF as PNG."""
    return Done(page_pictures(pdf))


def read_image(content: bytes) -> Done:
    """Which frames of a picture may be pages; most pictures have one frame."""
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        count = min(getattr(image, "n_frames", 1), MOST_PAGES)
        # Frames of one file rarely differ in size, and to look costs the reading of each.
        scans = list(range(count)) if min(image.size) >= _LEAST_SIDE else []
    told = {"texts": [""] * count, "scans": scans, "pages": count, "note": ""}
    return Done([json.dumps(told).encode()])


def draw_pdf(pdf: bytes, number: bytes) -> Done:
    """The picture of one page: its sides, then its dots in grey."""
    page = PdfDocument(pdf)[int(number)]
    longer = max(page.get_size())
    scale = min(max(_DPI / 72, _SIDE / longer), LONGEST_SIDE / longer)
    bitmap = page.render(scale=scale, grayscale=True)
    return _drawn(bitmap.to_pil())


def draw_image(content: bytes, number: bytes) -> Done:
    """The same of a picture: upright, on white, and no larger than a page need be."""
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        image.seek(int(number))
        image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
        if upright.has_transparency_data:
            upright = on_white(upright)
        grey = upright.convert("L")
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _drawn(grey)


def _drawn(picture: Image.Image) -> Done:
    # Rounding up may make a side one dot too long.
    width, height = (min(side, LONGEST_SIDE) for side in picture.size)
    grey = picture.convert("L").crop((0, 0, width, height))
    return Done([json.dumps(grey.size).encode(), grey.tobytes()])


def read_docx(docx: bytes) -> Done:
    """What a .docx says of itself, with its words."""
    draft = read_draft(docx)
    return Done([json.dumps({"texts": [readable(draft.text)], "draft": draft.to_json()}).encode()])


def edit_docx(docx: bytes, wanted: bytes) -> Done:
    """A returned draft with its late fields written: lines or why not, the document, what is converted."""
    try:
        made = edit(docx, Edit(**json.loads(wanted)))
    except SetAside as fault:
        return Done([json.dumps({"fault": str(fault)}).encode(), b"", b""])
    told = {"fault": "", "lines": made.lines, "flat_lines": made.flat_lines}
    return Done([json.dumps(told).encode(), made.docx, made.flat])


def compare(old: bytes, new: bytes) -> Done:
    """The paragraphs that differ between two .docx, as a JSON list; null where one cannot be read."""
    try:
        return Done([json.dumps(changed_paragraphs(old, new)).encode()])
    except BadDocument:
        return Done([b"null"])


def _pages(pdf: bytes) -> tuple[list[str], list[int], bool, int, str]:
    """The text layer of each page, the pages without one, whether any is a picture, their count, a note."""
    try:
        document = PdfDocument(pdf)
    except PdfiumError as fault:
        locked = "password" in str(fault).lower()
        why = "PDF ini terkunci dengan kata sandi." if locked else "PDF ini rusak; isinya tidak terbaca."
        return [], [], False, 0, why
    texts: list[str] = []
    scans: list[int] = []
    pictured = False
    left = LONGEST
    for number in range(min(len(document), MOST_PAGES)):
        if left <= 0:
            break
        text, picture = _page(document, number)
        letters = sum(map(str.isalnum, text))
        scan = not letters or (letters < STAMP and picture)
        pictured = pictured or picture
        texts.append(readable(text)[:left])
        scans += [number] if scan else []
        left -= len(texts[-1]) + 1
    cut = len(document) > MOST_PAGES or left <= 0
    note = "PDF ini sangat panjang; hanya bagian awalnya dibaca." if cut else ""
    return texts, scans, pictured, len(document), note


def _page(document: PdfDocument, number: int) -> tuple[str, bool]:
    """The text of one page, and whether it is one picture; what cannot be read of it is left out."""
    try:
        page = document[number]
        words = page.get_textpage()
        text = str(words.get_text_bounded())
        words.close()
        picture = _is_picture(page)
        page.close()
    except PdfiumError:
        return "", False
    return text, picture


def _is_picture(page: PdfPage) -> bool:
    """Whether one picture covers most of the page."""
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) >= _WHOLE * width * height:
            return True
    return False


JOBS = {
    "pdf": read_pdf,
    "pages": read_pages,
    "show": show_pages,
    "image": read_image,
    "docx": read_docx,
    "edit": edit_docx,
    "compare": compare,
    "draw_pdf": draw_pdf,
    "draw_image": draw_image,
}
