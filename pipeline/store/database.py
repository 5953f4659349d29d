"""The door to the register: engines and transactions on SQLite and PostgreSQL.

Durability is decided here and nowhere else: WAL with `synchronous=FULL` on
SQLite, fsync as the server has it on PostgreSQL. Writers take their lock at
BEGIN, so that two of them never wait for each other half-way.
"""

import errno
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from pipeline.errors import OutsideError

#: what the operating system says when the machine, and not what we do on it, is at fault
_MACHINE = frozenset(
    {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)
_SESSION = text("SELECT pg_backend_pid()")


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`."""
    # Parameters hold personal data, and an error's words may come to a log.
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN is deferred; ours is written out in _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "secure_delete=ON",
        # A letter dirties some twenty-five pages, and by default every thousand of them are written back.
        "wal_autocheckpoint=8000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any exception."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction on a consistent state of the register."""
    with engine.connect().execution_options(writes=False) as connection, connection.begin():
        yield connection


@contextmanager
def only_poller(engine: Engine, mailbox: str) -> Iterator[Callable[[], bool] | None]:
    """Hold a mailbox's lock while the block runs (PostgreSQL); None where another host holds it.

    Gives what tells whether it is held still: the lock ends with its session, and a server that is
    restarted ends every session, while a pool opens new ones as if nothing had been.
    """
    key = int.from_bytes(hashlib.sha256(mailbox.encode()).digest()[:8], "big", signed=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        held = connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key})
        session = connection.scalar(_SESSION)

        def is_held() -> bool:
            try:
                return bool(connection.scalar(_SESSION) == session)
            except DBAPIError:
                return False

        try:
            yield is_held if held else None
        finally:
            # The lock ends with its session; a pooled one would keep it.
            connection.invalidate()


def outage(fault: BaseException) -> OutsideError | None:
    """What `fault` is of the outside: of the database, or of this machine's disk; None if it is ours.

    It says nothing about the mail or letter at hand, which is tried again.
    """
    if isinstance(fault, OutsideError):
        return fault
    if isinstance(fault, OperationalError | InterfaceError):
        # Its own words may hold what a statement was given.
        words = f"register tidak dapat dipakai ({type(fault.orig or fault).__name__})"
        return OutsideError(words, permanent=False, remedy="periksa server basis data dan ruang disk")
    if isinstance(fault, OSError) and fault.errno in _MACHINE:
        words = f"mesin ini sedang bermasalah: {fault.strerror}"
        return OutsideError(words, permanent=False, remedy="periksa ruang disk dan batas sistem operasi")
    return None
