"""Numbers look as the office writes them, and a pattern that cannot work is refused at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.letters.numbers import NumberFormat, agenda_number, case_number, parse_case_number, place_in

NOVEMBER = date(2026, 11, 24)


def test_the_default_pattern_is_that_of_the_ministry() -> None:
    numbers = NumberFormat(kode="BSPJI-Contoh", klasifikasi="HM")

    assert numbers.text(12, NOVEMBER) == "B/12/BSKJI/BSPJI-Contoh/HM/XI/2026"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{nomor}/BSKJI/{kode}/{klasifikasi}/{romawi}/{tahun}", "12/BSKJI/BSPJI-Contoh/HM/XI/2026"),
        ("{keamanan}-{nomor}/{klasifikasi}/{bulan}/{tahun}", "B-12/HM/11/2026"),
        ("{nomor}/{tahun}", "12/2026"),
    ],
)
def test_other_patterns_of_the_field_can_be_written(pattern: str, text: str) -> None:
    assert NumberFormat(pattern=pattern, kode="BSPJI-Contoh", klasifikasi="HM").text(12, NOVEMBER) == text


def test_a_number_may_be_filled_up_with_zeros() -> None:
    assert NumberFormat(pattern="{nomor}/{tahun}", digits=3).text(7, NOVEMBER) == "007/2026"


@given(st.integers(1, 9_999_999), st.integers(1, 5), st.dates(date(2000, 1, 1)))
def test_the_wording_of_a_series_gives_each_of_its_numbers(nomor: int, digits: int, on: date) -> None:
    numbers = NumberFormat(pattern="{keamanan}/{nomor}/{kode}/{tahun}", kode="K{1}%", digits=digits)

    assert place_in(numbers.series(on), nomor) == numbers.text(nomor, on)


@pytest.mark.parametrize(
    ("sifat", "text"),
    [
        ("biasa", "B/12/2026"),
        ("segera", "B/12/2026"),
        ("terbatas", "T/12/2026"),
        ("rahasia", "R/12/2026"),
        ("sangat rahasia", "SR/12/2026"),
    ],
)
def test_the_security_code_follows_the_sifat_of_the_letter(sifat: str, text: str) -> None:
    assert NumberFormat(pattern="{keamanan}/{nomor}/{tahun}").text(12, NOVEMBER, sifat) == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{keamanan}/{nomor}/{tahun}", "12/2026"),
        ("{keamanan}-{nomor}/{tahun}", "12/2026"),
        ("{nomor}/{keamanan}/{tahun}", "12/2026"),
        ("{keamanan}{nomor}/{tahun}", "12/2026"),
    ],
)
def test_an_empty_security_code_is_left_out_with_the_sign_after_it(pattern: str, text: str) -> None:
    assert NumberFormat(pattern=pattern, keamanan={"biasa": ""}).text(12, NOVEMBER) == text


def test_an_office_may_leave_the_code_to_letters_that_are_not_ordinary() -> None:
    numbers = NumberFormat(pattern="{keamanan}/{nomor}/{tahun}", keamanan={"biasa": ""})

    assert numbers.text(12, NOVEMBER, "rahasia") == "R/12/2026"


def test_a_code_for_an_unknown_sifat_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"tidak dikenal segera; yang dikenal biasa, terbatas"):
        NumberFormat(pattern="{nomor}/{tahun}", keamanan={"segera": "S"})


@pytest.mark.parametrize(("month", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII")])
def test_months_are_roman(month: int, roman: str) -> None:
    assert NumberFormat(pattern="{nomor}/{romawi}/{tahun}").text(1, date(2026, month, 1)) == f"1/{roman}/2026"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{nomor}/{tahunn}", r"\{tahunn\}"),
        ("{nomor}", r"\{tahun\} harus ada"),
        ("{tahun}", r"\{nomor\} harus ada"),
        ("{nomor}/{tahun}/{kode}", r"\{kode\} dipakai tetapi isinya kosong"),
        ("{nomor}/{tahun", "kurung kurawal"),
        ("{nomor!r}/{tahun}", "hanya boleh"),
        ("{nomor:>200}/{tahun}", "hanya boleh"),
        ("{nomor.__class__}/{tahun}", "tidak dikenal"),
        ("{nomor}/{tahun}/" + "x" * 120, "120"),
        ("{nomor}\n{tahun}", "tidak tercetak"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_with_its_fault(pattern: str, fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        NumberFormat(pattern=pattern)


def test_the_longest_pattern_holds_120_characters() -> None:
    numbers = NumberFormat(pattern="{nomor}/{tahun}/" + "x" * 107)

    assert len(numbers.text(9_999_999, date(9999, 12, 31))) == 120


def test_a_case_number_has_four_digits() -> None:
    assert case_number(2026, 7) == "PGD-2026-0007"


@pytest.mark.parametrize(
    "text",
    [
        "Re: [PGD-2026-0007 K7QM-2XRD] Keluhan",
        "pgd-2026-7",
        "PGD 2026 0007.",
        "nomor PGD\u20132026\u20130007,",
    ],
)
def test_a_case_number_is_found_as_people_write_it(text: str) -> None:
    assert parse_case_number(text) == "PGD-2026-0007"


@pytest.mark.parametrize("text", ["", "PGD-26-0007", "XPGD-2026-0007", "PGD-2026-", "PGD-2026-12345678"])
def test_what_is_no_case_number_is_none(text: str) -> None:
    assert parse_case_number(text) is None


@given(st.integers(2000, 9999), st.integers(1, 9_999_999))
def test_every_case_number_is_read_back(year: int, number: int) -> None:
    assert parse_case_number(f"[{case_number(year, number)} K7QM-2XRD]") == case_number(year, number)


def test_an_agenda_number_names_its_year() -> None:
    assert agenda_number(2026, 12) == "12/2026"
