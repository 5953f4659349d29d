"""The pages of a PDF as they are laid out: words in their lines, columns parted by wide gaps.

A letter's head, its aligned colons and its signers side by side are told from their places on the
page, which the plain text of a PDF loses. Apart from `pdf_words` because this way is much slower
and looks only at the pages of a letter.
"""

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdfium2 import raw as pdfium

#: pages that a letter has; what follows is enclosed
MOST_PAGES = 4
#: signs and drawn things of a page beyond which it is no letter, and slow to take apart
_MOST_SIGNS, _MOST_OBJECTS = 10_000, 4_000
#: a gap of so many widths of a sign parts two columns
_WIDE = 2.0
#: points by which the words of one line may stand apart in height
_LEVEL = 3.0
#: signs in a line over the width of a page
_ACROSS = 110

Word = dict[str, Any]


def page_layouts(pdf: bytes) -> list[str]:
    """The first pages laid out, as many as can be; [] where there is none, or no text layer."""
    try:
        count = _letter_pages(pdf)
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            return [_laid_out(page) for page in document.pages[:count]] if count else []
    except (MalformedPDFException, PdfminerException, pypdfium2.PdfiumError):
        return []
    # What a broken PDF makes pdfminer stumble over; the plain text is there instead.
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError):
        return []
    except RecursionError:
        return []


def _letter_pages(pdf: bytes) -> int:
    """How many pages from the first on are those of a letter."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(min(len(document), MOST_PAGES)):
            if not _is_letter(document[number]):
                return number
        return min(len(document), MOST_PAGES)


def _is_letter(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        signs = text.count_chars()
        return 0 < signs <= _MOST_SIGNS and int(pdfium.FPDFPage_CountObjects(page)) <= _MOST_OBJECTS
    finally:
        text.close()
        page.close()


def _laid_out(page: pdfplumber.page.Page) -> str:
    found = page.extract_words(x_tolerance_ratio=0.2, keep_blank_chars=False, use_text_flow=False)
    page.close()
    # Beside the sheet nobody reads it, and so far away it would only cost spaces.
    words = [word for word in found if 0 <= word["x0"] <= page.width]
    unit = max(float(page.width) / _ACROSS, 1.0)
    text: list[str] = []
    bottom = 0.0
    for line in _lines(words):
        if text and line[0]["top"] - bottom > 1.1 * (line[0]["bottom"] - line[0]["top"]):
            text.append("")
        text.append(_line(line, unit))
        bottom = line[0]["bottom"]
    return "\n".join(text)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words in their lines, from the top, each from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each["bottom"], each["x0"])):
        if lines and abs(word["bottom"] - lines[-1][0]["bottom"]) <= _LEVEL:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: float(each["x0"])) for line in lines]


def _line(words: Sequence[Word], unit: float) -> str:
    """A line; wide gaps become as many spaces as bring the word to its place."""
    line = " " * int(words[0]["x0"] / unit) + str(words[0]["text"])
    for before, word in pairwise(words):
        gap = word["x0"] - before["x1"]
        wide = gap > _WIDE * unit
        line += " " * max(3, int(word["x0"] / unit) - len(line)) if wide else " "
        line += str(word["text"])
    return line
