"""What the shipped Word templates are made of: letterhead, rows, lists, late fields.

Apart from the letters, so that `letter_templates_build.py` reads as the letters do.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image, ImageDraw

from pipeline.letters.parts import read_parts, write_parts
from pipeline.letters.printed_logo import as_printed

#: python-docx types too little of itself for mypy strict
Document = Any
Table = Any
Cell = Any
Row = Any
Paragraph = Any

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
#: stands in a draft that nobody has answered yet; `pipeline/letters/drafts.py` asks for it
PROMPT = "[Isi jawaban ditulis di sini.]"

#: room between the margins of 3 and 2 cm on A4
WIDTH = 16.0

#: name of the late field to its placeholder, as `pipeline/letters/late.py` has them
LATE = {
    "nomor": "[nomor surat]",
    "tanggal": "[tanggal surat]",
    "jabatan": "[jabatan penanda tangan]",
    "penanda": "[nama penanda tangan]",
    "konsep": "[konsep]",
}


#: the schema's order of what the builder appends; Word refuses another
ORDER = {
    "w:tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "w:trPr": ["cantSplit", "trHeight", "tblHeader"],
    "w:tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"],
}
#: the style of a paragraph in a table with lines
IN_GRID = "Isi tabel"
KEPT_STYLES = {"Normal", "Header", "Footer", "DefaultParagraphFont", "TableNormal", "NoList", "Isitabel"}
#: what of python-docx's own template no letter here refers to, and each conversion would read all the same
UNUSED = (
    *("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties"),
    *("/theme", "/webSettings", "/fontTable", "/numbering"),
)

# ---- blocks that letters share ----------------------------------------------


def add_kop(document: Document) -> None:
    """Logo, the three names, the address, and the line under them."""
    table = add_table(document, [2.6, 13.4], rows=1)
    logo, names = table.rows[0].cells
    picture = logo.paragraphs[0].add_run().add_picture(io.BytesIO(crest()), height=Cm(2.3))
    drawing = picture._inline.docPr
    drawing.set("name", "logo")
    drawing.set("descr", "logo")
    first = names.paragraphs[0]
    for paragraph, text, size, bold in (
        (first, "{{ kementerian }}", 13, False),
        (names.add_paragraph(), "{{ badan }}", 11, False),
        (names.add_paragraph(), "{{ balai }}", 12, True),
    ):
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.all_caps = Pt(size), bold, True
    contact = (
        "{% if kantor_telepon %}Telepon {{ kantor_telepon }}{% endif %}"
        "{% if kantor_laman %}  Laman {{ kantor_laman }}{% endif %}"
        "{% if kantor_surel %}  Surel {{ kantor_surel }}{% endif %}"
    )
    for text in ("{{ kantor_alamat }}", contact):
        names.add_paragraph().add_run(text).font.size = Pt(9)
    for paragraph in names.paragraphs:
        paragraph.alignment = CENTER
    draw_bottom_line(table)
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)


def crest() -> bytes:
    """A neutral shield in the logo's place, until the config names the office's own.

    As `pipeline/letters/printed_logo.py` prepares every logo: what is finer, transparent or of another kind
    is computed away again in every single letter.
    """
    big = Image.new("RGBA", (920, 920), (255, 255, 255, 0))
    pen = ImageDraw.Draw(big)
    dark, light = (52, 73, 94, 255), (255, 255, 255, 255)
    pen.ellipse((20, 20, 900, 900), fill=dark)
    pen.ellipse((50, 50, 870, 870), fill=light)
    pen.polygon([(270, 230), (650, 230), (650, 500), (460, 720), (270, 500)], fill=dark)
    for height in (300, 380, 460):
        pen.rectangle((330, height, 590, height + 30), fill=light)
    target = io.BytesIO()
    big.save(target, "PNG")
    return as_printed(target.getvalue(), Cm(2.3))


def add_title(document: Document, text: str) -> Paragraph:
    title = add_line(document, text, before=4, after=10, align=CENTER)
    font = title.runs[0].font
    font.bold, font.all_caps, font.size = True, True, Pt(13)
    title.paragraph_format.keep_with_next = True
    return title


def add_section(document: Document, letter: str, title: str) -> None:
    paragraph = add_line(document, f"{letter}\t{title}", before=10, after=4)
    hang(paragraph, 0.8)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.runs[0].font.bold = True


def add_paragraphs(document: Document, field: str) -> None:
    add_line(document, f"{{%p for paragraf in {field} %}}")
    add_body(document, "{{ paragraf }}", indent=0.8, first=0.0, after=4)
    add_line(document, "{%p endfor %}")


def tick_line(field: str) -> str:
    """A tick list in one line; only between two choices may it break."""
    choice = "{{ p.tanda }}~{{ p.nama|utuh }}~~ ".replace("~", "\N{NO-BREAK SPACE}")
    return f"{{% for p in {field} %}}{choice}{{% endfor %}}"


def blank_ticks(*choices: str) -> str:
    """Boxes that a person ticks on paper; nothing in the register answers them."""
    held = (choice.replace(" ", "\N{NO-BREAK SPACE}") for choice in choices)
    return " ".join(f"☐\N{NO-BREAK SPACE}{choice}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" for choice in held)


def number_pages(document: Document, of: str = "{{ nomor_pengaduan }}") -> None:
    """What a sheet is of, and its page, on every page but the first: loose sheets find together again."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.alignment = RIGHT
    line.add_run(f"{of}, halaman\N{NO-BREAK SPACE}")
    add_field(line, "PAGE")
    for run in line.runs:
        run.font.size = Pt(8)
    line.paragraph_format.space_after = Pt(12)


