"""Builds the Word templates that are shipped, so that their layout can be read and made again.

The committed .docx are the source once they stand: offices edit them in Word.
`python -m tests.letter_templates_build DIRECTORY` writes them anew; a test
compares the words of both.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Cm, Pt

from tests.letter_templates_more import laporan_evaluasi, nota_pengantar
from tests.letter_templates_report import laporan_berkala
from tests.letter_templates_word import (
    CENTER,
    PROMPT,
    RIGHT,
    Cell,
    Document,
    Table,
    add_block_row,
    add_body,
    add_bookmark,
    add_cell_line,
    add_field,
    add_form_row,
    add_grid,
    add_head_row,
    add_kop,
    add_label,
    add_late,
    add_line,
    add_pair_row,
    add_paragraphs,
    add_section,
    add_table,
    add_tick_list,
    add_title,
    add_wide_row,
    blank_ticks,
    fill_row,
    hang,
    keep_together,
    keep_whole,
    new_document,
    number_pages,
    row_height,
    save,
    set_widths,
    tick_line,
)


def main(directory: str) -> None:
    """Write every template into `directory`."""
    for name, build in TEMPLATES.items():
        Path(directory, f"{name}.docx").write_bytes(build())


# ---- letters ----------------------------------------------------------------


def surat_balasan() -> bytes:
    """The reply to the customer, with its late fields and the TTE box."""
    document = new_document("Surat balasan", size=11)
    # A short letter fits on one page with its signature; only the body has wider lines.
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    add_kop(document)
    _letter_head(document, "Tanggapan atas Pengaduan Nomor {{ nomor_pengaduan }}")
    _addressee(document)
    opening = "Sehubungan dengan {{ rujukan_surat }}, bersama ini kami sampaikan hal-hal sebagai berikut."
    add_body(document, opening, before=12)
    add_line(document, "{%p if not jawaban and not hasil %}")
    add_body(document, PROMPT)
    add_line(document, "{%p endif %}")
    add_line(document, "{%p for paragraf in jawaban %}")
    add_body(document, "{{ paragraf }}")
    add_line(document, "{%p endfor %}")
    _findings(document)
    add_body(
        document,
        "Apabila {{ sapaan }} belum dapat menerima penjelasan ini, {{ sapaan }} dapat menyampaikan tanggapan "
        "tertulis kepada kami{% if kantor_surel %} melalui {{ kantor_surel }}{% endif %} dengan menyebut "
        "nomor pengaduan {{ nomor_pengaduan }}.",
        before=4,
    )
    thanks = "Demikian kami sampaikan. Atas perhatian dan kerja sama {{ sapaan }}, kami ucapkan terima kasih."
    add_body(document, thanks).paragraph_format.keep_with_next = True
    _signature(document)
    _edges(document)
    return save(document)


def _addressee(document: Document) -> None:
    add_line(document, "")
    add_line(document, "{%p for baris in yth %}")
    add_line(document, "{% if loop.first %}Yth. {% endif %}{{ baris }}", right=6)
    add_line(document, "{%p endfor %}")


def _letter_head(document: Document, subject: str) -> None:
    """Nomor, Sifat, Lampiran, Hal at the left; the date at the right on the line of Nomor."""
    table = add_table(document, [1.9, 0.3, 7.5, 6.3])
    for label, text in (("Nomor", ""), ("Sifat", "{{ sifat }}")):
        fill_row(table.add_row(), label, ":", text)
    add_late(table.rows[0].cells[2].paragraphs[0], "nomor")
    date = table.rows[0].cells[3].paragraphs[0]
    date.alignment = RIGHT
    date.add_run("{% if kota %}{{ kota }}, {% endif %}")
    add_late(date, "tanggal")
    fill_row(table.add_row(), "{%tr if lampiran %}", "", "")
    fill_row(table.add_row(), "Lampiran", ":", "{{ lampiran }}")
    fill_row(table.add_row(), "{%tr endif %}", "", "")
    matter = table.add_row()
    fill_row(matter, "Hal", ":", subject)
    matter.cells[2].merge(matter.cells[3])


def _findings(document: Document) -> None:
    """Penyebab, koreksi, korektif, pencegahan: each told only where it is given."""
    add_line(document, "{%p if hasil %}")
    lead = "Hasil penelusuran dan tindakan yang kami lakukan adalah sebagai berikut:"
    add_body(document, lead).paragraph_format.keep_with_next = True
    add_line(document, "{%p for butir in hasil %}")
    title = add_line(document, "{{ butir.nomor }}.\t{{ butir.judul }}", after=0)
    title.paragraph_format.left_indent, title.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
    title.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    title.paragraph_format.keep_with_next = True
    add_line(document, "{%p for paragraf in butir.isi %}")
    add_body(document, "{{ paragraf }}", indent=0.8, first=0.0, after=4)
    add_line(document, "{%p endfor %}")
    add_line(document, "{%p endfor %}")
    add_line(document, "{%p endif %}")


def _signature(document: Document) -> None:
    """The block at the right and the Tembusan below it, in one row that no page break can part."""
    row = add_table(document, [16.0], rows=1).rows[0]
    keep_whole(row)
    cell = row.cells[0]
    office, room, signer = cell.paragraphs[0], cell.add_paragraph(), cell.add_paragraph()
    for paragraph in (office, room, signer):
        paragraph.paragraph_format.left_indent = Cm(8.0)
    add_late(office, "jabatan", lines=True)
    room.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    room.paragraph_format.line_spacing = Cm(3.0)
    add_bookmark(room, "tg_tte")
    add_late(signer, "penanda", lines=True)
    cell.add_paragraph("{%p if tembusan %}")
    cell.add_paragraph("Tembusan:").paragraph_format.space_before = Pt(10)
    cell.add_paragraph("{%p for pihak in tembusan %}")
    hang(cell.add_paragraph("{{ pihak.nomor }}.\t{{ pihak.nama }}"), 0.8)
    cell.add_paragraph("{%p endfor %}")
    cell.add_paragraph("{%p endif %}")


def _edges(document: Document) -> None:
    """Page numbers from the second page on; the konsep line in the first page's footer, outside the text."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    add_field(number, "PAGE")
    number.paragraph_format.space_after = Pt(12)
    section.first_page_header.is_linked_to_previous = False
    line = section.first_page_footer.paragraphs[0]
    add_late(line, "konsep", size=8)
    section.footer.is_linked_to_previous = False


