"""The calendar's files: what ships loads, and every fault is named with its file and key."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from pipeline.outside.holidays import decreed
from pipeline.sop.calendar_data import CalendarFault, calendar
from tests.sop.decrees import DECREED

WIB = ZoneInfo("Asia/Jakarta")
SHIPPED = Path(__file__).parents[2] / "config" / "calendar"
HOURS = """
[[regime]]
nama = "normal"
mulai = 2026-01-01
selesai = 2026-12-31
senin_kamis = ["07:30-12:00", "13:00-16:00"]
jumat = ["07:30-11:30", "13:00-16:30"]
"""
HOLIDAY = """
[[libur]]
tanggal = 2026-08-17
nama = "Hari Kemerdekaan"
"""


def files(**texts: str) -> dict[str, dict[str, Any]]:
    return {f"{name}.toml": tomllib.loads(text) for name, text in texts.items()}


def faults(**texts: str) -> tuple[str, ...]:
    """What is wrong with these files, fault by fault."""
    with pytest.raises(CalendarFault) as refused:
        calendar(files(**texts), WIB)
    return refused.value.args


def shipped() -> dict[str, dict[str, Any]]:
    return {path.name: tomllib.loads(path.read_text("utf-8")) for path in SHIPPED.glob("*.toml")}


def test_hours_and_holidays_become_a_calendar() -> None:
    made = calendar(files(jam=HOURS, libur=HOLIDAY), WIB)

    assert [opening.time() for opening, _ in made.windows(date(2026, 8, 14))] == [time(7, 30), time(13)]
    assert made.windows(date(2026, 8, 17)) == ()


def test_hours_and_holidays_may_stand_in_one_file() -> None:
    assert calendar(files(satu=HOURS + HOLIDAY), WIB) == calendar(files(jam=HOURS, libur=HOLIDAY), WIB)


def test_hours_may_be_written_the_indonesian_way() -> None:
    assert calendar(files(jam=HOURS.replace(":", ".")), WIB) == calendar(files(jam=HOURS), WIB)


def test_saturday_and_sunday_are_closed() -> None:
    made = calendar(files(jam=HOURS), WIB)

    assert made.windows(date(2026, 8, 15)) == made.windows(date(2026, 8, 16)) == ()


def test_the_shipped_calendar_loads() -> None:
    made = calendar(shipped(), WIB)

    assert made.closed[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (date(2026, 11, 23), 450),
        (date(2026, 11, 27), 450),
        (date(2026, 2, 23), 390),
        (date(2026, 2, 27), 390),
    ],
)
def test_the_shipped_hours_are_those_of_the_perpres(day: date, minutes: int) -> None:
    windows = calendar(shipped(), WIB).windows(day)

    assert sum((closing - opening).total_seconds() for opening, closing in windows) == minutes * 60


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_shipped_years_have_the_holidays_and_cuti_bersama_of_the_decrees(year: int) -> None:
    decreed = holidays.country_holidays("ID", years=year, categories=("public", "government"))

    shipped_days = {day for day in calendar(shipped(), WIB).closed if day.year == year}

    assert shipped_days == set(decreed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mulai = 2026-01-01", "mulai dan selesai harus tanggal"),
        (HOURS.replace("2026-01-01", '"1 Januari"').partition("]]")[2], "mulai dan selesai harus tanggal"),
        (HOURS.replace("2026-01-01", "2026-01-01T00:00:00").partition("]]")[2], "harus tanggal"),
        (HOURS.replace("2026-01-01", "2027-01-01").partition("]]")[2], "mendahului mulai"),
        (HOURS.replace("senin_kamis", "senin-kamis").partition("]]")[2], "senin-kamis tidak dikenal"),
        (HOURS.replace("senin_kamis", "senin-kamis").partition("]]")[2], "senin_kamis: tuliskan seperti"),
        (HOURS.replace("07:30-12:00", "07:30-25:00").partition("]]")[2], "senin_kamis: tuliskan seperti"),
        (HOURS.replace("07:30-12:00", "07:30").partition("]]")[2], "senin_kamis: tuliskan seperti"),
        (HOURS.replace("07:30-12:00", "07:30Z-12:00").partition("]]")[2], "senin_kamis: tuliskan seperti"),
        (HOURS.replace('["07:30-11:30", "13:00-16:30"]', "7").partition("]]")[2], "jumat: tuliskan seperti"),
        (HOURS.replace('["07:30-11:30", "13:00-16:30"]', "[7]").partition("]]")[2], "jumat: tuliskan"),
        (HOURS.replace("07:30-11:30", "11:30-07:30").partition("]]")[2], "jumat: jam harus berurutan"),
        (HOURS.replace("13:00-16:30", "11:00-16:30").partition("]]")[2], "jumat: jam harus berurutan"),
    ],
)
def test_a_fault_of_the_hours_is_named_with_file_and_place(text: str, words: str) -> None:
    found = faults(jam=f"{HOURS}\n[[regime]]\n{text}")

    assert [fault for fault in found if fault.startswith("jam.toml: regime ke-2") and words in fault]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('nama = "libur"', "perlu tanggal"),
        ("tanggal = 2026-08-17", "nama = …"),
        ('tanggal = "17 Agustus"\nnama = "libur"', "perlu tanggal"),
        ("tanggal = 2026-08-17T00:00:00\nnama = 'libur'", "perlu tanggal"),
        ("tanggal = 2026-08-17\nnama = 'libur'\nhari = 1", "hari tidak dikenal"),
    ],
)
def test_a_fault_of_a_holiday_is_named_with_file_and_place(text: str, words: str) -> None:
    found = faults(jam=HOURS, libur=f"{HOLIDAY}\n[[libur]]\n{text}")

    assert [fault for fault in found if fault.startswith("libur.toml: libur ke-2") and words in fault]


@pytest.mark.parametrize("kind", ["regime", "libur"])
def test_a_table_with_one_pair_of_brackets_is_named(kind: str) -> None:
    assert f"satu.toml: {kind} harus ditulis dengan dua kurung siku: [[{kind}]]" in faults(
        satu=f"[{kind}]\nnama = 'x'"
    )


def test_a_table_of_another_name_is_named() -> None:
    assert faults(jam=HOURS + "[[cuti]]\n") == (
        "jam.toml: tabel [[cuti]] tidak dikenal; yang dikenal regime, libur, buka, dasar",
    )


def test_a_calendar_without_hours_says_what_is_missing() -> None:
    assert faults(libur=HOLIDAY) == ("calendar/: tidak ada [[regime]]; tuliskan jam kerja kantor",)


def test_all_faults_of_all_files_are_told_at_once() -> None:
    found = faults(
        a=HOURS.replace("mulai =", "mulia ="), b="[[libur]]\nnama = 'x'\n", c="[[cuti]]\nnama = 'x'\n"
    )

    assert {fault.partition(":")[0] for fault in found} == {"a.toml", "b.toml", "c.toml"}


@pytest.mark.parametrize("year", sorted(DECREED))
def test_the_library_has_the_days_of_the_decrees(year: int) -> None:
    assert set(decreed(year)) == DECREED[year]


@pytest.mark.parametrize(
    ("year", "told", "number"),
    [(2026, date(2025, 9, 19), "1497 Tahun 2025"), (2027, date(2026, 9, 15), "1205 Tahun 2026")],
)
def test_each_shipped_year_is_its_decree_s_and_names_it(year: int, told: date, number: str) -> None:
    made = calendar(shipped(), WIB)

    assert {day for day in made.closed if day.year == year} == DECREED[year]
    [decree] = [each for each in made.decrees if each.year == year]
    assert decree.day == told
    assert number in decree.number


def test_the_hours_of_ramadan_begin_on_the_day_that_the_government_set() -> None:
    """1 Ramadan 1447 H was 19 February 2026, and the decree has Idul Fitri on 21 March."""
    made = calendar(shipped(), WIB)

    opening = {day: made.windows(day)[0][0].time() for day in (date(2026, 2, 18), date(2026, 2, 19))}
    assert opening == {date(2026, 2, 18): time(7, 30), date(2026, 2, 19): time(8)}


OWN = """
[[libur]]
tanggal = 2026-08-18
sampai = 2026-08-20
nama = "Penutupan kantor untuk renovasi"
jenis = "penutupan lokal"

