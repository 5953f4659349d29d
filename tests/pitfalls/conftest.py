"""A site before each kind of server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.outside.clock import Clock
from tests.office.registers import new_desk
from tests.office.town import Town
from tests.offices import Clock as StillClock
from tests.outside.mails import account_of
from tests.pitfalls.site import Site
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy
from tests.servers.profiles import PROFILES


@pytest.fixture(params=PROFILES)
def site(request: pytest.FixtureRequest, tmp_path: Path, mailbox: Inbox) -> Iterator[Site]:
    """An office that has opened its mailbox and found one old mail, on a server of each profile."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)  # type: ignore[arg-type]  # the real clock will do
    mailbox.deliver(b"Subject: Surat lama\r\n\r\nDari sebelum ada sistem ini.\r\n")
    with proxy(mailbox.port) as between:
        PROFILES[request.param](between)
        account = account_of(mailbox, port=between.port)
        yield Site(desk, clock, account, between, mailbox).open()
    desk.engine.dispose()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town over an empty register, on a Monday morning."""
    clock = StillClock()
    desk = new_desk(tmp_path, clock)
    yield Town(desk, clock)
    desk.engine.dispose()
