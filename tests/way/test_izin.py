"""The right to the mailbox is withdrawn and given again: that is told once each, and no letter is lost."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.daemon import Daemon
from pipeline.demo.certificates import Identity
from pipeline.outside.clock import Clock
from pipeline.wiring import works
from tests.offices import MONDAY
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.token_server import TokenServer, token_server
from tests.way.configuration import ADDRESS, Wiring, write_configuration
from tests.way.office import LETTER, SUBJECT, Office
from tests.way.paper import PlainPaper
from tests.way.post_office import PostOffice
from tests.way.test_canary import BELL, told


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    """Issues what Dovecot takes for a token, good for no longer than one login."""
    monkeypatch.setenv("TANGGAP_OAUTH_REFRESH_TOKEN", "izin pemilik kotak surat")
    with token_server() as server:
        server.life, server.issues = 0, [PASSWORD] * 100
        yield server


def configured(folder: Path, post: PostOffice, identity: Identity, issuer: TokenServer) -> Path:
    """The configuration of an office that logs in with tokens."""
    bell = f"command = ['{sys.executable}', '-c', \"{BELL}\", '{folder}/alarm.txt']"
    oauth = f'token_url = "{issuer.url}"\nclient_id = "tanggap"\ngrant = "refresh_token"'
    proof = f"[canary]\nevery_minutes = 0\n\n[alarm]\n{bell}\n\n[oauth]\n{oauth}\n"
    wiring = Wiring(database_url=f"sqlite:///{folder}/register.sqlite3", identity=identity, proof=proof)
    config = write_configuration(folder / "config", post, wiring)
    program = config / "pipeline.toml"
    program.write_text(program.read_text().replace("\n\n[smtp]", '\nauth = "xoauth2"\n\n[smtp]'))
    return config


def lose_connection(daemon: Daemon) -> None:
    """The server ends the session, as it does when its token has ended."""
    box = vars(daemon)["_box"]
    assert box is not None
    vars(box)["_box"].client.shutdown()


def test_a_right_that_was_withdrawn_is_told_once_and_mail_comes_in_when_it_is_given_again(
    tmp_path: Path,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    issuer: TokenServer,
) -> None:
    clock, bell = Clock(MONDAY - Clock()()), tmp_path / "alarm.txt"
    with ExitStack() as stack:
        post = stack.enter_context(PostOffice(smtp_certificate, dovecot, clock).serve())
        config = configured(tmp_path, post, identity, issuer)
        built = stack.enter_context(works(settings.load(config), clock))
        daemon = stack.enter_context(closing(Daemon(replace(built, converter=PlainPaper()))))
        office = Office(post, clock, built.desk, identity, daemon.drain)
        office.work()
        first = office.complain()

        issuer.refuses = (400, "invalid_grant")
        lose_connection(daemon)
        second = office.customer()
        second.write(ADDRESS, SUBJECT, LETTER)
        for _ in range(4):
            daemon.drain()
        during, asked = told(bell), len(issuer.asked)
        issuer.refuses = None
        daemon.drain()
        office.leave_mailboxes()

        assert first.number == "PGD-2026-0001"
        assert [line.partition(":")[0] for line in during] == ["GANGGUAN"]
        assert "oauth_refresh_token" in during[0]
        # One look at the mailbox a pass, and one question to the issuer a look.
        assert asked <= 2 + 2 * 4
        assert office.matter(second).number == "PGD-2026-0002"
        assert [line.partition(":")[0] for line in told(bell)] == ["GANGGUAN", "PULIH"]
