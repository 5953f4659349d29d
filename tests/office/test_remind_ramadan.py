"""Reminders under the hours of Ramadan, as config/calendar has them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.sop.calendar_data import calendar
from tests.office.registers import COMPLAINT, new_desk
from tests.office.town import KEPALA, Town, body
from tests.offices import ZONE, Clock
from tests.sop.test_calendar_data import shipped

#: of Ramadan 1447 H: 08.00 to 11.30 and 12.30 to 15.30; of other Fridays until 11.30 and from 13.00
FRIDAY = datetime(2026, 3, 6, 11, 20, tzinfo=ZONE)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town on a Friday in Ramadan, ten minutes before the break."""
    clock = Clock(FRIDAY)
    desk = new_desk(tmp_path, clock)
    hours = replace(desk.rules, calendar=calendar(shipped(), ZONE))
    yield Town(replace(desk, rules=hours), clock)
    desk.engine.dispose()


def test_two_reminders_of_a_friday_in_ramadan_are_one_mail_after_the_break(town: Town) -> None:
    for number in (1, 2):
        town.complain(words=COMPLAINT + f" Nomor order {number}.")
    came: list[str] = []

    while town.clock.now < FRIDAY.replace(hour=12, minute=55):
        before = len(town.got(KEPALA, "Pengingat"))
        town.pass_time(minutes=5)
        came += [f"{town.clock.now:%H.%M}"] * (len(town.got(KEPALA, "Pengingat")) - before)

    # A quarter and half an hour of working time, ten minutes of them before the break.
    assert came == ["12.35", "12.50"]
    for bundle in town.got(KEPALA, "Pengingat"):
        assert "2 tugas" in str(bundle["Subject"])
        assert all(f"PGD-2026-000{number}" in body(bundle) for number in (1, 2))


def test_what_comes_due_after_the_early_end_of_such_a_friday_is_told_on_monday_in_one_mail(
    town: Town,
) -> None:
    town.clock.now = FRIDAY.replace(hour=15, minute=20)
    for number in (1, 2):
        town.complain(words=COMPLAINT + f" Nomor order {number}.")

    # Until 16.30 on any other Friday; then over the weekend to Monday, 08.10.
    town.pass_time(hours=1)
    assert town.got(KEPALA, "Pengingat") == []
    town.pass_time(days=2, hours=15, minutes=50)

    [bundle] = town.got(KEPALA, "Pengingat")
    assert "2 tugas" in str(bundle["Subject"])
