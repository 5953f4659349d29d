"""Phrases of the word tables, and how they are found in a text.

A phrase is written as words with a space between them: `belum|tidak ..3 ~terima` is one of two words,
then up to three others, then any word of the stem "terima"; `#` is a number. No phrase reaches over the
end of a clause. Apart from the tables so that these hold nothing but words.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mail.clauses import STOP, STOP_WORD, Word, words
from pipeline.mail.stems import kernels, stem

_GAP = re.compile(r"\.\.(\d+)")
#: what turns a word into its opposite, and how far it reaches
_NOT = frozenset("tidak tanpa bukan belum jangan bebas nihil no not without never".split())
_REACH = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a table."""

    name: str
    #: the words that may stand at each place
    places: tuple[frozenset[str], ...]
    #: the places after the first, each with how many words may stand before it
    rest: tuple[tuple[frozenset[str], int], ...]
    #: begins with a negation, so that one before it does not count
    negates: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found."""

    phrase: Phrase
    start: int
    end: int
    shown: str


def phrase(name: str, written: str) -> Phrase:
    """A phrase as the tables write it."""
    places, gaps, gap = [], [], 0
    for part in written.split():
        if match := _GAP.fullmatch(part):
            gap = int(match[1])
            continue
        places.append(frozenset(part.split("|")))
        gaps.append(gap)
        gap = 0
    rest = tuple(zip(places, gaps, strict=True))[1:]
    return Phrase(name, tuple(places), rest, not _NOT.isdisjoint(places[0]))


def checked(written: object) -> object:
    """The phrase in lower case; raises ValueError with the remedy if it would find too much, or nothing."""
    if not isinstance(written, str):
        return written
    plain = written.strip().casefold()
    asked = [part for part in plain.split() if not _GAP.fullmatch(part)]
    if not asked or any(len(word.lstrip("~")) < 3 for part in asked for word in part.split("|")):
        raise ValueError(
            "tulis kata dengan paling sedikit tiga huruf, misalnya ~keluh atau belum ..3 ~terima"
        )
    if _GAP.fullmatch(plain.split()[0]) or _GAP.fullmatch(plain.split()[-1]):
        raise ValueError("..3 (paling banyak tiga kata lain) harus berada di antara dua kata")
    return plain


class _Beginnings(dict[frozenset[str], tuple[Phrase, ...]]):
    """The keys of a word → the phrases that it may begin, worked out once for each word.

    A dictionary, for it is asked for every word of a text by every table; texts repeat their words, and
    nearly every word begins no phrase.
    """

    #: words after which all are forgotten, for strangers choose them
    MOST = 32_768

    def __init__(self, by_first: Mapping[str, Sequence[Phrase]]) -> None:
        super().__init__()
        self._by_first = by_first

    def __missing__(self, keys: frozenset[str]) -> tuple[Phrase, ...]:
        if len(self) >= self.MOST:
            self.clear()
        found = (each for key in sorted(keys) for each in self._by_first.get(key, ()))
        self[keys] = tuple(dict.fromkeys(found))
        return self[keys]


class Table:
    """Phrases, found by any of their first words."""

    def __init__(self, by_first: Mapping[str, Sequence[Phrase]], stems: Iterable[str] = ()) -> None:
        #: every stem that a phrase asks for
        self.stems = frozenset(stems)
        self._beginning = _Beginnings(by_first)

    def find(self, text: Sequence[Word], *, negated: bool = False) -> list[Hit]:
        """All phrases in a text; those that are negated only if asked for."""
        keys = [word.keys for word in text]
        # Of most phrases that begin in a text, it has no word to end them.
        there = frozenset().union(*keys)
        beginning = self._beginning
        return [
            Hit(each, at, end, shown(text[at:end]))
            for at, first in enumerate(keys)
            for each in beginning[first]
            if not each.places[-1].isdisjoint(there)
            and (end := _end(each.rest, keys, at + 1))
            and (negated or each.negates or not _is_negated(text, at))
        ]


def table(phrases: Mapping[str, Iterable[str]]) -> Table:
    """A table of named groups of phrases."""
    by_first: dict[str, list[Phrase]] = defaultdict(list)
    stems: set[str] = set()
    for name, group in phrases.items():
        for each in (phrase(name, written) for written in group):
            for key in each.places[0]:
                by_first[key].append(each)
            stems |= {key[1:] for place in each.places for key in place if key.startswith("~")}
    return Table(by_first, stems)


def reader(tables: Iterable[Table]) -> Callable[[str], list[Word]]:
    """Makes words of a text, stemmed where one of these tables may ask for the stem."""
    wanted = kernels(frozenset().union(*(each.stems for each in tables)))

    @lru_cache(maxsize=65_536)
    def candidate(word: str) -> str:
        return stem(word) if wanted.search(word) else word

    return lambda text: words(text, candidate)


def without(text: Sequence[Word], hits: Iterable[Hit]) -> list[Word]:
    """The text with a stop in place of what was found."""
    cut = {at for hit in hits for at in range(hit.start, hit.end)}
    return [STOP_WORD if at in cut else word for at, word in enumerate(text)]


def shown(text: Sequence[Word]) -> str:
    """The words as they stand in the letter."""
    return " ".join(dict.fromkeys(word.shown for word in text))


def _end(rest: tuple[tuple[frozenset[str], int], ...], keys: Sequence[frozenset[str]], at: int) -> int:
    """Where the phrase ends of which the `rest` is to come from `at` on; 0 if it does not stand here."""
    for place, gap in rest:
        for word in keys[at : at + gap + 1]:
            at += 1
            if not place.isdisjoint(word):
                break
            if word is STOP_WORD.keys:
                return 0
        else:
            return 0
    return at


def _is_negated(text: Sequence[Word], start: int) -> bool:
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text[at + 1].parted or STOP in text[at].keys:
            return False
        if not _NOT.isdisjoint(text[at].keys):
            return True
    return False
