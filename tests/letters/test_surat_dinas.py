"""A letter on paper keeps the rules of a surat dinas: where its parts stand, and what never stands alone."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pdfplumber
import pytest

from pipeline.letters.late import fill, stamp
from pipeline.letters.letter_case import LetterCase, Signer
from pipeline.letters.values import late_values
from pipeline.outside.libreoffice import Converter
from tests.letters.samples import CAUSE, FULL, KEPALA, PLAIN, letter

Word = dict[str, float | str]
#: a letter on paper: its pages, each the words with their places
Sheets = list[list[Word]]

DEPUTY = Signer(jabatan="Manajer Mutu", nama="Nama Manajer Mutu", prefix="a.n.", behalf="Kepala Balai")
#: letters whose bodies end at every height of the page
LENGTHS = range(4, 22)
LONG = replace(
    FULL,
    complaint=replace(
        FULL.complaint,
        jabatan="Manajer Senior Pengendalian Mutu, Keberlanjutan Lingkungan, dan Kepatuhan Peraturan",
        perusahaan="PT Perusahaan Contoh Nusantara Divisi Pengolahan Hasil Perkebunan (Persero) Tbk",
        alamat="Kawasan Industri Contoh Tahap IV Blok AB-12 Nomor 123-456, Jalan Raya Contoh Kilometer 45,5",
    ),
    letter_number="B/1234/BSKJI/BSPJI-Kota-Contoh/SUBBAG-TU/POKJA-PENGUJIAN/HM.01.02.03/XI/2026/"
    "PENGADUAN-LAYANAN-JASA-TEKNIS-NUSANTARA",
)


def signed(case: LetterCase, signer: Signer = KEPALA) -> bytes:
    """The reply as it is sent."""
    values = late_values(case.letter_number or "B/1/BSKJI/HM/XI/2026", date(2026, 11, 24), signer)
    return fill(letter(case=case), values, drop=["konsep"])


def of_length(lines: int) -> LetterCase:
    """A case whose reply has a body of so many paragraphs of one line."""
    return replace(
        FULL, penyebab="", koreksi="", korektif="", pencegahan="", jawaban="Kami jelaskan.\n\n" * lines
    )


@pytest.fixture(scope="module")
def printed() -> dict[str, Sheets]:
    """Every letter that is looked at, converted in one call."""
    letters = {
        "plain": signed(PLAIN),
        "full": signed(FULL),
        "long": signed(LONG, DEPUTY),
        "draft": stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD"),
        "form": letter("form_pengaduan"),
        "notulen": letter("notulen"),
        "three": signed(of_length(60)),
        **{f"of {lines}": signed(of_length(lines)) for lines in LENGTHS},
    }
    pdfs = Converter(timeout=300).convert(list(letters.values()))
    return {name: sheets(pdf) for name, pdf in zip(letters, pdfs, strict=True) if isinstance(pdf, bytes)}


def sheets(pdf: bytes) -> Sheets:
    """The words of each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.extract_words() for page in document.pages]


def text(page: list[Word]) -> str:
    """The words of a page in their order."""
    return " ".join(str(word["text"]) for word in page)


def at(page: list[Word], wanted: str, side: str) -> float:
    """Where the first word of that spelling stands: x0, x1, top, bottom, in points."""
    return next(float(word[side]) for word in page if word["text"] == wanted)


def test_the_date_stands_at_the_right_on_the_line_of_nomor(printed: dict[str, Sheets]) -> None:
    page = printed["full"][0]

    assert at(page, FULL.letter_number, "top") == pytest.approx(at(page, "24", "top"), abs=1)
    assert at(page, "2026", "x1") == pytest.approx(21.0 / 2.54 * 72 - 2.0 / 2.54 * 72, abs=3)


def test_without_enclosures_there_is_no_line_for_them(printed: dict[str, Sheets]) -> None:
    assert "Lampiran" not in text(printed["plain"][0])
    assert "Lampiran : 2 (dua) berkas" in text(printed["full"][0])


def test_of_whom_nothing_is_known_is_still_written_to(printed: dict[str, Sheets]) -> None:
    assert "Yth. Pelanggan Sehubungan dengan" in text(printed["plain"][0])


def test_a_letter_of_one_page_has_no_page_number(printed: dict[str, Sheets]) -> None:
    [page] = printed["plain"]

    assert page[0]["text"] == "KEMENTERIAN"


def test_the_second_page_begins_with_its_number(printed: dict[str, Sheets]) -> None:
    assert printed["full"][1][0]["text"] == "2"


def test_the_signature_stands_in_the_right_half_and_the_copies_at_the_left_below(
    printed: dict[str, Sheets],
) -> None:
    page = printed["full"][-1]

    assert at(page, "Balai,", "x0") > 21.0 / 2.54 * 72 / 2
    assert at(page, "Tembusan:", "x0") == pytest.approx(3.0 / 2.54 * 72, abs=1)
    assert at(page, "Tembusan:", "top") > at(page, "NIP", "bottom")