def lembar_disposisi() -> bytes:
    """The routing slip of the SOP Surat Masuk (domain.md A.3)."""
    document = new_document("Lembar disposisi", size=10)
    number_pages(document)
    add_kop(document)
    add_title(document, "Lembar Disposisi")
    table = add_grid(document, [3.6, 4.4, 3.6, 4.4])
    add_pair_row(table, "Diterima tanggal", "{{ tanggal_terima }}", "Agenda No.", "{{ nomor_agenda }}")
    add_wide_row(table, "Nomor pengaduan", "{{ nomor_pengaduan }}")
    add_wide_row(table, "Dari", "{{ dari }}")
    add_wide_row(table, "Nomor surat", "{{ nomor_surat }}")
    add_wide_row(table, "Tanggal surat", "{{ tanggal_surat }}")
    add_wide_row(table, "Isi ringkas", "{{ isi_ringkas }}", height=1.4)
    add_wide_row(table, "Sifat", tick_line("sifat"))
    add_wide_row(table, "Urgensi", tick_line("urgensi"))
    lists = table.add_row()
    left, right = lists.cells[0].merge(lists.cells[1]), lists.cells[2].merge(lists.cells[3])
    add_tick_list(left, "Diteruskan kepada Yth.", "pokja")
    add_tick_list(right, "Isi disposisi", "isi_disposisi")
    notes = table.add_row().cells
    note = notes[0].merge(notes[3])
    add_label(note.paragraphs[0], "Catatan")
    add_cell_line(note, "{{ catatan }}", after=6)
    note._tc.getparent().get_or_add_trPr().append(row_height(Cm(2.6)))
    _copies_row(table)
    last = table.add_row().cells
    paraf = last[2].merge(last[3])
    last[0].merge(last[1])
    add_cell_line(
        last[0],
        "Setelah selesai, lembar ini dikembalikan ke Subbagian Tata Usaha dan disimpan bersama suratnya.",
    )
    add_label(paraf.paragraphs[0], "Paraf")
    add_cell_line(paraf, "{{ tanggal_disposisi }}")
    add_cell_line(paraf, "{{ jabatan_disposisi }}", after=36)
    add_cell_line(paraf, "{{ nama_disposisi }}")
    _to_check(document)
    return save(document)


