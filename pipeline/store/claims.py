"""Who works at what: the claims of several hosts on one register, as advisory locks of PostgreSQL.

There are no leases and no clock: a lock lasts as long as its session, and a session as long as its host
(store/database.py has the server notice within half a minute that a host is gone). A claim only keeps
others from the same work; that late work does no harm is the doing of the rows, which leave a state once.
A SQLite register has one owner (outside/lock.py), whose every claim holds.
"""

import hashlib
import selectors
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import DBAPIError

from pipeline.errors import OutsideError, SettingsError

if TYPE_CHECKING:
    import psycopg

#: seconds after which a host looks by itself whether another is gone, and left it something to do
LOOK = 5.0
#: seconds for which the passes of other hosts are waited for by who wants the register for himself
PATIENCE = 90

_CHANNEL = "tanggap"
_SHIFT = 48
_TAKE = text(
    "SELECT each.id FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS each(id, place)"
    " WHERE pg_try_advisory_lock(:kind + each.id) ORDER BY each.place"
)
_FREE = text("SELECT pg_advisory_unlock(:kind + each.id) FROM unnest(CAST(:ids AS bigint[])) AS each(id)")
_FIRST = text("SELECT pg_try_advisory_xact_lock(:key)")
_ENTER = text("SELECT pg_try_advisory_lock_shared(:key)")
_LEAVE = text("SELECT pg_advisory_unlock_shared(:key)")
_REVISION = text("SELECT version_num FROM alembic_version")
_ALONE = text("SELECT pg_advisory_lock(:key)")
_UNLOCK = text("SELECT pg_advisory_unlock(:key)")
_WHO = text(
    "SELECT DISTINCT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE granted"
    " AND locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = :key"
    " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Work(IntEnum):
    """What is claimed; the number of the row stands beside it."""

    #: the register itself: shared by every host in a pass, taken alone to change its schema
    REGISTER = 1
    #: a mailbox, by its name
    POLL = 2
    #: a mail that is being read
    READ = 3
    #: deciding: one host at a time, in the order of the mails
    HANDLE = 4
    #: a letter that is being written and converted
    LETTER = 5
    #: a letter that is being sealed
    SEAL = 8
    #: a mail to one recipient that is being sent, or looked for
    SEND = 6
    #: what the clock brings about
    REMIND = 7

    def key(self, of: int = 0) -> int:
        """The number of the lock."""
        return (self.value << _SHIFT) + of


class Claims:
    """The claims of a daemon that has the register for itself."""

    #: other hosts work on the same register
    shared = False

    def take(self, _kind: Work, ids: Collection[int], most: int | None = None) -> list[int]:
        """Claim rows in their order, `most` of them; gives those that no other host works at."""
        return list(ids)[:most]

    def keep(self, kind: Work, ids: Collection[int] = ()) -> None:
        """Give up every claim of a kind but these."""

    def first(self, _connection: Connection, _kind: Work) -> bool:
        """Whether no other host does this kind of work; none will until the transaction ends."""
        return True

    @contextmanager
    def taken(self, kind: Work, ids: Collection[int]) -> Iterator[list[int]]:
        """Claim rows while the block runs."""
        try:
            yield self.take(kind, ids)
        finally:
            self.keep(kind)

    def enter(self) -> bool:
        """Begin a pass; False while another has the register for himself.

        Raises OutsideError where the claims are lost, SettingsError where the register has another schema
        than this program: another host was upgraded.
        """
        return True

    def leave(self) -> None:
        """End a pass."""

    def tell(self) -> None:
        """Wake the other hosts: there may be something to do for them."""

    def wait(self, seconds: float) -> None:
        """Until another host tells of something, or the time is over."""
        time.sleep(seconds)

    def bell(self) -> int | None:
        """A file that can be read once another host has told of something; None where there is none.

        What is there already has to be taken first: see `told`.
        """
        return None

    def told(self) -> bool:
        """Whether another host has told of something since the last look."""
        return False


class SharedClaims(Claims):
    """The claims of one of several hosts, on a session of its own; for one thread."""

    shared = True

    def __init__(self, connection: Connection, revision: str | None) -> None:
        self._connection = connection
        self._revision = revision
        self._held: dict[Work, set[int]] = {kind: set() for kind in Work}
        self._lost = False
        self._run(text(f"LISTEN {_CHANNEL}"))

    def take(self, kind: Work, ids: Collection[int], most: int | None = None) -> list[int]:
        """Likewise; rows that this host claimed already are not given again."""
        held = self._held[kind]
        left = [each for each in ids if each not in held]
        most = len(left) if most is None else most
        won: list[int] = []
        while left and len(won) < most:
            batch, left = left[: most - len(won)], left[most - len(won) :]
            won += [row[0] for row in self._run(_TAKE, kind=kind.key(), ids=batch)]
        held.update(won)
        return won

    def keep(self, kind: Work, ids: Collection[int] = ()) -> None:
        """Likewise."""
        gone = self._held[kind] - set(ids)
        if gone:
            self._held[kind] -= gone
            self._run(_FREE, kind=kind.key(), ids=sorted(gone))

    def first(self, connection: Connection, kind: Work) -> bool:
        """Likewise; the claim is the transaction's."""
        return bool(connection.scalar(_FIRST, {"key": kind.key()}))

    def enter(self) -> bool:
        """Likewise."""
        if not self._run(_ENTER, key=Work.REGISTER.key())[0][0]:
            return False
        revision = self._run(_REVISION)[0][0]
        if revision != self._revision:
            self.leave()
            raise SettingsError(
                f"database: register sudah dibawa ke revisi {revision} oleh host lain, program di host ini "
                f"memerlukan {self._revision}; pasang versi baru di host ini, daemon lalu berjalan lagi"
            )
        return True

    def leave(self) -> None:
        """Likewise."""
        if not self._lost:
            self._run(_LEAVE, key=Work.REGISTER.key())

    def tell(self) -> None:
        """Likewise."""
        self._run(text(f"NOTIFY {_CHANNEL}"))

    def wait(self, seconds: float) -> None:
        """Likewise."""
        if not self.told():
            bell = self.bell()
            with selectors.DefaultSelector() as selector:
                selector.register(bell, selectors.EVENT_READ)
                selector.select(seconds)

    def bell(self) -> int:
        """Likewise."""
        return self._driver.fileno()

    def told(self) -> bool:
        """Likewise."""
        driver = self._driver
        try:
            # All of them are taken from the connection, those that this host sent too.
            pids = [each.pid for each in driver.notifies(timeout=0)]
            return set(pids) - {driver.info.backend_pid} != set()
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise self._loss() from error

    @property
    def _driver(self) -> "psycopg.Connection":
        if self._lost:
            raise self._loss()
        return cast("psycopg.Connection", self._connection.connection.driver_connection)

    def _run(self, statement: TextClause, **values: object) -> Sequence[Any]:
        """Ask in the session of the claims; once it is gone, so are they."""
        if self._lost:
            raise self._loss()
        try:
            result = self._connection.execute(statement, values)
            return result.all() if result.returns_rows else []
        except DBAPIError as error:
            raise self._loss() from error

    def _loss(self) -> OutsideError:
        """Another may work at the same already: whoever starts this daemon again lets it ask anew."""
        self._lost = True
        words = "register tidak lagi dipegang daemon ini: sambungan pengunciannya terputus"
        return OutsideError(words, permanent=False)


def of_mailbox(address: str) -> int:
    """A mailbox as a number to be claimed."""
    return int.from_bytes(hashlib.sha256(address.encode()).digest()[:5], "big")


@contextmanager
def shared_claims(engine: Engine, revision: str | None) -> Iterator[SharedClaims]:
    """The claims of this host while the block runs; `revision` is the schema of its program."""
    with _session(engine) as connection:
        yield SharedClaims(connection, revision)


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Have the register to oneself: hosts end their pass, and begin none until the block is over.

    Raises OutsideError, with the names of the hosts, where a pass does not end.
    """
    with _session(engine) as connection:
        connection.execute(text(f"SET lock_timeout = {PATIENCE * 1000:.0f}"))
        try:
            connection.execute(_ALONE, {"key": Work.REGISTER.key()})
        except DBAPIError as error:
            hosts = ", ".join(connection.scalars(_WHO, {"key": Work.REGISTER.key()})) or "host lain"
            raise OutsideError(
                f"register masih dipakai daemon lain: {hosts}",
                permanent=True,
                remedy="tunggu sampai pekerjaannya selesai lalu ulangi, atau hentikan daemon itu",
            ) from error
        yield
        # At once: the end of the session takes the server a moment.
        connection.execute(_UNLOCK, {"key": Work.REGISTER.key()})


@contextmanager
def _session(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            yield connection
        finally:
            # The locks end with their session; a pooled one would keep them.
            connection.invalidate()