def add_tick_list(cell: Cell, label: str, field: str) -> None:
    add_label(cell.paragraphs[0], label)
    add_cell_line(cell, f"{{%p for p in {field} %}}")
    hang(add_cell_line(cell, "{{ p.tanda }}\t{{ p.nama }}", after=2), 0.6)
    add_cell_line(cell, "{%p endfor %}")


# ---- Word -------------------------------------------------------------------


def new_document(title: str, *, size: int) -> Document:
    document: Document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.5)
    section.left_margin, section.right_margin = Cm(3.0), Cm(2.0)
    section.header_distance, section.footer_distance = Cm(1.25), Cm(1.25)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(script), "Arial")
    properties_of_text = normal.element.get_or_add_rPr()
    properties_of_text.append(new_element("w:lang", {"w:val": "id-ID", "w:eastAsia": "id-ID"}))
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True
    # a line break inside a justified paragraph must not stretch its line
    compat = document.settings.element.find(qn("w:compat"))
    compat.insert(0, new_element("w:doNotExpandShiftReturn", {}))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = datetime(2026, 11, 22)  # noqa: DTZ001  the package wants it naive
    properties.last_modified_by, properties.language = "", "id-ID"
    return document


def save(document: Document) -> bytes:
    set_grids(document)
    drop_unused(document)
    for tag, order in ORDER.items():
        for element in document.element.iter(qn(tag)):
            element[:] = sorted(element, key=lambda child: order.index(local_name(child)))
    target = io.BytesIO()
    document.save(target)
    return write_parts(read_parts(target.getvalue()))


