"""A host: `tanggap run` in a process of its own, which may be killed, or cut off in a network of its own.

A server of forks imports everything once, so that a host is there in a fraction of a second; each opens
settings, register, mailbox and cage anew, as a daemon does that systemd starts.
"""

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from pipeline import settings, wiring
from pipeline.daemon import STAGES, Daemon
from pipeline.errors import TanggapError
from pipeline.outside.clock import Clock
from pipeline.outside.logs import set_up
from pipeline.store import migrate
from tests.crash.open_cage import OpenCage
from tests.hosts.networks import passing_on
from tests.way.configuration import SECRETS
from tests.way.paper import PlainPaper

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of setns(2)


class SharedClock(Clock):
    """A clock whose offset every host of a test follows."""

    def __init__(self, seconds: "Synchronized[float]") -> None:
        self.seconds = seconds

    @property
    def offset(self) -> timedelta:
        """How far it is ahead of the real one."""
        return timedelta(seconds=self.seconds.value)

    @offset.setter
    def offset(self, amount: timedelta) -> None:
        self.seconds.value = amount.total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How a host lives."""

    config: Path
    #: its words
    log: Path
    #: where it puts what is temporary
    scratch: Path
    stages: Sequence[str] = STAGES
    #: the name of its network, '' for the machine's
    network: str = ""
    #: where the mail servers are seen from there, and their ports: they are on the loopback for its program
    servers: str = ""
    ports: Sequence[int] = ()
    #: PlainPaper instead of LibreOffice
    plain: bool = True
    #: the real cage
    walls: bool = False
    #: a folder of revisions that a newer program would have
    migrations: str = ""


def live(orders: Orders, seconds: "Synchronized[float]") -> None:
    """Work as `tanggap run` does; ends with the exit code of its end."""
    _prepare(orders)
    with ExitStack() as stack:
        if orders.network:
            _enter(orders.network)
            for port in orders.ports:
                stack.enter_context(passing_on("127.0.0.1", orders.servers, port))
        _work_as_told(orders, seconds)


def _work_as_told(orders: Orders, seconds: "Synchronized[float]") -> None:
    if not orders.walls:
        # In this process alone.
        vars(wiring)["Cage"] = OpenCage
    _told(partial(_work, orders, SharedClock(seconds)))


def bring(orders: Orders) -> None:
    """Work as `tanggap migrate` does."""
    _prepare(orders)
    engine = wiring.engine(settings.load(orders.config))

    def run() -> None:
        with wiring.alone(engine):
            migrate.migrate(engine)

    _told(run)


def _prepare(orders: Orders) -> None:
    os.setpgid(0, 0)
    words = os.open(orders.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(words, 1)
    os.dup2(words, 2)
    os.environ.update({**SECRETS, "TMPDIR": str(orders.scratch)})
    tempfile.tempdir = str(orders.scratch)
    if orders.migrations:
        _use_migrations(orders.migrations)
    set_up("info")


def _told(work: Callable[[], None]) -> None:
    """As the command does: what the program foresaw is told without a trace."""
    try:
        work()
    except TanggapError as fault:
        sys.stderr.write(f"ENDED: {fault}\n")
        sys.stderr.flush()
        os._exit(1)


def _work(orders: Orders, clock: Clock) -> None:
    with wiring.works(settings.load(orders.config), clock) as works:
        ours = replace(works, converter=PlainPaper()) if orders.plain else works
        with closing(Daemon(ours, orders.stages)) as daemon:
            daemon.run()


def _use_migrations(folder: str) -> None:
    """Be a program that knows the revisions of this folder."""
    module: Any = migrate
    config = module._config

    def newer() -> Any:
        made = config()
        made.set_main_option("script_location", folder)
        return made

    module._config = newer


def _enter(network: str) -> None:
    with Path(f"/run/netns/{network}").open("rb") as file:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(file.fileno(), _NEW_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), "setns")
