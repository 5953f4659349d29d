"""The books on a sheet and on paper: every value as it is, no formula, heads on every page."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.letters.agenda import Agenda, Dispatch, Incoming, Outgoing, as_written
from pipeline.letters.agenda_print import (
    CARD_CM,
    LONG_CM,
    MARGIN_CM,
    SHORT_CM,
    books_document,
    cards_document,
)
from pipeline.letters.agenda_sheet import workbook
from pipeline.letters.parts import w

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: what a spreadsheet would reckon, follow, or run
ACTIVE = (
    *("=1+1", "+62 811 000", "-2+3", "@SUM(1+1)", '=HYPERLINK("http://contoh.example","klik")', "\t=1+1"),
    *("{=1+1}", "http://contoh.example", "mailto:a@contoh.example", "00123", "1E5", "internal:A1"),
)
LETTER = Incoming(
    agenda="1/2026", isi="Keluhan", dari="PT Contoh", nomor_surat="012/X", tanggal_surat="20-11-2026"
)
AGENDA = Agenda(
    tahun=2026,
    instansi="Balai Contoh",
    dibuat="Senin, 23 November 2026",
    masuk=[LETTER],
    keluar=[Outgoing(urut="1", nomor="B/1/XI/2026", hal="Tanggapan")],
    ekspedisi=[Dispatch(no="1", tanggal="24-11-2026", cara="Surel")],
)


def sheets(xlsx: bytes) -> list[etree._Element]:
    """The sheets of a workbook."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        names = sorted(name for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
        return [etree.fromstring(package.read(name)) for name in names]


def cells(xlsx: bytes) -> list[list[list[str]]]:
    """The texts of a workbook's cells: sheet, row, cell."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
    texts = ["".join(map(str, each.itertext())) for each in strings]
    return [
        [
            [texts[int(value)] for value in (cell.findtext(f"{SHEET}v") for cell in row) if value]
            for row in sheet.iter(f"{SHEET}row")
        ]
        for sheet in sheets(xlsx)
    ]


def with_matter(text: str) -> Agenda:
    return replace(AGENDA, masuk=[replace(LETTER, isi=text)])


@pytest.mark.parametrize("text", ACTIVE)
def test_no_value_is_ever_a_formula_a_number_or_a_link(text: str) -> None:
    xlsx = workbook(with_matter(text))

    kinds = {cell.get("t") for sheet in sheets(xlsx) for cell in sheet.iter(f"{SHEET}c") if len(cell)}
    assert kinds == {"s"}
    assert [list(sheet.iter(f"{SHEET}f", f"{SHEET}hyperlink")) for sheet in sheets(xlsx)] == [[], [], []]
    assert text in cells(xlsx)[0][3]


def test_a_cell_stays_text_when_somebody_edits_it() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(AGENDA))) as package:
        styles = etree.fromstring(package.read("xl/styles.xml"))

    ruled = [each for each in styles.find(f"{SHEET}cellXfs") if each.get("borderId") != "0"]  # type: ignore[union-attr]
    assert {(each.get("numFmtId"), each.get("quotePrefix")) for each in ruled} == {("49", "1")}


def test_a_workbook_has_a_sheet_for_each_book_with_its_heads() -> None:
    masuk, keluar, ekspedisi = cells(workbook(AGENDA))

    assert masuk[0] == ["Buku Agenda Surat Masuk Tahun 2026"]
    assert masuk[2][4:6] == ["Terima dari", "Petunjuk pada Nomor yang Lalu"]
    assert list(filter(None, keluar[3])) == ["1", "B/1/XI/2026", "Tanggapan"]
    assert list(filter(None, ekspedisi[3])) == ["1", "24-11-2026", "Surel"]


def test_the_heads_of_a_sheet_are_printed_on_every_page_of_a4_landscape() -> None:
    xlsx = workbook(AGENDA)

    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        names = package.read("xl/workbook.xml").decode()
    assert names.count("_xlnm.Print_Titles") == 3
    setups = [sheet.find(f"{SHEET}pageSetup") for sheet in sheets(xlsx)]
    assert {(each.get("paperSize"), each.get("orientation")) for each in setups if each is not None} == {
        ("9", "landscape")
    }


def test_a_text_that_no_cell_can_hold_is_cut_and_not_left_out() -> None:
    assert "x" * 32_767 in cells(workbook(with_matter("x" * 40_000)))[0][3]


# Three documents an example: a few with much text meet more signs than many with little.
@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_whatever_a_customer_writes_the_books_can_be_opened(text: str) -> None:
    agenda = with_matter(text)

    assert len(sheets(workbook(agenda))) == 3
    assert len(Document(io.BytesIO(books_document(agenda))).tables) == 3
    assert len(Document(io.BytesIO(cards_document(agenda))).tables) == 1


def test_equal_rows_make_equal_documents() -> None:
    assert books_document(AGENDA) == books_document(AGENDA)
    assert cards_document(AGENDA) == cards_document(AGENDA)


def test_the_books_are_printed_on_a4_landscape_with_heads_that_repeat() -> None:
    document = Document(io.BytesIO(books_document(AGENDA)))

    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)  # type: ignore[union-attr]
    assert all(next(table._tbl.iter(w("tblHeader"))) is not None for table in document.tables)
    assert [table.rows[1].cells[0].text for table in document.tables] == ["", "1", "1"]


def test_every_book_and_card_fits_between_the_margins() -> None:
    widths = [sum(column.width for column in book.columns) for book in AGENDA.books()]

    assert max(widths) <= LONG_CM - 2 * MARGIN_CM + 0.01
    assert sum(CARD_CM) <= SHORT_CM - 2 * MARGIN_CM


def test_an_empty_book_says_so() -> None:
    blank = replace(AGENDA, masuk=[], keluar=[], ekspedisi=[])

    tables = Document(io.BytesIO(books_document(blank))).tables
    assert [table.rows[1].cells[0].text for table in tables] == ["Nihil"] * 3
    assert Document(io.BytesIO(cards_document(blank))).paragraphs[0].text == "Nihil"


def test_a_card_shows_the_row_of_the_agenda() -> None:
    (card,) = Document(io.BytesIO(cards_document(AGENDA))).tables

    told = re.sub(r"\s+", " ", " ".join(cell.text for row in card.rows for cell in row.cells))
    for words in (
        "Nomor urut (agenda): 1/2026",
        "Isi ringkas: Keluhan",
        "Dari: PT Contoh",
        "Nomor surat: 012/X",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("given", "written"), [("2026-11-24", "24-11-2026"), ("24 November 2026", "24 November 2026"), ("", "")]
)
def test_a_date_stands_in_the_book_as_books_write_it(given: str, written: str) -> None:
    assert as_written(given) == written
