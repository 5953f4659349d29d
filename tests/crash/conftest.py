"""Offices whose daemon may be killed, and the counts that the run ends with."""

import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline import settings
from pipeline.demo.certificates import Identity
from pipeline.outside.clock import Clock
from pipeline.wiring import desk
from tests.crash.ledger import COUNTS, INVARIANTS, VERDICTS, table
from tests.crash.lives import Fault, Lives
from tests.crash.nursery import Nursery, running_nursery
from tests.crash.without_keywords import forbid_keywords, without_keywords
from tests.offices import MONDAY
from tests.registers import lay_out
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import ADDRESS, Wiring, write_configuration
from tests.way.conftest import identity
from tests.way.office import Office
from tests.way.post_office import PostOffice

_offices = itertools.count(1)

__all__ = ["COUNTS", "MortalOffice", "identity", "without_keywords"]

MortalOffice = Callable[..., AbstractContextManager[tuple[Office, Lives]]]


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """What every daemon of these tests is forked from."""
    with running_nursery(tmp_path_factory.mktemp("nyawa") / "daemon.log") as running:
        yield running


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: what a killed process wrote is the kernel's, disk or not."""
    shared = Path("/dev/shm")
    with TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture
def mortal_office(
    tmp_path: Path,
    memory: Path,
    nursery: Nursery,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> MortalOffice:
    """Opens an office whose daemons live in processes of their own, on the database of a URL."""

    @contextmanager
    def opened(
        url: str = "",
        faults: Sequence[Fault] = (),
        *,
        volley: Sequence[str] = (),
        segel: bool = False,
        plain: bool = True,
        walls: bool = False,
        workers: int = 1,
        connections: int = 4,
        server: Dovecot | None = None,
        parent: Nursery | None = None,
    ) -> Iterator[tuple[Office, Lives]]:
        clock = Clock(MONDAY - Clock()())
        place = tmp_path / f"kantor-{next(_offices)}"
        place.mkdir()
        wiring = Wiring(
            database_url=url or f"sqlite:///{memory}/{place.name}.sqlite3",
            identity=identity,
            segel=segel,
            connections=connections,
        )
        with PostOffice(smtp_certificate, server or dovecot, clock).serve() as post:
            if server is not None:
                forbid_keywords(post.mailbox(ADDRESS))
            config = write_configuration(place / "config", post, wiring)
            ours = desk(settings.load(config), clock)
            lay_out(ours.engine)
            lives = Lives(
                parent or nursery,
                config,
                ours.engine,
                clock,
                faults,
                volley,
                workers=workers,
                plain=plain,
                walls=walls,
            )
            office = Office(post, clock, ours, identity, lives.work)
            office.work()
            try:
                yield office, lives
            finally:
                office.leave_mailboxes()
                lives.end()
                ours.engine.dispose()
                COUNTS.update({"kills": lives.kills, "falls": lives.falls, "hangs": lives.hangs})
                COUNTS["faults lived through"] += lives.survived

    return opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how often the daemon died, for what, what the referee counted, and the matrix if it was run."""
    for title, counts in (("kill test", COUNTS), ("referee", INVARIANTS)):
        told = ", ".join(f"{name} {count}" for name, count in counts.items() if count or title == "referee")
        if counts:
            terminalreporter.write_line(f"{title}: {told}")
    for line in table(VERDICTS):
        terminalreporter.write_line(line)
