"""The books of a year as one workbook (.xlsx).

Apart from the print because a sheet runs what it is given: each value is written as text, in cells
that stay text when somebody edits them, so that a subject that begins with = is never a formula.
"""

import io
import math
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from pipeline.letters.agenda import Agenda, Book
from pipeline.letters.paragraphs import clean

#: Excel's own limit for the characters of a cell
LONGEST = 32_767
#: a column's width in characters, and how many of our smaller ones a line of it holds, for a centimetre
PER_CM, SIGNS_PER_CM = 5.2, 6.6
#: points of the text, of a line, and of the highest row that a sheet can have
SIZE, LINE, HIGHEST = 9, 12, 409
#: strings are strings: no formula, link or number is guessed from one
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4, HEAD_ROWS = 9, 3
#: number of the built-in format by which a cell is text, also when it is edited
TEXT = 49


def workbook(agenda: Agenda) -> bytes:
    """The workbook, a sheet a book."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        formats = _formats(book)
        for each in agenda.books():
            sheet = book.add_worksheet(each.tab)
            _set_up(sheet, each)
            _fill(sheet, agenda, each, formats)
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    ruled = {
        "font_size": SIZE,
        "border": 1,
        "text_wrap": True,
        "valign": "top",
        "num_format": TEXT,
        "quote_prefix": True,
    }
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({**ruled, "bold": True, "align": "center", "bg_color": "#E7E6E6"}),
        "cell": book.add_format(ruled),
    }


def _set_up(sheet: Any, book: Book) -> None:
    last = len(book.columns) - 1
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROWS - 1)
    sheet.freeze_panes(HEAD_ROWS, 0)
    sheet.set_footer(f"&L{book.title}&RHalaman &P dari &N")
    sheet.autofilter(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + max(1, len(book.rows)), last)
    # Numbers are text here, and Excel would mark every one of them as a mistake.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for place, column in enumerate(book.columns):
        sheet.set_column(place, place, column.width * PER_CM)


def _fill(sheet: Any, agenda: Agenda, book: Book, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, book.title, formats["title"])
    sheet.write_string(1, 0, _cell(f"{agenda.instansi}, dibuat {agenda.dibuat}"))
    _write(sheet, book, HEAD_ROWS - 1, [column.title for column in book.columns], formats["head"])
    for number, texts in enumerate(book.texts(), HEAD_ROWS):
        _write(sheet, book, number, texts, formats["cell"])


def _write(sheet: Any, book: Book, number: int, texts: Sequence[str], ruled: Any) -> None:
    """A row, as high as its longest cell: not every program finds that out by itself."""
    widths = [column.width * SIGNS_PER_CM for column in book.columns]
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(number, min(HIGHEST, LINE * lines + 2))
    for place, text in enumerate(texts):
        sheet.write_string(number, place, _cell(text), ruled)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))


def _cell(text: str) -> str:
    """As a cell can hold it; a longer text would be left out as a whole."""
    return clean(text)[:LONGEST]
