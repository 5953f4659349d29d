"""The marks of a step, one after the other, on days that matter."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.sop.calendar_data import calendar
from pipeline.sop.reminding import mark, next_level
from pipeline.sop.steps import Step
from tests import offices
from tests.sop.test_calendar_data import shipped

RULES = offices.rules()
NOTHING = timedelta()


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=offices.ZONE)


def marks(step: Step, opened: str, *moments: str) -> list[str]:
    """The name of the newest mark at each moment, without the due time that it carries."""
    due = RULES.due(step, wib(opened))
    found = [mark(RULES, step, wib(opened), due, NOTHING, wib(moment)) for moment in moments]
    return [each.name.partition("@")[0] if each else "" for each in found]


def test_half_an_hour_has_marks_at_15_30_and_60_minutes_and_then_each_half_day() -> None:
    at = ("08:14", "08:15", "08:30", "08:59", "09:00", "12:59", "13:00")
    found = marks(Step.DISPOSISI, "2026-11-23 08:00", *(f"2026-11-23 {time}" for time in at))

    assert found == ["", "setengah", "batas", "batas", "lewat0", "lewat0", "lewat1"]


def test_a_time_that_ends_as_the_office_closes_is_over_when_it_opens() -> None:
    at = ("2026-11-23 16:00", "2026-11-24 07:30", "2026-11-24 07:31", "2026-11-24 13:00")

    assert marks(Step.DISPOSISI, "2026-11-23 15:30", *at) == ["batas", "batas", "batas", "lewat1"]


def test_seven_days_have_their_half_in_the_middle_of_the_working_time() -> None:
    at = ("2026-11-26 11:29", "2026-11-26 13:00", "2026-12-02 08:00", "2026-12-02 13:00", "2026-12-03 07:30")

    found = marks(Step.TINDAK_LANJUT, "2026-11-23 08:00", *at)

    assert found == ["", "setengah", "batas", "lewat1", "lewat2"]


def test_what_begins_late_on_a_friday_of_ramadan_is_due_in_the_east_on_monday_morning() -> None:
    """Ramadan 2026: until 15.30 on Fridays, from 08.00 on Mondays, with half an hour's break, in WIT."""
    east = ZoneInfo("Asia/Jayapura")
    rules = replace(RULES, calendar=calendar(shipped(), east))
    opened = datetime(2026, 2, 27, 15, 10, tzinfo=east)
    due = rules.due(Step.DISPOSISI, opened)
    friday, monday = (
        ("02-27 15:24", "02-27 15:25"),
        ("03-02 08:09", "03-02 08:10", "03-02 08:40", "03-02 12:30"),
    )

    moments = [datetime.fromisoformat(f"2026-{text}:00+09:00") for text in (*friday, *monday)]
    found = [mark(rules, Step.DISPOSISI, opened, due, NOTHING, each) for each in moments]

    assert due == datetime(2026, 3, 2, 8, 10, tzinfo=east)
    named = [each.name.partition("@")[0] if each else "" for each in found]
    assert named == ["", "setengah", "setengah", "batas", "lewat0", "lewat1"]


@pytest.mark.parametrize(
    ("post", "above"),
    [
        ("pengujian", "kepala"),
        ("kepala", "penyetuju_pengganti"),
        ("penyetuju_pengganti", "tu"),
        ("tu", "kepala"),
    ],
)
def test_the_next_level(post: str, above: str) -> None:
    assert next_level(post, "kepala", RULES) == above
