"""A letter that another program laid out anew: its words are the approved ones, or it is refused by name."""

from dataclasses import replace

import pytest

from pipeline.letters.same_letter import Approved, mismatch, unfaithful
from pipeline.letters.signature_facts import SignatureFacts

NUMBER, CASE = "B/17/BSKJI/BSPJI-Kota/HM/XI/2026", "PGD-2026-0007"
TEXT = f"""Nomor : {NUMBER} Kota Contoh, 23 November 2026
LHU kami terbitkan dalam 14 hari. Ganti rugi tidak dibayarkan.
Kepala Balai
Nama Pejabat"""
APPROVED = Approved(b"", TEXT, NUMBER, "23 November 2026", CASE)
OURS = replace(APPROVED, pdf=b"%PDF of ours")
MARK = "Ditandatangani secara elektronik oleh: NAMA PEJABAT, 24 November 2026 08:15 WIB"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("-Kota", "-\nKota").replace("14 hari", "14\nhari"),
        TEXT.replace("23 November", "1 Desember"),
        TEXT.replace("Nama Pejabat", f"{MARK}\nNama Pejabat"),
        (
            f"{TEXT}\nDokumen ini telah ditandatangani secara elektronik menggunakan sertifikat "
            "elektronik yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN"
        ),
        f"{TEXT}\nKeaslian dokumen ini dapat dicek pada https://tte.contoh.go.id/v/9f86d081884c7d65",
    ],
    ids=["same", "other lines", "other date", "mark", "footer", "link"],
)
def test_the_same_words_are_the_same_letter(text: str) -> None:
    assert mismatch(APPROVED, text, "Nama Pejabat") is None


@pytest.mark.parametrize(
    "joined",
    [
        "dibayarkan.\nKepala...\n2\nKepala Balai",
        "dibayarkan.\nKepala…\nPGD-2026-0007, halaman 2\nKepala Balai",
    ],
    ids=["dots", "ellipsis"],
)
def test_where_the_pages_of_the_approved_letter_end_is_no_difference(joined: str) -> None:
    head = "2\n" if "\n2\n" in joined else "PGD-2026-0007, halaman 2\n"
    approved = replace(APPROVED, text=TEXT.replace("dibayarkan.\nKepala Balai", joined))

    assert mismatch(approved, TEXT.replace("Kepala Balai", f"{head}Kepala Balai")) is None


def test_the_number_of_an_item_and_a_word_with_a_hyphen_join_pages_too() -> None:
    for word in ("3. Undang-undang", "Undang-undang"):
        text = TEXT.replace("Kepala Balai", f"{word} ini.\nKepala Balai")
        approved = replace(APPROVED, text=text.replace(word, f"{word}...\n2\n{word}"))
        assert mismatch(approved, text.replace(word, f"2\n{word}")) is None


def test_dots_behind_a_word_that_nobody_repeats_are_a_difference() -> None:
    assert mismatch(APPROVED, TEXT.replace("dibayarkan.", "dibayarkan. Kecuali...")) is not None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("14 hari", "41 hari", "“14” menjadi “41”"),
        ("tidak dibayarkan", "dibayarkan", "“tidak” hilang"),
        ("Nama Pejabat", "Nama Lain", "“Pejabat” menjadi “Lain”"),
        ("dibayarkan.", "dibayarkan. Biaya ditanggung Balai.", "ditambah “Biaya ditanggung Balai.”"),
        ("dalam 14", "dalam 7 14", "ditambah “7”"),
        ("Kepala Balai", f"{MARK} ganti rugi dibayar Kepala Balai", "ditambah"),
    ],
)
def test_each_difference_is_named(old: str, new: str, told: str) -> None:
    refusal = mismatch(APPROVED, TEXT.replace(old, new), "Nama Pejabat")

    assert refusal is not None
    assert told in refusal


def test_only_the_date_at_the_head_may_be_another() -> None:
    again = Approved(b"", f"{TEXT}\nTerbit 23 November 2026", NUMBER, "23 November 2026", CASE)

    assert mismatch(again, again.text.replace("Terbit 23", "Terbit 30")) is not None


def test_a_letter_laid_out_anew_whose_pages_nobody_drew_is_asked_for_again() -> None:
    refusal = unfaithful(OURS, b"%PDF", TEXT, SignatureFacts(present=True))

    assert refusal is not None
    assert refusal.startswith("Tampilan halaman PDF ini belum diperiksa.")


def test_a_letter_laid_out_anew_with_nothing_covered_is_the_approved_one() -> None:
    assert unfaithful(OURS, b"%PDF", TEXT, SignatureFacts(present=True, covered=())) is None
