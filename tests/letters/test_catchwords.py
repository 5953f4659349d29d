"""Which documents have a kata penyambung, and which words of a text are one."""

import pytest

from pipeline.letters.catchwords import Margins, catchwords, margins
from pipeline.letters.joined_pages import without_catchwords
from tests.letters.samples import letter
from tests.pdfs import pdf_of


@pytest.mark.parametrize("name", ["surat_balasan", "surat_penerusan"])
def test_a_surat_dinas_is_known_by_the_place_of_its_signature(name: str) -> None:
    assert margins(letter(name)) == Margins(top=70.85, right=56.7, bottom=70.85)


@pytest.mark.parametrize("name", ["form_pengaduan", "notulen", "nota_pengantar", "laporan_evaluasi"])
def test_no_other_sheet_has_one(name: str) -> None:
    assert margins(letter(name)) is None


def test_what_is_no_document_has_none() -> None:
    assert margins(b"PK rusak") is None


@pytest.mark.parametrize(
    ("begins", "joined"),
    [("Apabila Saudara", ["Apabila..."]), ("Tembusan:", []), ("Lampiran surat", [])],
)
def test_where_another_part_of_a_letter_begins_no_word_joins_the_pages(
    begins: str, joined: list[str]
) -> None:
    found = catchwords(pdf_of("Kami jelaskan.", begins), Margins(70, 57, 70))

    assert [each.text for each in found] == joined


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ini. Apabila... 2 Apabila Saudara", "ini. 2 Apabila Saudara"),
        ("ini. 3. Tindakan... 2 3. Tindakan korektif", "ini. 2 3. Tindakan korektif"),
        ("ini. Namun… 2 Namun, kami", "ini. 2 Namun, kami"),
        ("tunggu... kami menunggu", "tunggu... kami menunggu"),
        ("... dan seterusnya", "... dan seterusnya"),
        ("akhir...", "akhir..."),
    ],
)
def test_a_word_with_dots_joins_pages_only_where_it_is_repeated_soon(text: str, left: str) -> None:
    assert " ".join(without_catchwords(text.split())) == left
