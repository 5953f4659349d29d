"""A firewall that silently forgot the idle connection: the next letter is registered in time all the same.

The figure of reliability.md G 11 is the poll interval and 60 seconds; here every time is a fraction of it.
"""

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.daemon import Daemon
from pipeline.demo.certificates import Identity
from pipeline.outside import imap
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.servers.fault_proxy import Proxy, proxy
from tests.way.configuration import ADDRESS, Wiring
from tests.way.office import LETTER, SUBJECT, Office, running_daemon
from tests.way.paper import PlainPaper

#: seconds of one IDLE, of an answer, and between two looks; 30, 60 and 60 in an office
SLICE, ANSWER, POLL = 2.0, 4.0, 3


def test_a_letter_behind_a_dead_connection_is_registered_within_the_poll_interval_and_a_timeout(
    tmp_path: Path,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imap, "IDLE_SLICE", SLICE)
    wiring = Wiring(database_url=f"sqlite:///{tmp_path}/register.sqlite3", identity=identity)
    with running_daemon(tmp_path, dovecot, smtp_certificate, wiring, PlainPaper()) as (office, first):
        first.close()
        with proxy(first._works.account.port) as between:
            account = replace(first._works.account, port=between.port, timeout=ANSWER)
            daemon = Daemon(replace(first._works, account=account, poll_seconds=POLL))
            took: list[float] = []
            outside = threading.Thread(target=_live, args=(office, between, took))
            kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
            try:
                outside.start()
                daemon.run()
            finally:
                for number, handler in kept.items():
                    signal.signal(number, handler)
            outside.join()

    # Twice the sum of the waits: the machine of the tests may be busy.
    assert took[0] < 2 * (SLICE + ANSWER + POLL)
    assert len(between.heard) > 0
    assert between.connections >= 2


def _live(office: Office, between: Proxy, took: list[float]) -> None:
    time.sleep(3)
    between.black_hole = True
    customer = office.customer()
    customer.write(ADDRESS, SUBJECT, LETTER)
    begun = time.monotonic()
    # New connections go through, as they do at a firewall; the old one stays dead.
    first = between.connections
    while between.connections == first and time.monotonic() < begun + 60:
        time.sleep(0.02)
    between.black_hole = False
    while not customer.mails("telah kami terima") and time.monotonic() < begun + 60:
        time.sleep(0.05)
    took.append(time.monotonic() - begun)
    os.kill(os.getpid(), signal.SIGTERM)
