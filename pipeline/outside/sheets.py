"""The words of a sheet as what ReportLab lays on pages: paragraphs, tables, a letterhead.

Apart from the pages because words come from strangers too, and here they are made harmless: nothing of
them is markup, and what is too long for a cell is told to be cut.
"""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from pipeline.letters.dossier import Block, Contents, Heading, Pairs, Sheet, Table, Words
from pipeline.outside.typeface import BOLD, PLAIN, known

#: margins of a sheet
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 20 * mm, 20 * mm
GREY = HexColor("#555555")
_LINE, _SHADE = HexColor("#999999"), HexColor("#eeeeee")
_LACKING = (
    "Tanda □ menggantikan huruf atau gambar yang tidak ada dalam huruf cetak; "
    "bunyi aslinya ada dalam berkas asli yang tersimpan."
)
#: a SHA-256, and its size in points: in a table it fits half the width
_HASH, _HASH_SIZE = re.compile("[0-9a-f]{64}"), 6.2
#: characters of one cell and of one sheet's words: what is longer is told to be cut
_CELL, _LONGEST = 1_500, 300_000
#: line ends of one cell, lines that its words may fill, and points of the widest letter: 60 lines fit a page
_ENDS, _FILLED, _WIDEST = 20, 40, 8


def _style(size: float, **more: Any) -> ParagraphStyle:
    values = {"fontName": PLAIN, "fontSize": size, "leading": size * 1.3, "splitLongWords": 1, **more}
    return ParagraphStyle(f"{size}{sorted(more)}", **values)


_BODY, _SMALL, _FINE = _style(10), _style(8.5), _style(7)
_HEAD = _style(8.5, fontName=BOLD)
_KOP = _style(11, alignment=TA_CENTER, fontName=BOLD)
_KOP_SMALL = _style(8.5, alignment=TA_CENTER)
_ABOVE = _style(10, textColor=GREY)
_TITLE = _style(15, fontName=BOLD, spaceAfter=4 * mm)
_HEADING = _style(11, fontName=BOLD, spaceBefore=4 * mm, spaceAfter=1.5 * mm, keepWithNext=1)


def flowables(sheet: Sheet, contents: Sequence[tuple[str, int]]) -> list[Flowable]:
    """The sheet from its letterhead to its last word; `contents` are titles with their pages from 1."""
    story: list[Flowable] = [
        *(_paragraph(line, _KOP) for line in sheet.kop[:-1]),
        *(_paragraph(line, _KOP_SMALL) for line in sheet.kop[-1:]),
    ]
    if sheet.kop:
        story += [HRFlowable(width="100%", thickness=1.2, color="black", spaceBefore=5, spaceAfter=14)]
    story += [_paragraph(sheet.above, _ABOVE)] if sheet.above else []
    story.append(_paragraph(sheet.title, _TITLE))
    for block in sheet.blocks:
        story += _block(block, contents)
    lacking = any(known(text) != text for text in _texts(sheet))
    return [*story, *([Spacer(1, 3 * mm), _paragraph(_LACKING, _SMALL)] if lacking else [])]


def _block(block: Block, contents: Sequence[tuple[str, int]]) -> list[Flowable]:
    match block:
        case Heading():
            return [_paragraph(block.text, _HEADING)]
        case Words():
            return [*_lines(block), Spacer(1, 2 * mm)]
        case Pairs():
            rows = [
                [_paragraph(name, _BODY), _paragraph(_cell(value, 0.7), _BODY)] for name, value in block.rows
            ]
            return [_grid(rows, (0.3, 0.7), ruled=False), Spacer(1, 2 * mm)] if rows else []
        case Table():
            return [_table(block), Spacer(1, 3 * mm)]
        case Contents():
            listed = [[_paragraph(title, _BODY), _right(str(page or ""))] for title, page in contents]
            return [_grid(listed, (0.9, 0.1), ruled=False)] if listed else []


def _lines(words: Words) -> list[Flowable]:
    """Each line as it was written; an empty one is a gap."""
    style = _FINE if words.small else _BODY
    lines = cut(words.text, _LONGEST).expandtabs(4).splitlines()
    return [_paragraph(line, style) if line.strip() else Spacer(1, style.leading * 0.7) for line in lines]


def _table(table: Table) -> Flowable:
    if not table.rows:
        return _paragraph(table.empty, _BODY)
    head = [_paragraph(text, _HEAD) for text in table.head]
    rows = [
        [_paragraph(_cell(text, share), _SMALL) for text, share in zip(row, table.widths, strict=True)]
        for row in table.rows
    ]
    return _grid([head, *rows], table.widths, ruled=True)


def _grid(rows: list[list[Flowable]], widths: Sequence[float], *, ruled: bool) -> Flowable:
    room = A4[0] - LEFT - RIGHT
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        # Every cell is a paragraph with a font of its own, but a table names its own font as well.
        ("FONTNAME", (0, 0), (-1, -1), PLAIN),
        ("LEFTPADDING", (0, 0), (-1, -1), 3 if ruled else 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    if ruled:
        look += [("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("BACKGROUND", (0, 0), (-1, 0), _SHADE)]
    columns = [room * each for each in widths]
    grid: Flowable = Grid(rows, columns, style=look, repeatRows=int(ruled))
    return grid


def _right(text: str) -> Flowable:
    return _paragraph(text, _style(10, alignment=TA_RIGHT))


def _paragraph(text: str, style: ParagraphStyle) -> Flowable:
    """Words without any markup of their own; what indents a line stays."""
    indent = len(text) - len(text.lstrip(" "))
    words = "\N{NO-BREAK SPACE}" * min(indent, 40) + known(text.strip(" "))
    lines = [_line(line, style) for line in words.split("\n")]
    paragraph: Flowable = Paragraph("<br/>".join(lines), style)
    return paragraph


def _line(line: str, style: ParagraphStyle) -> str:
    """A line without markup of its own; a hash is small, so that it stays in one piece."""
    size = 8.5 if style is _BODY else _HASH_SIZE
    return f'<font size="{size}">{line}</font>' if _HASH.fullmatch(line) else escape(line)


def _cell(text: str, share: float) -> str:
    """As much of a text as fits a cell of this width: a row may not be longer than a page."""
    lines = text.split("\n")
    room = int((A4[0] - LEFT - RIGHT) * share - 6) // _WIDEST * _FILLED
    return cut("\n".join(lines[:_ENDS]), min(_CELL, room)) + (" …" if lines[_ENDS:] else "")


def cut(text: str, most: int = _CELL) -> str:
    """The text, or as much of it as fits, with a word that says so."""
    return text if len(text) <= most else f"{text[:most].rstrip()} … (dipotong)"


def _texts(sheet: Sheet) -> list[str]:
    """Every word of a sheet that came from somebody."""
    found = [sheet.title]
    for block in sheet.blocks:
        match block:
            case Words():
                found.append(block.text[:_LONGEST])
            case Pairs() | Table():
                found += [text for row in block.rows for text in row]
    return found
