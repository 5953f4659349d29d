"""The SMTP sink keeps what it accepts, and goes wrong exactly as told."""

import smtplib
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.certificates import ServerCertificate
from tests.servers.smtp_dialogue import PASSWORD
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink

SENDER = "tu@balai.example"
CUSTOMER = "pelanggan@perusahaan.example"
HEAD = "kepala@balai.example"
MAIL = b"Subject: Balasan\r\n\r\nBaris satu.\r\n.titik di depan\r\n"


@pytest.fixture
def client(smtp_sink: SmtpSink) -> Iterator[smtplib.SMTP]:
    client = smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=5)
    yield client
    client.close()


def test_it_keeps_a_mail_byte_for_byte_with_its_envelope(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    client.sendmail(SENDER, [CUSTOMER, HEAD], MAIL, ["BODY=8BITMIME"], ["NOTIFY=FAILURE"])

    (delivery,) = smtp_sink.deliveries
    assert (delivery.sender, delivery.recipients, delivery.data) == (SENDER, (CUSTOMER, HEAD), MAIL)
    assert "BODY=8BITMIME" in delivery.options
    assert delivery.recipient_options == (("NOTIFY=FAILURE",), ("NOTIFY=FAILURE",))


def test_it_keeps_the_words_that_accepted_a_mail(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    client.ehlo()
    client.mail(SENDER)
    client.rcpt(CUSTOMER)
    code, words = client.data(MAIL)

    assert smtp_sink.deliveries[0].reply == f"{code} {words.decode()}"


def test_it_finds_the_mails_of_one_recipient(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    client.sendmail(SENDER, CUSTOMER, MAIL)
    client.sendmail(SENDER, HEAD, MAIL)

    assert [delivery.recipients for delivery in smtp_sink.to(HEAD)] == [(HEAD,)]


def test_it_speaks_starttls(smtp_sink: SmtpSink) -> None:
    context = ssl.create_default_context(cafile=str(smtp_sink.authority))

    with smtplib.SMTP("localhost", smtp_sink.port, timeout=5) as client:
        client.starttls(context=context)
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert smtp_sink.deliveries[0].encrypted


def test_it_speaks_tls_from_the_start(smtp_certificate: ServerCertificate) -> None:
    context = ssl.create_default_context(cafile=str(smtp_certificate.authority))

    with (
        SmtpSink(smtp_certificate, implicit_tls=True).serve() as sink,
        smtplib.SMTP_SSL("localhost", sink.port, context=context, timeout=5) as client,
    ):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert sink.deliveries[0].encrypted


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_it_knows_who_logged_in(smtp_sink: SmtpSink, client: smtplib.SMTP, mechanism: str) -> None:
    client.ehlo()
    client.user, client.password = SENDER, PASSWORD
    client.auth(mechanism, getattr(client, f"auth_{mechanism.lower()}"))
    client.sendmail(SENDER, CUSTOMER, MAIL)

    assert smtp_sink.deliveries[0].user == SENDER


def test_it_takes_the_password_as_an_oauth_token(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    client.ehlo()
    client.auth("XOAUTH2", lambda _=None: f"user={SENDER}\x01auth=Bearer {PASSWORD}\x01\x01")
    client.sendmail(SENDER, CUSTOMER, MAIL)

    assert smtp_sink.deliveries[0].user == SENDER


def test_it_refuses_a_wrong_password(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(SENDER, "salah")


def test_where_login_is_required_nobody_else_gets_in(smtp_certificate: ServerCertificate) -> None:
    with (
        SmtpSink(smtp_certificate, requires_login=True).serve() as sink,
        smtplib.SMTP(sink.host, sink.port, timeout=5) as client,
        pytest.raises(smtplib.SMTPSenderRefused, match="530"),
    ):
        client.sendmail(SENDER, CUSTOMER, MAIL)


def test_a_refused_recipient_does_not_hinder_the_others(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.refuse_rcpt(CUSTOMER)

    refused = client.sendmail(SENDER, [CUSTOMER, HEAD], MAIL)

    assert refused == {CUSTOMER: (550, b"5.1.1 No such user here")}
    assert smtp_sink.deliveries[0].recipients == (HEAD,)


def test_a_greylisted_recipient_is_taken_the_next_time(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.greylist(CUSTOMER)

    with pytest.raises(smtplib.SMTPRecipientsRefused, match="450"):
        client.sendmail(SENDER, CUSTOMER, MAIL)
    client.sendmail(SENDER, CUSTOMER, MAIL)

    assert len(smtp_sink.deliveries) == 1


def test_a_mail_may_be_refused_after_its_last_line(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.refuse_mail("552 5.3.4 Message too big")

    with pytest.raises(smtplib.SMTPDataError, match="552"):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert smtp_sink.deliveries == []


@pytest.mark.parametrize("keeps", [True, False])
def test_a_drop_after_the_dot_keeps_or_loses_the_mail(
    smtp_sink: SmtpSink, client: smtplib.SMTP, keeps: bool
) -> None:
    smtp_sink.faults.drop_after_dot(keeps=keeps)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert len(smtp_sink.deliveries) == keeps


def test_no_answer_after_the_dot_leaves_the_sender_waiting(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.no_answer_after_dot()
    assert client.sock
    client.sock.settimeout(0.3)

    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert len(smtp_sink.deliveries) == 1


def test_a_drop_in_mid_mail_loses_it(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.drop_at(Point.BODY)

    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        client.sendmail(SENDER, CUSTOMER, MAIL * 10_000)

    assert smtp_sink.deliveries == []


def test_it_closes_after_so_many_mails(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.close_after(2)
    client.sendmail(SENDER, CUSTOMER, MAIL)
    client.sendmail(SENDER, CUSTOMER, MAIL)

    with pytest.raises(smtplib.SMTPSenderRefused, match="421"):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert len(smtp_sink.deliveries) == 2


def test_a_busy_server_greets_with_421(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.be_busy(times=1)

    with pytest.raises(smtplib.SMTPConnectError, match="421"):
        smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=5)

    smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=5).quit()


@pytest.mark.parametrize("point", [Point.EHLO, Point.MAIL, Point.RCPT, Point.DATA])
def test_it_drops_the_connection_at_any_point(
    smtp_sink: SmtpSink, client: smtplib.SMTP, point: Point
) -> None:
    smtp_sink.faults.drop_at(point)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        client.sendmail(SENDER, CUSTOMER, MAIL)

    assert smtp_sink.deliveries == []


def test_a_fault_may_let_some_pass_first(smtp_sink: SmtpSink, client: smtplib.SMTP) -> None:
    smtp_sink.faults.add(Fault(Point.DOT, "451 4.3.0 Nanti", after=1, times=1))
    client.sendmail(SENDER, CUSTOMER, MAIL)

    with pytest.raises(smtplib.SMTPDataError, match="451"):
        client.sendmail(SENDER, CUSTOMER, MAIL)
    client.sendmail(SENDER, CUSTOMER, MAIL)

    assert len(smtp_sink.deliveries) == 2


def test_it_serves_many_connections_at_once(smtp_sink: SmtpSink) -> None:
    clients = [smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=5) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda client: client.sendmail(SENDER, CUSTOMER, MAIL), clients))

    assert len(smtp_sink.wait_for(8)) == 8
    assert smtp_sink.book.most_connections_at_once == 8
    for client in clients:
        client.quit()


def test_waiting_for_a_mail_that_does_not_come_says_so(smtp_sink: SmtpSink) -> None:
    with pytest.raises(TimeoutError, match="0 of 1"):
        smtp_sink.wait_for(1, seconds=0.05)
