"""What the cage does for the file of a case: the pages of a stranger's PDF or picture, drawn to be printed.

Apart from the reading of documents because nothing is read here: dots come out, and no byte of the file.
"""

import io
import json
from collections.abc import Iterator
from contextlib import suppress

from PIL import Image, ImageChops, ImageOps
from pypdfium2 import PdfDocument, PdfiumError

from pipeline.letters.dossier import LONGEST_SIDE
from pipeline.letters.printed_logo import on_white
from pipeline.outside.cage_work import Done

#: what is shown of pictures
_FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP")
Image.MAX_IMAGE_PIXELS = 60_000_000


def count_pdf(pdf: bytes) -> Done:
    """How many pages a PDF has, and why none can be shown, in Indonesian."""
    try:
        return _counted(len(PdfDocument(pdf)), "PDF ini tidak berisi halaman.")
    except PdfiumError as fault:
        locked = "password" in str(fault).lower()
        return _counted(0, "PDF ini terkunci dengan kata sandi." if locked else "PDF ini rusak.")


def count_image(content: bytes) -> Done:
    """The same of a picture; most have one frame."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _counted(getattr(image, "n_frames", 1))
    except (OSError, ValueError, Image.DecompressionBombError):
        return _counted(0, "Gambar ini rusak atau terlalu besar.")


def show_pdf(pdf: bytes, first: bytes, last: bytes) -> Done:
    """The pages from `first` up to, not including, `last`: for each its head, then its dots."""
    document = PdfDocument(pdf)
    # The visible box of a signature is a field of a form, and else left out.
    document.init_forms()
    frames: list[bytes] = []
    for number in range(int(first), int(last)):
        picture = None
        with suppress(PdfiumError):
            page = document[number]
            bitmap = page.render(scale=LONGEST_SIDE / max(page.get_size()), rev_byteorder=True)
            picture = bitmap.to_pil()
            page.close()
        frames += _frames(picture)
    return Done(frames)


def show_image(content: bytes, first: bytes, last: bytes) -> Done:
    """The same of a picture: upright and on white."""
    frames: list[bytes] = []
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        for number in range(int(first), int(last)):
            picture = None
            with suppress(OSError, EOFError, ValueError):
                image.seek(number)
                picture = _upright(image)
            frames += _frames(picture)
    return Done(frames)


def _upright(image: Image.Image) -> Image.Image:
    # A photograph is decoded at a half or a quarter of its size where that is enough.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        upright = on_white(upright)
    upright = upright.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _counted(pages: int, note: str = "") -> Done:
    return Done([json.dumps({"pages": pages, "note": "" if pages else note}).encode()])


def _frames(picture: Image.Image | None) -> Iterator[bytes]:
    """Sides and kind of a page, then its dots; nothing of one that cannot be drawn."""
    if picture is None:
        yield from (b"null", b"")
        return
    width, height = picture.size
    # Rounding up may make a side one dot too long. Nothing is copied without need: dots are many.
    if max(width, height) > LONGEST_SIDE:
        picture = picture.crop((0, 0, min(width, LONGEST_SIDE), min(height, LONGEST_SIDE)))
    drawn = _grey(picture if picture.mode == "RGB" else picture.convert("RGB"))
    yield json.dumps([drawn.mode, *drawn.size]).encode()
    yield drawn.tobytes()


def _grey(picture: Image.Image) -> Image.Image:
    """The picture in grey where it has no colour: a third of the dots."""
    red, green, blue = picture.split()
    coloured = ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox()
    return picture if coloured else red


JOBS = {
    "count_pdf": count_pdf,
    "count_image": count_image,
    "show_pdf": show_pdf,
    "show_image": show_image,
}