def _to_check(document: Document) -> None:
    """Below the table, in small print: which values nobody has confirmed."""
    add_line(document, "{%p if periksa %}")
    add_line(document, "", before=4).add_run("{{ periksa }}").font.size = Pt(8)
    add_line(document, "{%p endif %}")


def _check_row(table: Table) -> None:
    """The same as the last row of a form, where it cannot be left on a page alone."""
    fill_row(table.add_row(), "{%tr if periksa %}", "", "", "")
    row = table.add_row()
    set_widths(row)
    row.cells[0].merge(row.cells[3]).paragraphs[0].add_run("{{ periksa }}").font.size = Pt(8)
    fill_row(table.add_row(), "{%tr endif %}", "", "", "")


def _copies_row(table: Table) -> None:
    fill_row(table.add_row(), "{%tr if tembusan %}", "", "", "")
    add_wide_row(
        table, "Tembusan", "{% for pihak in tembusan %}{{ pihak.nomor }}. {{ pihak.nama }}   {% endfor %}"
    )
    fill_row(table.add_row(), "{%tr endif %}", "", "", "")


def form_pengaduan() -> bytes:
    """The twelve blocks of the complaint form (domain.md F.4)."""
    document = new_document("Form pengaduan", size=10)
    number_pages(document)
    add_kop(document)
    add_title(document, "Formulir Keluhan Pelanggan dan Tindakan Perbaikan")
    table = add_grid(document, [4.2, 3.8, 3.4, 4.6])
    for number, (title, rows) in enumerate(FORM_BLOCKS, 1):
        first = len(table.rows)
        add_block_row(table, f"{number}. {title}")
        for row in rows:
            add_form_row(table, *row)
        if number == len(FORM_BLOCKS):
            _check_row(table)
            # The signature stands on no page alone.
            keep_together(table.rows[first:])
    return save(document)


#: who does it, and until when: told on paper
TASK = ("PIC", "{{ pelaksana }}", "Tenggat/selesai", "")

