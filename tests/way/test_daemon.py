"""The daemon's own loop on real servers: it wakes with the mail, ends when told, and outlives its servers."""

import gc
import os
import signal
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Never

import pytest

from pipeline import crash
from pipeline.daemon import Daemon
from pipeline.demo.certificates import Identity
from pipeline.errors import OutsideError
from tests.collector import collector_kept
from tests.offices import stamp
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot, running_dovecot
from tests.way.configuration import ADDRESS, Wiring
from tests.way.office import LETTER, SUBJECT, Office, running_daemon
from tests.way.paper import PlainPaper

Opened = tuple[Office, Daemon, Dovecot]


@pytest.fixture
def opened(
    tmp_path: Path, smtp_certificate: ServerCertificate, identity: Identity, sqlite_url: str
) -> Iterator[Opened]:
    """An office with a Dovecot of its own, which a test may stop."""
    wiring = Wiring(database_url=sqlite_url, identity=identity)
    with (
        running_dovecot() as dovecot,
        running_daemon(tmp_path, dovecot, smtp_certificate, wiring, PlainPaper()) as (office, daemon),
    ):
        yield office, daemon, dovecot


@contextmanager
def _handlers_kept() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_a_waiting_daemon_wakes_with_the_mail_and_ends_on_sigterm(opened: Opened) -> None:
    office, daemon, _ = opened
    customer = office.customer()
    took: list[float] = []

    def live() -> None:
        time.sleep(1)
        customer.write(ADDRESS, SUBJECT, LETTER)
        begun = time.monotonic()
        while not customer.mails("telah kami terima") and time.monotonic() < begun + 30:
            time.sleep(0.05)
        took.append(time.monotonic() - begun)
        # By then it waits again.
        time.sleep(2)
        os.kill(os.getpid(), signal.SIGTERM)
        took.append(time.monotonic())

    outside = threading.Thread(target=live)
    with _handlers_kept(), collector_kept():
        outside.start()
        daemon.run()
        ended = time.monotonic()
        outside.join()

    # The next look without a wake-up would be after sixty seconds, and so would an answer to LOGOUT.
    woke, told = took
    assert woke < 20
    assert ended - told < 10
    assert office.matter(customer).state == "disposisi"


def test_a_mailbox_that_is_away_stops_nothing_but_itself(opened: Opened) -> None:
    office, daemon, dovecot = opened
    matter = office.complain()
    dovecot.stop()
    office.clock.move(office.desk.rules.undo)

    daemon.drain()
    trouble = list(daemon.trouble)
    dovecot.start()
    office.leave_mailboxes()
    customer = office.customer()
    customer.write(ADDRESS, SUBJECT, LETTER)
    daemon.drain()

    assert trouble
    assert all(each.startswith("collect:") for each in trouble)
    assert office.matter(customer).number > matter.number


def test_a_daemon_that_begins_on_a_full_disk_lives_until_there_is_room(opened: Opened) -> None:
    office, before, _ = opened
    customer = office.customer()
    customer.write(ADDRESS, SUBJECT, LETTER)
    before.close()
    crash.arm("recover.committed", crash.fill)

    with closing(Daemon(before._works)) as daemon:
        try:
            daemon.drain(passes=3)
        finally:
            crash.disarm()
        trouble = list(daemon.trouble)
        at_the_wall = office.sent(customer.address)
        daemon.drain()

    assert trouble
    assert all(each.startswith("send:") for each in trouble)
    assert at_the_wall == []
    assert office.matter(customer).state == "disposisi"
    assert len(customer.mails("telah kami terima")) == 1


class _Mail:
    """What whoever reads a mail has at hand."""


@dataclass
class _Down:
    """A reader that cannot read now, and what it had at hand each time."""

    had: list[weakref.ref[_Mail]] = field(default_factory=list)

    def read(self, _raw: bytes) -> Never:
        """Read one mail."""
        at_hand = _Mail()
        self.had.append(weakref.ref(at_hand))
        raise OutsideError("pembaca tidak dapat dimulai", permanent=False)


def test_a_daemon_whose_reader_is_down_for_long_does_not_gather_the_mails_it_tried(opened: Opened) -> None:
    office, before, _ = opened
    office.customer().write(ADDRESS, SUBJECT, LETTER)
    before.close()
    down = _Down()

    with collector_kept(), closing(Daemon(replace(before._works, reader=down))) as daemon:
        gc.disable()
        for _ in range(5):
            daemon.drain()
        kept = sum(each() is not None for each in down.had)

    assert len(down.had) >= 5
    assert kept <= 1


def test_mail_waits_for_a_server_that_is_busy_and_leaves_once(opened: Opened) -> None:
    office, daemon, _ = opened
    office.post.faults.be_busy(times=20)
    customer = office.customer()
    proven = f"Authentication-Results: {stamp(customer.address)}\r\n".encode()
    office.post.lay(ADDRESS, proven + customer.letter(ADDRESS, SUBJECT, LETTER).as_bytes())

    daemon.drain()
    waiting = office.sent(customer.address)
    office.post.faults.clear()
    office.clock.move(office.desk.retry_for / 2)
    daemon.drain()

    assert waiting == []
    assert len(office.sent(customer.address)) == 1
    assert customer.mails("telah kami terima")


def test_the_daemon_has_returned_drafts_opened_in_the_cage(opened: Opened) -> None:
    works = vars(opened[1])["_works"]

    assert works.desk.edit == works.cage.edit
