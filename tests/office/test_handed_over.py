"""What is asked of a post stays what it was when another holds it: a mail in doubt, the check of a cure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.office.carry import Cause, ask
from pipeline.office.desk import Desk
from pipeline.office.hand_over import hand_over
from pipeline.office.roster import Acting, Roster, delegate
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked
from pipeline.store import cases, checks, requests
from pipeline.store.case_tables import requests as request_rows
from pipeline.store.database import reading, writing
from tests.office.registers import a_letter, arrive, new_desk
from tests.offices import MONDAY, ZONE, Clock

FIRST, LAST = date(2026, 11, 24), date(2026, 11, 27)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose posts may be held by others."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    yield replace(desk, posts=Roster(desk.posts, clock, ZONE), holders=desk.posts)
    desk.engine.dispose()


def newest(desk: Desk, kind: Ask) -> requests.Request:
    """The one open request of a kind."""
    with reading(desk.engine) as connection:
        wanted = (request_rows.c.ask == kind.value, request_rows.c.closed_at.is_(None))
        (found,) = connection.scalars(
            request_rows.select().where(*wanted).with_only_columns(request_rows.c.id)
        )
        return requests.get(connection, found)


def hold_instead(desk: Desk, post: str) -> None:
    """Another holds the post from Tuesday on, and it is Tuesday."""
    acting = Acting(post=post, address=f"wakil-{post}@balai.example", name="Nama Plh", first=FIRST, last=LAST)
    delegate(desk, acting, by="operator")
    assert isinstance(desk.clock, Clock)
    desk.clock.now = MONDAY + timedelta(days=1)
    hand_over(desk, desk.clock())


def test_a_mail_in_doubt_is_still_the_one_that_is_asked_about(desk: Desk) -> None:
    with writing(desk.engine) as connection:
        words = "Surel “surat jawaban” terputus"
        first = requests.open_request(
            connection, ask=Ask.KEPASTIAN, post="tu", at=MONDAY, words=words, recipient_id=5
        )

    hold_instead(desk, "tu")

    again = newest(desk, Ask.KEPASTIAN)
    assert (again.id != first, again.recipient_id, again.words) == (True, 5, words)


def test_the_check_of_a_cure_is_reminded_of_and_answered_by_the_new_request(desk: Desk) -> None:
    arrive(desk, a_letter())
    with writing(desk.engine) as connection:
        asked = Asked(Ask.EFEKTIVITAS, "pengujian", "1. Jadwal diperbarui")
        first = ask(desk, connection, cases.load(connection, 1), asked, Cause(by="pipeline", at=MONDAY))
        checks.add(connection, case_id=1, run=1, days=30, post="pengujian", request_id=first, at=MONDAY)

    hold_instead(desk, "pengujian")

    again = newest(desk, Ask.EFEKTIVITAS)
    with reading(desk.engine) as connection:
        waiting = [row.request_id for row in checks.waiting(connection)]
    assert (again.id != first, waiting) == (True, [again.id])
