"""The committed templates, their builder, and the README that explains them say the same."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.letters.late import NAMES, PLACEHOLDERS, fill, find
from pipeline.letters.parts import read_parts
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.template_fields import fields_of
from pipeline.letters.text import document_lines
from pipeline.letters.values import late_values
from tests.letter_templates_build import TEMPLATES
from tests.letter_templates_word import LATE
from tests.letters.samples import FULL, KEPALA, PLAIN, letter, template, values
from tests.letters.samples import TEMPLATES as FOLDER
from tests.letters.soffice import converted
from tests.template_readme import late_fields, renewed

README = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_builder_still_yields_the_words_of_the_committed_template(name: str) -> None:
    assert document_lines(TEMPLATES[name]()) == document_lines(template(name))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_shipped_template_has_nothing_that_each_conversion_would_read_for_nothing(name: str) -> None:
    parts = read_parts(template(name))

    kinds = {re.sub(r"\d+", "", part.rpartition("/")[2]) for part in parts}
    assert kinds <= {
        *("[Content_Types].xml", ".rels", "core.xml", "document.xml", "document.xml.rels", "header.xml"),
        *("footer.xml", "settings.xml", "styles.xml", "image.jpg", "image.png"),
    }
    assert b"tblStyle" not in parts["word/document.xml"]
    assert b"latentStyles" not in parts["word/styles.xml"]


def _form(uraian: int, tmp_path: Path) -> list[str]:
    """The pages of a Form Pengaduan whose Uraian has so many lines."""
    told = replace(
        PLAIN.complaint,
        uraian="\n".join(["Baris uraian"] * uraian),
        periksa="Disimpulkan dari letaknya: hal.",
    )
    return page_texts(converted(letter("form_pengaduan", replace(PLAIN, complaint=told)), "pdf", tmp_path))


@pytest.mark.parametrize("uraian", [26, 30])
def test_the_last_block_of_the_form_stands_on_one_page_with_its_signature(
    uraian: int, tmp_path: Path
) -> None:
    last = _form(uraian, tmp_path)[-1]

    for words in (
        "Tanggapan pelanggan dan penutupan",
        "Ditutup tanggal",
        "Paraf Kepala Balai",
        "Disimpulkan",
    ):
        assert words in last


def test_a_complaint_longer_than_a_page_loses_no_line_of_it_on_the_form(tmp_path: Path) -> None:
    assert "".join(_form(150, tmp_path)).count("Baris uraian") == 150


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_code_explains_exactly_the_fields_that_a_template_may_use(name: str) -> None:
    assert fields_of(name) == set(values(name))


def test_the_readme_lists_the_fields_as_the_code_tells_them() -> None:
    assert renewed(README) == README, "renew it: python -m tests.template_readme"


def test_the_readme_explains_the_late_fields() -> None:
    assert late_fields(README) == PLACEHOLDERS


def test_the_builder_knows_the_late_fields_of_the_code() -> None:
    assert LATE == PLACEHOLDERS


@pytest.mark.parametrize("name", ["surat_balasan", "surat_penerusan"])
def test_a_letter_that_is_signed_has_each_late_field_once_with_its_tag(name: str) -> None:
    assert find(template(name)) == dict.fromkeys(NAMES, "tag")


def test_no_late_field_holds_anything_to_be_rendered() -> None:
    parts = read_parts(template("surat_balasan"))

    controls = [control for part in parts.values() for control in re.findall(rb"<w:sdt>.*?</w:sdt>", part)]
    assert len(controls) == len(NAMES)
    assert not [control for control in controls if b"{" in control]


def test_the_reply_has_room_for_a_signature_of_three_centimetres() -> None:
    body = read_parts(template("surat_balasan"))["word/document.xml"].decode()

    height = re.search(
        r'w:lineRule="exact" w:line="(\d+)"/>(?:<w:ind [^>]*/>)?</w:pPr>'
        r'<w:bookmarkStart [^>]*w:name="tg_tte"',
        body,
    )
    assert height is not None
    assert int(height[1]) >= 3 / 2.54 * 1440


def test_a_short_reply_fits_on_one_page_with_signature_and_tembusan(tmp_path: Path) -> None:
    short = replace(
        FULL,
        penyebab="Alat uji rusak dan suku cadangnya baru tiba pada 18 November 2026, sesudah batas waktu.",
        koreksi="Pengujian diselesaikan dan LHU diterbitkan pada 23 November 2026.",
        korektif="Kontrak pemeliharaan alat mencakup persediaan suku cadang.",
        pencegahan="Pelanggan diberi tahu dalam satu hari kerja bila pengujian terlambat.",
        jawaban="LHU telah kami terbitkan pada 23 November 2026. " * 4,
        lampiran=0,
        tembusan=("Manajer Mutu",),
    )
    late = late_values("B/12/BSKJI/BSPJI-Contoh/HM/XI/2026", date(2026, 11, 24), KEPALA)
    signed = fill(letter(case=short), late, drop=["konsep"])

    assert len(page_texts(converted(signed, "pdf", tmp_path))) == 1


@pytest.mark.parametrize("name", TEMPLATES)
def test_letters_are_a4_with_the_margins_of_a_surat_dinas(name: str) -> None:
    body = read_parts(template(name))["word/document.xml"].decode()

    assert re.findall(r'w:pgSz w:w="(\d+)" w:h="(\d+)"', body) == [("11906", "16838")]
    margins = [
        re.search(rf'w:pgMar[^>]* w:{side}="(\d+)"', body) for side in ("top", "bottom", "left", "right")
    ]
    assert [margin and round(int(margin[1]) / 1440 * 2.54, 1) for margin in margins] == [2.5, 2.5, 3.0, 2.0]
