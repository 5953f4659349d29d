"""What a person is shown of a scan beside the approved letter, before he lets it go.

Apart from `scanned`, which refuses what cannot be this letter: what a machine misread and what somebody
changed look alike to a program, and only a person can tell them apart.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.letters.printed_words import plain_words
from pipeline.letters.word_diff import Change, changes

#: differences that are shown, and words around each
MOST_SHOWN, AROUND = 12, 2
#: what OCR takes for one another
_ALIKE = str.maketrans("iloqs|!", "1100511")


def compared(approved: str, read: str) -> list[str]:
    """A line on how much of the letter was read, then where the words that were read differ."""
    old, new = _words(approved), _words(read)
    same = (Counter(map(_alike, old)) & Counter(map(_alike, new))).total()
    share = f"{same} dari {len(old)} kata surat terbaca sama pada hasil pindaian."
    found = changes(list(map(_alike, old)), list(map(_alike, new)))
    if found is None:
        return [share, "Urutan katanya terlalu berbeda untuk dibandingkan satu per satu."]
    told = [_told(old, change, _came(new, found, change)) for change in found]
    rest = [f"dan {len(told) - MOST_SHOWN} perbedaan lain"] if len(told) > MOST_SHOWN else []
    return [share, *told[:MOST_SHOWN], *rest]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain_words(text))


def _alike(word: str) -> str:
    return word.translate(_ALIKE)


def _came(new: Sequence[str], found: Sequence[Change], change: Change) -> str:
    before = [each for each in found if each.at < change.at]
    start = change.at + sum(len(each.come) - len(each.gone) for each in before)
    return " ".join(new[start : start + len(change.come)])


def _told(old: Sequence[str], change: Change, came: str) -> str:
    """One difference between the words that stand around it."""
    end = change.at + len(change.gone)
    before, after = old[max(change.at - AROUND, 0) : change.at], old[end : end + AROUND]
    gone = " ".join(old[change.at : end])
    return f"- … {' '.join(before)} [{gone or '—'} → {came or '—'}] {' '.join(after)} …"
