"""Reaching the relay: protection, login, and a remedy for each failure."""

import gc
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Outcome
from pipeline.outside.smtp import Relay, Security, check
from tests.outside.posting import envelope, posted, relay_of
from tests.servers.certificates import ServerCertificate, make_certificate
from tests.servers.process import free_port
from tests.servers.smtp_dialogue import PASSWORD
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def implicit(smtp_certificate: ServerCertificate) -> Iterator[SmtpSink]:
    with SmtpSink(smtp_certificate, implicit_tls=True).serve() as sink:
        yield sink


def _starttls(sink: SmtpSink) -> Relay:
    return replace(relay_of(sink), security=Security.STARTTLS, ca_file=str(sink.authority))


def _tls(sink: SmtpSink) -> Relay:
    return replace(_starttls(sink), security=Security.TLS)


@contextmanager
def left_open() -> Iterator[list[str]]:
    """What is warned of while the block runs: sockets that nobody closed."""
    found: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield found
        gc.collect()
    found += [str(each.message) for each in caught]


def _failure(relay: Relay) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        posted(relay, envelope())
    return caught.value


def test_a_mail_goes_over_tls_from_the_start(implicit: SmtpSink) -> None:
    posting = posted(_tls(implicit), *(envelope(number) for number in range(8)))

    assert posting.outcomes() == [Outcome.ACCEPTED] * 8
    assert all(delivery.encrypted for delivery in implicit.deliveries)


def test_a_mail_goes_over_starttls(smtp_sink: SmtpSink) -> None:
    posted(_starttls(smtp_sink), envelope())

    assert smtp_sink.deliveries[0].encrypted


@pytest.mark.parametrize("implicit_tls", [False, True])
def test_no_connection_is_left_open(smtp_certificate: ServerCertificate, implicit_tls: bool) -> None:
    with SmtpSink(smtp_certificate, implicit_tls=implicit_tls).serve() as sink, left_open() as found:
        relay = _tls(sink) if implicit_tls else _starttls(sink)
        for _ in range(25):
            posted(relay, envelope())
            check(relay)

    assert found == []


@pytest.mark.parametrize("point", [Point.MAIL, Point.DATA, Point.BODY, Point.DOT, Point.QUIT])
def test_no_connection_is_left_open_where_the_relay_hangs_up(smtp_sink: SmtpSink, point: Point) -> None:
    with left_open() as found:
        for _ in range(5):
            smtp_sink.faults.drop_at(point)
            posted(_starttls(smtp_sink), envelope())

    assert found == []


def test_without_protection_no_starttls_is_asked_for(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope())

    assert not smtp_sink.deliveries[0].encrypted


def test_a_relay_of_another_authority_gets_neither_login_nor_mail(
    smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    stranger = make_certificate(tmp_path).authority
    relay = replace(_starttls(smtp_sink), ca_file=str(stranger), user="tu", password=lambda: PASSWORD)

    failure = _failure(relay)

    assert failure.permanent
    assert "ca_file" in failure.remedy
    assert not any(command.startswith(("AUTH", "MAIL")) for command in smtp_sink.book.commands)


def test_tls_from_the_start_checks_the_authority_too(implicit: SmtpSink) -> None:
    failure = _failure(replace(_tls(implicit), ca_file=None))

    assert failure.permanent
    assert "sertifikat" in failure.remedy


def test_a_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path, "lain.example")
    with SmtpSink(certificate, implicit_tls=True).serve() as sink:
        failure = _failure(_tls(sink))

    assert failure.permanent


def test_a_relay_that_hides_starttls_gets_no_mail(smtp_certificate: ServerCertificate) -> None:
    with SmtpSink(smtp_certificate, extensions=("8BITMIME",)).serve() as sink:
        failure = _failure(_starttls(sink))

        assert sink.deliveries == []
    assert failure.permanent
    assert "STARTTLS" in failure.remedy


def test_tls_on_a_plain_port_is_a_permanent_error(smtp_sink: SmtpSink) -> None:
    failure = _failure(_tls(smtp_sink))

    assert failure.permanent
    assert "465" in failure.remedy


def test_an_unreadable_ca_file_is_a_permanent_error(smtp_sink: SmtpSink, tmp_path: Path) -> None:
    failure = _failure(replace(_tls(smtp_sink), ca_file=str(tmp_path / "hilang.pem")))

    assert failure.permanent
    assert "hilang.pem" in str(failure)


