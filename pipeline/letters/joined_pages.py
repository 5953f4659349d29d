"""A letter's words without those that join its pages (kata penyambung).

Laid out anew, its pages end elsewhere. Apart from `catchwords`, which finds out of a PDF what has to stand
there, because here no file is opened.
"""

import re
from collections.abc import Sequence

#: what a kata penyambung ends in
DOTS = "..."
#: what is left out behind a word, and the mark of an item of a list
STOPS, MARK = ".,;:", re.compile(r"(?:\d+|\w)[.)]|[-•–]")
#: how many words the head of a page has
_HEAD = 6


def without_catchwords(words: Sequence[str]) -> list[str]:
    """The words of a letter without those that join its pages: laid out anew, its pages end elsewhere.

    Such a word ends in dots and is repeated behind at most the head of the next page.
    """
    joining = {place for at in range(len(words)) for place in _joining(words, at)}
    return [word for place, word in enumerate(words) if place not in joining]


def _joining(words: Sequence[str], at: int) -> tuple[int, ...]:
    """The places of a kata penyambung that ends at this word; none where it is another word."""
    word = words[at].removesuffix(DOTS).removesuffix("…")
    if word == words[at] or not word:
        return ()
    for again in range(at + 1, min(at + 1 + _HEAD, len(words))):
        if words[again].rstrip(STOPS) == word:
            listed = MARK.fullmatch(words[at - 1]) and words[at - 1] == words[again - 1] if at else False
            return (at - 1, at) if listed else (at,)
    return ()
