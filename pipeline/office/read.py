"""Stage read: an inbox row becomes facts. The reading itself happens in the cage, never here."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile, zip_longest
from typing import Protocol

from sqlalchemy import Connection

from pipeline import crash
from pipeline.mail.facts import Facts
from pipeline.office.desk import Desk
from pipeline.office.logos import mark_logos
from pipeline.store import archive, inbox
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: a mail at which the program died so often when it was tried alone is kept for a person, unread
STRIKES = 2
#: what every reader can read: where it cannot, the fault is not the mail's
HARMLESS = b"Subject: -\r\n\r\n-\r\n"
#: mails of one piece of work: each may take a minute, and the watchdog waits for fifteen
PIECE = 5


class Read(Protocol):
    """What the cage hands back."""

    @property
    def facts(self) -> Facts:
        """The mail, read."""

    @property
    def contents(self) -> Mapping[str, bytes]:
        """SHA-256 → bytes of its attachments."""


class Reader(Protocol):
    """What read needs of outside/cage.py."""

    def read(self, raw: bytes) -> Read:
        """Read one mail within the cage's limits."""


def read(desk: Desk, reader: Reader) -> bool:
    """Read the oldest new mails, a few at most; True if there was any.

    While what was read of one is written down, the next is read.
    """
    with writing(desk.engine) as connection:
        rows = _begin(connection)
    if not rows:
        return False
    with ThreadPoolExecutor(max_workers=1) as beside:
        ahead = beside.submit(_facts, desk, reader, rows[0])
        for row, following in zip_longest(rows, rows[1:]):
            facts, contents = ahead.result()
            if following is not None:
                ahead = beside.submit(_facts, desk, reader, following)
            with writing(desk.engine) as connection:
                facts = mark_logos(desk, connection, row, facts)
                inbox.write_facts(connection, row.id, facts, contents, desk.clock())
            crash.point("read.committed")
    return True


def _begin(connection: Connection) -> Sequence[AnyRow]:
    """The oldest new mails; that they are in work is on record, once, before the reader sees them."""
    rows = inbox.oldest(connection, inbox.NEW, PIECE)
    if rows and rows[0].attempts:
        return rows[:1]
    fresh = list(takewhile(lambda row: not row.attempts, rows))
    if fresh:
        inbox.count_attempts(connection, [row.id for row in fresh])
    return fresh


def _facts(desk: Desk, reader: Reader, row: AnyRow) -> tuple[Facts, Mapping[str, bytes]]:
    if row.attempts > STRIKES:
        log.warning("mail is kept unread", extra={"inbox_id": row.id})
        return Facts(notes=("Surel ini tidak dapat dibaca oleh sistem.",)), {}
    if row.attempts:
        _suspect(desk, reader, row)
    with reading(desk.engine) as connection:
        raw = archive.load(connection, row.sha256)
    result = reader.read(raw)
    crash.point("read.done")
    return result.facts, result.contents


def _suspect(desk: Desk, reader: Reader, row: AnyRow) -> None:
    """The program died, or the outside failed, while this mail was in work: now it is tried alone.

    The reader has to show first that it works. Only then is a further end the mail's doing, and a
    strike is put on record before it is tried; an outage puts none.
    """
    reader.read(HARMLESS)
    with writing(desk.engine) as connection:
        inbox.count_attempts(connection, [row.id])