@pytest.mark.parametrize("lines", LENGTHS)
def test_a_signature_never_stands_alone_on_its_page(printed: dict[str, Sheets], lines: int) -> None:
    [page] = [page for page in printed[f"of {lines}"] if "Kepala Balai Contoh" in text(page)]

    assert "Demikian kami sampaikan." in text(page)


@pytest.mark.parametrize("lines", LENGTHS)
def test_the_tembusan_never_stands_alone_on_its_page(printed: dict[str, Sheets], lines: int) -> None:
    [page] = [page for page in printed[f"of {lines}"] if "Tembusan:" in text(page)]

    assert "Kepala Balai Contoh" in text(page)
    assert "2. Manajer Mutu" in text(page)


def test_letters_of_these_lengths_end_on_both_sides_of_the_page_break(printed: dict[str, Sheets]) -> None:
    assert {len(printed[f"of {lines}"]) for lines in LENGTHS} == {1, 2}


def test_who_signs_in_the_name_of_another_stands_below_his_post(printed: dict[str, Sheets]) -> None:
    page = printed["long"][-1]

    assert "a.n. Kepala Balai Manajer Mutu, Nama Manajer Mutu" in text(page)
    assert at(page, "Mutu,", "top") > at(page, "a.n.", "bottom") - 1


def test_long_names_numbers_and_addresses_stay_between_the_margins(printed: dict[str, Sheets]) -> None:
    words = [word for page in printed["long"] for word in page]

    assert min(float(word["x0"]) for word in words) > 3.0 / 2.54 * 72 - 1
    assert max(float(word["x1"]) for word in words) < 19.0 / 2.54 * 72 + 1
    assert LONG.letter_number.split("/")[-1][-9:] in text(printed["long"][0])


def test_the_line_of_a_draft_stands_below_its_first_page(printed: dict[str, Sheets]) -> None:
    assert text(printed["draft"][0]).endswith("Konsep PGD-2026-0007 v2 · K7QM-2XRD")
    assert "Konsep" not in text(printed["draft"][1])


@pytest.mark.parametrize("name", ["full", "draft", "long", "three", *(f"of {lines}" for lines in LENGTHS)])
def test_below_a_page_that_goes_on_stands_the_word_with_which_the_next_begins(
    printed: dict[str, Sheets], name: str
) -> None:
    for page, following in pairwise(printed[name]):
        begins = [str(word["text"]) for word in following[1:3]]
        joining = [word for word in page if str(word["text"]).endswith("...")]
        assert [word["text"] for word in joining] == [f"{begins[begins[0][0].isdigit()].rstrip('.')}..."]
        assert joining[0]["x1"] == pytest.approx(19.0 / 2.54 * 72, abs=1)
        text_end = max(float(word["bottom"]) for word in page if _is_body(word))
        assert text_end < float(joining[0]["top"])


def _is_body(word: Word) -> bool:
    """Whether it stands above the lower margin."""
    return float(word["bottom"]) < (29.7 - 2.5) / 2.54 * 72 + 1


def test_the_number_of_an_item_goes_along(printed: dict[str, Sheets]) -> None:
    assert text(printed["long"][0]).endswith("4. Tindakan...")
    assert text(printed["long"][1]).startswith("2 4. Tindakan pencegahan")


@pytest.mark.parametrize("name", ["plain", "full", "three", "form", "notulen"])
def test_no_word_stands_below_a_last_page_or_below_a_sheet_that_is_no_letter(
    printed: dict[str, Sheets], name: str
) -> None:
    last = printed[name] if name in ("form", "notulen") else printed[name][-1:]

    assert "..." not in " ".join(map(text, last))


def test_the_line_of_a_draft_and_the_word_of_the_next_page_do_not_touch(printed: dict[str, Sheets]) -> None:
    page = printed["draft"][0]

    assert at(page, "Konsep", "top") > at(page, "Apabila...", "bottom")


@pytest.mark.parametrize("name", ["form", "notulen"])
def test_a_further_sheet_names_its_case_and_its_number(printed: dict[str, Sheets], name: str) -> None:
    first, second = printed[name]

    assert text(second).startswith("PGD-2026-0007, halaman 2")
    assert "halaman" not in text(first)


def test_the_form_has_its_twelve_blocks(printed: dict[str, Sheets]) -> None:
    words = " ".join(map(text, printed["form"]))

    places = [words.index(f"{number}. ") for number in range(1, 13)]
    assert places == sorted(places)


def test_a_choice_of_a_tick_list_is_not_parted(printed: dict[str, Sheets]) -> None:
    page = next(page for page in printed["form"] if "Perilaku" in text(page))

    assert at(page, "Perilaku", "top") == at(page, "petugas", "top")


def test_the_body_is_justified(printed: dict[str, Sheets]) -> None:
    page = printed["full"][0]
    ends = [float(word["x1"]) for word in page if str(word["text"]) == CAUSE.split()[8]]

    assert ends
    assert all(end == pytest.approx(19.0 / 2.54 * 72, abs=1) for end in ends)
