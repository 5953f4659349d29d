"""What lay in the mailbox before the office began stays apart, also where its header is not to be had."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.mail.envelope import FetchedMail, FolderState, Glimpse
from pipeline.office import set_apart
from pipeline.office.collect import collect
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox
from tests.office.registers import new_desk
from tests.office.town import Box
from tests.offices import Clock

LONG_AGO = datetime(2024, 2, 2, 3, tzinfo=UTC)


class Grudging(Box):
    """A mailbox that gives headers of some mails alone, whatever is asked."""

    told: tuple[int, ...] = ()
    #: UIDs of each question
    asked: list[list[int]]
    validity = 1

    def state(self) -> FolderState:
        """Under a UIDVALIDITY of its own."""
        return FolderState(self.validity, len(self.mails) + 1)

    def glimpses(self, uids: Sequence[int]) -> list[Glimpse]:
        """The headers of some."""
        self.asked.append(list(uids))
        return super().glimpses([uid for uid in uids if uid in self.told])


def old_box(clock: Clock, count: int, told: tuple[int, ...]) -> Grudging:
    """A mailbox with so many old letters."""
    box = Grudging(clock)
    box.told, box.asked = told, []
    for number in range(1, count + 1):
        raw = f"Message-ID: <{number}@a.example>\r\nSubject: Keluhan\r\n\r\nKami mengeluh.\r\n"
        box.mails.append(FetchedMail(number, raw.encode(), LONG_AGO))
    return box


@pytest.mark.parametrize("told", [(), (1, 4), (1, 2, 3, 4, 5)])
def test_old_mail_whose_header_is_not_given_becomes_no_letter(tmp_path: Path, told: tuple[int, ...]) -> None:
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    box = old_box(clock, 5, told)

    collect(desk, box)
    clock.pass_time(hours=25)
    came = [collect(desk, box) for _ in range(2)]
    box.drop(b"Message-ID: <6@a.example>\r\nSubject: Keluhan\r\n\r\nBaru.\r\n")

    assert came == [False, False]
    assert collect(desk, box)
    desk.engine.dispose()


def test_many_old_mails_are_remembered_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_apart, "MOST", 2)
    monkeypatch.setattr(set_apart, "PARTS", 1)
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    box = old_box(clock, 5, (1, 2, 3, 4, 5))

    for _ in range(4):
        collect(desk, box)

    assert box.asked == [[1, 2], [3, 4], [5]]
    desk.engine.dispose()


def test_in_a_rebuild_what_came_after_the_backup_keeps_its_date(tmp_path: Path) -> None:
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    box = old_box(clock, 2, (1, 2))
    collect(desk, box)
    then = clock()
    clock.pass_time(hours=72)
    box.validity = 2
    received = then + timedelta(hours=70)
    box.mails.append(FetchedMail(3, b"Message-ID: <3@a.example>\r\nSubject: x\r\n\r\nBaru.\r\n", received))

    collect(replace(desk, clock=lambda: then, present=clock), box)

    with reading(desk.engine) as connection:
        assert list(connection.scalars(select(inbox.c.received_at))) == [received]
    desk.engine.dispose()
