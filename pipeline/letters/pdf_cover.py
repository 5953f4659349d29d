"""Whether the words that a PDF holds are the words that its pages show.

Apart from the comparison of words because a picture laid over one changes what is read and not what is
compared: each page is drawn twice, once as it is and once with its words alone.
"""

import ctypes
from collections.abc import Iterator
from itertools import accumulate

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from pipeline.letters.pdf_words import PDFIUM

#: pages that are drawn; a letter has two or three
MOST_PAGES = 40
#: words are drawn so large that a digit of 8 points is 12 dots high
_SCALE, _LONGEST_SIDE = 2.0, 2400
#: a dot darker than this is seen; words in grey are, and hair lines, of which half a dot is drawn
_SEEN = 225
#: what else is on the page is ink only where it is this dark; paler, it is ground behind the words
_INK = 128
#: of a sign's ink this part must show, and of the paper around it no more may be inked by anything else
_SHOWN, _ADDED = 0.5, 0.3
#: dots of ink below which a sign is not judged: a full stop, a hair line
_LEAST = 3
#: how far beside a sign nothing else may be drawn, in its height: there a digit could be put
_BESIDE = 0.3

#: the value of a dot of ink, where there are but two
_INKED = 255

Box = tuple[int, int, int, int]


def covered_pages(pdf: bytes) -> tuple[int, ...]:
    """The pages, counted from 1, on which a word is covered, drawn over, or not to be seen.

    A page beyond the first forty counts as covered, for it was not looked at. Raises PdfiumError where
    the bytes are no PDF.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        # Without it the box of a signature is not drawn.
        document.init_forms()
        count = len(document)
        found = [number for number in range(min(count, MOST_PAGES)) if _is_covered(document[number])]
    return tuple(number + 1 for number in (*found, *range(MOST_PAGES, count)))


def _is_covered(page: pypdfium2.PdfPage) -> bool:
    """Whether a sign of the page is not seen as it is written."""
    scale = min(_SCALE, _LONGEST_SIDE / max(page.get_size()))
    # Drawn first: what is made inactive below stays so.
    whole = _grey(page, scale, boxes=True)
    for other in [each for each in page.get_objects(max_depth=15) if each.type not in _KEPT]:
        raw.FPDFPageObj_SetIsActive(other.raw, False)
    words = _darker(_grey(page, scale, boxes=False), _SEEN)
    gone = _Ink(ImageChops.subtract(words, _darker(whole, _SEEN)))
    come = _Ink(ImageChops.subtract(_darker(whole, _INK), words))
    written = _Ink(words)
    return any(_is_hidden(box, written, gone, come) for box in _signs(page, words.size))


def _grey(page: pypdfium2.PdfPage, scale: float, *, boxes: bool) -> Image.Image:
    drawn = page.render(scale=scale, grayscale=True, draw_annots=boxes, may_draw_forms=boxes)
    picture: Image.Image = drawn.to_pil()
    return picture if picture.mode == "L" else picture.convert("L")


def _darker(grey: Image.Image, limit: int) -> Image.Image:
    """What is darker than the limit as 255, all else as 0."""
    return grey.point([_INKED if value < limit else 0 for value in range(256)])


_KEPT = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)


def _signs(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Iterator[Box]:
    """Where the letters and digits of the page stand, in dots."""
    dots = _Dots(page, size)
    sides = [ctypes.c_double() for _ in range(4)]
    text = page.get_textpage()
    try:
        for place in range(text.count_chars()):
            if not chr(raw.FPDFText_GetUnicode(text.raw, place)).isalnum():
                continue
            raw.FPDFText_GetCharBox(text.raw, place, *sides)
            left, right, bottom, top = [side.value for side in sides]
            if box := dots.box(left, bottom, right, top):
                yield box
    finally:
        text.close()


class _Dots:
    """Where a place of the page is in its picture, upright as it is shown."""

    #: pdfium tells whole dots alone: in a picture so much larger they are fractions of those of this one
    _FINER = 1_000
    #: a distance on the page, in points, over which it is asked
    _FAR = 1_000.0

    def __init__(self, page: pypdfium2.PdfPage, size: tuple[int, int]) -> None:
        """A page has a few thousand signs, and pdfium is asked thrice: what it answers is a linear rule."""
        self._size = size
        self._start = self._told(page, 0, 0)
        right, up = self._told(page, self._FAR, 0), self._told(page, 0, self._FAR)
        self._right = [(there - start) / self._FAR for there, start in zip(right, self._start, strict=True)]
        self._up = [(there - start) / self._FAR for there, start in zip(up, self._start, strict=True)]

    def _told(self, page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        width, height = (side * self._FINER for side in self._size)
        raw.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
        return across.value / self._FINER, down.value / self._FINER

    def box(self, left: float, bottom: float, right: float, top: float) -> Box | None:
        """A box of the page in dots; None where it lies off the page."""
        (x, y), (across, down) = self._at(left, bottom), self._at(right, top)
        # A dot more: a hair line is drawn beside its place.
        west, north = max(min(x, across) - 1, 0), max(min(y, down) - 1, 0)
        east, south = min(max(x, across) + 2, self._size[0]), min(max(y, down) + 2, self._size[1])
        return (west, north, east, south) if west < east and north < south else None

    def _at(self, x: float, y: float) -> tuple[int, int]:
        across = self._start[0] + x * self._right[0] + y * self._up[0]
        down = self._start[1] + x * self._right[1] + y * self._up[1]
        return round(across), round(down)


def _is_hidden(box: Box, words: "_Ink", gone: "_Ink", come: "_Ink") -> bool:
    if not words.is_in(box):
        return True
    if gone.is_in(box) and gone.dots(box) > max(_LEAST, words.dots(box) * (1 - _SHOWN)):
        return True
    beside = round((box[3] - box[1]) * _BESIDE)
    around = (max(box[0] - beside, 0), box[1], min(box[2] + beside, words.width), box[3])
    most = max(_LEAST, _ADDED * (around[2] - around[0]) * (around[3] - around[1]))
    return come.is_in(around) and come.dots(around) > most


class _Ink:
    """The dots of a picture that are 255; that a box has none, as most have, is told without counting."""

    def __init__(self, picture: Image.Image) -> None:
        self._picture = picture
        self._bytes = picture.tobytes()
        self.width = picture.width
        #: before each row, and after the last: how many rows above it have any
        self._inked = [0, *accumulate(map(self._has, range(picture.height)))]

    def _has(self, row: int) -> bool:
        return self._bytes.find(_INKED, row * self.width, (row + 1) * self.width) >= 0

    def is_in(self, box: Box) -> bool:
        """Whether there is any within the box."""
        left, top, right, bottom = box
        if self._inked[top] == self._inked[bottom]:
            return False
        find, width = self._bytes.find, self.width
        for row in range(top * width, bottom * width, width):
            if find(_INKED, row + left, row + right) >= 0:
                return True
        return False

    def dots(self, box: Box) -> int:
        """How many there are within the box."""
        return self._picture.crop(box).histogram()[_INKED]
