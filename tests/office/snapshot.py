"""A town as it is at a moment, to be set up again elsewhere: most tests begin a long way into a case.

Only for registers on SQLite: the register is copied as a file.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from pipeline.mail.envelope import FetchedMail
from pipeline.office.desk import Desk
from tests.office.town import Town
from tests.offices import Clock


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Register, mailbox, what was sent, and the time."""

    register: bytes
    mails: tuple[FetchedMail, ...]
    marked: frozenset[int]
    taken: tuple[EmailMessage, ...]
    written: int
    now: datetime
    #: how far the town has counted for its tokens
    drawn: int = field(compare=False)


def snapshot(town: Town) -> Snapshot:
    """The town as it is; nothing may be under way."""
    # Outside of any transaction, so that all of it stands in the one file.
    with closing(sqlite3.connect(_file(town.desk))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Snapshot(
        register=_file(town.desk).read_bytes(),
        mails=tuple(town.box.mails),
        marked=frozenset(town.box.marked),
        taken=tuple(town.relay.taken),
        written=town._written,
        now=town.clock.now,
        drawn=_draw(town.desk),
    )


def restore(town: Town, then: Snapshot) -> None:
    """Make an untouched town what another was then."""
    town.desk.engine.dispose()
    _file(town.desk).write_bytes(then.register)
    town.box.mails[:] = then.mails
    town.box.marked |= then.marked
    town.relay.taken[:] = then.taken
    town._written = then.written
    town.clock.now = then.now
    while _draw(town.desk) < then.drawn:
        pass


class FamiliarTown(Town):
    """A town whose first case need not go the straight way that one like it has gone in this process."""

    def __init__(self, desk: Desk, clock: Clock, album: dict[str, Snapshot]) -> None:
        super().__init__(desk, clock)
        self._album = album
        self._founding = desk, snapshot(self)

    def go_to(self, state: str) -> None:
        desk, untouched = self._founding
        # Whoever changed the office's rules goes his own way.
        if self.desk is not desk or snapshot(self) != untouched:
            super().go_to(state)
        elif state in self._album:
            restore(self, self._album[state])
        else:
            super().go_to(state)
            self._album[state] = snapshot(self)


def _draw(desk: Desk) -> int:
    return int.from_bytes(desk.chance(16))


def _file(desk: Desk) -> Path:
    return Path(str(desk.engine.url.database))
