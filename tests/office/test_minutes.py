"""The notulen's values: what the Ketua Pokja wrote, and the case where he wrote nothing."""

from datetime import datetime

from pipeline.office.desk import Desk
from pipeline.office.minutes import minutes
from tests.offices import MONDAY, ZONE
from tests.sop.office import a_case


def test_the_meeting_was_when_the_ketua_says(desk: Desk) -> None:
    told = {"tanggal": "Jumat, 20 November 2026", "waktu": "pukul 09.30 s.d. 10.15 WIB"}

    held = minutes(desk, a_case(), told, MONDAY)

    assert held.starts_at == datetime(2026, 11, 20, 9, 30, tzinfo=ZONE)
    assert held.ends_at == datetime(2026, 11, 20, 10, 15, tzinfo=ZONE)


def test_a_meeting_without_a_time_was_when_the_reply_came(desk: Desk) -> None:
    held = minutes(desk, a_case(), {}, MONDAY)

    assert (held.starts_at, held.ends_at) == (MONDAY, None)


def test_a_meeting_that_ends_before_it_begins_has_no_end(desk: Desk) -> None:
    held = minutes(desk, a_case(), {"waktu": "14.00-13.00"}, MONDAY)

    assert (held.starts_at.hour, held.ends_at) == (14, None)
