"""The binding: sheets, pages of documents and enclosed files become one PDF, the file of a case.

Apart from the setting of type and the drawing of pages, because here alone they meet. Of PDFs only those
are opened here that the office's own converter made; all others come as pictures, and so do those of our own
that are not PDF/A: the whole says that it is.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pikepdf import Object, OutlineItem, Pdf

from pipeline.errors import TanggapError
from pipeline.letters.dossier import Bound, Dossier, Leaf, Part, Sheet, Shown, Words
from pipeline.outside.enclosing import describe, enclose
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.hanging import drop_unused_fonts, hang, is_archival, is_wide, page_forms, picture_form
from pipeline.outside.pictures import Pictures
from pipeline.outside.typesetting import Blank, Book, Piece, set_book

#: SHA-256 → bytes; raises TanggapError where they are gone
Load = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One piece of the dossier, with the page of a document that is hung there."""

    piece: Piece
    #: '' where it has none
    bookmark: str
    #: 0: a part, 1: what lies in it
    level: int = 1
    form: Object | None = None
    #: the part to which it belongs, 0: the cover
    part: int = 0


@contextmanager
def bindery(enclosure: Enclosure | None = None) -> Iterator[Callable[[Dossier, Load, Path], Bound]]:
    """Binds dossiers for as long as it is open: those who draw pages are started once."""
    with Pictures(enclosure=enclosure) as pictures:
        yield partial(bind, pictures=pictures)


def bind(dossier: Dossier, load: Load, out: Path, pictures: Pictures) -> Bound:
    """Write the dossier to `out`, whole or not at all; a page that cannot be shown costs a note page.

    Raises OutsideError where the font is not installed, OSError where `out` cannot be written.
    """
    with Pdf.new() as pdf:
        hand = _Hand(pdf, load, pictures)
        entries = [_Entry(dossier.cover, "Sampul", 0)]
        for number, part in enumerate(dossier.parts, 1):
            entries.append(_Entry(part.divider, part.title, 0, part=number))
            for leaf in part.leaves:
                entries += (replace(each, part=number) for each in hand.take(leaf, part))
        book = _set(dossier, entries)
        _join(pdf, book, entries)
        _bookmark(pdf, entries, book.starts)
        notes = (*hand.notes, *enclose(pdf, dossier.kept, load))
        describe(pdf, dossier)
        _save(pdf, out)
    return Bound(pages=book.pages, notes=notes)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Takes what lies behind the dividers into the PDF, piece by piece."""

    pdf: Pdf
    load: Load
    pictures: Pictures
    #: what could not be shown
    notes: list[str] = field(default_factory=list)

    def take(self, leaf: Leaf, part: Part) -> Iterator[_Entry]:
        """The pieces of a leaf; the first has its bookmark, unless the divider before it says the same."""
        title = "" if leaf.title == part.title else leaf.title
        if isinstance(leaf, Sheet):
            yield _Entry(leaf, title)
            return
        for number, page in enumerate(self._pages(leaf), 1):
            bookmark = title if number == 1 else ""
            if isinstance(page, str):
                self.notes.append(f"{leaf.title}: {page}")
                yield _Entry(Sheet(title=leaf.title, blocks=(Words(page),)), bookmark)
            else:
                yield _Entry(Blank(f"{leaf.title}, halaman {number}", is_wide(page)), bookmark, form=page)

    def _pages(self, leaf: Shown) -> Iterator[Object | str]:
        """Each page of a file, or why it is not shown."""
        try:
            content = self.load(leaf.sha256)
        except TanggapError as gone:
            yield f"Berkas ini tidak tersimpan lagi ({gone})."
            return
        if leaf.own and is_archival(content):
            yield from page_forms(self.pdf, content)
            return
        for page in self.pictures.pages(leaf.media_type, content):
            yield page if isinstance(page, str) else picture_form(self.pdf, page)


def _set(dossier: Dossier, entries: Sequence[_Entry]) -> Book:
    """The dossier's own pages: set twice, for only then it is known on which page each piece begins."""
    setting = partial(
        set_book,
        [entry.piece for entry in entries],
        title=dossier.title,
        foot=dossier.foot,
        tabs=[entry.part for entry in entries],
    )
    listed = [number for number, entry in enumerate(entries) if entry.bookmark and number]
    contents = [(_line(entries[number]), 0) for number in listed]
    draft = setting(contents=contents)
    found = [(title, draft.starts[number] + 1) for (title, _), number in zip(contents, listed, strict=True)]
    return setting(contents=found, pages=draft.pages)


def _line(entry: _Entry) -> str:
    """A line of the table of contents: a part with its number, which its tab has too."""
    return f"      {entry.bookmark}" if entry.level else f"{entry.part}. {entry.bookmark}"


def _join(pdf: Pdf, book: Book, entries: Sequence[_Entry]) -> None:
    with Pdf.open(io.BytesIO(book.pdf)) as own:
        drop_unused_fonts(own)
        pdf.pages.extend(own.pages)
    for entry, start in zip(entries, book.starts, strict=True):
        if entry.form is not None:
            hang(pdf.pages[start], entry.form)


def _bookmark(pdf: Pdf, entries: Sequence[_Entry], starts: Sequence[int]) -> None:
    with pdf.open_outline() as outline:
        for entry, start in zip(entries, starts, strict=True):
            if entry.bookmark:
                item = OutlineItem(entry.bookmark, start)
                (outline.root[-1].children if entry.level else outline.root).append(item)


def _save(pdf: Pdf, out: Path) -> None:
    part = out.with_name(f".{out.name}.part")
    try:
        pdf.save(part, min_version="1.7", deterministic_id=True)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
