"""The letters that carry another to its reader: nota pengantar, laporan evaluasi, surat penerusan.

Apart from the letters of the SOP's own table, as their values are.
"""

from docx.shared import Cm

from tests.letter_templates_word import (
    CENTER,
    Cell,
    Document,
    add_body,
    add_cell_line,
    add_kop,
    add_line,
    add_paragraphs,
    add_section,
    add_table,
    add_title,
    fill_row,
    hang,
    keep_whole,
    new_document,
    number_pages,
    save,
    tick_line,
)

BACKGROUND = (
    "Laporan ini menyangkut {{ rujukan_surat }}, yang dicatat dengan nomor pengaduan {{ nomor_pengaduan }} "
    "dan nomor agenda {{ nomor_agenda }}."
)
PURPOSE = (
    "Laporan disusun berdasarkan SOP Penanganan Keluhan Pelanggan untuk melaporkan keefektifan tindakan "
    "perbaikan dan pencegahan kepada Kepala Balai."
)
SENT = (
    "Surat balasan nomor {{ nomor_balasan }} tanggal {{ tanggal_balasan }} telah disampaikan kepada "
    "pelanggan."
)


def nota_pengantar() -> bytes:
    """The nota with which a draft goes to whoever approves it (domain.md B.5); it has no number."""
    document = new_document("Nota pengantar", size=11)
    number_pages(document)
    add_kop(document)
    add_title(document, "Nota Pengantar")
    _rows(
        document,
        ("Yth.", "{{ kepada }}"),
        ("Dari", "{{ dari }}"),
        ("Hal", "Konsep tanggapan atas pengaduan nomor {{ nomor_pengaduan }}"),
        ("Lampiran", "{{ lampiran }}"),
        ("Tanggal", "{{ tanggal_nota }}"),
    )
    opening = (
        "Sehubungan dengan {{ rujukan_surat }}, bersama ini kami sampaikan konsep surat "
        "balasan versi {{ versi }} yang telah kami paraf."
    )
    add_body(document, opening, before=14)
    add_line(document, "{%p if banding %}")
    add_body(
        document,
        "Perkara ini merupakan banding. Surat balasan disetujui oleh pejabat yang tidak terlibat dalam "
        "keputusan yang disanggah.",
    )
    add_line(document, "{%p endif %}")
    _findings(document, "Pokok penanganannya sebagai berikut:")
    closing = "Mohon persetujuan dan arahan lebih lanjut. Atas perhatiannya, kami ucapkan terima kasih."
    add_body(document, closing, before=4, after=12).paragraph_format.keep_with_next = True
    block = _block(document)
    block.paragraphs[0].add_run("{{ dari }},")
    add_cell_line(block, "Diparaf melalui surel", after=0).paragraph_format.space_before = Cm(0.6)
    add_cell_line(block, "{{ waktu_paraf }}", after=14)
    add_cell_line(block, "{% if pemaraf != dari %}{{ pemaraf }}{% endif %}")
    return save(document)


def laporan_evaluasi() -> bytes:
    """The report of step 6 to the Kepala Balai (domain.md B.5)."""
    document = new_document("Laporan evaluasi", size=11)
    number_pages(document)
    add_kop(document)
    add_title(document, "Laporan Evaluasi Penanganan Pengaduan")
    add_line(document, "Nomor pengaduan {{ nomor_pengaduan }}", after=6, align=CENTER)
    add_section(document, "A.", "Pendahuluan")
    for text in (BACKGROUND, PURPOSE):
        add_body(document, text, indent=0.8, first=0.0, after=4)
    add_section(document, "B.", "Hasil kegiatan")
    add_line(document, "{%p if pelaksana %}")
    add_body(document, "Pengaduan ditangani oleh {{ pelaksana }}.", indent=0.8, first=0.0, after=4)
    add_line(document, "{%p endif %}")
    add_line(document, "{%p if nomor_balasan %}")
    add_body(document, SENT, indent=0.8, first=0.0, after=4)
    add_line(document, "{%p endif %}")
    _findings(document, "Hasil penelusuran dan tindakan yang dilakukan:", indent=0.8)
    add_body(document, "Rapat evaluasi dilaksanakan pada {{ hari_rapat }}.", indent=0.8, first=0.0, after=4)
    add_paragraphs(document, "pembahasan")
    add_section(document, "C.", "Simpulan dan saran")
    add_body(document, tick_line("efektif"), indent=0.8, first=0.0)
    add_paragraphs(document, "simpulan")
    add_line(document, "{%p for butir in saran %}")
    due = "{% if butir.tenggat %} (tenggat {{ butir.tenggat }}){% endif %}"
    hang(add_line(document, "{{ butir.nomor }}.\t{{ butir.tindakan }}" + due, after=2), 0.8, left=0.8)
    add_line(document, "{%p endfor %}")
    add_section(document, "D.", "Penutup")
    closing = "Demikian laporan ini kami sampaikan. Mohon arahan Kepala Balai lebih lanjut."
    last = add_body(document, closing, indent=0.8, first=0.0, after=12)
    last.paragraph_format.keep_with_next = True
    block = _block(document)
    block.paragraphs[0].add_run("{% if kota %}{{ kota }}, {% endif %}{{ tanggal_laporan }}")
    add_cell_line(block, "{{ pelapor_jabatan }},", after=54)
    add_cell_line(block, "{{ pelapor_nama }}")
    return save(document)


def _rows(document: Document, *rows: tuple[str, str]) -> None:
    table = add_table(document, [2.4, 0.4, 13.2])
    for label, text in rows:
        fill_row(table.add_row(), label, ":", text)


def _findings(document: Document, lead: str, *, indent: float = 0.0) -> None:
    add_line(document, "{%p if hasil %}")
    first = add_body(document, lead, indent=indent, first=0.0 if indent else 1.25, after=4)
    first.paragraph_format.keep_with_next = True
    add_line(document, "{%p for butir in hasil %}")
    title = add_line(document, "{{ butir.nomor }}.\t{{ butir.judul }}")
    hang(title, 0.8, left=indent)
    title.paragraph_format.keep_with_next = True
    add_line(document, "{%p for paragraf in butir.isi %}")
    add_body(document, "{{ paragraf }}", indent=indent + 0.8, first=0.0, after=4)
    add_line(document, "{%p endfor %}")
    add_line(document, "{%p endfor %}")
    add_line(document, "{%p endif %}")


def _block(document: Document) -> Cell:
    """The cell at the right in which somebody signs; no page break can part it."""
    row = add_table(document, [8.0, 8.0], rows=1).rows[0]
    keep_whole(row)
    return row.cells[1]
