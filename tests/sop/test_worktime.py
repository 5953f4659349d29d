"""Working time on the days that matter: nights, lunch, Fridays, Ramadan, holidays, and the three zones."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.sop.rules import Rules
from pipeline.sop.steps import Mutu, Step, Unit
from pipeline.sop.worktime import Calendar, Regime
from tests import offices

WIB = ZoneInfo("Asia/Jakarta")
NORMAL = offices.a_calendar().regimes[0]
RAMADAN = Regime(
    "Ramadan",
    date(2026, 2, 18),
    date(2026, 3, 19),
    {
        **dict.fromkeys(range(4), ((time(8), time(12)), (time(12, 30), time(15)))),
        4: ((time(8), time(11, 30)), (time(12, 30), time(15, 30))),
    },
)
HOLIDAYS = {date(2026, 12, 24): "Cuti Bersama Natal", date(2026, 12, 25): "Natal"}
CALENDAR = Calendar(WIB, (NORMAL, RAMADAN), HOLIDAYS)


def wib(text: str) -> datetime:
    """A moment of office time, `2026-11-23 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        pytest.param("2026-11-23 08:00", 30, "2026-11-23 08:30", id="within the morning"),
        pytest.param("2026-11-23 11:45", 30, "2026-11-23 13:15", id="across lunch"),
        pytest.param("2026-11-23 12:20", 30, "2026-11-23 13:30", id="begun at lunch"),
        pytest.param("2026-11-23 15:45", 30, "2026-11-24 07:45", id="across the night"),
        pytest.param("2026-11-23 15:30", 30, "2026-11-23 16:00", id="to the minute of closing"),
        pytest.param("2026-11-23 16:00", 30, "2026-11-24 08:00", id="begun at closing"),
        pytest.param("2026-11-23 03:00", 30, "2026-11-23 08:00", id="begun before opening"),
        pytest.param("2026-11-21 10:00", 30, "2026-11-23 08:00", id="begun on a Saturday"),
        pytest.param("2026-11-27 11:15", 30, "2026-11-27 13:15", id="Friday's longer break"),
        pytest.param("2026-11-27 16:15", 30, "2026-11-30 07:45", id="from Friday to Monday"),
        pytest.param("2026-02-18 14:45", 30, "2026-02-19 08:15", id="Ramadan closes at 15"),
        pytest.param("2026-02-20 11:15", 30, "2026-02-20 12:45", id="a Friday of Ramadan"),
        pytest.param("2026-02-17 15:45", 30, "2026-02-18 08:15", id="into Ramadan"),
        pytest.param("2026-03-19 14:45", 30, "2026-03-20 07:45", id="out of Ramadan"),
        pytest.param("2026-12-23 15:45", 30, "2026-12-28 07:45", id="over Christmas"),
        pytest.param("2026-11-23 07:30", 450, "2026-11-23 16:00", id="a whole day"),
        pytest.param("2026-11-23 08:00", 2250, "2026-11-30 08:00", id="a whole week of 37.5 hours"),
        pytest.param("2026-11-23 08:00", 0, "2026-11-23 08:00", id="nothing, in office hours"),
        pytest.param("2026-11-23 17:00", 0, "2026-11-24 07:30", id="nothing, after office hours"),
    ],
)
def test_minutes_count_only_while_the_office_works(start: str, minutes: int, end: str) -> None:
    assert CALENDAR.add(wib(start), minutes) == wib(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        pytest.param("2026-11-23 08:00", 7, "2026-12-02 08:00", id="seven working days"),
        pytest.param("2026-12-18 09:00", 7, "2026-12-31 09:00", id="over Christmas"),
        pytest.param("2026-11-23 16:30", 1, "2026-11-25 07:30", id="begun after closing"),
        pytest.param("2026-11-21 10:00", 1, "2026-11-24 07:30", id="begun on a Saturday"),
        pytest.param("2026-11-26 12:30", 1, "2026-11-27 13:00", id="begun at lunch"),
        pytest.param("2026-11-26 15:59", 1, "2026-11-27 15:59", id="just before closing"),
        pytest.param("2026-11-26 12:00", 1, "2026-11-27 13:00", id="noon falls into Friday's break"),
        pytest.param("2026-11-27 16:15", 1, "2026-11-30 16:00", id="later than the next day's closing"),
        pytest.param("2026-02-17 07:40", 1, "2026-02-18 08:00", id="before Ramadan's opening"),
        pytest.param("2026-11-23 08:00", 0, "2026-11-23 08:00", id="no day"),
    ],
)
def test_days_end_at_the_same_time_of_a_working_day(start: str, days: int, end: str) -> None:
    assert CALENDAR.add_days(wib(start), days) == wib(end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23 08:00", "2026-11-23 16:00", 420),
        ("2026-11-23 11:00", "2026-11-23 14:00", 120),
        ("2026-11-27 15:00", "2026-11-30 09:00", 180),
        ("2026-12-24 00:00", "2026-12-26 00:00", 0),
        ("2026-11-23 09:00", "2026-11-23 09:00", 0),
        ("2026-11-23 09:00", "2026-11-23 08:00", 0),
        ("2026-11-23 00:00", "2026-11-30 00:00", 2250),
        ("2026-02-23 00:00", "2026-03-02 00:00", 1950),
    ],
)
def test_between_two_moments_only_working_time_counts(start: str, end: str, minutes: int) -> None:
    assert CALENDAR.between(wib(start), wib(end)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-23 07:29", False),
        ("2026-11-23 07:30", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 15:59", True),
        ("2026-11-23 16:00", False),
        ("2026-11-22 10:00", False),
        ("2026-12-25 10:00", False),
    ],
)
def test_the_office_works_from_its_opening_to_before_its_closing(moment: str, open_: bool) -> None:
    assert CALENDAR.is_open(wib(moment)) is open_


@pytest.mark.parametrize(
    ("zone", "opening"),
    [("Asia/Jakarta", 0), ("Asia/Pontianak", 0), ("Asia/Makassar", 1), ("Asia/Jayapura", 2)],
)
def test_an_office_opens_by_its_own_zone(zone: str, opening: int) -> None:
    calendar = Calendar(ZoneInfo(zone), (NORMAL,))

    first = calendar.next_open(offices.utc(2026, 11, 22, 12))

    assert first == offices.utc(2026, 11, 23, 0, 30) - timedelta(hours=opening)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_no_indonesian_zone_changes_its_clock(zone: str) -> None:
    """Arithmetic on office time is arithmetic on time only where this holds."""
    offsets = {
        datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset()
        for year in range(2024, 2036)
        for month in range(1, 13)
    }

    assert len(offsets) == 1


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    assert CALENDAR.add(offices.utc(2026, 11, 23, 1), 30) == wib("2026-11-23 08:30")


def test_what_comes_out_is_in_the_office_s_zone() -> None:
    assert CALENDAR.add(offices.utc(2026, 11, 23, 1), 30).utcoffset() == timedelta(hours=7)


def test_of_two_regimes_that_fit_a_day_the_later_listed_holds() -> None:
    other_way_round = Calendar(WIB, (RAMADAN, NORMAL))

    assert CALENDAR.windows(date(2026, 2, 18))[0][0].time() == time(8)
    assert other_way_round.windows(date(2026, 2, 18))[0][0].time() == time(7, 30)


def test_a_holiday_closes_the_office_under_any_regime() -> None:
    calendar = Calendar(WIB, (NORMAL, RAMADAN), {date(2026, 2, 19): "libur"})

    assert calendar.windows(date(2026, 2, 19)) == ()


def test_a_day_that_no_regime_covers_is_closed() -> None:
    assert CALENDAR.windows(date(2041, 1, 2)) == ()


@pytest.mark.parametrize(
    ("mutu", "end"),
    [
        (Mutu(30, Unit.MENIT), "2026-11-23 08:30"),
        (Mutu(1, Unit.JAM), "2026-11-23 09:00"),
        (Mutu(7, Unit.HARI), "2026-12-02 08:00"),
    ],
)
def test_each_unit_of_the_sop_is_working_time(mutu: Mutu, end: str) -> None:
    assert CALENDAR.due(wib("2026-11-23 08:00"), mutu) == wib(end)


def test_every_step_is_due_by_the_sop_s_own_time() -> None:
    rules = offices.rules()

    assert {step: rules.due(step, offices.MONDAY) for step in Step} == {
        Step.REGISTRASI: wib("2026-11-23 09:00"),
        Step.DISPOSISI: wib("2026-11-23 08:30"),
        Step.TINDAK_LANJUT: wib("2026-12-02 08:00"),
        Step.TANDA_TANGAN: wib("2026-11-23 08:30"),
        Step.PENYAMPAIAN: wib("2026-11-23 08:30"),
        Step.EVALUASI: wib("2026-11-24 08:00"),
    }


def test_an_office_may_have_a_time_of_its_own() -> None:
    rules = Rules(calendar=CALENDAR, names={}, pokja=(), times={Step.DISPOSISI: Mutu(2, Unit.JAM)})

    assert rules.due(Step.DISPOSISI, wib("2026-11-23 08:00")) == wib("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("start", "day", "days"),
    [
        pytest.param("2026-11-23 10:00", date(2026, 11, 27), 4, id="the same week"),
        pytest.param("2026-11-23 10:00", date(2026, 11, 23), 0, id="the same day"),
        pytest.param("2026-11-23 10:00", date(2026, 11, 20), 0, id="a day before"),
        pytest.param("2026-11-20 10:00", date(2026, 11, 23), 1, id="over a weekend"),
        pytest.param("2026-12-23 10:00", date(2026, 12, 28), 1, id="over holidays"),
        pytest.param("2026-11-21 10:00", date(2026, 11, 24), 1, id="from a day without work"),
    ],
)
def test_a_day_lies_so_many_working_days_ahead(start: str, day: date, days: int) -> None:
    assert CALENDAR.days_until(wib(start), day) == days


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        pytest.param("2026-11-23 08:00", 14, "2026-12-07 16:00", id="a Monday"),
        pytest.param("2026-11-21 23:00", 14, "2026-12-07 16:00", id="a Saturday rolls to Monday"),
        pytest.param("2026-12-10 08:00", 14, "2026-12-28 16:00", id="cuti bersama, Christmas and a weekend"),
        pytest.param("2026-11-27 08:00", 14, "2026-12-11 16:30", id="a Friday closes later"),
    ],
)
def test_a_rule_of_calendar_days_rolls_to_the_next_working_day(start: str, days: int, end: str) -> None:
    assert CALENDAR.roll(wib(start), days) == wib(end)
