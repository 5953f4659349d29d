"""A letter as it can be looked through: the mail's text, then its files.

Apart because every reader of a field takes it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.letters.field import BODY, HEADER, Field
from pipeline.letters.page import Page, page

#: what a letter's own text says where the letter itself is a file
_ENCLOSED = re.compile(r"\b(?:terlampir|lampiran|lampirkan|berikut|attached|enclosed)\b", re.IGNORECASE)
#: words of a covering note; what says more is a letter itself
_NOTE, _LONG_NOTE = 25, 60


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The text of one file; form feeds part its pages."""

    name: str
    text: str
    #: it was read from a picture by OCR
    scanned: bool = False


@dataclass(frozen=True)
class Source:
    """All of a letter that can be looked through."""

    #: the text of the mail, then its files
    pages: tuple[Page, ...]
    sender_name: str
    sender: str
    subject: str
    #: when it was written, as far as its mail tells; dates without a year are near it
    near: date | None

    def main(self) -> Page:
        """The page that tells the complaint: the mail's own text unless that only hands over a file."""
        return self._main

    @cached_property
    def _main(self) -> Page:
        first, *rest = self.pages
        longest = max(rest, key=Page.words, default=first)
        said = first.words()
        handed = said < _NOTE or (said < _LONG_NOTE and _ENCLOSED.search(first.text()) is not None)
        return longest if handed and longest.words() > said else first

    def in_order(self) -> tuple[Page, ...]:
        """The main page before the others."""
        main = self.main()
        return (main, *(each for each in self.pages if each is not main))

    def header(self) -> Page:
        """The mail's header as a place where values are found."""
        return page(HEADER, f"{self.sender_name}\n{self.subject}")


def source_of(
    text: str, files: Iterable[Enclosed], sender_name: str, sender: str, subject: str, near: date | None
) -> Source:
    """The source over a mail's text and its files."""
    pages = (page(BODY, text), *(page(f"lampiran {each.name}", each.text, each.scanned) for each in files))
    return Source(pages, sender_name, sender, subject, near)


def labelled(
    pages: Iterable[Page], shape: Mapping[str, Callable[[str], str]], longest: int
) -> dict[str, Field]:
    """What stands under a label and has the shape of its field; earlier pages go first."""
    found: dict[str, Field] = {}
    for each in pages:
        for name, (line, value) in each.labelled().items():
            fitting = shape[name](value) if name in shape else value
            if fitting:
                found.setdefault(name, each.found(fitting[:longest], line, sure=True))
    return found


#: how one field is read; None where the letter does not give it
Reader = Callable[[Source], Field | None]
