"""On which days a digest was owed."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.book_tables import audit, digests

_CLAIM = {
    "sqlite": sqlite.insert(digests).on_conflict_do_nothing().returning(digests.c.day),
    "postgresql": postgresql.insert(digests).on_conflict_do_nothing().returning(digests.c.day),
}
_CLAIMED = select(digests.c.day).where(digests.c.day == bindparam("of_day"))
_OPENED = select(audit.c.at).where(audit.c.seq == 1)


def is_claimed(connection: Connection, day: date) -> bool:
    """Whether the digest of this day is owed already."""
    return connection.scalar(_CLAIMED, {"of_day": day}) is not None


def claim(connection: Connection, day: date, at: datetime) -> bool:
    """Owe the digest of a day, once; False where another pass was first."""
    # Not rowcount: of an INSERT it says nothing on PostgreSQL.
    return connection.execute(_CLAIM[connection.dialect.name], {"day": day, "at": at}).first() is not None


def register_opened(connection: Connection) -> datetime | None:
    """When the register was begun, None where nothing is in it."""
    opened: datetime | None = connection.scalar(_OPENED)
    return opened
