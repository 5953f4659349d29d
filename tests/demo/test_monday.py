"""The play begins on a Monday morning on which the office works, whatever day it really is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.demo.monday import next_monday
from tests.offices import a_calendar

CALENDAR = a_calendar()
SUNDAY_NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2020, 2, 1), datetime(2060, 1, 1)))  # noqa: DTZ001  aware below
def test_the_office_works_on_that_morning(now: datetime) -> None:
    begins = next_monday(CALENDAR, now.replace(tzinfo=UTC))

    assert begins.weekday() == 0
    assert begins.hour == 8
    assert CALENDAR.is_open(begins)


def test_it_is_the_next_monday() -> None:
    # In the office's zone it is Monday already.
    assert next_monday(CALENDAR, SUNDAY_NIGHT).date() == date(2026, 11, 30)


def test_a_monday_that_is_a_holiday_is_passed_over() -> None:
    closed = replace(CALENDAR, closed={date(2026, 11, 30): "libur"})

    assert next_monday(closed, SUNDAY_NIGHT).date() == date(2026, 12, 7)


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_that_no_calendar_knows_takes_a_known_monday(year: int) -> None:
    assert next_monday(CALENDAR, SUNDAY_NIGHT.replace(year=year)).date() == date(2026, 11, 23)
