"""The private Dovecot does what the tests of the mailbox lean on."""

import imaplib
import ssl

from tests.servers.dovecot import Dovecot, Mailbox, running_dovecot

MAIL = b"From: pelanggan@perusahaan.example\r\nSubject: Pengaduan\r\n\r\nIsi surat.\r\n"


def _trusting(mailbox: Mailbox) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(mailbox.authority))


def _logged_in(mailbox: Mailbox) -> imaplib.IMAP4:
    client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=10)
    client.login(mailbox.user, mailbox.password)
    return client


def test_a_delivered_mail_is_read_back_byte_for_byte(mailbox: Mailbox) -> None:
    mailbox.deliver(MAIL)

    with _logged_in(mailbox) as client:
        client.select("INBOX")
        _, answer = client.uid("FETCH", "1", "(BODY.PEEK[])")

    assert isinstance(answer[0], tuple)
    assert answer[0][1] == MAIL


def test_mails_get_their_uids_in_order_of_delivery(mailbox: Mailbox) -> None:
    for number in range(30):
        mailbox.deliver(b"Subject: %d\r\n\r\n" % number)

    with _logged_in(mailbox) as client:
        client.select("INBOX")
        _, answer = client.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")

    subjects = [part[1].split()[1] for part in answer if isinstance(part, tuple)]
    assert subjects == [b"%d" % number for number in range(30)]


def test_what_a_client_appends_lies_in_the_maildir(mailbox: Mailbox) -> None:
    with _logged_in(mailbox) as client:
        client.append("INBOX", "", "", MAIL)

    assert mailbox.mails() == [MAIL]


def test_a_mail_is_delivered_into_a_folder_too(mailbox: Mailbox) -> None:
    mailbox.deliver(MAIL, folder="Diproses")

    with _logged_in(mailbox) as client:
        _, answer = client.select("Diproses")

    assert answer == [b"1"]


def test_every_mailbox_is_empty_at_first(dovecot: Dovecot) -> None:
    dovecot.mailbox().deliver(MAIL)

    assert dovecot.mailbox().mails() == []


def test_it_speaks_tls_from_the_start(mailbox: Mailbox) -> None:
    context = _trusting(mailbox)

    with imaplib.IMAP4_SSL("localhost", mailbox.tls_port, ssl_context=context, timeout=10) as client:
        answer, _ = client.login(mailbox.user, mailbox.password)

    assert answer == "OK"


def test_it_speaks_starttls(mailbox: Mailbox) -> None:
    with imaplib.IMAP4("localhost", mailbox.port, timeout=10) as client:
        client.starttls(_trusting(mailbox))
        answer, _ = client.login(mailbox.user, mailbox.password)

    assert answer == "OK"


def test_it_takes_the_password_as_an_oauth_token(mailbox: Mailbox) -> None:
    token = f"user={mailbox.user}\x01auth=Bearer {mailbox.password}\x01\x01".encode()

    with imaplib.IMAP4(mailbox.host, mailbox.port, timeout=10) as client:
        answer, _ = client.authenticate("XOAUTH2", lambda _: token)

    assert answer == "OK"


def test_it_refuses_a_wrong_password(mailbox: Mailbox) -> None:
    with imaplib.IMAP4(mailbox.host, mailbox.port, timeout=10) as client:
        answer, _ = client._simple_command("LOGIN", mailbox.user, "salah")

    assert answer == "NO"


def test_whoever_is_thrown_off_can_come_back(dovecot: Dovecot, mailbox: Mailbox) -> None:
    client = _logged_in(mailbox)

    dovecot.throw_off(mailbox.user)

    with client.sock:
        assert b"BYE" in client.sock.recv(1000)
    with _logged_in(mailbox) as again:
        assert again.noop()[0] == "OK"


def test_an_instance_of_ones_own_hides_what_it_is_told_to_hide() -> None:
    settings = "imap_capability = IMAP4rev1 UIDPLUS\n"

    with running_dovecot(settings) as server, _logged_in(server.mailbox()) as client:
        _, answer = client.capability()

    assert set(answer) == {b"IMAP4rev1 UIDPLUS"}


def test_mails_survive_a_restart() -> None:
    with running_dovecot() as server:
        mailbox = server.mailbox("tu@balai.example")
        mailbox.deliver(MAIL)
        server.stop()
        server.start()

        with _logged_in(mailbox) as client:
            _, answer = client.select("INBOX")

    assert answer == [b"1"]
