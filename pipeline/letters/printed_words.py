"""Whether a number or a name stands by itself among the words of a printed page.

Apart from the reading of a PDF because here the words are known: whoever compares them opens no file.
"""

import re
import unicodedata

#: hyphens as fonts, Word and pdfium spell them; U+0002 and U+FFFE are pdfium's hyphen at the end of a line
_HYPHENS = {ord(each): "-" for each in "\u00ad\u2010\u2011\u2012\u2013\u2212\x02\ufffe"}

#: all of them, for a pattern
_DRAWN = "".join(map(chr, _HYPHENS)) + "-"


def contains(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` by itself, however lines were broken or hyphens drawn.

    `1/HM/2026` does not stand in `11/HM/2026`, nor in `B/1/HM/2026`.
    """
    letters = (re.escape(each) for each in "".join(plain_words(phrase).split()))
    return re.search(rf"(?<![\w/-]){' ?'.join(letters)}(?![\w/-])", plain_words(text)) is not None


def instead(text: str, phrase: str, other: str) -> str:
    """The text with `other` in place of `phrase`, however lines were broken or hyphens drawn.

    Everything else stays as it is, to be compared word by word.
    """
    signs = "".join(phrase.split())
    pattern = r"\s*".join(f"[{_DRAWN}]?" if sign == "-" else re.escape(sign) for sign in signs)
    return re.sub(rf"(?<![\w/-]){pattern}(?![\w/-])", lambda _: other, text)


def plain_words(text: str) -> str:
    """The text in one case, one kind of hyphen, and single spaces."""
    # Before NFKC, which would keep some hyphens and take others apart.
    unified = unicodedata.normalize("NFKC", text.translate(_HYPHENS)).translate(_HYPHENS)
    return " ".join(unified.casefold().split())
