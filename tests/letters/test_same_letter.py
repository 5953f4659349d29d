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