#: blocks of the form; a row has a label and a field, two of each, or a label, a field and a height in cm
FORM_BLOCKS: tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...] = (
    (
        "Identitas",
        (
            ("Nomor pengaduan", "{{ nomor_pengaduan }}", "Nomor agenda", "{{ nomor_agenda }}"),
            ("Tanggal diterima", "{{ tanggal_terima }}", "Jam", "{{ jam_terima }}"),
            ("Saluran", "*kanal"),
            ("Penerima", "{{ penerima }}"),
        ),
    ),
    (
        "Pelanggan",
        (
            ("Nama", "{{ nama }}", "Jabatan", "{{ jabatan_pelanggan }}"),
            ("Perusahaan/instansi", "{{ perusahaan }}"),
            ("Alamat", "{{ alamat }}"),
            ("Surel", "{{ email }}"),
            ("Telepon", "{{ telepon }}", "Minta dirahasiakan", tick_line("rahasiakan")),
        ),
    ),
    (
        "Objek keluhan",
        (
            ("Jenis layanan", "{{ layanan }}"),
            ("No. order/LHU/sertifikat", "{{ rujukan }}"),
            ("Nomor surat", "{{ nomor_surat }}", "Tanggal surat", "{{ tanggal_surat }}"),
            ("Hal", "{{ hal_surat }}"),
            ("Tanggal layanan", "", "Petugas layanan", ""),
        ),
    ),
    (
        "Uraian keluhan",
        (
            ("Uraian", "{{ uraian }}", 2.0),
            ("Kerugian", "{{ kerugian }}", 0.9),
            ("Penyelesaian yang diminta", "{{ permintaan }}", 0.9),
            ("Lampiran bukti", "{{ lampiran_bukti }}"),
        ),
    ),
    (
        "Validasi",
        (
            ("Dalam ruang lingkup", blank_ticks("Ya", "Tidak")),
            ("Jenis", "*jenis"),
            ("Kategori", "*kategori"),
            ("Tingkat", "*tingkat"),
        ),
    ),
    (
        "Investigasi",
        (
            ("Pelaksana", "{{ pelaksana }}", "Terlibat dalam layanan", blank_ticks("Ya", "Tidak")),
            ("Data/bukti", "", 0.8),
            ("Analisis penyebab", "{{ penyebab }}", 0.9),
            ("Simpulan", blank_ticks("Terbukti", "Terbukti sebagian", "Tidak terbukti")),
        ),
    ),
    ("Koreksi", (("Tindakan koreksi", "{{ koreksi }}", 0.8), TASK)),
    ("Tindakan korektif", (("Tindakan korektif", "{{ korektif }}", 0.8), TASK)),
    ("Tindakan pencegahan", (("Pencegahan/risiko", "{{ pencegahan }}", 0.8), TASK)),
    (
        "Jawaban",
        (
            ("Nomor surat balasan", "{{ nomor_balasan }}"),
            ("Penanda tangan", "{{ penanda_balasan }}"),
            ("Tanggal", "{{ tanggal_balasan }}", "Paraf Ketua Pokja", ""),
            ("Cara penyampaian", "{{ penyampaian }}"),
            ("Bukti penyampaian", "{{ bukti }}"),
        ),
    ),
    (
        "Verifikasi keefektifan",
        (
            ("Tanggal", "{{ tanggal_evaluasi }}", "Verifikator", ""),
            ("Hasil", "*efektif"),
            ("Cara dan uraian", "{{ evaluasi }}", 0.8),
        ),
    ),
    (
        "Tanggapan pelanggan dan penutupan",
        (
            ("Tanggapan pelanggan", blank_ticks("Puas", "Tidak puas")),
            ("Uraian tanggapan", "{{ tanggapan }}", 0.8),
            ("Ditutup tanggal", "{{ tanggal_selesai }}", "Paraf Kepala Balai", "\n\n"),
        ),
    ),
)


def notulen() -> bytes:
    """The minutes of step 6, with the list of attendance on a page of its own."""
    document = new_document("Notulen", size=11)
    number_pages(document)
    add_kop(document)
    add_title(document, "Notulen")
    table = add_table(document, [3.6, 0.4, 12.0])
    for label, text in (
        ("Rapat", "{{ rapat }}"),
        ("Nomor pengaduan", "{{ nomor_pengaduan }}"),
        ("Hari/tanggal", "{{ hari_tanggal }}"),
        ("Waktu", "{{ waktu }}"),
        ("Tempat", "{{ tempat }}"),
        ("Pimpinan", _named("pimpinan")),
        ("Notulis", _named("notulis")),
    ):
        fill_row(table.add_row(), label, ":", text)
    add_section(document, "A.", "Peserta")
    add_line(document, "{%p for orang in peserta %}")
    hang(add_line(document, "{{ orang.nomor }}.\t{{ orang.nama }}"), 0.8, left=0.8)
    add_line(document, "{%p endfor %}")
    for letter, title, field in (("B.", "Agenda", "agenda"), ("C.", "Uraian pembahasan", "uraian_rapat")):
        add_section(document, letter, title)
        add_paragraphs(document, field)
    add_section(document, "D.", "Kesimpulan")
    add_body(document, tick_line("efektif"), indent=0.8, first=0.0)
    add_paragraphs(document, "kesimpulan")
    add_section(document, "E.", "Tindak lanjut")
    add_line(document, "{%p if not tindak_lanjut %}")
    add_body(document, "Tidak ada.", indent=0.8, first=0.0)
    add_line(document, "{%p endif %}")
    add_line(document, "{%p if tindak_lanjut %}")
    _follow_ups(document)
    add_line(document, "{%p endif %}")
    closing = add_line(
        document, "Demikian notulen ini dibuat untuk digunakan sebagaimana mestinya.", before=10, after=14
    )
    closing.paragraph_format.keep_with_next = True
    row = add_table(document, [8.0, 8.0], rows=1).rows[0]
    keep_whole(row)
    _signer(row.cells[0], "Notulis,", "notulis")
    _signer(row.cells[1], "Pimpinan rapat,", "pimpinan")
    _attendance(document)
    return save(document)


