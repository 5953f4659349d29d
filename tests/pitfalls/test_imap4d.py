"""GNU imap4d, a second real server: it searches no UIDs, rewrites mails, and may give a UID twice."""

import imaplib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.outside.clock import Clock
from pipeline.outside.imap import Account, Mailbox, Security
from tests.office.registers import new_desk
from tests.outside.mails import letter
from tests.pitfalls.site import Site, complaint
from tests.servers.dovecot import PASSWORD
from tests.servers.fault_proxy import proxy
from tests.servers.imap4d import USER, Imap4d, running_imap4d


@pytest.fixture
def imap4d() -> Iterator[Imap4d]:
    with running_imap4d() as server:
        yield server


@pytest.fixture
def site(imap4d: Imap4d, tmp_path: Path) -> Iterator[Site]:
    """An office that has opened its mailbox there and found one old mail."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)  # type: ignore[arg-type]  # the real clock will do
    imap4d.deliver(letter(0), ago=timedelta(hours=1))
    with proxy(imap4d.port) as between:
        account = Account(imap4d.host, between.port, Security.NONE, USER, lambda: PASSWORD, timeout=20)
        # It makes its UIDVALIDITY of the time, and forgets it where a session changes nothing.
        between.uidvalidity = 4711
        yield Site(desk, clock, account, between, imap4d).open()
    desk.engine.dispose()


def test_a_server_that_searches_no_uids_hides_no_letter(site: Site) -> None:
    site.deliver(complaint(1), complaint(2))

    site.work(polls=2)

    assert (site.cases, site.trouble) == (2, [])


def test_mails_that_the_server_writes_into_are_the_same_letters_under_a_new_uidvalidity(
    site: Site, imap4d: Imap4d
) -> None:
    site.deliver(complaint(1))
    site.work(polls=2)
    with Mailbox(site.account) as box:
        before = box.fetch(2)
    # A colleague expunges the first mail: the server writes the file anew, with lines of its own.
    with imaplib.IMAP4(imap4d.host, imap4d.port, timeout=20) as client:
        client.login(USER, PASSWORD)
        client.select()
        client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
        client.expunge()
    with Mailbox(site.account) as box:
        after = box.fetch(2)
    assert before
    assert after
    assert before.raw != after.raw

    site.between.uidvalidity = 4712
    site.deliver(complaint(2))
    site.work()

    assert [row.number for row in site.rows("select number from cases")][:2] == [
        "PGD-2026-0001",
        "PGD-2026-0002",
    ]
    assert site.states.count("ganda") == 1


def test_a_uid_that_is_given_twice_hides_no_letter(site: Site, imap4d: Imap4d) -> None:
    # By their receipt they are told apart, and that has whole seconds (RFC 3501, 2.3.3).
    for number in (1, 2):
        imap4d.deliver(complaint(number), ago=timedelta(seconds=2))
    site.work()

    site.wait(seconds=2)
    imap4d.make_anew(complaint(3), complaint(4))
    site.work(polls=2)

    with Mailbox(site.account) as box:
        assert box.state().uidvalidity == 4711
        assert box.uids_after(0) == [1, 2]
    assert site.cases == 4


def test_nothing_is_expunged_or_marked_where_that_is_unsafe(site: Site) -> None:
    site.deliver(complaint(1))

    site.work()

    assert b"EXPUNGE" not in site.between.heard
    assert b"STORE" not in site.between.heard
    assert [row.marked for row in site.rows("select marked from inbox where mark_due")] == ["none"]
