"""Several hosts on one register, begun again as systemd does it, and what the test sees of them."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Event, Thread
from typing import cast

from sqlalchemy.exc import OperationalError

from pipeline import settings
from pipeline.store.claims import Work, of_mailbox
from pipeline.store.migrate import migrate
from pipeline.wiring import desk
from tests.crash.lives import Lives
from tests.crash.nursery import Nursery
from tests.crash.referee import QUIET
from tests.hosts.host import Orders, SharedClock, bring, live
from tests.offices import MONDAY, ZONE
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import ADDRESS, Wiring, write_configuration
from tests.way.office import Office
from tests.way.post_office import PostOffice

#: seconds before a host that ended of itself is started again; systemd is told ten
RESTART = 1.0
_FORKS = multiprocessing.get_context("forkserver")
_POLLER = (
    "select application_name from pg_stat_activity join pg_locks using (pid) where locktype = 'advisory'"
    " and (classid::bigint << 32) | objid::bigint = :key and granted"
)


@dataclass
class Hosts:
    """The hosts of one office, by their place."""

    office: Office
    orders: Mapping[int, Orders]
    seconds: "Synchronized[float]"
    #: ends by SIGKILL, and of themselves
    kills: int = 0
    falls: int = 0
    _living: dict[int, BaseProcess] = field(default_factory=dict)
    _down: set[int] = field(default_factory=set)

    def begin(self, place: int, **changed: object) -> None:
        """Start a host, its orders changed for this life and those after it."""
        if changed:
            self.orders = {**self.orders, place: replace(self.orders[place], **changed)}  # type: ignore[arg-type]
        self._down.discard(place)
        process = _FORKS.Process(target=live, args=(self.orders[place], self.seconds))
        process.start()
        self._living[place] = process

    def kill(self, place: int) -> None:
        """End a host with SIGKILL, and everything that it had started; it stays down."""
        self._down.add(place)
        process = self._living.pop(place)
        assert process.pid is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
        self.kills += 1

    def tend(self, over: Event) -> None:
        """Start what ended of itself again, until it is `over`."""
        while not over.wait(RESTART):
            for place, process in list(self._living.items()):
                if place not in self._down and process.exitcode is not None:
                    self.falls += 1
                    self.begin(place)

    def upgrade(self, place: int, migrations: str) -> None:
        """Install the newer program on a host; it runs when the host is begun again."""
        self.orders = {**self.orders, place: replace(self.orders[place], migrations=migrations)}

    def migrate(self, place: int) -> int | None:
        """`tanggap migrate` with the host's program; its exit code."""
        process = _FORKS.Process(target=bring, args=(self.orders[place],))
        process.start()
        process.join(120)
        return process.exitcode

    def said(self, place: int) -> str:
        """Everything that a host has said."""
        return self.orders[place].log.read_text()

    def end(self) -> None:
        """All of them end in peace."""
        for process in self._living.values():
            process.terminate()
        for process in self._living.values():
            process.join(20)
            if process.pid is not None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def poller(self) -> int | None:
        """Which host has the mailbox."""
        key = Work.POLL.key(of_mailbox(ADDRESS))
        for row in self.office.rows(_POLLER, key=key):
            pid = int(row.application_name.rpartition(" ")[2])
            return next((place for place, each in self._living.items() if each.pid == pid), None)
        return None

    def wait(self, what: Callable[[], object], seconds: float = 60) -> float:
        """Until something is so; after how many seconds it was."""
        began = time.monotonic()
        while not what():
            if time.monotonic() - began > seconds:
                raise TimeoutError(f"still not after {seconds} s\n{self.standing()}\n{self.words()}")
            time.sleep(0.05)
        return time.monotonic() - began

    def work(self) -> None:
        """Let them work until the digest of the day is owed and nothing is unfinished."""
        day = self.office.clock().astimezone(ZONE).date()
        self.wait(partial(self.office.rows, "select 1 from digests where day = :day", day=day))
        self.wait(self.is_quiet)

    def registered(self) -> int:
        """How many cases there are."""
        return int(self.office.rows("select count(*) as n from cases")[0].n)

    def has_come(self, address: str) -> bool:
        """Whether a letter of this address is registered."""
        return bool(self.office.rows("select 1 from forms where address = :address", address=address))

    def is_quiet(self, mails: int = 0) -> bool:
        """Whether so many mails came, at least, and nothing is unfinished."""
        with suppress(OperationalError):
            if int(self.office.rows("select count(*) as n from inbox")[0].n) < mails:
                return False
            marks = self.office.rows("select 1 from inbox where mark_due and marked is null limit 1")
            return not marks and not self._unfinished()
        return False

    def _unfinished(self) -> bool:
        for table, (column, quiet) in QUIET.items():
            listed = ", ".join(f"'{state}'" for state in quiet)
            if self.office.rows(f"select 1 from {table} where {column} not in ({listed}) limit 1"):
                return True
        return False

    def standing(self) -> str:
        """How many rows stand where."""
        told = []
        for table, (column, _) in QUIET.items():
            rows = self.office.rows(f"select {column} as state, count(*) as n from {table} group by 1")
            told.append(f"{table}: " + ", ".join(f"{row.state} {row.n}" for row in rows))
        return "; ".join(told)

    def words(self) -> str:
        """The last that the hosts said."""
        logs = sorted({orders.log for orders in self.orders.values()})
        return "\n".join(f"{log.name}: {log.read_text()[-1500:]}" for log in logs if log.exists())

    def lives(self) -> Lives:
        """The hosts as the referee asks for them: what was in doubt is on record."""
        scratch = next(iter(self.orders.values())).scratch
        nursery = cast(Nursery, _Nursery(scratch))
        config = next(iter(self.orders.values())).config
        seen = Lives(nursery, config, self.office.desk.engine, self.office.clock)
        seen.survived, seen.falls = 1, self.falls
        return seen


