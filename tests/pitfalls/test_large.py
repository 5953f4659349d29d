"""A huge mailbox is cheap, and a new UIDVALIDITY over many old mails registers none of them again.

Bytes and memory are asserted, seconds are only shown: they are the machine's.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.outside.clock import Clock
from tests.office.registers import a_letter, new_desk
from tests.outside.mails import account_of, letter
from tests.pitfalls.site import Site, complaint
from tests.servers import process
from tests.servers.dovecot import ACCOUNT
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy

#: RFC 5322 text of two kilobytes, as most mails
_TEXT = b"Isi surat lama yang sudah lama selesai.\r\n" * 50
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


@pytest.mark.parametrize(
    "count", [2_000, pytest.param(50_000, marks=[pytest.mark.soak, pytest.mark.timeout(900)])]
)
def test_one_new_mail_among_many_costs_little(
    mailbox: Inbox, tmp_path: Path, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    desk = new_desk(tmp_path, clock)  # type: ignore[arg-type]  # the real clock will do
    fill(mailbox, count)
    with proxy(mailbox.port) as between:
        account = account_of(mailbox, port=between.port, timeout=300)
        site = Site(desk, clock, account, between, mailbox)
        assert site.poll(), site.trouble
        mailbox.deliver(complaint(1))
        before, begun = between.passed + len(between.heard), time.monotonic()

        url = f"sqlite:///{tmp_path / 'tanggap.db'}"
        words = [sys.executable, "-c", _PASS, url, str(between.port), mailbox.user, mailbox.password]
        done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ})
        took = json.loads(done.stdout)
        wire = between.passed + len(between.heard) - before

    with capsys.disabled():
        figures = f"{wire:,} bytes, {took['seconds']:.2f} s, peak {took['peak'] / 1e6:.0f} MB"
        told = f"\n{count:,} old + 1 new: {figures}; whole process {time.monotonic() - begun:.1f} s\n"
        sys.stdout.write(told)
    assert [row.state for row in site.rows("select state from inbox")] == ["baru"]
    assert wire <= 1_000_000
    assert took["peak"] <= 150_000_000
    desk.engine.dispose()


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
