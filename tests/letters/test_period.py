"""A period is whole months; its weeks and months cover it, and each day belongs to one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters.period import MONTH, QUARTER, YEAR, Period, month_before, parse_period

periods = st.builds(
    lambda year, place, months: Period(date(year, place % (12 // months) * months + 1, 1), months),
    st.integers(1990, 2150),
    st.integers(0, 11),
    st.sampled_from([MONTH, QUARTER, YEAR]),
)


@pytest.mark.parametrize(
    ("text", "words", "within", "after"),
    [
        ("2026-11", "November 2026", "bulan November 2026", date(2026, 12, 1)),
        ("2026-Q4", "Triwulan IV Tahun 2026", "triwulan IV tahun 2026", date(2027, 1, 1)),
        ("2026-t1", "Triwulan I Tahun 2026", "triwulan I tahun 2026", date(2026, 4, 1)),
        (" 2026 ", "Tahun 2026", "tahun 2026", date(2027, 1, 1)),
    ],
)
def test_a_period_is_read_and_said(text: str, words: str, within: str, after: date) -> None:
    period = parse_period(text)

    assert period is not None
    assert (period.words, period.within, period.after) == (words, within, after)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-0", "2026-Q5", "2026-1", "11-2026", "2026-11-01", "٢٠٢٦"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


@given(period=periods)
def test_a_name_is_read_as_the_period_that_it_names(period: Period) -> None:
    assert parse_period(period.name) == period
    assert period.before.after == period.first


@given(period=periods)
def test_the_parts_follow_each_other_and_begin_on_mondays_or_firsts(period: Period) -> None:
    starts = [part.first for part in period.parts()]

    assert starts[0] == period.first
    assert starts == sorted(set(starts))
    assert max(starts) < period.after
    lengths = {(b - a).days for a, b in zip(starts, [*starts[1:], period.after], strict=True)}
    if period.months == YEAR:
        assert [each.day for each in starts] == [1] * 12
    else:
        assert {each.weekday() for each in starts[1:]} == {0}
        assert max(lengths) <= 7


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2027, 1, 4)).name == "2026-12"


def test_a_period_begins_at_midnight_of_the_office() -> None:
    zone = ZoneInfo("Asia/Makassar")
    november = Period(date(2026, 11, 1), MONTH)

    assert november.begins(zone) == datetime(2026, 11, 1, tzinfo=zone)
    assert november.ends(zone) - november.begins(zone) == timedelta(days=30)
