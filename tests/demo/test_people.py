"""The players reach each other over the wire, as people do."""

import smtplib
import threading
import time

import pytest

from pipeline.demo.people import NoSuchMailError, Person
from pipeline.demo.replies import File
from pipeline.demo.server import MailServer

PASSWORD = "uji-coba"


@pytest.fixture
def head(server: MailServer) -> Person:
    return Person("kepala@balai.example", PASSWORD, server, name="Kepala Balai")


@pytest.fixture
def pokja(server: MailServer) -> Person:
    return Person("pokja-pengujian@balai.example", PASSWORD, server)


def test_a_mail_arrives_with_its_words_and_its_files(head: Person, pokja: Person) -> None:
    head.write(pokja.address, "Disposisi", "Teliti.\nTerima kasih.", [File("lembar.pdf", b"%PDF-1.4")])

    (mail,) = pokja.inbox()

    assert (mail.subject, mail.text) == ("Disposisi", "Teliti.\nTerima kasih.\n")
    assert mail.file(".pdf") == File("lembar.pdf", b"%PDF-1.4")


def test_a_reply_comes_back_to_who_asked(head: Person, pokja: Person) -> None:
    sent = head.write(pokja.address, "Disposisi", "Teliti.")

    pokja.reply(pokja.inbox()[0], "Siap.")

    (answer,) = head.inbox()
    assert answer.message["In-Reply-To"] == sent["Message-ID"]
    assert answer.text.startswith("Siap.\n")


def test_a_mail_is_dated_by_the_servers_clock(head: Person, pokja: Person) -> None:
    head.write(pokja.address, "Disposisi", "Teliti.")

    assert pokja.inbox()[0].message["Date"] == "Mon, 23 Nov 2026 08:00:00 +0700"


def test_raw_bytes_are_sent_as_they_are(head: Person, pokja: Person) -> None:
    raw = b"To: pokja-pengujian@balai.example\r\nSubject: apa adanya\r\nx-aneh:1\r\n\r\n.titik\r\n"

    head.send(raw)

    stamp, _, rest = pokja.inbox()[0].raw.partition(b"\r\n")
    assert stamp == b"Authentication-Results: surel.balai.example; auth=pass smtp.auth=kepala@balai.example"
    assert rest == raw


def test_a_mail_to_nobody_is_refused_aloud(head: Person, pokja: Person) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        head.write(f"{pokja.address}, tidak-ada@balai.example", "Disposisi", "Teliti.")


def test_waiting_ends_when_the_wanted_mail_comes(head: Person, pokja: Person) -> None:
    head.write(pokja.address, "lain", "bukan ini")
    later = threading.Timer(0.3, head.write, (pokja.address, "Disposisi", "ini"))
    started = time.monotonic()

    later.start()
    mail = pokja.wait_for(lambda mail: mail.subject == "Disposisi", 10)

    later.join()
    assert mail.text == "ini\n"
    assert time.monotonic() - started < 1.5


def test_waiting_in_vain_names_what_came_instead(head: Person, pokja: Person) -> None:
    head.write(pokja.address, "lain", "bukan ini")

    with pytest.raises(NoSuchMailError, match="lain"):
        pokja.wait_for(lambda mail: mail.subject == "Disposisi", 0.2)