@dataclass(frozen=True, slots=True)
class _Nursery:
    scratch: Path


@contextmanager
def running_hosts(
    folder: Path,
    dovecot: Dovecot,
    certificate: ServerCertificate,
    wiring: Wiring,
    orders: Sequence[Mapping[str, object]],
    *,
    url: str = "",
) -> Iterator[Hosts]:
    """An office that opened its mailbox on a Monday morning, its hosts not begun yet.

    They reach the register by `url`.
    """
    seconds = _FORKS.Value("d", 0.0)
    clock = SharedClock(seconds)
    clock.offset = MONDAY - clock()
    _FORKS.set_forkserver_preload(["tests.hosts.host"])
    scratch = folder / "tmp"
    scratch.mkdir()
    with ExitStack() as stack:
        post = stack.enter_context(PostOffice(certificate, dovecot, clock).serve())
        config = write_configuration(folder / "config", post, wiring)
        ours = desk(settings.load(config), clock)
        stack.callback(ours.engine.dispose)
        migrate(ours.engine)
        theirs = write_configuration(folder / "config-hosts", post, wiring)
        program = theirs / "pipeline.toml"
        program.write_text(program.read_text().replace(wiring.database_url, url or wiring.database_url))
        given = {
            place: Orders(
                config=theirs,
                log=folder / f"host-{place}.log",
                scratch=scratch,
                ports=(dovecot.port, post.port),
                **each,  # type: ignore[arg-type]
            )
            for place, each in enumerate(orders)
        }
        hosts = Hosts(Office(post, clock, ours, wiring.identity, lambda: None), given, seconds)
        hosts.office.work = hosts.work
        over = Event()
        tender = Thread(target=hosts.tend, args=(over,))
        tender.start()
        try:
            yield hosts
        finally:
            over.set()
            tender.join()
            hosts.end()
            hosts.office.leave_mailboxes()
