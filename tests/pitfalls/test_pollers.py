"""Three pollers at one box: one takes it, and even without that lock no mail comes in twice or not at all."""

import threading
from contextlib import ExitStack
from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.office.collect import collect
from pipeline.outside.clock import Clock
from pipeline.outside.imap import Mailbox
from pipeline.store.claims import Work, of_mailbox, shared_claims
from pipeline.store.database import open_engine
from pipeline.wiring import alone
from tests.offices import a_desk
from tests.outside.mails import account_of, letter
from tests.pitfalls.site import Site
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import Proxy

MAILS, POLLERS = 1000, 3


def test_three_pollers_without_a_lock_take_each_mail_once(register_url: str, mailbox: Inbox) -> None:
    clock = Clock()
    engine = open_engine(register_url)
    desk = a_desk(engine, clock)  # type: ignore[arg-type]  # the real clock will do
    site = Site(desk, clock, account_of(mailbox), Proxy.__new__(Proxy), mailbox)
    assert site.poll(), site.trouble
    for number in range(MAILS):
        mailbox.deliver(letter(number))
    together = threading.Barrier(POLLERS)

    def take() -> None:
        own = replace(desk, engine=open_engine(register_url))
        with Mailbox(account_of(mailbox)) as box:
            together.wait(30)
            collect(own, box)
        own.engine.dispose()

    threads = [threading.Thread(target=take) for _ in range(POLLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)

    uids = [row.uid for row in site.rows("select uid from inbox order by uid")]
    assert uids == list(range(1, MAILS + 1))
    assert site.states == ["baru"] * MAILS
    engine.dispose()


def test_of_three_daemons_one_has_a_register_of_sqlite(sqlite_register: str) -> None:
    engines = [open_engine(sqlite_register) for _ in range(POLLERS)]

    with alone(engines[0]):
        for other in engines[1:]:
            with pytest.raises(OutsideError), alone(other):
                pass
    for engine in engines:
        engine.dispose()


def test_of_three_hosts_on_postgresql_one_has_the_box(postgres_url: str) -> None:
    engines = [open_engine(postgres_url) for _ in range(POLLERS)]
    box = [of_mailbox("pengaduan@balai.example")]
    with ExitStack() as stack:
        hosts = [stack.enter_context(shared_claims(engine, None)) for engine in engines]

        assert [host.take(Work.POLL, box) for host in hosts] == [box, [], []]
    for engine in engines:
        engine.dispose()
