"""Whether the calendar is ready is told in time: hours, cuti bersama, the decree, and another's list."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pipeline.office import check
from pipeline.office.check import Mark
from pipeline.office.check_calendar import calendar
from pipeline.outside import holidays
from pipeline.outside.config_file import read_calendar
from pipeline.sop.worktime import Decree, Regime
from tests.offices import MONDAY, a_calendar

DECREED = tuple(Decree(year, "SKB", date(year - 1, 9, 19)) for year in (2026, 2027))
BARE = replace(a_calendar(), closed={}, decrees=())
#: a calendar that has all that the library knows
COMPLETE = replace(BARE, closed={**holidays.decreed(2026), **holidays.decreed(2027)}, decrees=DECREED)


def outcome(probe: check.Probe) -> check.Checked:
    [found] = check.check([("kalender", probe)])
    return found


def test_a_calendar_without_joint_leave_is_a_doubt() -> None:
    found = outcome(lambda: calendar(BARE, MONDAY))

    assert found.mark is Mark.DOUBT
    assert found.words == "tahun 2026 dan 2027 belum memuat cuti bersama"


def test_a_calendar_with_joint_leave_in_both_years_is_good() -> None:
    leave = {date(year, 12, 24): "Cuti bersama Natal" for year in (2026, 2027)}

    found = outcome(lambda: calendar(replace(BARE, closed=leave, decrees=DECREED), MONDAY))

    assert (found.mark, found.words) == (Mark.GOOD, "2026: 1 hari libur; 2027: 1 hari libur")


def test_a_calendar_that_ends_this_year_is_bad() -> None:
    [regime] = BARE.regimes
    ending = Regime(regime.name, regime.first, date(2026, 12, 31), regime.hours)

    found = outcome(lambda: calendar(replace(BARE, regimes=(ending,)), MONDAY))

    assert (found.mark, found.words) == (Mark.BAD, "tidak ada jam kerja pada tahun 2027")


def test_the_year_is_the_office_s_own() -> None:
    new_year = datetime.fromisoformat("2026-12-31T20:00:00+00:00")

    found = outcome(lambda: calendar(BARE, new_year))

    assert found.words.startswith("tahun 2027 belum")


def test_a_year_without_joint_leave_is_told_sixty_days_ahead_and_not_before() -> None:
    leave = {date(2026, 12, 24): "Cuti bersama Natal"}
    days = replace(BARE, closed=leave, decrees=DECREED)

    before = outcome(lambda: calendar(days, datetime.fromisoformat("2026-11-01T09:00:00+07:00")))
    after = outcome(lambda: calendar(days, datetime.fromisoformat("2026-11-02T09:00:00+07:00")))

    assert (before.mark, after.mark) == (Mark.GOOD, Mark.DOUBT)
    assert after.words == "tahun 2027 belum memuat cuti bersama"
    assert "tanggap calendar 2027" in after.remedy


def test_days_without_the_number_of_their_decree_are_a_doubt() -> None:
    found = outcome(lambda: calendar(replace(COMPLETE, decrees=DECREED[:1]), MONDAY))

    assert found.words == "nomor dan tanggal SKB tahun 2027 belum dicatat, harinya belum dipastikan"


def test_a_calendar_that_agrees_with_the_library_is_good() -> None:
    assert outcome(lambda: calendar(COMPLETE, MONDAY, holidays.decreed)).mark is Mark.GOOD


def test_a_holiday_that_the_office_forgot_is_named() -> None:
    closed = {day: name for day, name in COMPLETE.closed.items() if day != date(2026, 12, 24)}

    found = outcome(lambda: calendar(replace(COMPLETE, closed=closed), MONDAY, holidays.decreed))

    assert found.words.startswith("2026-12-24 (Cuti Bersama Hari Raya Natal) ada pada pustaka holidays")


def test_a_day_on_which_the_office_works_on_purpose_is_no_difference() -> None:
    day = date(2026, 12, 24)
    closed = {each: name for each, name in COMPLETE.closed.items() if each != day}
    serving = replace(COMPLETE, closed=closed, opened=frozenset({day}))

    assert outcome(lambda: calendar(serving, MONDAY, holidays.decreed)).mark is Mark.GOOD


def test_a_local_closure_is_no_difference_but_joint_leave_of_one_s_own_is() -> None:
    local = {**COMPLETE.closed, date(2026, 11, 26): "Penutupan kantor untuk audit"}
    odd = {**COMPLETE.closed, date(2026, 11, 26): "Cuti Bersama Salah Ketik"}

    assert (
        outcome(lambda: calendar(replace(COMPLETE, closed=local), MONDAY, holidays.decreed)).mark is Mark.GOOD
    )
    assert (
        "2026-11-26"
        in outcome(lambda: calendar(replace(COMPLETE, closed=odd), MONDAY, holidays.decreed)).words
    )


def test_a_new_year_s_file_can_be_read_as_a_calendar() -> None:
    import tomllib
    from zoneinfo import ZoneInfo

    from pipeline.sop import calendar_data

    hours = {
        "regime": [
            {
                "nama": "n",
                "mulai": date(2028, 1, 1),
                "selesai": date(2028, 12, 31),
                "senin_kamis": ["07:30-12:00"],
                "jumat": ["07:30-11:30"],
            }
        ]
    }
    made = calendar_data.calendar(
        {"jam": hours, "2028": tomllib.loads(holidays.as_file(2028))}, ZoneInfo("Asia/Jakarta")
    )

    assert dict(made.closed) == holidays.decreed(2028)
    assert made.decrees == ()


def test_the_shipped_calendar_warns_sixty_days_before_the_year_whose_decree_it_lacks() -> None:
    faults: list[str] = []
    shipped = read_calendar(Path(__file__).parents[2] / "config" / "calendar", "Asia/Jakarta", faults)
    assert shipped is not None, faults
    days = ("2026-03-02", "2026-11-01", "2026-11-02", "2026-12-31", "2027-10-31", "2027-11-02")
    moments = [datetime.fromisoformat(f"{day}T09:00:00+07:00") for day in days]
    found = [outcome(partial(calendar, shipped, moment)) for moment in moments]

    # The decree of a year comes in the autumn before it; of 2028 nothing is known yet.
    told = "2026: 25 hari libur; 2027: 26 hari libur"
    bare = "tahun 2028 belum memuat cuti bersama"
    assert [(each.mark, each.words) for each in found[:4]] == [(Mark.GOOD, told)] * 4
    assert (found[4].mark, found[5].words) == (Mark.GOOD, bare)
