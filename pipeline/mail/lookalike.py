"""Domains that a reader takes for the office's own: other scripts, signs that look alike, one letter off.

Apart from the sender because it judges nothing: it marks the mail for those who read it (reliability.md T06).
"""

import re
import unicodedata
from collections.abc import Collection

#: letters of other scripts, and signs, that look like a Latin letter (Unicode TR 39, as domains have them)
_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁԛԝһӏвмнктгпьЬ", "aeopcyxijsdqwhlbmhktrnbb", strict=True)),
        **dict(zip("αβεικνορτυχωγηλμ", "abeikvoptuxwynlm", strict=True)),
        **dict(zip("ıɩɪłⅼǀ|!1", "iiillllll", strict=True)),
        **dict(zip("əɑɡɢʀʏ", "eaggry", strict=True)),
        **dict(zip("0358", "oesb", strict=True)),
    }
)
#: several letters that are read as one
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
#: a shorter label names many an office
_SHORTEST = 6


def resembled(domain: str, own: Collection[str]) -> str:
    """The office's domain that `domain` is easily taken for; '' for none, and for the office's own."""
    shown = _readable(domain.lower().strip("."))
    if any(shown == each or shown.endswith(f".{each}") for each in own):
        return ""
    return next((each for each in sorted(own) if _is_alike(shown, each)), "")


def _readable(domain: str) -> str:
    """As a mail program may show it: the letters that punycode stands for (RFC 3492)."""
    return ".".join(_label(label) for label in domain.split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, IndexError, OverflowError):
        return label


def _is_alike(shown: str, own: str) -> bool:
    plain, ours = _skeleton(shown), _skeleton(own)
    if plain == ours or _holds(shown, own) or _holds(plain, ours):
        return True
    if _named(plain) == _named(ours) and len(_named(ours)) >= _SHORTEST:
        return True
    return _distance(plain, ours, 1) <= 1


def _holds(shown: str, own: str) -> bool:
    """Whether the office's domain is only the beginning, or its dots are strokes: balai.go.id.evil.test."""
    joined = own.replace(".", "-")
    return bool(re.search(rf"(?:^|[.-])(?:{re.escape(own)}|{re.escape(joined)})(?=[.-])", f"{shown}."))


def _named(domain: str) -> str:
    """The label by which an office is known, whatever stands behind it."""
    return domain.partition(".")[0]


def _skeleton(domain: str) -> str:
    plain = unicodedata.normalize("NFKD", domain).casefold().translate(_ALIKE)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for pair, sign in _PAIRS:
        plain = plain.replace(pair, sign)
    return plain.replace("i", "l")


def _distance(one: str, other: str, most: int) -> int:
    """Letters that differ, are missing, too many or turned round; `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != letter))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == letter:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
