"""The report of a month, a quarter or a year: sentences, charts and tables of what the register counts.

Apart from the letters because it is about no case, and has pictures in whose places the charts come.
"""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from PIL import Image, ImageDraw

from tests.letter_templates_word import (
    CENTER,
    LEFT,
    RIGHT,
    WIDTH,
    Document,
    Table,
    add_body,
    add_cell_line,
    add_grid,
    add_head_row,
    add_kop,
    add_line,
    add_section,
    add_table,
    add_title,
    fill_row,
    keep_whole,
    new_document,
    new_element,
    number_pages,
    save,
)

SMALL = 8.5
METHOD = (
    "Cara menghitung. Pengaduan dihitung menurut tanggal diterimanya, tahap menurut tanggal selesainya. "
    "Waktu suatu tahap adalah waktu kerja sejak dimulai sampai selesai, tanpa waktu menunggu jawaban "
    "pelanggan; satu hari kerja sama dengan 7,5 jam. Suatu tahap tepat waktu bila selesai "
    "selambat-lambatnya pada batas waktunya, termasuk perpanjangan yang diizinkan. Penyebab dikelompokkan "
    "menurut kata-kata yang dipakai menuliskannya. Laporan ini disusun secara otomatis dari register "
    "pengaduan {{ balai }} pada {{ tanggal_laporan }}."
)


def laporan_berkala() -> bytes:
    """The periodic report to the Kepala Balai (ISO 10002; ISO 9001 9.1.3)."""
    document = new_document("Laporan berkala penanganan pengaduan", size=10)
    number_pages(document, "Laporan penanganan pengaduan {{ judul_periode }}")
    add_kop(document)
    add_title(document, "Laporan Penanganan Pengaduan Pelanggan").paragraph_format.space_after = Pt(0)
    add_line(document, "{{ judul_periode }}", align=CENTER).runs[0].font.bold = True
    provisional = "{% if sementara %} (masa laporan belum berakhir){% endif %}"
    add_line(document, "Keadaan sampai dengan {{ keadaan }}" + provisional, after=8, align=CENTER)
    _tiles(document)
    add_section(document, "A.", "Ringkasan")
    add_line(document, "{%p for kalimat in ringkasan %}")
    _sentence(document, "{{ kalimat }}")
    add_line(document, "{%p endfor %}")
    _charted(document, "B.", "Pengaduan yang diterima", "masuk")
    _units(document)
    _charted(document, "C.", "Waktu setiap tahap terhadap mutu baku", "tahap")
    _steps(document)
    _limits(document)
    _charted(document, "D.", "Penyebab", "penyebab")
    _charted(document, "E.", "Keefektifan tindakan", "efektif")
    _charted(document, "F.", "Kepuasan pelanggan", "puas")
    _charted(document, "G.", "Perkara yang masih berjalan", "umur")
    add_section(document, "H.", "Tahap yang melewati batas waktu")
    _sentence(document, "{{ kalimat_terlambat }}")
    _late(document)
    last = add_body(document, METHOD, before=10, first=0.0)
    last.runs[0].font.size = Pt(8)
    last.paragraph_format.keep_together = True
    return save(document)


def _sentence(document: Document, text: str) -> None:
    add_body(document, text, indent=0.8, first=0.0, after=4).alignment = LEFT


def _charted(document: Document, letter: str, title: str, name: str) -> None:
    """Heading, sentence and chart; the last two in a row, for LibreOffice parts paragraphs all the same."""
    add_section(document, letter, title)
    row = add_table(document, [WIDTH], rows=1).rows[0]
    keep_whole(row)
    cell = row.cells[0]
    sentence = add_cell_line(cell, f"{{{{ kalimat_{name} }}}}", after=4)
    sentence.paragraph_format.left_indent, sentence.paragraph_format.line_spacing = Cm(0.8), 1.1
    cell.add_paragraph(f"{{%p if grafik_{name} %}}")
    place = cell.add_paragraph()
    place.paragraph_format.space_after = Pt(4)
    picture = place.add_run().add_picture(io.BytesIO(_stand_in(f"grafik_{name}")), width=Cm(WIDTH))
    drawing = picture._inline.docPr
    drawing.set("name", f"grafik_{name}")
    drawing.set("descr", f"Grafik: {title}")
    cell.add_paragraph("{%p endif %}")


