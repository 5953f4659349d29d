"""What the file of a case (berkas perkara) consists of: sheets of words, files shown, files kept.

Apart from those who gather it from the register and those who print it, because the two may not know
each other: this is all that passes between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PDF = "application/pdf"
#: media types whose pages can be shown
DRAWN = frozenset(
    (PDF, "image/jpeg", "image/png", "image/tiff", "image/gif", "image/bmp", "image/webp"),
)
#: dots of a page's longer side: A4 at 150 dpi
LONGEST_SIDE = 1_754
#: how the media types of office files begin: they are enclosed and never rendered
_OFFICE = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/vnd.ms-",
    "application/msword",
    "application/rtf",
    "text/rtf",
    "text/csv",
)


def is_office_file(media_type: str) -> bool:
    """Whether a file was written with an office program."""
    return media_type.startswith(_OFFICE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text with the line ends of its writer; `small` for what is looked up rather than read."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is called what: a name and its value a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: share of the width that each column takes
    widths: tuple[float, ...]
    #: what stands there where there are no rows
    empty: str = "Tidak ada."


@dataclass(frozen=True, slots=True)
class Contents:
    """Where on the sheet the table of contents stands; whoever prints it knows the pages."""


Block = Heading | Words | Pairs | Table | Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Words on as many pages as they need."""

    title: str
    blocks: tuple[Block, ...]
    #: lines of the letterhead above the title; the last is small
    kop: tuple[str, ...] = ()
    #: the line above the title of a divider: Bagian 3
    above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file whose pages appear, each on a page of the dossier, nothing printed over it."""

    title: str
    sha256: str
    media_type: str
    #: made by the office's own converter: if it is PDF/A, its pages go in as they are. All else is a
    #: stranger's, and drawn in the cage
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that lies in the dossier unchanged, for whoever opens it there."""

    name: str
    sha256: str
    media_type: str
    about: str


def enclosed_name(number: int, file: Kept) -> str:
    """What a file is called in the PDF: with its number, from 1, because two customers' may have one name."""
    return f"{number:02} {file.name}"


Leaf = Sheet | Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the dossier: its divider, and what lies behind it."""

    divider: Sheet
    leaves: tuple[Leaf, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def title(self) -> str:
        """What the part is called."""
        return self.divider.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The file of one case."""

    title: str
    #: what the PDF says it is about
    subject: str
    #: who made it: the office
    author: str
    #: at the foot of each page, beside the page's number
    foot: str
    cover: Sheet
    parts: tuple[Part, ...] = ()

    @property
    def kept(self) -> Sequence[Kept]:
        """Every file that lies in it unchanged."""
        return [each for part in self.parts for each in part.kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What became of a dossier: its pages, and what could not be shown, a sentence each."""

    pages: int
    notes: tuple[str, ...] = ()
