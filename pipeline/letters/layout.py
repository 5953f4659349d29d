"""The pages of a PDF as they are laid out: words in their lines, columns parted by wide gaps.

A letter's head, its aligned colons and its signers side by side are told from their places on the
page, which the plain text of a PDF loses. Apart from `pdf_words` because this way asks for the place of
each sign, which is slower, and looks only at the pages of a letter.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

#: pages that a letter has; what follows is enclosed
MOST_PAGES = 4
#: signs and drawn things of a page beyond which it is no letter, and slow to take apart
_MOST_SIGNS, _MOST_OBJECTS = 10_000, 4_000
#: a gap of so many widths of a sign parts two columns
_WIDE = 2.0
#: points by which the words of one line may stand apart in height
_LEVEL = 3.0
#: a gap of so many heights of a sign parts two words
_APART = 0.2
#: what pdfium puts where it joins a broken word, and where it knows no sign
_NO_SIGNS = frozenset({0, 2, 0xFFFE, 0xFFFF})
#: signs in a line over the width of a page
_ACROSS = 110

Word = dict[str, Any]


def page_layouts(pdf: bytes) -> list[str]:
    """The first pages laid out, as many as can be; [] where there is none, or no text layer."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            laid: list[str] = []
            for number in range(min(len(document), MOST_PAGES)):
                text = _laid_out(document[number])
                if text is None:
                    break
                laid.append(text)
            return laid
    except pypdfium2.PdfiumError:
        return []


def _laid_out(page: pypdfium2.PdfPage) -> str | None:
    """The page in its lines; None where it is none of a letter."""
    signs = page.get_textpage()
    try:
        count = signs.count_chars()
        if not 0 < count <= _MOST_SIGNS or int(pdfium.FPDFPage_CountObjects(page)) > _MOST_OBJECTS:
            return None
        sheet = page.get_mediabox()
        return _text(_words(signs, count, sheet), max((sheet[2] - sheet[0]) / _ACROSS, 1.0))
    finally:
        signs.close()
        page.close()


def _words(signs: pypdfium2.PdfTextPage, count: int, sheet: tuple[float, float, float, float]) -> list[Word]:
    """The words on the sheet with their places in points from its top left corner."""
    start, _, end, height = sheet
    words: list[Word] = []
    inside = False
    for at in range(count):
        code = int(pdfium.FPDFText_GetUnicode(signs, at))
        if code in _NO_SIGNS or chr(code).isspace():
            inside = inside and code in _NO_SIGNS
            continue
        left, low, right, high = signs.get_charbox(at, loose=True)
        if not start <= left <= end:
            # Beside the sheet nobody reads it, and so far away it would only cost spaces.
            inside = False
            continue
        left, right = left - start, right - start
        last = words[-1] if inside else None
        if last and _goes_on(last, left, height - low, high - low):
            last["text"] += chr(code)
            last["x1"] = max(last["x1"], right)
        else:
            words.append(
                {"text": chr(code), "x0": left, "x1": right, "top": height - high, "bottom": height - low}
            )
        inside = True
    return words


def _goes_on(word: Word, left: float, bottom: float, size: float) -> bool:
    gap = left - word["x1"]
    return bool(abs(bottom - word["bottom"]) <= _LEVEL and abs(gap) <= max(_APART * size, 0.5))


def _text(words: Sequence[Word], unit: float) -> str:
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
