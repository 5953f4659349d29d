"""Stage read: an inbox row becomes facts. The reading itself happens in the cage, never here."""

import logging
from collections.abc import Mapping
from typing import Protocol

from pipeline import crash
from pipeline.mail.facts import Facts
from pipeline.office.desk import Desk
from pipeline.store import archive, inbox
from pipeline.store.database import writing

log = logging.getLogger(__name__)

#: a mail that ended the reader so often is kept for a person, unread
STRIKES = 3


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
    """Read the oldest new mail; True if there was one."""
    with writing(desk.engine) as connection:
        row = inbox.first(connection, inbox.NEW)
        if row is None:
            return False
        raw = archive.load(connection, row.sha256)
        inbox.count_attempt(connection, row.id)
    if row.attempts >= STRIKES:
        unread = Facts(notes=("Surel ini tidak dapat dibaca oleh sistem.",))
        _keep(desk, row.id, unread, {})
        return True
    result = reader.read(raw)
    crash.point("read.done")
    _keep(desk, row.id, result.facts, result.contents)
    return True


def _keep(desk: Desk, inbox_id: int, facts: Facts, contents: Mapping[str, bytes]) -> None:
    with writing(desk.engine) as connection:
        inbox.write_facts(connection, inbox_id, facts, contents, desk.clock())
    crash.point("read.committed")
