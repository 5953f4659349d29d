"""A mailbox that was moved or restored: a new UIDVALIDITY, and dates of receipt that are not true.

imapsync without dates stamps all mails with the hour of the move, an archive that lost them with 1970.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.office.collect import collect
from pipeline.office.waiting import what_waits
from pipeline.outside.clock import Clock
from pipeline.outside.imap import Mailbox
from pipeline.store.database import reading, writing
from tests.office.registers import new_desk
from tests.outside.mails import account_of
from tests.pitfalls.site import Site, complaint
from tests.servers import process
from tests.servers.dovecot import ACCOUNT
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy

_moves = itertools.count()
#: so many letters lay there before the office began, and since when
OLD, LONG_AGO = 40, datetime(2020, 3, 3, 2, tzinfo=UTC)
YEAR = timedelta(days=365)
#: what a move makes of the date of receipt of a mail
STAMPS: dict[str, Callable[[datetime], datetime]] = {
    "as it was": lambda received: received,
    "the hour of the move": lambda _: datetime.now(UTC),
    "1970": lambda _: datetime(1970, 1, 1, tzinfo=UTC),
    "a year too old": lambda received: received - YEAR,
    "a year ahead": lambda _: datetime.now(UTC) + YEAR,
}


def old(number: int) -> bytes:
    """A complaint from before the office began."""
    date = f"Tue, 03 Mar 2020 09:{number:02}:00 +0700"
    return complaint(5000 + number, Date=date, **{"Message-ID": f"<lama-{number}@perusahaan.example>"})


def files(inbox: Inbox) -> list[Path]:
    """Its mails, in their order."""
    return sorted([*(inbox.maildir / "new").iterdir(), *(inbox.maildir / "cur").iterdir()])


def put(inbox: Inbox, mail: bytes, received: datetime) -> None:
    """A mail comes in at that time: a Maildir has it as the file's."""
    before = set(files(inbox)) if inbox.maildir.exists() else set()
    inbox.deliver(mail)
    (file,) = set(files(inbox)) - before
    os.utime(file, (received.timestamp(), received.timestamp()))


def move(inbox: Inbox, stamp: Callable[[datetime], datetime], *, validity: int = 4712) -> None:
    """The server is made anew from the mails alone: other UIDs, another UIDVALIDITY, their dates stamped."""
    for index in inbox.maildir.glob("dovecot*"):
        index.unlink()
    # Else it would be the second, and the old one may be of the same.
    made = inbox.maildir / "dovecot-uidlist"
    made.write_text(f"3 V{validity} N1 G{validity:032x}\n")
    process.hand_over(made, ACCOUNT)
    for place, file in enumerate(reversed(files(inbox))):
        received = stamp(datetime.fromtimestamp(file.stat().st_mtime, UTC)).timestamp()
        moved = inbox.maildir / "cur" / f"1700000000.{place:06}.pindah-{validity}-{next(_moves)}:2,S"
        file.rename(moved)
        os.utime(moved, (received, received))
        process.hand_over(moved, ACCOUNT)


def as_an_older_version_left_it(site: Site) -> None:
    """A register that remembers nothing of what lay there at its first look."""
    with writing(site.desk.engine) as connection:
        connection.execute(text("delete from earlier"))
        connection.execute(text("update cursors set begun_at = null, begun_uid = null, remembered = false"))


def numbers(site: Site) -> list[str]:
    """The numbers of the cases, in their order."""
    return [row.number for row in site.rows("select number from cases order by id")]


