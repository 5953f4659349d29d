"""A text as clauses of plain words, each with its form and its stem, ready for the tables of words.

Apart from the tables because here only spelling is smoothed: case, chat spelling, numbers, faults of OCR.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.mail.colloquial import NUMBERS, OCR_LETTERS, OCR_PAIRS, ONE_OF, SPELLINGS

#: words of one text that are looked at
MOST = 2_000
#: stands for any number
NUMBER = "#"
#: ends a clause: no pattern reaches over it
STOP = ""

_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t>]*(?=[^\W\d_])")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’/|][^\W_]+)*|[.!?;:,()\"“”…•]+")
_QUOTE = re.compile(r"^[ \t>|]+", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_ENDS = frozenset(".!?;…•")
#: a word said twice, as people write it on a phone: "jadi2" is "jadi-jadi"
_TWICE = re.compile(r"([^\W\d_]{4,20})2")
_SUFFIX = re.compile(r"(?:nya|ku|mu|lah|kah|pun|lho|loh)$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    #: as it stands there
    shown: str
    #: its plain spelling and `~stem`, by which tables find it
    keys: frozenset[str]
    #: a comma or the like stands before it
    parted: bool = False


#: stands where a clause ends
STOP_WORD = Word(STOP, frozenset({STOP}))


@lru_cache(maxsize=32_768)
def read(token: str, stem: Callable[[str], str], parted: bool) -> tuple[Word, ...]:
    """One token of a text as words; texts repeat their tokens, so each is read once."""
    return tuple(Word(token, _keys(form, stem), parted) for form in _forms(token.casefold()))


def words(text: str, stem: Callable[[str], str]) -> list[Word]:
    """The words of a text, with a stop wherever a clause ends."""
    joined = _PARAGRAPH.sub(" . ", _HYPHEN.sub("", _QUOTE.sub("", text)))
    found: list[Word] = []
    parted = False
    for token in islice(_TOKEN.findall(joined), MOST):
        if token[0].isalnum():
            found += read(token, stem, parted)
        elif not _ENDS.isdisjoint(token):
            found.append(STOP_WORD)
        parted = not token[0].isalnum()
    return found


def _forms(word: str) -> tuple[str, ...]:
    """The plain spelling; two words where a number is written together with its unit."""
    if word.isdigit() or word in NUMBERS:
        return (NUMBER,)
    if one := ONE_OF.fullmatch(word):
        return (NUMBER, one[1])
    if word.endswith(("n't", "n’t")):
        return (word[:-3], "not")
    digits = len(word) - len(stripped := word.lstrip("0123456789"))
    if digits and stripped.isalpha():
        return (
            (NUMBER, SPELLINGS.get(stripped, stripped))
            if digits < len(word) - 3 or len(stripped) < 4
            else (word,)
        )
    if not word.isalpha() and any(each.isdigit() for each in word):
        word = word.translate(OCR_LETTERS)
    return (SPELLINGS.get(word, word),)


def _keys(form: str, stem: Callable[[str], str]) -> frozenset[str]:
    bare = _SUFFIX.sub("", form) if len(form) > 5 else form
    bare = SPELLINGS.get(bare, bare)
    keys = {form, bare, f"~{stem(form)}"}
    if twice := _TWICE.fullmatch(form):
        keys |= {twice[1], f"{twice[1]}-{twice[1]}", f"~{stem(twice[1])}"}
    if OCR_PAIRS[0] in form:
        mended = form.replace(*OCR_PAIRS)
        keys |= {mended, f"~{stem(mended)}"}
    return frozenset(keys)