def drop_unused(document: Document) -> None:
    """What python-docx's own template brings along: parts, styles, and names of styles that are none."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(UNUSED):
                del owner.rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    styles.remove(styles.find(qn("w:latentStyles")))
    default_text = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    # The fonts of a theme; the letters name theirs.
    default_text.remove(default_text.find(qn("w:rFonts")))


def set_grids(document: Document) -> None:
    """Give what stands in tables with lines its style."""
    grids = [table for table in document.tables if table._tbl.tblPr.find(f".//{qn('w:insideV')}") is not None]
    if not grids:
        return
    style = document.styles.add_style(IN_GRID, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.line_spacing = 1.0
    for paragraph in (each for grid in grids for each in grid._tbl.iter(qn("w:p"))):
        paragraph.style = style.style_id


def local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def new_element(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def add_line(
    document: Document, text: str, *, before: int = 0, after: int = 0, right: float = 0.0, align: Any = LEFT
) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.right_indent = Cm(right)
    return paragraph


def add_body(
    document: Document,
    text: str,
    *,
    before: int = 0,
    after: int = 6,
    indent: float = 0.0,
    first: float = 1.25,
) -> Paragraph:
    paragraph = add_line(document, text, before=before, after=after, align=JUSTIFY)
    paragraph.paragraph_format.left_indent = Cm(indent)
    paragraph.paragraph_format.first_line_indent = Cm(first)
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def hang(paragraph: Paragraph, width: float, *, left: float = 0.0) -> None:
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Cm(left + width), Cm(-width)
    layout.tab_stops.add_tab_stop(Cm(left + width))


def add_table(document: Document, widths: list[float], *, rows: int = 0) -> Table:
    table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(Cm(sum(widths)).twips))
    margins = new_element("w:tblCellMar", {})
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        margins.append(new_element(side, {"w:w": "0", "w:type": "dxa"}))
    properties.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        set_widths(row)
    return table


def add_grid(document: Document, widths: list[float]) -> Table:
    table = add_table(document, widths)
    # Drawn here rather than by a style of tables, with which LibreOffice takes a fifth longer for a form.
    borders = new_element("w:tblBorders", {})
    for side in ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"):
        borders.append(new_element(side, {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "auto"}))
    table._tbl.tblPr.append(borders)
    for side, space in zip(table._tbl.tblPr.find(qn("w:tblCellMar")), ("35", "85", "35", "85"), strict=True):
        side.set(qn("w:w"), space)
    # the border, not the text, stands on the margin
    table._tbl.tblPr.append(new_element("w:tblInd", {"w:w": "85", "w:type": "dxa"}))
    return table


def set_widths(row: Row) -> None:
    for cell, column in zip(row.cells, row.table.columns, strict=True):
        cell.width = column.width


def fill_row(row: Row, *texts: str) -> None:
    set_widths(row)
    for cell, text in zip(row.cells, texts, strict=False):
        if text:
            cell.paragraphs[0].add_run(text)


def add_head_row(table: Table, *texts: str) -> None:
    row = table.add_row()
    fill_row(row, *texts)
    row._tr.get_or_add_trPr().append(new_element("w:tblHeader", {}))
    for cell in row.cells:
        cell.paragraphs[0].runs[0].font.bold = True


def add_pair_row(table: Table, *texts: str) -> None:
    row = table.add_row()
    keep_whole(row)
    set_widths(row)
    for place, cell in enumerate(row.cells):
        run = cell.paragraphs[0].add_run(texts[place])
        run.font.bold = place % 2 == 0


def add_wide_row(table: Table, label: str, text: str, *, height: float = 0.0) -> None:
    row = table.add_row()
    keep_whole(row)
    set_widths(row)
    if height:
        row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    wide = row.cells[1].merge(row.cells[3])
    add_label(row.cells[0].paragraphs[0], label)
    wide.paragraphs[0].add_run(text)


def add_block_row(table: Table, title: str) -> None:
    row = table.add_row()
    set_widths(row)
    cell = row.cells[0].merge(row.cells[3])
    add_label(cell.paragraphs[0], title)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    cell._tc.get_or_add_tcPr().append(
        new_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E7EBEF"})
    )


def add_form_row(table: Table, label: str, text: str, third: object = 0.0, fourth: str = "") -> None:
    if isinstance(third, str):
        add_pair_row(table, label, text, third, fourth)
        return
    height = third if isinstance(third, float) else 0.0
    add_wide_row(table, label, tick_line(text[1:]) if text.startswith("*") else text, height=height)


def add_label(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text).font.bold = True


def add_cell_line(cell: Cell, text: str, *, after: int = 0) -> Paragraph:
    paragraph = cell.paragraphs[0] if not cell.text else cell.add_paragraph()
    paragraph.add_run(text)
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def keep_whole(row: Row) -> None:
    row._tr.get_or_add_trPr().append(new_element("w:cantSplit", {}))


def keep_together(rows: Sequence[Row]) -> None:
    """Rows that no page end parts: each stays with the next one."""
    for row in rows:
        keep_whole(row)
    for row in rows[:-1]:
        for paragraph in (each for cell in row.cells for each in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True


def row_height(length: Cm) -> Any:
    return new_element("w:trHeight", {"w:val": str(length.twips), "w:hRule": "atLeast"})


def draw_bottom_line(table: Table) -> None:
    borders = new_element("w:tblBorders", {})
    line = {"w:val": "thinThickSmallGap", "w:sz": "18", "w:space": "0", "w:color": "000000"}
    borders.append(new_element("w:bottom", line))
    table._tbl.tblPr.append(borders)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, as PAGE."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            run._r.append(new_element("w:fldChar", {"w:fldCharType": kind}))
        else:
            instruction = new_element("w:instrText", {"xml:space": "preserve"})
            instruction.text = code
            run._r.append(instruction)


def add_bookmark(paragraph: Paragraph, name: str, *inner: Any) -> None:
    """A bookmark at the end of the paragraph, around `inner`; LibreOffice keeps an empty one too."""
    number = str(1 + sum(map(ord, name)))
    paragraph._p.append(new_element("w:bookmarkStart", {"w:id": number, "w:name": name}))
    paragraph._p.extend(inner)
    paragraph._p.append(new_element("w:bookmarkEnd", {"w:id": number}))


def add_late(paragraph: Paragraph, name: str, *, lines: bool = False, size: int = 0) -> None:
    """A late field: a locked plain-text control, alias = tag = name, inside its bookmark."""
    run = paragraph.add_run(LATE[name])
    if size:
        run.font.size = Pt(size)
    control, properties, content = (new_element(f"w:{part}", {}) for part in ("sdt", "sdtPr", "sdtContent"))
    properties.append(new_element("w:alias", {"w:val": name}))
    properties.append(new_element("w:tag", {"w:val": name}))
    properties.append(new_element("w:id", {"w:val": str(70_000 + sum(map(ord, name)))}))
    properties.append(new_element("w:lock", {"w:val": "sdtContentLocked"}))
    properties.append(new_element("w:text", {"w:multiLine": "1"} if lines else {}))
    run._r.addprevious(control)
    control.extend([properties, content])
    content.append(run._r)
    add_bookmark(paragraph, f"tg_{name}", control)
