"""A tap on a link of a routing mail opens the mail that the link describes."""

from email.message import EmailMessage

import pytest

from pipeline.demo.one_tap import Tapped, tap
from pipeline.mail.options import mailto


def a_mail(*links: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Mohon persetujuan"
    mail.set_content("Teks")
    escaped = [link.replace("&", "&amp;") for link in links]
    mail.add_alternative("".join(f'<p><a href="{link}">Pilih</a></p>' for link in escaped), subtype="html")
    return mail


SETUJU = mailto(
    "pengaduan+kode@balai.example", "Re: [PGD-2026-0001] 50% + pajak & lain-lain", "SETUJU\n\nKode: a-b\n"
)
REVISI = mailto("pengaduan+kode@balai.example", "Re: surat", "REVISI: ")


def test_a_tap_opens_what_the_link_says() -> None:
    opened = tap(a_mail(REVISI, SETUJU), "SETUJU")

    subject = "Re: [PGD-2026-0001] 50% + pajak & lain-lain"
    assert opened == Tapped("pengaduan+kode@balai.example", subject, "SETUJU\n\nKode: a-b\n")


def test_a_link_that_is_not_there_cannot_be_tapped() -> None:
    with pytest.raises(LookupError, match="Mohon persetujuan"):
        tap(a_mail(REVISI, "https://balai.example"), "SETUJU")


def test_a_mail_without_html_has_nothing_to_tap() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Mohon persetujuan"
    mail.set_content("SETUJU")

    with pytest.raises(LookupError):
        tap(mail, "SETUJU")
