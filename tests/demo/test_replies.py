"""Replies look as people's mail programs write them, so that the program reads the real thing."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from pipeline.demo.replies import Author, File, Program, body_text, new_mail, reply_to
from pipeline.mail.reply import cut

ASKED_AT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
ANSWERED_AT = ASKED_AT + timedelta(minutes=5)
OFFICE = Author("pengaduan@balai.example", "Layanan Pengaduan")
QUESTION = "Mohon disposisi perkara ini.\n\nJawab dengan SETUJU atau TERLIBAT."


def request() -> EmailMessage:
    mail = new_mail(OFFICE, "kepala@balai.example", "[PGD-2026-0001 K7QM-2XRD] Disposisi", QUESTION, ASKED_AT)
    mail["Reply-To"] = "pengaduan+k7qm2xrd@balai.example"
    mail["References"] = "<awal@perusahaan.example>"
    return mail


def head(program: Program) -> Author:
    return Author("kepala@balai.example", "Kepala Balai", program)


def replied(program: Program, text: str = "pengujian", files: tuple[File, ...] = ()) -> EmailMessage:
    """A reply as it comes out at the other end of the wire."""
    reply = reply_to(request(), head(program), text, ANSWERED_AT, files)
    return message_from_bytes(reply.as_bytes(), policy=default)


@pytest.mark.parametrize("program", Program)
def test_a_reply_goes_to_the_reply_to_address_within_the_thread(program: Program) -> None:
    asked = request()

    reply = reply_to(asked, head(program), "pengujian", ANSWERED_AT)

    assert reply["To"] == "pengaduan+k7qm2xrd@balai.example"
    assert reply["In-Reply-To"] == asked["Message-ID"]
    assert reply["References"] == f"<awal@perusahaan.example> {asked['Message-ID']}"


@pytest.mark.parametrize("program", Program)
def test_a_reply_has_each_header_of_a_sound_mail_once(program: Program) -> None:
    reply = replied(program)

    assert {
        name: len(reply.get_all(name, [])) for name in ("From", "Date", "Message-ID", "Subject", "To")
    } == {
        "From": 1,
        "Date": 1,
        "Message-ID": 1,
        "Subject": 1,
        "To": 1,
    }


@pytest.mark.parametrize("program", Program)
def test_the_program_finds_the_persons_own_words_above_the_quotation(program: Program) -> None:
    words = "Disposisi: Pokja Pengujian\n\nTeliti dan siapkan konsep jawaban."

    found = cut(body_text(replied(program, words)))

    assert found.own == words
    assert "Jawab dengan SETUJU" in found.cut


def test_gmail_introduces_the_quotation_in_indonesian() -> None:
    text = " ".join(body_text(replied(Program.GMAIL)).split())

    assert "Pada Sen, 23 Nov 2026 pukul 08.15 Layanan Pengaduan <pengaduan@balai.example> menulis:" in text
    assert "> Mohon disposisi perkara ini." in text


def test_outlook_repeats_the_header_and_quotes_without_arrows() -> None:
    text = body_text(replied(Program.OUTLOOK))

    assert (
        "Dari: Layanan Pengaduan <pengaduan@balai.example>\nDikirim: Senin, 23 November 2026 08.15\n" in text
    )
    assert "\nMohon disposisi perkara ini.\n" in text


def test_a_phone_writes_plain_text_alone_and_says_that_it_is_one() -> None:
    reply = replied(Program.PHONE)

    assert reply.get_content_type() == "text/plain"
    assert "\nDikirim dari iPhone saya\n" in body_text(reply)


def test_a_subject_gets_its_re_only_once() -> None:
    first = reply_to(request(), head(Program.GMAIL), "ya", ANSWERED_AT)

    second = reply_to(first, OFFICE, "baik", ANSWERED_AT)

    assert second["Subject"] == "Re: [PGD-2026-0001 K7QM-2XRD] Disposisi"


def test_a_long_thread_keeps_its_references_unencoded() -> None:
    mail = request()
    for _ in range(12):
        mail = reply_to(mail, OFFICE, "lanjut", ANSWERED_AT)

    assert b"References: <awal@perusahaan.example> <" in mail.as_bytes()
    assert b"=?utf-8?" not in mail.as_bytes()


def test_an_attachment_comes_through_unchanged() -> None:
    content = bytes(range(256)) * 20

    reply = replied(Program.OUTLOOK, files=(File("Konsep balasan.docx", content),))

    (part,) = reply.iter_attachments()
    assert (part.get_filename(), part.get_payload(decode=True)) == ("Konsep balasan.docx", content)
    assert part.get_content_type().endswith("wordprocessingml.document")
