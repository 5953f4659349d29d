"""Makes the finished bytes of a mail, the same bytes for the same input on every try.

Apart from the wording because these bytes are frozen and sent as they are. Python's
own e-mail package breaks long References (cpython #100991) and lets encoded line
breaks out as headers (CVE-2024-6923) in versions that are still in use: so the
header block is written here, line by line, and read back before anything leaves.
"""

import re
from base64 import b64encode, encodebytes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy, quoprimime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Literal

from pipeline.errors import OutsideError, SetAside
from pipeline.mail.envelope import has_whole_line_ends
from pipeline.mail.plain import clean_text, header_text

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9][A-Za-z0-9.-]{1,200}")
MESSAGE_ID = re.compile(r"<[!-;=?A-Z^-~\[\]]{1,200}@[!-;=?A-Z^-~\[\]]{1,200}>")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,99}/[a-z0-9][a-z0-9.+-]{0,99}")

#: longest line that SMTP carries, without its CRLF (RFC 5321, 4.5.3.1.6)
LINE_LIMIT = 998
#: as much of References as fits one unfolded line; longer ones keep their first and newest
REFERENCES_LIMIT = 900
#: longest file name shown, in characters
NAME_LIMIT = 120
#: bytes of UTF-8 in one encoded word, so that the first line stays within 76 signs (RFC 2047, 2)
WORD_BYTES = 39

#: a file name that stands in a header as it is
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

#: what a part of our mails says of itself
PART_HEADERS = {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}

#: how a boundary begins, with which no line of base64 or quoted-printable does. It is one for all mails, so
#: that Python, which reads each back, keeps the pattern that it makes of it
_EDGE = "=_tanggap"

FINISHED = policy.SMTP.clone(max_line_length=LINE_LIMIT)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail."""

    #: shown to the reader; never a path
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A mail of ours before it becomes bytes; to one address, so that each has his own proof."""

    from_name: str
    from_address: str
    to: str
    #: '' sends replies to `from_address`
    reply_to: str = ""
    subject: str
    #: with angle brackets, ASCII, minted once when the mail is frozen
    message_id: str
    #: aware
    date: datetime
    #: '' where the mail answers none
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str
    html: str
    attachments: tuple[Attached, ...] = ()
    #: RFC 3834; '' only for a letter that a person released
    auto: Literal["auto-generated", "auto-replied", ""] = "auto-generated"


def compose(mail: Composed) -> bytes:
    """The finished bytes, CRLF throughout, byte-equal for equal input.

    Raises SetAside where an address or the Message-ID cannot stand in a mail, and
    where the bytes, read back, say anything else than was meant.
    """
    headers = list(_headers(mail))
    block = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")
    edge = _edge(mail)
    parts = [_alternative(mail, f"{edge}_1"), *map(_attachment, mail.attachments)]
    # Base64 can hold neither a header nor a boundary, so what is read back is the mail without it.
    _check(block + _mixed(f"{edge}_0", [head for head, _ in parts]), headers, mail)
    raw = block + _mixed(f"{edge}_0", [head + content for head, content in parts])
    _check_lines(raw)
    return raw


def self_test() -> None:
    """Raises OutsideError if this Python lets a line break encoded in a value out as a header."""
    attack = "x =?UTF-8?Q?=0D=0ABcc=3A_penyusup=40luar.example?="
    mail = Composed(
        from_name=attack,
        from_address="uji@balai.example",
        to="uji@balai.example",
        subject=attack,
        message_id="<uji@balai.example>",
        date=datetime(2026, 1, 1, tzinfo=UTC),
        in_reply_to=f"<a@b>\r\n{attack}",
        references=("<a@b>", f"<a@b>\r\n {attack}"),
        text=attack,
        html=attack,
        attachments=(
            Attached(attack, "text/plain", b"uji"),
            Attached(f"{attack}\r\nBcc: x", f"text/{attack}", b""),
        ),
    )
    try:
        compose(mail)
    except SetAside as error:
        raise OutsideError(
            f"mail headers are not safe with this Python: {error}",
            permanent=True,
            remedy="install the newest patch release of Python and start again",
        ) from error


def _headers(mail: Composed) -> Iterator[tuple[str, str]]:
    yield "From", f"{_encoded_name(mail.from_name)} <{_address(mail.from_address)}>".lstrip()
    yield "To", _address(mail.to)
    if mail.reply_to:
        yield "Reply-To", _address(mail.reply_to)
    yield "Subject", _encoded(header_text(mail.subject))
    yield "Date", format_datetime(mail.date)
    yield "Message-ID", _own_id(mail.message_id)
    if MESSAGE_ID.fullmatch(mail.in_reply_to):
        yield "In-Reply-To", mail.in_reply_to
    if references := _references(mail.references):
        yield "References", references
    if mail.auto:
        yield "Auto-Submitted", mail.auto
    yield "X-Auto-Response-Suppress", "All"


def _address(address: str) -> str:
    if not ADDRESS.fullmatch(address):
        raise SetAside(
            "Alamat surel penerima atau pengirim tidak dapat dipakai. Perbaiki alamatnya, lalu kirim ulang."
        )
    return address


def _own_id(message_id: str) -> str:
    if not MESSAGE_ID.fullmatch(message_id):
        raise SetAside("Message-ID surel ini tidak sah; surel tidak dikirim.")
    return message_id


