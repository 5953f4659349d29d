"""The marks of a step, one after the other, on days that matter."""

from datetime import datetime, timedelta

import pytest

from pipeline.sop.reminding import mark, next_level
from pipeline.sop.steps import Step
from tests import offices

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
