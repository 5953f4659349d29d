"""Working time that is looked up is the working time that the calendar walks."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.sop.measuring import Timeline
from tests.offices import ZONE, a_calendar

CALENDAR = a_calendar()
FIRST, LAST = date(2026, 12, 1), date(2027, 1, 31)
TIMELINE = Timeline(CALENDAR, FIRST, LAST)
moments = st.timedeltas(timedelta(), timedelta(days=61)).map(
    lambda later: datetime(2026, 12, 1, tzinfo=ZONE) + later
)


@given(start=moments, end=moments)
def test_minutes_are_those_of_the_calendar(start: datetime, end: datetime) -> None:
    walked = CALENDAR.between(start, end).total_seconds() / 60

    assert abs(TIMELINE.minutes(start, end) - walked) < 1e-3


@given(start=moments, end=moments)
def test_days_are_the_open_days_after_that_of_the_start(start: datetime, end: datetime) -> None:
    later = (
        start.date() + timedelta(days=offset) for offset in range(1, (end.date() - start.date()).days + 1)
    )

    assert TIMELINE.days(start, end) == sum(bool(CALENDAR.windows(day)) for day in later)


def test_nothing_counts_outside_of_its_days() -> None:
    before = datetime(2026, 11, 2, 8, 0, tzinfo=ZONE)

    assert TIMELINE.minutes(before, datetime(2026, 12, 1, 8, 30, tzinfo=ZONE)) == 60
