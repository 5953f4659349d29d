"""The number that another application gave is read from the reply or the letter, and nothing else is."""

import pytest

from pipeline.letters.given_number import given_number, renumbered

OURS = "B/1/BSKJI/BSPJI-Contoh/HM/XI/2026"
THEIRS = "B/977/BSKJI/BSPJI-Contoh/HM.01/XI/2026"


@pytest.mark.parametrize(
    "printed",
    [
        f"Nomor : {THEIRS} Kota Contoh, 24 November 2026\nSifat : Biasa",
        f"nomor: {THEIRS}\nHal : Tanggapan",
        "Nomor : B/977/BSKJI/BSPJI-Contoh/HM.01/\nXI/2026\nSifat : Biasa",
    ],
)
def test_a_number_is_read_where_the_letter_prints_it(printed: str) -> None:
    assert given_number("", printed, OURS) == THEIRS


@pytest.mark.parametrize("number", ["R-99/IJ/KP.07.6/04/2020", "B/1022/M.KT.01/2019", "9/BSKJI/X/KP/V/2022"])
def test_the_forms_of_other_offices_are_read(number: str) -> None:
    assert given_number("", f"Nomor : {number}\nSifat : Biasa", OURS) == number


def test_the_signer_s_own_word_goes_before_the_letter() -> None:
    assert given_number(f"TERTANDA\nNomor surat: {THEIRS}.", "Nomor : B/9/X/2026", OURS) == THEIRS


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"Nomor : {OURS}",
        "Nomor : [nomor surat]",
        "Tanggapan atas Pengaduan Nomor PGD-2026-0007",
        "Nomor : B/977/BSKJI/BSPJI",
        f"Nomor : B/{'9' * 120}/2026",
    ],
)
def test_what_is_no_other_number_is_none(text: str) -> None:
    assert given_number(text, text, OURS) == ""


def test_their_number_stands_in_place_of_ours_and_every_other_word_stays() -> None:
    page = "Nomor : B/1/BSKJI/BSPJI\ufffe\nContoh/HM/XI/2026 A, 24 November 2026\nPada 24 November 2026 kami"

    (read,) = renumbered([page], OURS, THEIRS)

    assert read.split() == ["Nomor", ":", THEIRS, *"A, 24 November 2026 Pada 24 November 2026 kami".split()]
