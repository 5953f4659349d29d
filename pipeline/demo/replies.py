"""Mails as people's mail programs write them: a new one, and replies that quote as theirs do.

They stand apart from the people who send them because they are texts alone: what a reply
looks like depends on the program, the mail it answers and the time.
"""

import html
import secrets
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parsedate_to_datetime
from enum import StrEnum
from mimetypes import guess_type
from zoneinfo import ZoneInfo

from pipeline.letters.wording import DAYS, MONTHS, day_words

#: where the players live
WIB = ZoneInfo("Asia/Jakarta")
#: no folding: Python's own garbles a long References (cpython #100991)
POLICY = SMTP.clone(max_line_length=998)


class Program(StrEnum):
    """A mail program, and so a way to quote."""

    GMAIL = "gmail"
    OUTLOOK = "outlook"
    #: a phone: plain text, and a line that says so
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and with what."""

    address: str
    name: str = ""
    program: Program = Program.GMAIL


def new_mail(
    author: Author, to: str, subject: str, text: str, at: datetime, files: Sequence[File] = ()
) -> EmailMessage:
    """A mail that starts a thread; an HTML twin goes along unless it is written on a phone."""
    return _mail(author, to, subject, text, _as_html(text), at, files)


def reply_to(
    mail: EmailMessage, author: Author, text: str, at: datetime, files: Sequence[File] = ()
) -> EmailMessage:
    """A reply with `text` on top and the mail quoted below, as the author's program does it."""
    quoted = _QUOTE[author.program](mail, text)
    reply = _mail(author, _answer_address(mail), _answer_subject(mail), *quoted, at, files)
    reply["In-Reply-To"] = mail["Message-ID"]
    reply["References"] = " ".join(filter(None, [mail["References"], mail["Message-ID"]]))
    return reply


def body_text(mail: EmailMessage) -> str:
    """The plain text of a mail, '' if it has none."""
    part = mail.get_body(("plain",))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def _mail(
    author: Author,
    to: str,
    subject: str,
    text: str,
    html_text: str,
    at: datetime,
    files: Sequence[File],
) -> EmailMessage:
    mail = EmailMessage(policy=POLICY)
    mail["From"] = formataddr((author.name, author.address))
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at.astimezone(WIB))
    mail["Message-ID"] = f"<{secrets.token_hex(12)}@{author.address.rpartition('@')[2]}>"
    mail.set_content(text)
    if author.program is not Program.PHONE:
        mail.add_alternative(html_text, subtype="html")
    for file in files:
        _attach(mail, file)
    return mail


def _attach(mail: EmailMessage, file: File) -> None:
    guessed = guess_type(file.name)[0] or "application/octet-stream"
    main, _, sub = guessed.partition("/")
    mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)


def _answer_address(mail: EmailMessage) -> str:
    return str(mail["Reply-To"] or mail["From"])


def _answer_subject(mail: EmailMessage) -> str:
    subject = str(mail["Subject"])
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _gmail(mail: EmailMessage, text: str) -> tuple[str, str]:
    sent = _sent(mail)
    intro = f"Pada {DAYS[sent.weekday()][:3]}, {_short(sent)} pukul {sent:%H.%M} {mail['From']} menulis:"
    # Gmail wraps its introduction, so that the word that marks it may stand on a line of its own.
    plain = f"{text}\n\n{textwrap.fill(intro, 76)}\n\n{_arrows(body_text(mail))}\n"
    head = f'<div dir="ltr" class="gmail_attr">{html.escape(intro)}<br></div>'
    quote = f'<blockquote class="gmail_quote">{_as_html(body_text(mail))}</blockquote>'
    return plain, f'<div dir="ltr">{_as_html(text)}</div><br><div class="gmail_quote">{head}{quote}</div>'


def _outlook(mail: EmailMessage, text: str) -> tuple[str, str]:
    sent = _sent(mail)
    header = {
        "Dari": mail["From"],
        "Dikirim": f"{day_words(sent)} {sent:%H.%M}",
        "Kepada": mail["To"],
        "Perihal": mail["Subject"],
    }
    block = "\n".join(f"{name}: {value}" for name, value in header.items())
    plain = f"{text}\n\n{'_' * 32}\n{block}\n\n{body_text(mail)}\n"
    bold = "<br>".join(f"<b>{name}:</b> {html.escape(str(value))}" for name, value in header.items())
    rule = f'<hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">{bold}</font></div>'
    return plain, f"<div>{_as_html(text)}</div>{rule}<div>{_as_html(body_text(mail))}</div>"


def _phone(mail: EmailMessage, text: str) -> tuple[str, str]:
    sent = _sent(mail)
    intro = f"Pada {_short(sent)}, pukul {sent:%H.%M}, {mail['From']} menulis:"
    signed = f"{text}\n\nDikirim dari iPhone saya"
    return f"{signed}\n\n> {intro}\n> \n{_arrows(body_text(mail))}\n", ""


_QUOTE = {Program.GMAIL: _gmail, Program.OUTLOOK: _outlook, Program.PHONE: _phone}


def _sent(mail: EmailMessage) -> datetime:
    return parsedate_to_datetime(str(mail["Date"])).astimezone(WIB)


def _short(sent: datetime) -> str:
    return f"{sent.day} {MONTHS[sent.month - 1][:3]} {sent.year}"


def _arrows(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.rstrip("\n").split("\n"))


def _as_html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n")
