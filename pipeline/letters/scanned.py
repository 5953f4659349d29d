"""Whether what a machine read on a scan is the letter that was sent out to be signed.

Apart from `same_letter` because OCR misreads: it takes I, l and 1 for each other, O for 0, and loses
spaces and strokes. What it mistakes is forgiven, but not so far that one letter passes for another.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.letters.printed_words import plain_words

#: pages of a scan that OCR reads; a longer letter is known by these
PAGES_READ = 10
#: the share of a page's words that must have been read; a page of another letter has a fifth of them
ENOUGH = 0.5
#: words shorter than this are where OCR errs, and every page has them
_WORD = 4

#: what a digit may be read as; nothing here is another digit
_DIGITS = {"0": "[0oq]", "1": "[1il|!]", "5": "[5s]"}
#: what a letter may be read as
_LETTERS = {"i": "[1il|!]", "l": "[1il|!]", "o": "[0oq]", "q": "[0oq9]", "s": "[s5]", "b": "[b8]"}
#: between two parts a stroke may have been read as a letter, or not at all …
_LOOSE = r"[\W_]*[1il|!]?[\W_]*"
#: … but beside a number there is one, or its first digit could be a stroke
_FAST = r" ?[^\w\s|!]+ ?"


def bears(text: str, number: str) -> bool:
    """Whether the read text has this letter's number, its running number and year without a doubt.

    `B/1/HM/XI/2026` is found in `8/l/HM/X1I/2O26`; `B/11/HM/XI/2026` is not taken for it.
    """
    parts = [part for part in re.split(r"[\W_]+", plain_words(number)) if part]
    if not parts:
        return False
    pattern = _part(parts[0])
    for before, after in pairwise(parts):
        pattern += (_FAST if before.isdigit() or after.isdigit() else _LOOSE) + _part(after)
    return re.search(rf"(?<![\w/|!-]){pattern}(?![\w/|!])", plain_words(text)) is not None


def pages_unread(pages: Sequence[str], text: str) -> list[int]:
    """Places of the original's pages too few of whose words were read: blank ones, or others in their stead.

    Each word of the text counts once, so that what two pages share does not speak for both.
    """
    left = Counter(_words(text))
    found: list[int] = []
    for place, page in enumerate(pages[:PAGES_READ]):
        words = Counter(_words(page))
        read = words & left
        left -= read
        if words and read.total() < ENOUGH * words.total():
            found.append(place)
    return found


def _part(part: str) -> str:
    """One part of a number as OCR may give it: digits strictly, letters with a stroke more or less."""
    alike = _DIGITS if part.isdigit() else _LETTERS
    signs = " ?".join(alike.get(sign, re.escape(sign)) for sign in part)
    return signs if part.isdigit() else f"{signs}[1il|!]?"


def _words(text: str) -> list[str]:
    """The words that count, in the form that OCR's usual errors leave alone."""
    plain = unicodedata.normalize("NFKC", plain_words(text)).translate(_ALIKE)
    return [word for word in re.findall(r"\w+", plain) if len(word) >= _WORD]


_ALIKE = str.maketrans("iloqs", "11005")
