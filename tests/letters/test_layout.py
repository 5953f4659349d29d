"""Two columns are two columns, aligned colons are labels, and a page of paper is known by its number."""

import random
from pathlib import Path

import pytest

from pipeline.letters.columns import unfolded
from pipeline.letters.field import Field, Sureness
from pipeline.letters.fields import Enclosed, Fields, read_fields
from pipeline.letters.layout import page_layouts
from tests.letters.printed import printed
from tests.letters.samples import letter
from tests.letters.soffice import converted
from tests.pdfs import pdf_of

HEAD = """Nomor    : 045/CPN-QC/XI/26                                Depok, 11 November 2026
Lamp.    : 2 lembar
Perihal  : Pengaduan hasil uji
           yang tidak sesuai"""
SIGNERS = """Hormat kami,                          Mengetahui,


Bagian Mutu                           Bagian Umum
QC Supervisor                         Direktur"""


def read_of(*sheets: str, scanned: bool = False) -> Fields:
    """The fields of a letter that is a PDF of these sheets."""
    text = "\f".join(page_layouts(printed("\f".join(sheets))))
    return read_fields("", [Enclosed("surat.pdf", text, scanned)], sender_name="", sender="", subject="")


def test_what_stands_at_the_right_of_a_label_s_value_is_a_line_of_its_own() -> None:
    lines = unfolded(HEAD)

    assert lines[:2] == ["Nomor : 045/CPN-QC/XI/26", "Depok, 11 November 2026"]


def test_a_value_that_runs_on_below_itself_is_one() -> None:
    assert " ".join(unfolded(HEAD)[-1].split()) == "Perihal : Pengaduan hasil uji yang tidak sesuai"


def test_two_signers_stand_after_each_other() -> None:
    lines = [line for line in unfolded(SIGNERS) if line]

    assert lines == ["Hormat kami,", "Bagian Mutu", "QC Supervisor", "Mengetahui,", "Bagian Umum", "Direktur"]


def test_plain_lines_stay_as_they_are() -> None:
    text = "Dengan hormat,\n\nKami mengeluh: LHU belum kami terima.\nMohon penjelasan."

    assert unfolded(text) == text.splitlines()


def test_a_page_is_laid_out_with_its_columns() -> None:
    (page,) = page_layouts(printed(HEAD))

    assert page.splitlines()[0].startswith("  ") or page.splitlines()[0].startswith("Nomor")
    assert "045/CPN-QC/XI/26   " in page
    assert page.index("045/CPN-QC/XI/26") < page.index("Depok, 11 November 2026")


def test_the_head_of_a_pdf_is_read_by_its_places() -> None:
    found = read_of(f"{HEAD}\n\nYth. Kepala Balai\n\nDengan hormat,\nKami mengeluh.")

    assert found["nomor_surat"] == Field("045/CPN-QC/XI/26", "lampiran surat.pdf", Sureness.PASTI)
    assert found["tanggal_surat"] == Field("2026-11-11", "lampiran surat.pdf", Sureness.PASTI)


def test_a_value_tells_on_which_page_of_paper_it_stands() -> None:
    first = f"{HEAD}\n\nYth. Kepala Balai\n\nDengan hormat,\nKami mengeluh: LHU nomor 12/LHU/2026 terlambat."
    found = read_of(first, "Kami menanggung denda Rp 5 juta.\n\nHormat kami,\nManajer Mutu")

    assert isinstance(number := found["nomor_surat"], Field)
    assert isinstance(post := found["jabatan"], Field)
    assert (number.where, post.where) == (
        "lampiran surat.pdf, halaman 1",
        "lampiran surat.pdf, halaman 2",
    )


def test_what_a_machine_read_is_never_sure() -> None:
    found = read_of(f"{HEAD}\n\nYth. Kepala Balai", scanned=True)

    assert isinstance(number := found["nomor_surat"], Field)
    assert number.sureness is Sureness.PINDAIAN
    assert not number.sure


def test_a_letter_from_a_word_processor_is_laid_out(tmp_path: Path) -> None:
    pdf = converted(letter(), "pdf", tmp_path)

    lines = unfolded(page_layouts(pdf)[0])
    assert any(line.startswith("Hal : Tanggapan atas Pengaduan") for line in lines)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 no pdf", pdf_of("")], ids=["nothing", "broken", "no text"])
def test_what_cannot_be_laid_out_gives_no_page(pdf: bytes) -> None:
    assert page_layouts(pdf) == []


def test_a_page_full_of_words_is_not_laid_out() -> None:
    crowded = "\n".join("kata " * 60 for _ in range(60))

    assert page_layouts(printed(crowded)) == []


def test_a_damaged_pdf_never_raises() -> None:
    whole, chance = printed(HEAD), random.Random(3)

    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(8):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert isinstance(page_layouts(bytes(damaged)), list)
