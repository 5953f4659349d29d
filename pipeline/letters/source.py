"""A letter as it can be looked through, and a value with where it was found.

Apart because every reader of a field takes the one and gives the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.letters.page import Page

BODY = "badan surat"
HEADER = "kepala surat elektronik"


@dataclass(frozen=True, slots=True)
class Field:
    """One value with where it was found, in Indonesian."""

    value: str
    where: str
    #: it stood under its own label, or in a form that nothing else has
    sure: bool


@dataclass(frozen=True, slots=True)
class Source:
    """All of a letter that can be looked through."""

    #: the text of the mail, then its files
    pages: tuple[Page, ...]
    labelled: Mapping[str, Field]
    sender_name: str
    sender: str
    subject: str

    def main(self) -> Page:
        """The page that tells the complaint: the mail's own text unless a file says much more."""
        lengths = {page: len(" ".join(page.body()).split()) for page in self.pages}
        first = self.pages[0]
        longest = max(self.pages, key=lambda each: lengths[each])
        return first if lengths[first] >= 25 or lengths[longest] <= lengths[first] else longest


#: how one field is read; None where the letter does not give it
Reader = Callable[[Source], Field | None]