@pytest.fixture
def site(tmp_path: Path, mailbox: Inbox) -> Iterator[Site]:
    """An office that has opened a mailbox full of old letters on the real server."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)  # type: ignore[arg-type]  # the real clock will do
    for number in range(OLD):
        put(mailbox, old(number), LONG_AGO)
    with proxy(mailbox.port) as between:
        yield Site(desk, clock, account_of(mailbox, port=between.port), between, mailbox).open()
    desk.engine.dispose()


@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_a_letter_that_came_between_is_registered_whatever_its_date_and_no_other(
    site: Site, stamp: Callable[[datetime], datetime]
) -> None:
    for number in (1, 2):
        put(site.inbox, complaint(number), site.clock())
    site.work()
    assert site.cases == 2

    put(site.inbox, complaint(3), site.clock())
    move(site.inbox, stamp)
    site.work(polls=2)
    # Once a day whatever lies there is compared.
    site.wait(days=1, hours=1)
    put(site.inbox, complaint(4), site.clock())
    site.work(polls=2)

    year = site.clock().year
    assert numbers(site) == [f"PGD-{year}-000{number}" for number in (1, 2, 3, 4)]
    assert len(site.rows("select 1 from audit where event = 'uidvalidity_berubah'")) == 1
    assert (site.held, site.trouble) == ([], [])
    assert "surat lama" not in str(what_waits(site.desk, site.clock()))


def test_of_old_mail_in_a_moved_mailbox_only_a_little_of_the_header_is_fetched(site: Site) -> None:
    move(site.inbox, STAMPS["the hour of the move"])
    before = site.between.passed
    site.poll()

    assert b"BODY.PEEK[]" not in site.between.heard
    assert site.between.passed - before < 3_000 + 350 * OLD
    passed = site.between.passed
    site.poll()
    assert site.between.passed - passed < 3_000


def test_a_mailbox_that_moves_again_and_back_hides_and_doubles_nothing(site: Site) -> None:
    for number, stamp in enumerate(("1970", "the hour of the move", "a year too old"), 1):
        put(site.inbox, complaint(number), site.clock())
        move(site.inbox, STAMPS[stamp], validity=4711 + number % 2)
        site.work(polls=2)

    assert site.cases == 3


@pytest.mark.parametrize("cut", range(300, 9_000, 900))
def test_a_first_look_that_is_cut_off_is_taken_up_again(site: Site, cut: int) -> None:
    as_an_older_version_left_it(site)
    site.between.cut_in = cut
    site.poll()
    site.between.cut_in = None
    site.poll()
    move(site.inbox, STAMPS["the hour of the move"])
    site.between.cut_in = cut
    site.poll()
    site.between.cut_in = None
    site.work()

    assert site.cases == 0
    assert len(site.rows("select 1 from earlier")) == 2 * OLD


def test_a_register_of_an_older_version_remembers_at_its_next_look(site: Site) -> None:
    put(site.inbox, complaint(1), site.clock())
    site.work()
    as_an_older_version_left_it(site)
    site.poll()

    put(site.inbox, complaint(2), site.clock())
    move(site.inbox, STAMPS["1970"])
    site.work(polls=2)

    assert site.cases == 2


def test_what_moved_before_anything_was_remembered_is_told_by_any_date_that_speaks_for_a_letter(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    as_an_older_version_left_it(site)
    written = format_datetime(site.clock() + timedelta(minutes=1))
    put(site.inbox, complaint(1, Date=written), site.clock())
    move(site.inbox, STAMPS["1970"])
    site.work(polls=2)

    assert site.cases == 1
    assert "old mail was told by its dates alone" in [record.message for record in caplog.records]
    waits = {short: lines for short, _, lines in what_waits(site.desk, site.clock())}
    assert (
        f"{OLD} surel di folder INBOX dianggap surat lama menurut tanggalnya saja" in waits["belum pasti"][0]
    )


def test_old_mail_that_nothing_tells_apart_comes_to_the_office_rather_than_hide_a_letter(site: Site) -> None:
    nameless = complaint(6001, Date="", **{"Message-ID": ""})
    nameless = nameless.replace(b"Message-ID: \r\n", b"").replace(b"Date: \r\n", b"")
    put(site.inbox, nameless, LONG_AGO)
    with writing(site.desk.engine) as connection:
        connection.execute(text("delete from cursors"))
        connection.execute(text("delete from earlier"))
    site.open()
    assert site.cases == 0

    move(site.inbox, STAMPS["1970"])
    site.work()

    assert site.cases == 1


def test_with_a_day_to_begin_from_a_moved_mailbox_hides_and_doubles_nothing(
    tmp_path: Path, mailbox: Inbox
) -> None:
    desk = new_desk(tmp_path, Clock())  # type: ignore[arg-type]  # the real clock will do
    put(mailbox, old(1), LONG_AGO)
    put(mailbox, complaint(1), desk.clock() - timedelta(days=3))
    for stamp in ("as it was", "1970"):
        with Mailbox(account_of(mailbox)) as box:
            collect(desk, box, since=desk.clock() - timedelta(days=7))
        move(mailbox, STAMPS[stamp])
        put(mailbox, complaint(2), desk.clock())
    with Mailbox(account_of(mailbox)) as box:
        collect(desk, box, since=desk.clock() - timedelta(days=7))

    with reading(desk.engine) as connection:
        taken = connection.execute(text("select distinct sha256 from inbox")).all()
    assert len(taken) == 2
    desk.engine.dispose()
