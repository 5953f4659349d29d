"""The door to the register: engines and transactions on SQLite and PostgreSQL.

Durability is decided here and nowhere else: WAL with `synchronous=FULL` on
SQLite, fsync as the server has it on PostgreSQL. Writers take their lock at
BEGIN, so that two of them never wait for each other half-way.
"""

import errno
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias, TypeGuard

from sqlalchemy import Connection, Engine, Insert, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from pipeline.errors import OutsideError

#: what the operating system says when the machine, and not what we do on it, is at fault
_MACHINE = frozenset(
    {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)
#: A host and a server that lost each other know it in less than half a minute, so that what the host held is
#: free for the others: seconds of silence, seconds between questions, questions; milliseconds for an answer.
_IDLE, _INTERVAL, _COUNT, _UNANSWERED = 10, 5, 3, 20_000
#: seconds
_CONNECTING = 10
#: seconds after which the server ends a session that writes and has asked it nothing: a program that hangs in
#: a transaction holds locks that every other host waits for, the audit trail's among them
_HANGING = 60
_REMEMBERED, _WAITING = "tanggap", "waiting"
Row: TypeAlias = dict[str, Any]
Waiting: TypeAlias = dict[Insert, list[Row]]


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`."""
    # Parameters hold personal data, and an error's words may come to a log.
    postgresql = url.startswith("postgresql")
    ours = _reachable(url) if postgresql else {}
    engine = create_engine(url, pool_pre_ping=postgresql, hide_parameters=True, connect_args=ours)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_private)
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def remembered(connection: Connection) -> dict[str, Any]:
    """What may be kept of the running transaction: empty at its beginning, and where part of it is undone."""
    known: dict[str, Any] = connection.info.setdefault(_REMEMBERED, {})
    return known


@contextmanager
def gathered(connection: Connection) -> Iterator[None]:
    """Within the block, rows that `add` gets wait for its end: there many go with one statement.

    A statement costs ten times its row. Nobody may read, within the block, where such rows are going.
    """
    remembered(connection)[_WAITING] = {}
    yield
    write_waiting(connection)
    remembered(connection).pop(_WAITING, None)


def add(connection: Connection, statement: Insert, rows: Sequence[Row]) -> None:
    """Add rows that this transaction does not read: at once, or with others at the end of `gathered`."""
    if _WAITING in remembered(connection):
        waiting(connection).setdefault(statement, []).extend(rows)
    else:
        connection.execute(statement, rows)


def waiting(connection: Connection) -> Waiting:
    """The rows that wait, by the statement that will add them."""
    found: Waiting = remembered(connection).get(_WAITING, {})
    return found


def write_waiting(connection: Connection) -> None:
    """Write the rows that wait; a table that another refers to was named first."""
    rows = waiting(connection)
    for statement in list(rows):
        connection.execute(statement, rows.pop(statement))


def _forget(connection: Connection) -> None:
    connection.info.pop(_REMEMBERED, None)


def _make_private(_dialect: object, _record: object, arguments: list[Any], _named: object) -> None:
    """See that a register yet to be made is its owner's alone; SQLite gives its journals the same mode."""
    path = str(arguments[0])
    if path != ":memory:" and not path.startswith("file:"):
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))


def _reachable(url: str) -> dict[str, Any]:
    """How soon this side gives a connection up, and its name there; what the URL says comes first."""
    ours = {
        "keepalives_idle": _IDLE,
        "keepalives_interval": _INTERVAL,
        "keepalives_count": _COUNT,
        "tcp_user_timeout": _UNANSWERED,
        "connect_timeout": _CONNECTING,
        "application_name": f"tanggap {platform.node()} {os.getpid()}"[:63],
    }
    return {name: value for name, value in ours.items() if name not in make_url(url).query}


def _prepare_postgresql(connection: Any, _record: object) -> None:
    """How soon the server gives a connection up."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET tcp_keepalives_idle = {_IDLE}; SET tcp_keepalives_interval = {_INTERVAL};"
            f"SET tcp_keepalives_count = {_COUNT}; SET tcp_user_timeout = {_UNANSWERED}"
        )
    connection.commit()


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


def _begin(connection: Connection, *, writes: bool) -> None:
    # Not by SQLAlchemy's events: a single listener makes every statement half as dear again.
    _forget(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        # Who reads holds nobody up and may take his time over a backup or a dossier.
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{_HANGING}s'")


@contextmanager
def part(connection: Connection) -> Iterator[None]:
    """A part of the running transaction: on any exception it is undone by itself."""
    write_waiting(connection)
    try:
        with connection.begin_nested():
            yield
    except BaseException:
        _forget(connection)
        raise


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any exception."""
    with engine.begin() as connection:
        _begin(connection, writes=True)
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction on a consistent state of the register."""
    with engine.begin() as connection:
        _begin(connection, writes=False)
        yield connection


def is_lost(fault: BaseException) -> TypeGuard[DBAPIError]:
    """Whether the database failed a transaction, not what was asked of it."""
    if isinstance(fault, OperationalError | InterfaceError):
        return True
    # The server ended the session, for a reason that psycopg calls its own (SQLSTATE 25P03).
    return isinstance(fault, DBAPIError) and fault.connection_invalidated


def outage(fault: BaseException) -> OutsideError | None:
    """What `fault` is of the outside: of the database, or of this machine's disk; None if it is ours.

    It says nothing about the mail or letter at hand, which is tried again.
    """
    if isinstance(fault, OutsideError):
        return fault
    if is_lost(fault):
        # Its own words may hold what a statement was given.
        words = f"register tidak dapat dipakai ({type(fault.orig or fault).__name__})"
        return OutsideError(words, permanent=False, remedy="periksa server basis data dan ruang disk")
    if isinstance(fault, OSError) and fault.errno in _MACHINE:
        words = f"mesin ini sedang bermasalah: {fault.strerror}"
        return OutsideError(words, permanent=False, remedy="periksa ruang disk dan batas sistem operasi")
    return None
