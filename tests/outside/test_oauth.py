"""Access tokens are renewed before they end and once after a refusal; a withdrawn right names its remedy."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.outside.imap import check
from pipeline.outside.oauth import Issuer, Tokens
from tests.outside.mails import account_of
from tests.outside.posting import envelope, posted, relay_of
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_dialogue import PASSWORD
from tests.servers.smtp_sink import SmtpSink
from tests.servers.token_server import TokenServer, token_server


class _Clock:
    """Seconds, as the test wants them to pass."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def issuer() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def tokens(issuer: TokenServer, clock: _Clock) -> Tokens:
    return Tokens(_issuer(issuer), clock)


def _issuer(server: TokenServer) -> Issuer:
    return Issuer(server.url, "tanggap", client_secret=lambda: "rahasia", scope="surat")


def _babble(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(b"220 smtp.example ESMTP\r\n\r\n")


def _failure(tokens: Tokens) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        tokens.current()
    return caught.value


def test_a_token_is_asked_for_with_the_right_of_the_application(tokens: Tokens, issuer: TokenServer) -> None:
    assert tokens.current() == "token-1"
    assert issuer.asked == [
        {
            "client_id": "tanggap",
            "grant_type": "client_credentials",
            "client_secret": "rahasia",
            "scope": "surat",
        }
    ]


def test_a_token_is_asked_for_once_while_it_is_good(
    tokens: Tokens, issuer: TokenServer, clock: _Clock
) -> None:
    tokens.current()
    clock.seconds += 2800

    assert tokens.current() == "token-1"
    assert len(issuer.asked) == 1


@pytest.mark.parametrize(("life", "passed"), [(3600, 2881), (600, 301), (60, 31), (10**400, 69_121)])
def test_a_token_is_renewed_before_it_ends(
    tokens: Tokens, issuer: TokenServer, clock: _Clock, life: int, passed: int
) -> None:
    issuer.life = life
    tokens.current()
    clock.seconds += passed

    assert tokens.current() == "token-2"


def test_a_token_that_was_refused_is_renewed_though_it_had_not_ended(tokens: Tokens) -> None:
    refused = tokens.current()

    assert tokens.renewed(refused) == "token-2"


def test_a_token_that_another_login_renewed_already_is_not_renewed_again(
    tokens: Tokens, issuer: TokenServer
) -> None:
    refused = tokens.current()
    tokens.renewed(refused)

    assert tokens.renewed(refused) == "token-2"
    assert len(issuer.asked) == 2


def test_the_right_that_an_owner_gave_is_presented_and_its_successor_from_then_on(
    issuer: TokenServer,
) -> None:
    tokens = Tokens(replace(_issuer(issuer), refresh_token=lambda: "izin-1"))
    issuer.rotates = "izin-2"

    tokens.renewed(tokens.current())

    assert [form["grant_type"] for form in issuer.asked] == ["refresh_token"] * 2
    assert [form["refresh_token"] for form in issuer.asked] == ["izin-1", "izin-2"]


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("invalid_grant", "oauth_refresh_token"),
        ("invalid_client", "oauth_client_secret"),
        ("unauthorized_client", "administrator"),
        ("invalid_request", "[oauth]"),
    ],
)
def test_a_refusal_is_permanent_and_names_its_remedy(
    tokens: Tokens, issuer: TokenServer, error: str, remedy: str
) -> None:
    issuer.refuses = (400, error)

    failure = _failure(tokens)

    assert failure.permanent
    assert remedy in failure.remedy
    assert f"400 {error} AADSTS50173: izin dicabut" in str(failure)


@pytest.mark.parametrize("refuses", [(503, "temporarily_unavailable"), (500, ""), (429, "")])
def test_an_issuer_that_is_down_is_asked_again_later(
    tokens: Tokens, issuer: TokenServer, refuses: tuple[int, str]
) -> None:
    issuer.refuses = refuses

    assert not _failure(tokens).permanent

    issuer.refuses = None
    assert tokens.current() == "token-1"


def test_an_issuer_that_is_not_there_is_asked_again_later() -> None:
    with token_server() as server:
        gone = Tokens(_issuer(server))

    assert not _failure(gone).permanent


def test_an_issuer_that_speaks_no_http_is_asked_again_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_babble, args=(listening,))
        answering.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/token"

        failure = _failure(Tokens(Issuer(url, "tanggap")))
        answering.join()

    assert not failure.permanent


def test_nobody_gets_an_empty_token_after_another_asked_in_vain(tokens: Tokens, issuer: TokenServer) -> None:
    refused = tokens.current()
    issuer.refuses = (503, "")
    for _ in range(2):
        with pytest.raises(OutsideError):
            tokens.renewed(refused)
    issuer.refuses = None

    assert tokens.renewed(refused) == "token-2"


def test_the_secrets_are_not_carried_elsewhere(tokens: Tokens, issuer: TokenServer) -> None:
    issuer.refuses = (307, "")

    assert "307" in str(_failure(tokens))


def test_no_secret_is_shown_with_the_issuer(issuer: TokenServer) -> None:
    assert "lambda" not in repr(_issuer(issuer))


def test_the_mailbox_is_opened_with_a_new_token_after_it_refused_the_first(
    mailbox: Mailbox, issuer: TokenServer
) -> None:
    issuer.issues = ["ditarik", mailbox.password]
    tokens = Tokens(_issuer(issuer))

    assert "Dovecot" in check(
        replace(account_of(mailbox), password=None, token=tokens.current, renewed=tokens.renewed)
    )
    assert len(issuer.asked) == 2


def test_a_mailbox_that_refuses_the_second_token_too_is_not_asked_a_third_time(
    mailbox: Mailbox, issuer: TokenServer
) -> None:
    tokens = Tokens(_issuer(issuer))
    account = replace(account_of(mailbox), password=None, token=tokens.current, renewed=tokens.renewed)

    with pytest.raises(OutsideError) as caught:
        check(account)

    assert caught.value.permanent
    assert len(issuer.asked) == 2


def test_the_relay_takes_mail_with_a_new_token_after_it_refused_the_first(
    smtp_sink: SmtpSink, issuer: TokenServer
) -> None:
    issuer.issues = ["ditarik", PASSWORD]
    tokens = Tokens(_issuer(issuer))

    posted(replace(relay_of(smtp_sink), user="tu", token=tokens.current, renewed=tokens.renewed), envelope())

    assert smtp_sink.deliveries[0].user == "tu"
    assert len(issuer.asked) == 2


def test_a_right_that_was_withdrawn_sends_nothing_and_leaves_no_connection_behind(
    smtp_sink: SmtpSink, issuer: TokenServer
) -> None:
    issuer.refuses = (400, "invalid_grant")
    tokens = Tokens(_issuer(issuer))
    relay = replace(relay_of(smtp_sink), user="tu", token=tokens.current, renewed=tokens.renewed)

    with pytest.raises(OutsideError, match="invalid_grant"):
        posted(relay, envelope())

    assert smtp_sink.deliveries == []
    assert not any(command.startswith("AUTH") for command in smtp_sink.book.commands)
