"""What is done once and hangs on no step: a warning that was given, the calendar that due times rest on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.case_tables import once

_CLAIM = {
    "sqlite": sqlite.insert(once).on_conflict_do_nothing().returning(once.c.key),
    "postgresql": postgresql.insert(once).on_conflict_do_nothing().returning(once.c.key),
}
_VALUE = select(once.c.value).where(once.c.key == bindparam("of_key"))
_VALUES = select(once.c.key, once.c.value).where(once.c.key.in_(bindparam("of_keys", expanding=True)))


def value(connection: Connection, key: str) -> str | None:
    """What is kept under a key, None for nothing."""
    found: str | None = connection.scalar(_VALUE, {"of_key": key})
    return found


def values(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """What is kept under these keys, as far as anything is."""
    return {row.key: row.value for row in connection.execute(_VALUES, {"of_keys": list(keys)})}


def known(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these keys something is kept under."""
    return set(values(connection, keys)) if keys else set()


def keep(connection: Connection, key: str, value: str, at: datetime) -> None:
    """Keep a value in place of what was kept."""
    connection.execute(delete(once).where(once.c.key == key))
    connection.execute(insert(once).values(key=key, value=value, at=at))


def claim(connection: Connection, key: str, value: str, at: datetime) -> bool:
    """Keep a value where none is kept yet; False where another pass was first."""
    # Not rowcount: of an INSERT it says nothing on PostgreSQL.
    row = {"key": key, "value": value, "at": at}
    return connection.execute(_CLAIM[connection.dialect.name], row).first() is not None