def _references(references: Sequence[str]) -> str:
    """In one line: the first and as many of the newest as fit; strangers' unusable ids are left out."""
    usable = list(dict.fromkeys(item for item in references if MESSAGE_ID.fullmatch(item)))
    while len(" ".join(usable)) > REFERENCES_LIMIT:
        del usable[1]
    return " ".join(usable)


def _encoded(text: str) -> str:
    """As it is where plain ASCII says the same; else encoded words of UTF-8, folded between them."""
    if text.isascii() and "=?" not in text:
        return text
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(text))


def _encoded_name(name: str) -> str:
    text = header_text(name)
    if not text.isascii() or "=?" in text:
        return _encoded(text)
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"' if text else ""


def _pieces(text: str) -> Iterator[bytes]:
    piece = b""
    for sign in text:
        data = sign.encode("utf-8")
        if len(piece) + len(data) > WORD_BYTES:
            yield piece
            piece = b""
        piece += data
    yield piece


def _edge(mail: Composed) -> str:
    """A boundary of its own where a file may be a mail of ours, in case a server unpacks it."""
    enclosed = any(
        each.media_type.lower().startswith("message/") or each.name.lower().endswith(".eml")
        for each in mail.attachments
    )
    return f"=_{sha256(mail.message_id.encode()).hexdigest()[:32]}" if enclosed else _EDGE


def _mixed(boundary: str, parts: Sequence[bytes]) -> bytes:
    """The tree under our header block."""
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\nMIME-Version: 1.0\r\n\r\n'
    return head.encode() + _bounded(boundary, parts)


def _alternative(mail: Composed, boundary: str) -> tuple[bytes, bytes]:
    """Text and HTML as two forms of one part; there is nothing in it that need not be read back."""
    head = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    return head.encode() + _bounded(boundary, (_form("plain", mail.text), _form("html", mail.html))), b""


def _bounded(boundary: str, parts: Sequence[bytes]) -> bytes:
    edge = f"--{boundary}".encode()
    return b"".join(b"%b\r\n%b\r\n" % (edge, part) for part in parts) + edge + b"--\r\n"


def _form(subtype: str, text: str) -> bytes:
    """A text as quoted-printable (RFC 2045, 6.7): long lines stay whole, and all its signs are ASCII."""
    lines = clean_text(text).encode().splitlines()
    written = quoprimime.body_encode(b"\n".join(lines).decode("latin-1") + "\n", LINE_LIMIT)
    kind = f'Content-Type: text/{subtype}; charset="utf-8"'
    head = f"{kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return (head + written.replace("\n", "\r\n")).encode("ascii")


def _attachment(attached: Attached) -> tuple[bytes, bytes]:
    """The header of a file's part, and its content in lines of base64 (RFC 2045, 6.8)."""
    lines = encodebytes(attached.content).rstrip().replace(b"\n", b"\r\n")
    return _file_head(_media_type(attached.media_type), _file_name(attached.name)), lines


def _file_head(media_type: str, name: str) -> bytes:
    if PLAIN_NAME.fullmatch(name):
        kind = f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        return f'{kind}Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode("ascii")
    # How other names are written (RFC 2231) is left to Python.
    maintype, subtype = media_type.split("/")
    part = EmailMessage(policy=FINISHED)
    part.set_content(b"", maintype=maintype, subtype=subtype, filename=name, cte="base64")
    del part["MIME-Version"]
    return part.as_bytes()


def _media_type(media_type: str) -> str:
    """As declared; a mail inside a mail travels as bytes, since servers rewrite what they can read."""
    lowered = media_type.lower()
    if not MEDIA_TYPE.fullmatch(lowered) or lowered.startswith(("message/", "multipart/")):
        return "application/octet-stream"
    return lowered


def _file_name(name: str) -> str:
    """No path, no sign that some system forbids, cut before its ending, so that it still opens."""
    text = re.sub(r'[/\\:*?"<>|]', "_", header_text(name, 1_000)).strip(". ")
    stem, dot, ending = text.rpartition(".")
    if len(text) > NAME_LIMIT and dot and len(ending) <= 5:
        text = stem[: NAME_LIMIT - 1 - len(ending)] + dot + ending
    return text[:NAME_LIMIT] or "lampiran"


def _check(raw: bytes, headers: Sequence[tuple[str, str]], mail: Composed) -> None:
    """Read the bytes back and compare with what was meant. Raises SetAside."""
    read = message_from_bytes(raw, policy=policy.compat32)
    leaves = [part for part in read.walk() if not part.is_multipart()]
    faults = {
        "header": [*(name for name, _ in headers), "Content-Type", "MIME-Version"] != read.keys(),
        "value": any(read[name] != value for name, value in headers),
        "parts": len(leaves) != 2 + len(mail.attachments),
        "part headers": any(set(part.keys()) - PART_HEADERS for part in read.walk() if part is not read),
    }
    _refuse([name for name, wrong in faults.items() if wrong])


def _check_lines(raw: bytes) -> None:
    """Every line ends with CRLF and is one that SMTP carries. Raises SetAside."""
    faults = {
        "line end": not has_whole_line_ends(raw),
        "line length": max(map(len, raw.split(b"\r\n"))) > LINE_LIMIT,
    }
    _refuse([name for name, wrong in faults.items() if wrong])


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise SetAside(f"Surel tidak dibekukan karena isinya tidak terbaca seperti seharusnya ({faults}).")
