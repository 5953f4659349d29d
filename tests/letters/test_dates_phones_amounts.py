"""Dates, telephone numbers and sums are read as Indonesian and English letters write them."""

from datetime import date

import pytest

from pipeline.letters.amounts import find_amounts
from pipeline.letters.dates import find_dates
from pipeline.letters.phones import phone_in

#: the day of the letter
NEAR = date(2026, 1, 8)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("November 3, 2026", ["2026-11-03"]),
        ("3rd of November 2026", ["2026-11-03"]),
        ("Nov. 3rd, 2026", ["2026-11-03"]),
        ("2026/11/03", ["2026-11-03"]),
        ("18 s.d. 20 Agustus 2026", ["2026-08-18", "2026-08-20"]),
        ("5-6 November 2026", ["2026-11-05", "2026-11-06"]),
        ("3 dan 4 September 2026", ["2026-09-03", "2026-09-04"]),
        ("6 Nop 26, nama", ["2026-11-06"]),
    ],
)
def test_a_date_with_its_year_is_read(written: str, days: list[str]) -> None:
    assert [found.day.isoformat() for found in find_dates(f"tgl {written}")] == days


def test_where_day_and_month_could_be_either_the_indonesian_order_holds() -> None:
    assert [found.day for found in find_dates("03/11/2026")] == [date(2026, 11, 3)]


def test_the_english_order_counts_where_the_calendar_has_no_other() -> None:
    assert [found.day for found in find_dates("11/25/2026")] == [date(2026, 11, 25)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Selasa (6/1)", date(2026, 1, 6)),
        ("tgl 5/1", date(2026, 1, 5)),
        ("Senin, 29 Desember", date(2025, 12, 29)),
        ("20 Feb kami bayar", date(2026, 2, 20)),
    ],
)
def test_a_date_without_a_year_is_the_nearest_to_the_letter(written: str, day: date) -> None:
    assert [found.day for found in find_dates(f"pada {written}", NEAR)] == [day]


@pytest.mark.parametrize("written", ["1/2 jam", "24/7", "nomor 3/11", "SNI 06-6989.2", "5 mg/L", "3 kali"])
def test_a_fraction_or_a_number_is_no_date(written: str) -> None:
    assert list(find_dates(written, NEAR)) == []


@pytest.mark.parametrize("written", ["Selasa (3/11)", "29 Desember"])
def test_without_a_letter_s_day_no_year_is_invented(written: str) -> None:
    assert list(find_dates(written)) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("HP 0812-0000-0000", "0812-0000-0000"),
        ("+62 812 0000 0001", "+62 812 0000 0001"),
        ("Telp. (022) 000 0011 ext. 204", "(022) 000 0011 ext. 204"),
        ("T: +62 21 0000 014 | M: +62 812-0000-0014", "+62 21 0000 014"),
        ("Telp 021-0000003 (hunting)", "021-0000003"),
        ("Fax. 021-0000004 Telp. 021-0000003", "021-0000003"),
        ("021-0000003, 021-0000004", "021-0000003"),
    ],
)
def test_a_telephone_number_is_read_as_it_stands(line: str, number: str) -> None:
    assert phone_in(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "NPWP 01.234.567.8-901.000",
        "rekening Bank Contoh 0123456789",
        "NIP 000000000000000112",
        "Fax 021-0000004",
        "nomor 0124/TT/VI/2026",
        "tanggal 02-11-2026",
        "order 0123456789",
    ],
)
def test_another_number_is_no_telephone(line: str) -> None:
    assert phone_in(line) == ""


def test_the_number_that_somebody_called_is_not_his_own() -> None:
    assert phone_in("Kami sudah telepon ke 0274-0000099", labelled=True) == ""


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        ("Rp 1.500.000,00", 1_500_000),
        ("Rp. 25.000.000,-", 25_000_000),
        ("Rp1,5 juta", 1_500_000),
        ("1,5 jt", 1_500_000),
        ("Rp350 juta", 350_000_000),
        ("Rp 2,3 miliar", 2_300_000_000),
        ("Rp250rb", 250_000),
        ("IDR 12,500,000", 12_500_000),
        ("IDR 12,500,000.00", 12_500_000),
        ("Rp 40 million", 40_000_000),
        ("Rp 450000", 450_000),
    ],
)
def test_a_sum_is_read_in_rupiah(written: str, rupiah: int) -> None:
    assert list(find_amounts(f"sebesar {written} saja")) == [rupiah]


@pytest.mark.parametrize("written", ["12 contoh", "nomor 1.500.000", "USD 500", "LHU 12/2026 juta"])
def test_a_number_alone_is_no_sum(written: str) -> None:
    assert list(find_amounts(written)) == []