def test_a_password_logs_in(smtp_sink: SmtpSink) -> None:
    posted(replace(relay_of(smtp_sink), user="tu", password=lambda: PASSWORD), envelope())

    assert smtp_sink.deliveries[0].user == "tu"


def test_a_server_that_takes_no_passwords_any_more_is_told_with_what_it_takes(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_login("535 5.7.139 Authentication unsuccessful, basic authentication is disabled")

    failure = _failure(replace(relay_of(smtp_sink), user="tu", password=lambda: PASSWORD))

    assert failure.permanent
    assert "[oauth]" in failure.remedy


def test_a_token_logs_in(smtp_sink: SmtpSink) -> None:
    posted(replace(relay_of(smtp_sink), user="tu", token=lambda: PASSWORD), envelope())

    assert smtp_sink.deliveries[0].user == "tu"
    assert any(command.startswith("AUTH XOAUTH2") for command in smtp_sink.book.commands)


def test_a_refused_token_is_a_permanent_error(smtp_sink: SmtpSink) -> None:
    failure = _failure(replace(relay_of(smtp_sink), user="tu", token=lambda: "kedaluwarsa"))

    assert failure.permanent
    assert "token" in failure.remedy


def test_a_login_that_the_relay_turns_away_for_now_leaves_the_mail_for_later(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_login("454 4.7.0 Temporary authentication failure")
    relay = replace(relay_of(smtp_sink), user="tu", password=lambda: PASSWORD)

    posting = posted(relay, envelope())

    assert posting.outcomes() == [Outcome.LATER]
    assert "454" in posting.results()[0].word.text


def test_a_relay_without_login_is_a_permanent_error_where_one_is_asked_for(
    smtp_certificate: ServerCertificate,
) -> None:
    with SmtpSink(smtp_certificate, extensions=("8BITMIME",)).serve() as sink:
        failure = _failure(replace(relay_of(sink), user="tu", password=lambda: PASSWORD))

    assert failure.permanent
    assert "AUTH" in str(failure)


def test_a_relay_that_wants_a_login_that_is_not_set_up_loses_no_mail(
    smtp_certificate: ServerCertificate,
) -> None:
    with SmtpSink(smtp_certificate, requires_login=True).serve() as sink:
        posting = posted(relay_of(sink), envelope())

    assert posting.outcomes() == [Outcome.LATER]
    assert posting.results()[0].word.code == 530


def test_the_secret_is_in_no_error_and_no_representation(smtp_sink: SmtpSink) -> None:
    relay = replace(relay_of(smtp_sink), user="tu", password=lambda: "sangat-rahasia")

    failure = _failure(relay)

    assert "sangat-rahasia" not in str(failure) + repr(failure) + repr(relay)


def test_a_relay_that_knows_no_ehlo_is_greeted_with_helo(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.add(Fault(Point.EHLO, "502 5.5.1 Tidak dikenal", times=1))

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [Outcome.ACCEPTED]
    assert "HELO balai.example" in smtp_sink.book.commands


def test_the_own_name_is_given_in_the_greeting(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope())

    assert smtp_sink.book.commands[0] == "EHLO balai.example"


def test_check_tells_what_the_relay_says_of_itself(smtp_sink: SmtpSink) -> None:
    line = check(replace(_starttls(smtp_sink), user="tu", password=lambda: PASSWORD))

    assert line.startswith("smtp.example; ")
    assert "size 26214400" in line


def test_check_sends_nothing(smtp_sink: SmtpSink) -> None:
    check(relay_of(smtp_sink))

    assert not any(command.startswith("MAIL") for command in smtp_sink.book.commands)


def test_check_tells_of_a_relay_that_is_away() -> None:
    with pytest.raises(OutsideError) as caught:
        check(Relay("127.0.0.1", free_port(), Security.NONE, timeout=2))

    assert not caught.value.permanent
    assert "jaringan" in caught.value.remedy


def test_a_relay_that_says_nothing_is_given_up_after_its_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        relay = Relay("127.0.0.1", silent.getsockname()[1], Security.NONE, timeout=0.4)

        with pytest.raises(OutsideError) as caught:
            check(relay)

    assert not caught.value.permanent
