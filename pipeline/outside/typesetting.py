"""The dossier's own pages: sheets set in type, and the empty pages on which documents are hung.

Apart from the binding, which takes pages of documents from elsewhere; here every page is ours, with its
number at the foot.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from pipeline.letters.dossier import Sheet
from pipeline.outside import typeface
from pipeline.outside.sheets import BOTTOM, GREY, LEFT, RIGHT, TOP, cut, flowables
from pipeline.outside.typeface import BOLD, PLAIN, known

#: height of the foot and margin of what stands there
_FOOT, _SIDE = 9 * mm, 15 * mm
#: the tab of a part at the outer edge: its width, height, place of its number from the edge, which printers
#: leave white, and how many stand one below the other
_TAB_WIDE, _TAB_HIGH, _TAB_NUMBER, _TABS = 9 * mm, 10 * mm, 6.6 * mm, 24
_TAB = HexColor("#dddddd")
_SIZES = {"tegak": A4, "lebar": landscape(A4)}


@dataclass(frozen=True, slots=True)
class Blank:
    """A page that is left for a page of a document, with what stands above it."""

    caption: str
    #: the document's page is wider than high
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """Pages set in type."""

    pdf: bytes
    #: the page on which each piece begins, from 0
    starts: tuple[int, ...]
    pages: int


Piece = Sheet | Blank


def set_book(
    pieces: Sequence[Piece],
    *,
    title: str,
    foot: str,
    contents: Sequence[tuple[str, int]] = (),
    pages: int = 0,
    tabs: Sequence[int] = (),
) -> Book:
    """The pieces one after the other, each on a page of its own; raises OutsideError without the font.

    `contents` is the table of contents with pages from 1, `pages` their number for the foot, `tabs` the part
    of each piece, 0 where it is of none.
    """
    typeface.load()
    target = io.BytesIO()
    document = _Document(target, title, foot, pages)
    story: list[Flowable] = []
    for number, piece in enumerate(pieces):
        story += [NextPageTemplate(_template(piece)), *([PageBreak()] if number else [])]
        story += [
            _Start(piece, tabs[number] if tabs else 0),
            *(flowables(piece, contents) if isinstance(piece, Sheet) else [Spacer(1, 1)]),
        ]
    # The first page exists before any flowable could choose its form.
    document.pageTemplates.sort(key=lambda each: each.id != _template(pieces[0]))
    document.build(story)
    return Book(target.getvalue(), tuple(document.starts), document.page)


def _template(piece: Piece) -> str:
    return "lebar" if isinstance(piece, Blank) and piece.wide else "tegak"


class _Start(Flowable):
    """Marks where a piece begins; takes no room."""

    def __init__(self, piece: Piece, tab: int) -> None:
        super().__init__()
        self.piece, self.tab = piece, tab

    def wrap(self, *_: float) -> tuple[float, float]:
        """No room."""
        return (0, 0)

    def draw(self) -> None:
        """Nothing to be seen."""


class _Document(BaseDocTemplate):
    """The book while it is set."""

    def __init__(self, target: io.BytesIO, title: str, foot: str, pages: int) -> None:
        super().__init__(target, pagesize=A4, initialFontName=PLAIN, invariant=1, title=title)
        self.starts: list[int] = []
        self._caption, self._tab = "", 0
        self._foot, self._pages = foot, pages
        for name, size in _SIZES.items():
            frame = Frame(LEFT, BOTTOM, size[0] - LEFT - RIGHT, size[1] - TOP - BOTTOM, 0, 0, 0, 0)
            self.addPageTemplates(PageTemplate(name, [frame], pagesize=size, onPageEnd=self._draw_margins))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  (ReportLab's own name)
        """Note on which page a piece begins, and what stands above it."""
        if isinstance(flowable, _Start):
            self.starts.append(self.page - 1)
            self._caption = flowable.piece.caption if isinstance(flowable.piece, Blank) else ""
            self._tab = flowable.tab

    def _draw_margins(self, canvas: Any, _document: object) -> None:
        width, height = self.pageTemplate.pagesize
        canvas.saveState()
        canvas.setFont(PLAIN, 7.5)
        canvas.setFillColor(GREY)
        canvas.drawString(_SIDE, height - _FOOT, known(cut(self._caption, 130)))
        canvas.drawString(_SIDE, _FOOT, known(self._foot))
        canvas.drawRightString(width - _SIDE, _FOOT, f"Halaman {canvas.getPageNumber()} dari {self._pages}")
        if self._tab:
            self._draw_tab(canvas, width, height - TOP - (self._tab - 1) % _TABS * _TAB_HIGH)
        canvas.restoreState()

    def _draw_tab(self, canvas: Any, right: float, top: float) -> None:
        """The number of the part at the edge, each below the last one's: paper can be leafed through."""
        canvas.setFillColor(_TAB)
        canvas.rect(right - _TAB_WIDE, top - _TAB_HIGH, _TAB_WIDE, _TAB_HIGH, stroke=0, fill=1)
        canvas.setFillColor("black")
        canvas.setFont(BOLD, 9)
        canvas.drawCentredString(right - _TAB_NUMBER, top - _TAB_HIGH / 2 - 3, str(self._tab))
