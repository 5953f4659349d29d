"""Reaching the mailbox on a real Dovecot: protection, login, and a remedy for each failure."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import OutsideError
from pipeline.outside.imap import Account, Mailbox, Security, check
from tests.outside.mails import account_of, letter
from tests.servers.certificates import make_certificate
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy
from tests.servers.process import free_port


def _failure(account: Account) -> OutsideError:
    with pytest.raises(OutsideError) as caught, Mailbox(account):
        pass
    return caught.value


def _tls(inbox: Inbox) -> Account:
    return replace(
        account_of(inbox), port=inbox.tls_port, security=Security.TLS, ca_file=str(inbox.authority)
    )


def _starttls(inbox: Inbox) -> Account:
    return replace(account_of(inbox), security=Security.STARTTLS, ca_file=str(inbox.authority))


@pytest.mark.parametrize("protected", [_tls, _starttls])
def test_it_reads_a_mail_over_a_protected_connection(mailbox: Inbox, protected: object) -> None:
    mailbox.deliver(letter(1))
    assert callable(protected)

    with Mailbox(protected(mailbox)) as box:
        mail = box.fetch(1)

    assert mail is not None
    assert mail.raw == letter(1)


def test_a_wait_over_tls_ends_when_a_mail_has_come(mailbox: Inbox) -> None:
    with Mailbox(_tls(mailbox)) as box:
        mailbox.deliver(letter(1))
        box.wait(20)

        assert box.uids_after(0) == [1]


def test_nothing_but_the_handshake_goes_over_the_wire_in_clear(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(replace(_starttls(mailbox), port=between.port)):
        assert mailbox.password.encode() not in between.heard
        assert mailbox.user.encode() not in between.heard


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_server_of_another_authority_gets_no_login(
    mailbox: Inbox, tmp_path: Path, security: Security
) -> None:
    stranger = make_certificate(tmp_path).authority
    account = _tls(mailbox) if security is Security.TLS else _starttls(mailbox)

    failure = _failure(replace(account, ca_file=str(stranger)))

    assert failure.permanent
    assert "ca_file" in failure.remedy


def test_a_certificate_without_a_ca_file_is_checked_against_the_systems_authorities(mailbox: Inbox) -> None:
    failure = _failure(replace(_tls(mailbox), ca_file=None))

    assert failure.permanent
    assert "sertifikat" in str(failure)


def test_a_certificate_of_another_host_is_refused(mailbox: Inbox) -> None:
    failure = _failure(replace(_tls(mailbox), host="127.0.0.2"))

    assert "127.0.0.2" in str(failure)


def test_an_unreadable_ca_file_is_a_permanent_error(mailbox: Inbox, tmp_path: Path) -> None:
    failure = _failure(replace(_tls(mailbox), ca_file=str(tmp_path / "hilang.pem")))

    assert failure.permanent
    assert "hilang.pem" in str(failure)


def test_a_server_that_hides_starttls_gets_no_login(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between:
        between.rewrite = lambda said: said.replace(b" STARTTLS", b"")

        failure = _failure(replace(_starttls(mailbox), port=between.port))

        assert mailbox.password.encode() not in between.heard
    assert failure.permanent
    assert "STARTTLS" in str(failure)


def test_tls_on_a_plain_port_is_a_permanent_error(mailbox: Inbox) -> None:
    failure = _failure(replace(_tls(mailbox), port=mailbox.port))

    assert failure.permanent
    assert "993" in failure.remedy


def test_a_wrong_password_is_a_permanent_error(mailbox: Inbox) -> None:
    failure = _failure(replace(account_of(mailbox), password=lambda: "salah"))

    assert failure.permanent
    assert "kata sandi" in failure.remedy


def test_a_password_beyond_ascii_reaches_the_server(mailbox: Inbox) -> None:
    failure = _failure(replace(account_of(mailbox), password=lambda: "sandi é"))

    assert "login ditolak" in str(failure)


def test_a_password_with_a_line_end_breaks_no_command(mailbox: Inbox) -> None:
    failure = _failure(replace(account_of(mailbox), password=lambda: "x\r\nA1 LOGOUT"))

    assert "login ditolak" in str(failure)


def test_a_token_logs_in(mailbox: Inbox) -> None:
    account = replace(account_of(mailbox), password=None, token=lambda: mailbox.password)

    with Mailbox(account) as box:
        assert box.uids_after(0) == []


def test_a_refused_token_is_a_permanent_error(mailbox: Inbox) -> None:
    failure = _failure(replace(account_of(mailbox), password=None, token=lambda: "kedaluwarsa"))

    assert failure.permanent
    assert "token" in failure.remedy


def test_a_token_goes_before_the_password(mailbox: Inbox) -> None:
    account = replace(account_of(mailbox), password=lambda: "salah", token=lambda: mailbox.password)

    assert "Dovecot" in check(account)


def test_a_login_that_the_server_turns_away_for_now_may_be_tried_again(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between:
        between.rewrite = lambda said: said.replace(b"[AUTHENTICATIONFAILED]", b"[UNAVAILABLE]")

        failure = _failure(replace(account_of(mailbox, port=between.port), password=lambda: "salah"))

    assert not failure.permanent


def test_a_connection_lost_while_logging_in_is_no_wrong_password(mailbox: Inbox) -> None:
    def cut_at_login(said: bytes) -> bytes:
        if b"Logged in" in said:
            raise ConnectionAbortedError
        return said

    with proxy(mailbox.port) as between:
        between.rewrite = cut_at_login

        failure = _failure(account_of(mailbox, port=between.port))

    assert not failure.permanent


def test_the_secret_is_in_no_error_and_no_representation(mailbox: Inbox) -> None:
    account = replace(account_of(mailbox), password=lambda: "sangat-rahasia")

    failure = _failure(account)

    assert "sangat-rahasia" not in str(failure) + repr(failure) + repr(account)


def test_a_server_that_is_away_may_be_tried_again(mailbox: Inbox) -> None:
    failure = _failure(replace(account_of(mailbox), port=free_port()))

    assert not failure.permanent
    assert "jaringan" in failure.remedy


def test_a_server_that_says_nothing_is_given_up_after_its_timeout(mailbox: Inbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        failure = _failure(replace(account_of(mailbox, timeout=0.5), port=port))

    assert not failure.permanent
