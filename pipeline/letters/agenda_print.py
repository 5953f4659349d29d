"""The books of a year, and the kartu kendali of its letters, as Word documents to be printed.

Apart from the workbook because paper has a width: A4 with the heads repeated on every page, as an
office files it. The office's converter makes the PDF; it knows Word documents and no sheets.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from lxml import etree

from pipeline.letters.agenda import Agenda, Book, Incoming
from pipeline.letters.paragraphs import clean
from pipeline.letters.parts import W, w, write_parts

FONT = "Arial"
MARGIN_CM, LONG_CM, SHORT_CM = 1.0, 29.7, 21.0
#: points of the text in a book, and on a card
SMALL, CARD = 7.5, 9.0
TWIPS_PER_CM = 567
#: the card of domain.md A.4, row by row: (label, field) of its three cells
CARD_ROWS = (
    (("Indeks", "indeks"), ("Kode klasifikasi", "klasifikasi"), ("Nomor urut (agenda)", "agenda")),
    (("Isi ringkas", "isi"),),
    (("Lampiran", "lampiran"), ("Dari", "dari"), ("Kepada", "kepada")),
    (("Tanggal surat", "tanggal_surat"), ("Nomor surat", "nomor_surat"), ("Tanggal terima", "diterima")),
    (("Pengolah", "pengolah"), ("Tanggal diteruskan", "diteruskan"), ("Tanda terima", "")),
    (("Catatan", "keterangan"),),
)
#: room to sign in
SIGNATURE = "\n"
CARD_CM = (6.3, 6.3, 6.4)


def books_document(agenda: Agenda) -> bytes:
    """The three books, each from a new page on, A4 landscape."""
    document = _document(landscape=True, size=SMALL)
    for place, book in enumerate(agenda.books()):
        _heading(document, book.title, on_new_page=place > 0)
        document.add_paragraph(f"{agenda.instansi}, dibuat {agenda.dibuat}")
        document.element.body.insert(-1, _ruled(book))
    return _finished(document)


def cards_document(agenda: Agenda) -> bytes:
    """The kartu kendali of every surat masuk, as many on a page of A4 as find room whole."""
    document = _document(landscape=False, size=CARD)
    if not agenda.masuk:
        document.add_paragraph("Nihil")
    for letter in agenda.masuk:
        document.element.body.insert(-1, _card(agenda, letter))
        document.add_paragraph()
    return _finished(document)


def _document(*, landscape: bool, size: float) -> Any:
    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (LONG_CM, SHORT_CM) if landscape else (SHORT_CM, LONG_CM)
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = section.footer_distance = Cm(MARGIN_CM)
    _number_pages(section.footer.paragraphs[0])
    return document


def _number_pages(paragraph: Any) -> None:
    """Halaman 1 dari 9, counted by whoever lays the pages out."""
    for words, field in (("Halaman ", "PAGE"), (" dari ", "NUMPAGES")):
        paragraph.add_run(words)
        simple = etree.SubElement(paragraph._p, w("fldSimple"), {w("instr"): field})
        etree.SubElement(etree.SubElement(simple, w("r")), w("t")).text = "1"


def _heading(document: Any, title: str, *, on_new_page: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = on_new_page
    run = paragraph.add_run(title.upper())
    run.bold, run.font.size = True, Pt(12)


def _ruled(book: Book) -> etree._Element:
    """A book as a table; one without a letter says so, since an empty page could be a lost one."""
    widths = [column.width for column in book.columns]
    table = _table(widths)
    head = _row([column.title for column in book.columns], widths, bold=True)
    head[0].append(etree.Element(w("tblHeader")))
    table.append(head)
    blank = ("Nihil", *("" for _ in widths[1:]))
    table.extend(_row(texts, widths) for texts in (list(book.texts()) or [blank]))
    return table


def _card(agenda: Agenda, letter: Incoming) -> etree._Element:
    table = _table(CARD_CM)
    title = f"KARTU KENDALI SURAT MASUK\n{agenda.instansi}"
    table.append(_row([title], [sum(CARD_CM)], bold=True, joined=True, span=len(CARD_CM)))
    for place, fields in enumerate(CARD_ROWS, 1):
        texts = [f"{label}:\n{getattr(letter, name) if name else SIGNATURE}" for label, name in fields]
        alone = len(fields) == 1
        widths = [sum(CARD_CM)] if alone else CARD_CM
        last = place == len(CARD_ROWS)
        table.append(_row(texts, widths, joined=not last, span=len(CARD_CM) if alone else 1))
    return table


def _table(widths: Sequence[float]) -> etree._Element:
    table = etree.Element(w("tbl"), nsmap={"w": W})
    properties = etree.SubElement(table, w("tblPr"))
    etree.SubElement(properties, w("tblW"), {w("w"): str(_twips(sum(widths))), w("type"): "dxa"})
    borders = etree.SubElement(properties, w("tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("color"): "000000"})
    etree.SubElement(properties, w("tblLayout"), {w("type"): "fixed"})
    padding = etree.SubElement(properties, w("tblCellMar"))
    # Without room above, the first line touches the rule.
    for side in ("top", "left", "bottom", "right"):
        etree.SubElement(padding, w(side), {w("w"): "45", w("type"): "dxa"})
    grid = etree.SubElement(table, w("tblGrid"))
    for width in widths:
        etree.SubElement(grid, w("gridCol"), {w("w"): str(_twips(width))})
    return table


def _row(
    texts: Sequence[str], widths: Sequence[float], *, bold: bool = False, joined: bool = False, span: int = 1
) -> etree._Element:
    """A row that no page end parts; `joined` keeps it on the page of the next one."""
    row = etree.Element(w("tr"))
    etree.SubElement(etree.SubElement(row, w("trPr")), w("cantSplit"))
    for text, width in zip(texts, widths, strict=True):
        cell = etree.SubElement(row, w("tc"))
        properties = etree.SubElement(cell, w("tcPr"))
        etree.SubElement(properties, w("tcW"), {w("w"): str(_twips(width)), w("type"): "dxa"})
        if span > 1:
            etree.SubElement(properties, w("gridSpan"), {w("val"): str(span)})
        for line in clean(text).split("\n"):
            _line(cell, line, bold=bold, joined=joined)
    return row


def _line(cell: etree._Element, text: str, *, bold: bool, joined: bool) -> None:
    paragraph = etree.SubElement(cell, w("p"))
    if joined:
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("keepNext"))
    run = etree.SubElement(paragraph, w("r"))
    if bold:
        etree.SubElement(etree.SubElement(run, w("rPr")), w("b"))
    written = etree.SubElement(run, w("t"))
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _twips(cm: float) -> int:
    return round(cm * TWIPS_PER_CM)


def _finished(document: Any) -> bytes:
    """The document, byte for byte the same for the same rows."""
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as package:
        return write_parts({name: package.read(name) for name in package.namelist()})
