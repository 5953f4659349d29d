"""Kata penyambung: below each page of a letter that goes on stands the word with which the next one begins.

The rule is of tata naskah dinas: at the right below the text, the word and three dots, not where another
part of the letter begins. Apart from the drawing because words and places are found here, of bytes alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from pipeline.letters.joined_pages import DOTS, MARK, STOPS
from pipeline.letters.parts import BadDocument, read_parts
from pipeline.letters.pdf_words import PDFIUM

#: what only a surat dinas has: the place of its signature
_SIGNED = b'w:name="tg_tte"'
_MARGINS = re.compile(rb"<w:pgMar [^>]*>")
#: twentieths of a point, in which Word measures
_TWENTIETHS = 20
#: points that a line may stand above the margin, and sizes of letters that are believed
_LEEWAY, _SMALLEST, _USUAL, _LARGEST = 3.0, 6.0, 12.0, 24.0
#: with what another part of the letter begins
_PARTS = ("Tembusan", "Lampiran", "LAMPIRAN")


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free around the text of a page, in points."""

    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Catchword:
    """What stands below one page."""

    #: the page, from 0
    page: int
    text: str
    #: of the letters, in points
    size: float


def margins(docx: bytes) -> Margins | None:
    """The margins of a surat dinas; None of any other document, and of one larger than a draft may be."""
    try:
        body = read_parts(docx).get("word/document.xml", b"")
    except BadDocument:
        return None
    found = _MARGINS.findall(body)
    if _SIGNED not in body or not found:
        return None
    sides = {name: float(value) / _TWENTIETHS for name, value in re.findall(rb'w:(\w+)="(\d+)"', found[-1])}
    return Margins(*(sides.get(side, 0.0) for side in (b"top", b"right", b"bottom")))


def catchwords(pdf: bytes, free: Margins) -> list[Catchword]:
    """What belongs below the pages of a letter, none below the last. Raises PdfiumError if it is no PDF."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        openings = [_opening(document[number], free.top) for number in range(1, len(document))]
    return [
        Catchword(number, f"{word}{DOTS}", size)
        for number, (line, size) in enumerate(openings)
        if (word := _first_word(line))
    ]


def _opening(page: pypdfium2.PdfPage, top: float) -> tuple[str, float]:
    """The first line below the head of a page, and the size of its letters."""
    text = page.get_textpage()
    try:
        height, width = page.get_height(), page.get_width()
        drawn = [(box, place) for place, box in _boxes(text) if box[3] <= height - top + _LEEWAY]
        if not drawn:
            return "", _USUAL
        (_, bottom, _, above), place = max(drawn, key=lambda each: (each[0][3], -each[0][0]))
        size = float(pypdfium2.raw.FPDFText_GetFontSize(text, place))
        line = str(text.get_text_bounded(0, bottom, width, above + _LEEWAY))
        return line, size if _SMALLEST <= size <= _LARGEST else _USUAL
    finally:
        text.close()
        page.close()


def _boxes(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Left, bottom, right and top of every letter that is drawn."""
    for place in range(text.count_chars()):
        if not chr(pypdfium2.raw.FPDFText_GetUnicode(text, place)).isspace():
            yield place, text.get_charbox(place)


def _first_word(line: str) -> str:
    """The first word of a line, a number of a list with the word behind it; '' where a part begins."""
    words = line.split()
    if not words or words[0].startswith(_PARTS):
        return ""
    return " ".join(words[: 2 if MARK.fullmatch(words[0]) else 1]).rstrip(STOPS)
