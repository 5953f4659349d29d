"""A huge mailbox is cheap, and a new UIDVALIDITY over many old mails registers none of them again.

Bytes and memory are asserted, seconds are only shown: they are the machine's.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.office.desk import Desk
from pipeline.outside.clock import Clock
from pipeline.store.database import reading
from tests.office.registers import a_letter, new_desk
from tests.outside.mails import account_of, letter
from tests.pitfalls.site import Site, complaint
from tests.servers import process
from tests.servers.dovecot import ACCOUNT, Dovecot
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import Proxy, proxy

#: RFC 5322 text of two kilobytes, as most mails
_TEXT = b"Isi surat lama yang sudah lama selesai.\r\n" * 50
#: bytes over the wire that the first look costs for each old mail
OF_EACH = 350
#: prints what one pass over a mailbox took; a process of its own, so that its memory is its own
_PASS = r"""
import json, re, sys, time
from pathlib import Path
from pipeline.office.collect import collect
from pipeline.outside.clock import Clock
from pipeline.outside.imap import Account, Mailbox, Security
from pipeline.store.database import open_engine
from tests.offices import a_desk
url, port, user, password = sys.argv[1:]
desk = a_desk(open_engine(url), Clock())
account = Account("127.0.0.1", int(port), Security.NONE, user, lambda: password, timeout=120)
begun = time.monotonic()
with Mailbox(account) as box:
    came = collect(desk, box)
# Not getrusage: its peak is that of whoever started this process.
peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
print(json.dumps({"came": came, "seconds": time.monotonic() - begun, "peak": peak}))
"""


def fill(inbox: Inbox, count: int) -> None:
    """So many old mails, written as files: an APPEND each would take minutes."""
    inbox.mails()
    for number in range(count):
        draft = inbox.maildir / "cur" / f"1700000000.{number:06}.lama:2,S"
        draft.write_bytes(letter(number, _TEXT))
        process.hand_over(draft, ACCOUNT)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one pass took: bytes over the wire, bytes of memory, seconds."""

    wire: int
    peak: int
    seconds: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wire + other.wire, max(self.peak, other.peak), self.seconds + other.seconds)

    def __str__(self) -> str:
        return f"{self.wire:,} bytes, {self.seconds:.2f} s, peak {self.peak / 1e6:.0f} MB"


def one_pass(inbox: Inbox, between: Proxy, folder: Path) -> Cost:
    """Look at the mailbox once, in a process of its own."""
    before = between.passed + len(between.heard)
    url = f"sqlite:///{folder / 'tanggap.db'}"
    words = [sys.executable, "-c", _PASS, url, str(between.port), inbox.user, inbox.password]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ})
    took = json.loads(done.stdout)
    return Cost(between.passed + len(between.heard) - before, took["peak"], took["seconds"])


def remembered(desk: Desk) -> int:
    """How many old mails are told from new ones by more than their dates."""
    with reading(desk.engine) as connection:
        return int(connection.scalar(text("select count(*) from earlier")) or 0)


def costs(inbox: Inbox, folder: Path, count: int) -> tuple[Cost, Cost]:
    """Of the first look at so many old mails, and of the one that finds a new one among them."""
    folder.mkdir()
    desk = new_desk(folder, Clock())  # type: ignore[arg-type]  # the real clock will do
    fill(inbox, count)
    with proxy(inbox.port) as between:
        first = one_pass(inbox, between, folder)
        while remembered(desk) < count:
            first += one_pass(inbox, between, folder)
        inbox.deliver(complaint(1))
        second = one_pass(inbox, between, folder)
    with reading(desk.engine) as connection:
        assert list(connection.scalars(text("select state from inbox"))) == ["baru"]
    desk.engine.dispose()
    return first, second


@pytest.mark.parametrize(
    "count", [2_000, pytest.param(50_000, marks=[pytest.mark.soak, pytest.mark.timeout(900)])]
)
def test_one_new_mail_among_many_costs_little(
    mailbox: Inbox, tmp_path: Path, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = costs(mailbox, tmp_path / "kantor", count)

    with capsys.disabled():
        sys.stdout.write(f"\n{count:,} old: {first}; 1 new: {second}\n")
    assert second.wire <= 1_000_000
    assert second.peak <= 150_000_000
    # Once, and of each no more than it takes to know it again.
    assert first.wire <= 10_000 + OF_EACH * count
    assert first.peak <= 150_000_000


def test_ten_times_as_many_old_mails_cost_not_a_byte_more(dovecot: Dovecot, tmp_path: Path) -> None:
    wires = []
    for count in (500, 5_000):
        folder, inbox = tmp_path / str(count), dovecot.mailbox()
        folder.mkdir()
        clock = Clock()
        desk = new_desk(folder, clock)  # type: ignore[arg-type]  # the real clock will do
        fill(inbox, count)
        with proxy(inbox.port) as between:
            site = Site(desk, clock, account_of(inbox, port=between.port), between, inbox)
            assert site.poll(), site.trouble
            site.deliver(complaint(1))
            before = between.passed + len(between.heard)
            assert site.poll(), site.trouble
            wires.append(between.passed + len(between.heard) - before)
            assert site.states == ["baru"]
        desk.engine.dispose()

    # UIDs and UIDNEXT have a digit more.
    assert abs(wires[1] - wires[0]) <= 100, wires


def test_five_hundred_old_mails_under_a_new_uidvalidity_are_not_registered_again(
    mailbox: Inbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    desk = new_desk(tmp_path, clock)  # type: ignore[arg-type]  # the real clock will do
    with proxy(mailbox.port) as between:
        site = Site(desk, clock, account_of(mailbox, port=between.port), between, mailbox).open()
        site.deliver(*(complaint(number) for number in range(1, 11)))
        site.deliver(
            *(
                a_letter("Brosur alat.", subject=f"Brosur {number}", number=1000 + number)
                for number in range(490)
            )
        )
        site.work()
        assert (site.cases, len(site.states)) == (10, 500)

        between.uidvalidity = 4712
        site.deliver(*(complaint(number) for number in range(11, 14)))
        site.work(polls=2)

    assert site.cases == 13
    assert site.states[500:].count("ganda") == 500
    assert [record.message for record in caplog.records].count("uidvalidity changed") == 1
    desk.engine.dispose()
