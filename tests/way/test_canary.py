"""The hourly mail to ourselves on real servers: it comes back, or somebody is told another way, once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.demo.certificates import Identity
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.way.configuration import ADDRESS, Wiring
from tests.way.office import Office, running_office
from tests.way.paper import PlainPaper

#: writes subject and text into a file, a line a call
BELL = "import sys; print(sys.argv[2], sys.stdin.read().strip(), sep=': ', file=open(sys.argv[1], 'a'))"


@contextmanager
def opened(
    folder: Path, dovecot: Dovecot, certificate: ServerCertificate, identity: Identity, alarm: str
) -> Iterator[Office]:
    proof = f"[canary]\nevery_minutes = 60\nlate_minutes = 15\n\n[alarm]\n{alarm}\n"
    wiring = Wiring(database_url=f"sqlite:///{folder}/register.sqlite3", identity=identity, proof=proof)
    with running_office(folder, dovecot, certificate, wiring, PlainPaper()) as office:
        yield office
        office.check_register()


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    """What the alarm command has said."""
    return tmp_path / "alarm.txt"


@pytest.fixture
def office(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity, bell: Path
) -> Iterator[Office]:
    """An office with canaries and an alarm by command."""
    command = f"command = ['{sys.executable}', '-c', \"{BELL}\", '{bell}']"
    with opened(tmp_path, dovecot, smtp_certificate, identity, command) as running:
        yield running


def canaries(office: Office) -> list[bool]:
    """Of each, whether it came back."""
    return [row.back_at is not None for row in office.rows("select back_at from canaries order by id")]


def told(bell: Path) -> list[str]:
    return bell.read_text().splitlines() if bell.exists() else []


def lose_mail(office: Office) -> None:
    """The server says 250, and what it took arrives nowhere."""
    vars(office.post.book)["_deliver"] = lambda _delivery: None


def test_it_goes_every_hour_and_comes_back_and_nobody_is_alarmed(office: Office, bell: Path) -> None:
    for _ in range(3):
        office.pass_time(minutes=60)
    office.work()

    assert canaries(office) == [True] * 4
    assert told(bell) == []


def test_it_is_no_letter_and_leaves_nothing_in_the_mailbox(office: Office) -> None:
    office.pass_time(minutes=60)
    office.work()

    rows = office.rows("select kind, state, case_id from inbox")
    assert {tuple(row) for row in rows} == {("sendiri", "selesai", None)}
    assert office.rows("select 1 from cases") == []
    assert office.rows("select 1 from recipients where address = :own", own=ADDRESS) == []
    assert office.post.mailbox(ADDRESS).mails() == []


def test_other_mail_in_the_mailbox_stays(office: Office) -> None:
    customer = office.write_letter("Tanya jadwal", "Kapan libur?")
    office.pass_time(minutes=60)
    office.work()

    assert len(office.post.mailbox(ADDRESS).mails()) == 1
    assert customer.address.encode() in office.post.mailbox(ADDRESS).mails()[0]


def test_lost_mail_is_told_once_and_so_is_its_end(office: Office, bell: Path) -> None:
    deliver = vars(office.post.book)["_deliver"]
    lose_mail(office)
    office.pass_time(minutes=60)
    office.pass_time(minutes=14)
    early = told(bell)

    for _ in range(5):
        office.pass_time(minutes=30)
    during = told(bell)
    vars(office.post.book)["_deliver"] = deliver
    office.pass_time(minutes=60)
    office.pass_time(minutes=1)
    office.pass_time(minutes=60)

    assert early == []
    assert len(during) == 1
    assert during[0].startswith("GANGGUAN: surel uji tidak kembali")
    assert ADDRESS in during[0]
    assert [line.partition(":")[0] for line in told(bell)] == ["GANGGUAN", "PULIH"]


def test_a_server_that_takes_no_mail_is_named_with_its_words(office: Office, bell: Path) -> None:
    office.post.faults.refuse_sender("550 5.7.1 Akun diblokir")
    office.pass_time(minutes=60)
    office.pass_time(minutes=16)

    (line,) = told(bell)
    assert "550 5.7.1 Akun diblokir" in line


def test_a_second_outage_is_told_again(office: Office, bell: Path) -> None:
    deliver = vars(office.post.book)["_deliver"]
    for _ in range(2):
        lose_mail(office)
        office.pass_time(minutes=60)
        office.pass_time(minutes=16)
        vars(office.post.book)["_deliver"] = deliver
        office.pass_time(minutes=60)
        office.pass_time(minutes=1)

    assert [line.partition(":")[0] for line in told(bell)] == ["GANGGUAN", "PULIH"] * 2


def test_the_second_server_carries_the_alarm_as_well(
    tmp_path: Path,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    smtp_sink: SmtpSink,
) -> None:
    second = (
        f'host = "127.0.0.1"\nport = {smtp_sink.port}\nsecurity = "none"\nauth = "none"\n'
        'sender = "alarm@lain.example"\nto = "jaga@lain.example"'
    )
    with opened(tmp_path, dovecot, smtp_certificate, identity, second) as office:
        lose_mail(office)
        office.pass_time(minutes=60)
        office.pass_time(minutes=16)

    (delivery,) = smtp_sink.deliveries
    assert (delivery.sender, delivery.recipients) == ("alarm@lain.example", ("jaga@lain.example",))
    assert b"GANGGUAN" in delivery.data
