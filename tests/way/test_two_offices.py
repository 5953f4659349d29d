"""Two offices that write to each other, as machines do: on real servers they fall silent at once."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pipeline.demo.certificates import Identity
from tests.offices import BORDER
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import ADDRESS, Wiring
from tests.way.office import LETTER, SUBJECT, Office, running_office
from tests.way.paper import PlainPaper

OTHER = "pengaduan@cabang.example"
#: what a hostile gateway would take away, so that one machine does not know the other
_MARKS = re.compile(rb"^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Tanggap-Register):.*\r\n", re.MULTILINE)


@pytest.fixture
def offices(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity
) -> Iterator[tuple[Office, Office]]:
    with ExitStack() as stack:
        made = []
        for domain in ("balai.example", "cabang.example"):
            folder = tmp_path / domain
            folder.mkdir()
            url = f"sqlite:///{folder}/register.sqlite3"
            wiring = Wiring(database_url=url, identity=identity, domain=domain)
            running = running_office(folder, dovecot, smtp_certificate, wiring, PlainPaper())
            made.append(stack.enter_context(running))
        yield made[0], made[1]


def _carry(sender: str, source: Office, target: Office, to: str, done: int, *, strip: bool) -> int:
    """Bring what one office wrote into the other's mailbox, its domain proven; how many mails in all."""
    written = [each.data for each in source.post.to(to) if sender.encode() in each.data[:2000]]
    domain = sender.partition("@")[2]
    for raw in written[done:]:
        stamp = f"Authentication-Results: {BORDER}; dmarc=pass header.from={domain}\r\n".encode()
        target.post.lay(to, stamp + (_MARKS.sub(b"", raw) if strip else raw))
    return len(written)


@pytest.mark.parametrize("strip", [False, True], ids=["as they are", "their marks taken away"])
def test_two_offices_pointed_at_each_other_stop_after_three_mails(
    offices: tuple[Office, Office], strip: bool
) -> None:
    one, two = offices
    # Somebody complains to the one office under the address of the other.
    one.person(OTHER, "Bagian Mutu PT Contoh Sejahtera").write(ADDRESS, SUBJECT, LETTER)
    there = back = 0

    for _ in range(6):
        one.work()
        there = _carry(ADDRESS, one, two, OTHER, there, strip=strip)
        two.work()
        back = _carry(OTHER, two, one, ADDRESS, back, strip=strip)
        one.pass_time(minutes=20)
        two.pass_time(minutes=20)

    assert there >= 1, "the first office has to say something, or nothing was tried"
    assert there + back <= 3
