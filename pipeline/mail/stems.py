"""Stems of Indonesian words by PySastrawi, for the few words that can be of interest.

Apart from the lexicon because a stem costs a tenth of a millisecond and more: only a word that holds
the kernel of a wanted stem is stemmed, and no word twice.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
from Sastrawi.Stemmer.StemmerInterface import StemmerInterface

#: longer words are serial numbers and worse
_LONGEST = 24


@lru_cache(maxsize=1)
def _stemmer() -> StemmerInterface:
    # The factory's own stemmer keeps every word that it ever saw; ours keeps as many as `stem` says.
    return StemmerFactory().create_stemmer().delegatedStemmer


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The stem of a lower-case word, or the word itself."""
    return str(_stemmer().stem(word)) if len(word) <= _LONGEST else word


def kernels(stems: Iterable[str]) -> re.Pattern[str]:
    """Finds the words that may have one of these stems.

    The prefixes me- and pe- swallow a first k, p, s or t: "sesal" stands in "menyesalkan" as "esal".
    """
    found = {each[1:] if each[0] in "kpst" and len(each) > 3 else each for each in stems}
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)) or r"(?!)")
