"""The program's own mailbox and relay work on the demo's server as they do on Dovecot."""

import threading
import time
from collections.abc import Iterator

import pytest

from pipeline.demo.people import Person
from pipeline.demo.server import MailServer
from pipeline.mail.envelope import Envelope, Marking, Outcome, Receipt
from pipeline.outside.imap import Mailbox
from pipeline.outside.imap_account import Account
from pipeline.outside.relay import Relay
from pipeline.outside.smtp import deliver
from pipeline.outside.tls import Security
from tests.demo.conftest import CUSTOMER, MONDAY, OFFICE, PASSWORD

COMPLAINT = b"To: pengaduan@balai.example\r\nSubject: Keluhan\r\n\r\nLHU belum kami terima.\r\n"


@pytest.fixture
def customer(server: MailServer) -> Person:
    return Person(CUSTOMER, PASSWORD, server)


@pytest.fixture
def box(server: MailServer) -> Iterator[Mailbox]:
    account = Account(server.host, server.imap_port, Security.NONE, OFFICE, lambda: PASSWORD, timeout=10)
    with Mailbox(account) as opened:
        yield opened


def test_a_mail_is_fetched_with_its_bytes_and_its_time_of_receipt(box: Mailbox, customer: Person) -> None:
    customer.send(COMPLAINT)

    (uid,) = box.uids_after(0)
    mail = box.fetch(uid)

    assert mail is not None
    stamp, _, rest = mail.raw.partition(b"\r\n")
    assert stamp.startswith(b"Authentication-Results: surel.balai.example; auth=pass smtp.auth=")
    assert (rest, mail.received_at) == (COMPLAINT, MONDAY)


def test_uidnext_tells_where_the_next_mail_will_lie(box: Mailbox, customer: Person) -> None:
    before = box.state().uidnext

    customer.send(COMPLAINT)

    assert box.uids_after(before - 1) == [before]


def test_waiting_ends_at_once_when_a_mail_comes(box: Mailbox, customer: Person) -> None:
    later = threading.Timer(0.2, customer.send, (COMPLAINT,))
    started = time.monotonic()

    later.start()
    box.wait(10)

    later.join()
    assert time.monotonic() - started < 1.5


def test_waiting_does_not_sleep_over_a_mail_that_is_already_there(box: Mailbox, customer: Person) -> None:
    customer.send(COMPLAINT)
    started = time.monotonic()

    box.wait(10)

    assert time.monotonic() - started < 1.5


def test_a_mail_gets_the_keyword(box: Mailbox, customer: Person) -> None:
    customer.send(COMPLAINT)

    assert box.mark([1], "$Diagenda", "") is Marking.KEYWORD


def test_a_frozen_mail_is_delivered_as_it_is(server: MailServer, customer: Person) -> None:
    raw = b"From: pengaduan@balai.example\r\nTo: pelanggan@perusahaan.example\r\n\r\nSurat terlampir.\r\n"
    envelope = Envelope(1, OFFICE, (CUSTOMER,), raw)
    relay = Relay(server.host, server.smtp_port, Security.NONE)
    receipts = list[Receipt]()

    deliver(relay, [envelope], lambda _: None, lambda told: receipts.extend(receipt for _, receipt in told))

    (result,) = receipts[0].results
    assert result.outcome is Outcome.ACCEPTED
    assert customer.inbox()[0].raw == raw
