"""Scans for the tests: pages as pictures, and PDFs that are nothing but pictures of pages."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdfium2 import PdfDocument

Spoil = Callable[[Image.Image], Image.Image]


def pictures_of(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """Each page as a scanner sees it."""
    with PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def scan_of(pdf: bytes, *, dpi: int = 200, spoil: Spoil | None = None) -> bytes:
    """A PDF without a text layer that shows the same pages, each picture spoiled first if wanted."""
    pages = pictures_of(pdf, dpi)
    return pdf_from([spoil(page) for page in pages] if spoil else pages, dpi)


def pdf_from(pages: list[Image.Image], dpi: int = 200) -> bytes:
    """A PDF of these pictures, a page each."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def blank(dpi: int = 200) -> Image.Image:
    """An empty page of A4."""
    return Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)


def written(lines: list[str]) -> Image.Image:
    """A page of A4 at 200 dpi with these lines."""
    page = blank()
    font = ImageFont.load_default(36)
    ImageDraw.Draw(page).multiline_text((180, 200), "\n".join(lines), fill=0, font=font, spacing=24)
    return page


def file_from(page: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file: JPEG, PNG or TIFF."""
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def worn(page: Image.Image) -> Image.Image:
    """As an old scanner brings it: a little crooked, grey and blurred."""
    crooked = page.rotate(0.6, expand=False, fillcolor=255)
    return crooked.filter(ImageFilter.GaussianBlur(0.8)).point(lambda value: 30 + value * 0.8)
