"""Offices of several hosts, and the figures that the run ends with."""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from pipeline.demo.certificates import Identity
from tests.hosts.hosts import Hosts, running_hosts
from tests.hosts.ledger import LINES
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import Wiring
from tests.way.conftest import identity

__all__ = ["SeveralHosts", "identity"]

_offices = itertools.count(1)

SeveralHosts = Callable[..., AbstractContextManager[Hosts]]


@pytest.fixture
def several_hosts(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity
) -> SeveralHosts:
    """Opens an office for hosts, on the PostgreSQL of a URL."""

    def opened(database: str, orders: object, **named: object) -> AbstractContextManager[Hosts]:
        wiring = Wiring(database_url=database, identity=identity, flooded=True)
        folder = tmp_path / f"kantor-{next(_offices)}"
        folder.mkdir()
        office = partial(running_hosts, folder, dovecot, smtp_certificate, wiring)
        return office(orders, **named)  # type: ignore[arg-type]

    return opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long a host's work lay, and how fast several are."""
    for line in LINES:
        terminalreporter.write_line(f"hosts: {line}")
