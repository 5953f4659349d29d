"""Working time against two oracles: a walk minute by minute, and another program's arithmetic."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import workclock
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sop.worktime import Calendar, Regime

MINUTE = timedelta(minutes=1)
FIRST_DAY = date(2026, 2, 2)
DAYS = [FIRST_DAY + timedelta(days=offset) for offset in range(28)]

zones = st.sampled_from([ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura")])
#: the second minute of a day to the last but one, so that a working day never touches another
clock_times = st.integers(1, 24 * 60 - 2).map(lambda minute: time(minute // 60, minute % 60))


@st.composite
def hours(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    """One to three windows of a day, in order."""
    moments = sorted(draw(st.lists(clock_times, min_size=2, max_size=6, unique=True)))
    return tuple(zip(moments[::2], moments[1::2], strict=False))


week_of_hours = st.dictionaries(st.integers(0, 6), hours(), min_size=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """An office with a regime that always holds, one within it, and days off."""
    monday = {0: ((time(7, 30), time(12)), (time(13), time(16)))}
    always = Regime("normal", date(2020, 1, 1), date(2030, 1, 1), {**draw(week_of_hours), **monday})
    some = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted))
    within = Regime("Ramadan", some[0], some[1], draw(week_of_hours))
    closed = draw(st.sets(st.sampled_from(DAYS), max_size=8))
    return Calendar(draw(zones), (always, within), dict.fromkeys(closed, "libur"))


moments = st.builds(
    lambda minutes, zone: (datetime(2026, 2, 1, tzinfo=UTC) + MINUTE * minutes).astimezone(zone),
    st.integers(0, 26 * 24 * 60),
    st.sampled_from([UTC, ZoneInfo("Asia/Tokyo")]),
)


def works(calendar: Calendar, moment: datetime) -> bool:
    """Whether this minute counts, read off the regimes as a person would."""
    local = moment.astimezone(calendar.zone)
    if local.date() in calendar.closed:
        return False
    holding = [regime for regime in calendar.regimes if regime.first <= local.date() <= regime.last][-1]
    pairs = holding.hours.get(local.weekday(), ())
    return any(opening <= local.time() < closing for opening, closing in pairs)


def walked(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The end of the `minutes`-th working minute from `start`; without any, the next working minute."""
    moment = start
    while not works(calendar, moment):
        moment += MINUTE
    for _ in range(minutes):
        while not works(calendar, moment):
            moment += MINUTE
        moment += MINUTE
    return moment


@given(calendars(), moments, st.integers(0, 600))
def test_adding_is_walking_minute_by_minute(calendar: Calendar, start: datetime, minutes: int) -> None:
    assert calendar.add(start, minutes) == walked(calendar, start, minutes)


@given(calendars(), moments, st.integers(0, 3000))
def test_between_counts_the_minutes_of_the_walk(calendar: Calendar, start: datetime, length: int) -> None:
    counted = sum(works(calendar, start + MINUTE * passed) for passed in range(length))

    assert calendar.between(start, start + MINUTE * length) == MINUTE * counted


@given(calendars(), moments)
def test_an_open_minute_is_a_minute_that_counts(calendar: Calendar, moment: datetime) -> None:
    assert calendar.is_open(moment) == works(calendar, moment)


@given(calendars(), moments, st.integers(0, 20_000))
def test_what_was_added_lies_between(calendar: Calendar, start: datetime, minutes: int) -> None:
    assert calendar.between(start, calendar.add(start, minutes)) == MINUTE * minutes


@given(calendars(), moments, st.integers(0, 5000), st.integers(0, 5000))
def test_adding_in_two_parts_is_adding_at_once(
    calendar: Calendar, start: datetime, first: int, second: int
) -> None:
    in_parts = calendar.add(calendar.add(start, first), second)

    # Nothing added at closing time moves on to the next opening; no working time lies between.
    assert calendar.between(calendar.add(start, first + second), in_parts) == timedelta()


@given(calendars(), moments, moments, st.integers(0, 5000))
def test_who_begins_later_does_not_end_earlier(
    calendar: Calendar, one: datetime, other: datetime, minutes: int
) -> None:
    earlier, later = sorted([one, other])

    assert calendar.add(earlier, minutes) <= calendar.add(later, minutes)


@given(calendars(), moments, st.integers(0, 10))
def test_days_end_on_the_working_day_that_many_later(calendar: Calendar, start: datetime, days: int) -> None:
    begin = calendar.next_open(start).date()
    end = calendar.add_days(start, days)

    passed = [begin + timedelta(days=offset) for offset in range(1, (end.date() - begin).days + 1)]
    assert sum(bool(calendar.windows(day)) for day in passed) == days


@given(calendars(), moments, st.integers(0, 10))
def test_days_end_when_the_office_works_or_just_closes(
    calendar: Calendar, start: datetime, days: int
) -> None:
    end = calendar.add_days(start, days)

    assert calendar.is_open(end) or calendar.is_open(end - MINUTE)


@given(
    zone=zones,
    opening=st.integers(1, 11),
    lunch=st.integers(0, 59),
    holidays=st.sets(st.sampled_from(DAYS), max_size=8),
    start=moments,
    minutes=st.integers(1, 10_000),
)
def test_another_program_s_arithmetic_comes_to_the_same(
    zone: ZoneInfo, opening: int, lunch: int, holidays: set[date], start: datetime, minutes: int
) -> None:
    morning, break_, afternoon, closing = time(opening), time(12), time(12, lunch), time(16)
    pairs = ((morning, break_), (afternoon, closing))
    ours = Calendar(
        zone,
        (Regime("normal", date(2020, 1, 1), date(2030, 1, 1), dict.fromkeys(range(5), pairs)),),
        dict.fromkeys(holidays, "libur"),
    )
    rules: list[workclock.Rule] = [workclock.WorkDay(morning, closing), workclock.Holidays(sorted(holidays))]
    rules += [workclock.Break(break_, afternoon)] if lunch else []
    theirs = workclock.Schedule(rules, time_zone=zone)

    end = ours.add(start, minutes)

    assert end == theirs.add(start, minutes=minutes)
    assert ours.between(start, end) == theirs.between(start, end)
