from pathlib import Path

import pytest

from pipeline.mail.bounce_signs import is_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.parse import parse

BOUNCES = Path(__file__).parents[1] / "mails" / "pantulan"
OURS = "<tanggap.mfrggzdfmztwq2lknnwg23tpoa@balai.example>"


def read(name: str) -> Facts:
    return parse((BOUNCES / f"{name}.eml").read_bytes()).facts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("postfix_ditolak", "5.1.1"),
        ("postfix_tertunda", "4.4.1"),
        ("exchange_penuh", "5.2.2"),
        ("qmail", "5.0.0"),
    ],
)
def test_a_bounce_names_its_recipient_and_status(name: str, code: str) -> None:
    assert read(name).bounced == (("pelanggan@perusahaan.example", code),)


@pytest.mark.parametrize("name", sorted(path.stem for path in BOUNCES.glob("*.eml")))
def test_a_bounce_names_the_mail_that_came_back(name: str) -> None:
    assert read(name).bounced_ids == (OURS,)


@pytest.mark.parametrize("name", sorted(path.stem for path in BOUNCES.glob("*.eml")))
def test_a_bounce_is_recognised(name: str) -> None:
    assert is_bounce(read(name))


def test_a_delivery_that_succeeded_is_no_failure() -> None:
    raw = (BOUNCES / "postfix_ditolak.eml").read_bytes().replace(b"Action: failed", b"Action: delivered")
    delivered = raw.replace(b"5.1.1", b"2.0.0").replace(b"user unknown", b"sent")

    assert parse(delivered).facts.bounced == ()


def test_a_delayed_mail_is_not_lost_whatever_its_last_code() -> None:
    raw = (BOUNCES / "postfix_tertunda.eml").read_bytes().replace(b"Status: 4.4.1", b"Status: 5.4.1")

    assert [code for _, code in parse(raw).facts.bounced] == ["4.0.0"]


def test_a_bounce_that_names_nobody_is_a_bounce() -> None:
    raw = b"From: MAILER-DAEMON@x.test\nSubject: Undelivered Mail\n\nSorry.\n"

    assert is_bounce(parse(raw).facts)


@pytest.mark.parametrize(
    "head",
    [
        "From: Postmaster <postmaster@x.test>\nSubject: Tidak terkirim: Tanda terima",
        "From: gateway@x.test\nPrecedence: bulk\nSubject: Mail could not be delivered",
        "From: MAILER-DAEMON@x.test\nReturn-Path: <>\nSubject: (no subject)",
        "From: Microsoft Outlook <m@x.test>\nReturn-Path: <>\nSubject: Nicht zustellbar: Tanda terima",
    ],
)
def test_a_bounce_in_other_words_is_recognised(head: str) -> None:
    assert is_bounce(parse(f"{head}\n\nSorry.\n".encode()).facts)


LETTER = "From: pelanggan@perusahaan.example\nSubject: {}\n\n<tu@balai.example>: 550 user unknown"
RECEIPT = (
    "From: a@b.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n"
)


@pytest.mark.parametrize(
    "raw",
    [
        LETTER.format("Pengaduan: surel gagal terkirim"),
        LETTER.format("Tidak terkirim: surel kami"),
        LETTER.format("Automatic reply: Tanda terima\nReturn-Path: <>"),
        LETTER.format("Fwd: Undelivered Mail"),
        LETTER.format("Re: Undelivered Mail\nIn-Reply-To: <1@balai.example>"),
        f"{RECEIPT}--x\n\nDibaca",
    ],
)
def test_a_letter_about_a_bounce_is_a_letter(raw: str) -> None:
    facts = parse(raw.encode()).facts

    assert (facts.bounced, is_bounce(facts)) == ((), False)


def test_a_huge_bounce_is_read_by_its_beginning() -> None:
    raw = (BOUNCES / "qmail.eml").read_bytes() + b"x" * 70 + b"\n" * 200_000

    assert parse(raw).facts.bounced == (("pelanggan@perusahaan.example", "5.0.0"),)


def test_groups_of_addresses_without_end_are_read_as_any_other_sender() -> None:
    raw = b"From: " + b":" * 2000 + b" a@b.example\nReturn-Path: <>\n\nHasil uji terlambat.\n"

    facts = parse(raw).facts

    assert (facts.bounced, facts.text.strip()) == ((), "Hasil uji terlambat.")