def _named(who: str) -> str:
    """Name and post; a post alone, where no name is known, stands there once."""
    return (
        f"{{{{ {who}_nama }}}}{{% if {who}_jabatan != {who}_nama %}} ({{{{ {who}_jabatan }}}}){{% endif %}}"
    )


def _follow_ups(document: Document) -> None:
    table = add_grid(document, [1.0, 7.8, 3.4, 3.8])
    add_head_row(table, "No.", "Tindakan", "PIC", "Tenggat")
    fill_row(table.add_row(), "{%tr for butir in tindak_lanjut %}", "", "", "")
    texts = ("{{ butir.nomor }}", "{{ butir.tindakan }}", "{{ butir.pic }}", "{{ butir.tenggat }}")
    fill_row(table.add_row(), *texts)
    fill_row(table.add_row(), "{%tr endfor %}", "", "", "")


def _signer(cell: Cell, role: str, who: str) -> None:
    cell.paragraphs[0].add_run(role)
    post = f"{{% if {who}_jabatan != {who}_nama %}}{{{{ {who}_jabatan }}}}{{% endif %}}"
    add_cell_line(cell, post, after=54)
    add_cell_line(cell, f"{{{{ {who}_nama }}}}")


def _attendance(document: Document) -> None:
    add_title(document, "Lampiran: Daftar Hadir").paragraph_format.page_break_before = True
    table = add_table(document, [3.6, 0.4, 12.0])
    for label, text in (
        ("Rapat", "{{ rapat }}"),
        ("Hari/tanggal", "{{ hari_tanggal }}"),
        ("Tempat", "{{ tempat }}"),
    ):
        fill_row(table.add_row(), label, ":", text)
    add_line(document, "")
    table = add_grid(document, [1.2, 9.4, 5.4])
    add_head_row(table, "No.", "Nama, jabatan, unit", "Tanda tangan")
    fill_row(table.add_row(), "{%tr for orang in hadir %}", "", "")
    row = table.add_row()
    row.height, row.height_rule = Cm(1.1), WD_ROW_HEIGHT_RULE.AT_LEAST
    fill_row(row, "{{ orang.nomor }}", "{{ orang.nama }}", "")
    fill_row(table.add_row(), "{%tr endfor %}", "", "")


def surat_penerusan() -> bytes:
    """The letter to the agency that has to answer what is not ours; numbered and signed like the reply."""
    document = new_document("Surat penerusan", size=11)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    add_kop(document)
    _letter_head(document, "Penerusan Pengaduan Nomor {{ nomor_pengaduan }}")
    _addressee(document)
    opening = (
        "Bersama ini kami teruskan {{ rujukan_surat }}. Setelah kami telaah, pengaduan tersebut berada di "
        "luar kewenangan {{ balai }}."
    )
    add_body(document, opening, before=12)
    add_line(document, "{%p for paragraf in alasan %}")
    add_body(document, "{{ paragraf }}")
    add_line(document, "{%p endfor %}")
    request = (
        "Sehubungan dengan hal tersebut, mohon pengaduan ini ditindaklanjuti sesuai dengan kewenangan "
        "{{ sapaan }} dan hasilnya disampaikan langsung kepada pelapor."
    )
    add_body(document, request)
    thanks = "Demikian kami sampaikan. Atas perhatian dan kerja sama {{ sapaan }}, kami ucapkan terima kasih."
    add_body(document, thanks).paragraph_format.keep_with_next = True
    _signature(document)
    _edges(document)
    return save(document)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "form_pengaduan": form_pengaduan,
    "lembar_disposisi": lembar_disposisi,
    "surat_balasan": surat_balasan,
    "notulen": notulen,
    "nota_pengantar": nota_pengantar,
    "laporan_evaluasi": laporan_evaluasi,
    "surat_penerusan": surat_penerusan,
    "laporan_berkala": laporan_berkala,
}

if __name__ == "__main__":
    main(sys.argv[1])