[[buka]]
tanggal = 2026-08-17
nama = "Layanan tetap buka"

[[regime]]
nama = "fleksibel"
mulai = 2026-08-24
selesai = 2026-08-29
senin_kamis = ["08:30-12:00", "13:00-17:00"]
rabu = []
jumat = ["08:30-11:30", "13:00-17:30"]
sabtu = ["09:00-12:00"]
"""


def test_the_office_s_own_file_is_read_last_and_wins() -> None:
    made = calendar(files(kantor=OWN, zzz=HOURS + HOLIDAY), WIB)

    assert made.windows(date(2026, 8, 17)) != ()
    assert [made.windows(date(2026, 8, day)) for day in (18, 19, 20)] == [(), (), ()]
    assert made.windows(date(2026, 8, 24))[0][0].time() == time(8, 30)


def test_flexible_hours_may_name_a_single_day() -> None:
    made = calendar(files(kantor=OWN, jam=HOURS), WIB)

    assert made.windows(date(2026, 8, 26)) == ()
    assert [each.time() for each in made.windows(date(2026, 8, 29))[0]] == [time(9), time(12)]


def test_a_closure_that_ends_before_it_begins_is_a_fault() -> None:
    (fault,) = faults(jam=HOURS, libur=HOLIDAY + "sampai = 2026-08-16")

    assert "sampai (2026-08-16) harus dari tanggal" in fault


def test_a_decree_without_its_day_is_a_fault() -> None:
    (fault,) = faults(jam=HOURS, dasar="[[dasar]]\ntahun = 2026\nnomor = 'SKB'")

    assert "perlu tahun = 2026" in fault


def test_two_calendars_that_differ_by_a_day_have_different_fingerprints() -> None:
    one, other = calendar(files(jam=HOURS), WIB), calendar(files(jam=HOURS, libur=HOLIDAY), WIB)

    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == calendar(files(jam=HOURS.replace("normal", "biasa")), WIB).fingerprint
