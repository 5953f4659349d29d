"""Collect: mails are taken in by batches, and a batch is never more than what surely came."""

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import FetchedMail
from pipeline.office import collect as stage
from pipeline.office.collect import collect
from tests.office.registers import CUSTOMER
from tests.office.town import Town


class Faulty:
    """The town's mailbox, which breaks off at one mail."""

    def __init__(self, town: Town, uid: int) -> None:
        self._box = town.box
        self._uid = uid

    def __getattr__(self, name: str) -> Any:
        return getattr(self._box, name)

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail, or the end of the connection."""
        if uid == self._uid:
            raise OutsideError("the connection was cut", permanent=False)
        return self._box.fetch(uid)


def some_mails(town: Town, count: int) -> None:
    """So many letters arrive."""
    town.work("collect")
    for number in range(count):
        town.box.drop(town.letter(CUSTOMER, f"Keluhan {number}", f"Kami mengeluh: LHU {number} terlambat."))


def test_mails_before_a_failure_of_the_mailbox_are_kept(town: Town) -> None:
    some_mails(town, 5)

    with pytest.raises(OutsideError):
        collect(town.desk, Faulty(town, 4))

    assert [row.uid for row in town.rows("select uid from inbox order by id")] == [1, 2, 3]
    assert town.rows("select last_uid from cursors")[0].last_uid == 3


def test_every_mail_of_many_is_taken_in_once(town: Town) -> None:
    some_mails(town, 2 * stage.MOST_MAILS + 1)

    town.work("collect")

    uids = [row.uid for row in town.rows("select uid from inbox order by id")]
    assert uids == list(range(1, 2 * stage.MOST_MAILS + 2))


@pytest.fixture
def commits() -> Iterator[list[str]]:
    """One entry for each transaction of the stage that was committed."""
    seen: list[str] = []
    crash.arm("collect.committed", lambda: seen.append("committed"))
    yield seen
    crash.disarm()


def test_small_mails_share_a_transaction(town: Town, commits: list[str]) -> None:
    some_mails(town, 4)

    town.work("collect")

    assert len(commits) == 1


def test_large_mails_are_not_gathered_in_memory(
    town: Town, commits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    some_mails(town, 4)
    monkeypatch.setattr(stage, "MOST_BYTES", 1)

    town.work("collect")

    assert len(commits) == 4