def _stand_in(name: str) -> bytes:
    """A pale box with the name of the chart that comes in its place."""
    box = Image.new("L", (640, 200), 240)
    pen = ImageDraw.Draw(box)
    pen.rectangle((0, 0, 639, 199), outline=180)
    pen.text((20, 90), name, fill=90)
    target = io.BytesIO()
    box.save(target, "PNG", optimize=True)
    return target.getvalue()


def _tiles(document: Document) -> None:
    """Four numbers that are read from afar."""
    table = add_table(document, [4.0] * 4)
    row = table.add_row()
    fill_row(row, *("" for _ in range(4)))
    keep_whole(row)
    for place, cell in enumerate(row.cells):
        first = cell.paragraphs[0]
        first.alignment = CENTER
        number = first.add_run(f"{{{{ angka[{place}].nilai }}}}")
        number.font.size, number.font.bold = Pt(20), True
        below = cell.add_paragraph()
        below.alignment = CENTER
        below.add_run(f"{{{{ angka[{place}].judul }}}}").font.size = Pt(8)
        below.paragraph_format.space_after = Pt(4)
        shade = new_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "EEF3F8"})
        cell._tc.get_or_add_tcPr().append(shade)


def _listed(
    document: Document, widths: list[float], head: tuple[str, ...], name: str, cells: list[str]
) -> Table:
    """A table with a row for each item of a list; it is left out where the list is empty."""
    add_line(document, f"{{%p if {name} %}}")
    # A table that follows another without a line between them becomes part of it, and its head is none.
    add_line(document, "", after=0).paragraph_format.line_spacing = Pt(2)
    table = add_grid(document, widths)
    add_head_row(table, *head)
    fill_row(table.add_row(), f"{{%tr for baris in {name} %}}", *("" for _ in widths[1:]))
    row = table.add_row()
    keep_whole(row)
    fill_row(row, *cells)
    fill_row(table.add_row(), "{%tr endfor %}", *("" for _ in widths[1:]))
    for each in table.rows:
        for cell in each.cells:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = Pt(SMALL)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(new_element("w:cantSplit", {}))
    add_line(document, "", after=0).paragraph_format.line_spacing = Pt(6)
    add_line(document, "{%p endif %}")
    return table


def _to_the_right(table: Table, first: int) -> None:
    """Numbers stand at the right of their columns, from column `first` on."""
    for row in (table.rows[0], table.rows[2]):
        for cell in row.cells[first:]:
            cell.paragraphs[0].alignment = RIGHT


def _units(document: Document) -> None:
    head = ("Pokja", "Diterima", "Dijawab", "Ada tahap terlambat", "Masih berjalan")
    cells = [f"{{{{ baris.{name} }}}}" for name in ("nama", "masuk", "dijawab", "terlambat", "berjalan")]
    _to_the_right(_listed(document, [6.8, 2.0, 2.0, 2.8, 2.4], head, "pokja", cells), 1)


def _steps(document: Document) -> None:
    head = ("Tahap", "Mutu baku", "Selesai", "Tepat waktu", "Median", "Terlama", "Terbuka dan lewat")
    names = ("nama", "mutu", "selesai", "tepat", "median", "terlama", "menunggak")
    cells = [f"{{{{ baris.{name} }}}}" for name in names]
    _to_the_right(_listed(document, [2.6, 2.0, 1.7, 2.6, 2.6, 2.6, 1.9], head, "tahap", cells), 2)


def _limits(document: Document) -> None:
    head = ("Batas di luar SOP, sejak surat diterima", "Terpenuhi", "Terlewati", "Masih berjalan")
    cells = [f"{{{{ baris.{name} }}}}" for name in ("nama", "dalam", "lewat", "berjalan")]
    _to_the_right(_listed(document, [7.9, 2.9, 2.4, 2.8], head, "batas", cells), 1)


def _late(document: Document) -> None:
    head = ("Perkara", "Tahap dan pemegang", "Batas waktu; selesai", "Lewat", "Alasan")
    cells = [
        "{{ baris.perkara }}",
        "{{ baris.tahap|capitalize }}; {{ baris.pemegang }}",
        "{{ baris.batas }}; {{ baris.selesai }}",
        "{{ baris.telat }}",
        "{{ baris.alasan }}",
    ]
    table = _listed(document, [2.7, 3.9, 3.0, 2.0, 4.4], head, "terlambat", cells)
    for paragraph in (cell.paragraphs[0] for row in table.rows for cell in row.cells):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
