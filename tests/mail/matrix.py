"""Mails that answer one request, each with one thing wrong or right: what the sender matrix is made of.

The world is that of a real office: a border that stamps and adds its Received line, a key pair in a DNS
that is a dictionary, a token that belongs to one person and one case. Ideas: espoofer (Chen et al.,
USENIX Security 2020), CVE-2026-47123, reliability.md C.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

HEAD, EVIL = "kepala@balai.example", "evil@x.test"
BORDER = "mx.balai.example"
TOKEN, OTHER_TOKEN = "a" * 26, "b" * 26
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RECEIVED = "from outside by mx.balai.example with ESMTP; Mon, 23 Nov 2026 09:00:00 +0700"
SIGNED = "from to subject date message-id in-reply-to references mime-version content-type".split()


@lru_cache(maxsize=4)
def key(domain: str) -> tuple[bytes, str]:
    """A domain's private key, and its TXT record."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def keys() -> Mapping[str, str]:
    """What the DNS knows."""
    return {f"s1._domainkey.{domain}": key(domain)[1] for domain in ("balai.example", "x.test")}


@dataclass(frozen=True)
class Mail:
    """A mail in pieces, so that a case names only what it changes."""

    sender: str = f"Kepala Balai <{HEAD}>"
    to: str = f"pengaduan+{TOKEN}@balai.example"
    subject: str = "Re: Mohon disposisi"
    date: str = "Mon, 23 Nov 2026 08:55:00 +0700"
    thread: str = f"<tanggap.{TOKEN}@balai.example>"
    body: str = "DISPOSISI: Pokja Pengujian\r\n"
    more: tuple[str, ...] = ()
    #: signed by this domain before it left; '' not at all
    signer: str = "balai.example"
    covers: tuple[str, ...] = tuple(SIGNED)
    #: seconds since 1970 in t=
    signed_at: int = int(AT.timestamp()) - 300
    length: bool = False
    #: done to the signed bytes by whoever passes them on
    tampered: Callable[[bytes], bytes] = field(default=lambda raw: raw)
    #: lines that the border puts on top, in order
    border: tuple[str, ...] = ()
    stamp: str = f"{BORDER}; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"

    def raw(self) -> bytes:
        """The bytes as they lie in the mailbox."""
        lines = [
            *self.more,
            f"From: {self.sender}",
            f"To: {self.to}",
            f"Subject: {self.subject}",
            f"Date: {self.date}",
            "Message-ID: <1@balai.example>",
            *([f"In-Reply-To: {self.thread}", f"References: {self.thread}"] if self.thread else []),
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ]
        raw = "\r\n".join([*lines, "", self.body]).encode()
        if self.signer:
            raw = self._signed(raw)
        top = [f"Authentication-Results: {self.stamp}"] if self.stamp else []
        received = [f"Received: {RECEIVED}"]
        return "\r\n".join([*self.border, *top, *received, ""]).encode() + self.tampered(raw)

    def _signed(self, raw: bytes) -> bytes:
        message = dkim.DKIM(raw)
        present = {name.lower() for name, _ in message.headers}
        include = [name.encode() for name in self.covers if name.encode() in present]
        return dated(raw, self, include) + raw


def dated(raw: bytes, mail: Mail, include: list[bytes]) -> bytes:
    """The signature of the mail's signer on these bytes, as of the mail's moment."""
    return _signature(raw, mail.signer, mail.signed_at, tuple(include), mail.length)


@lru_cache(maxsize=256)
def _signature(raw: bytes, signer: str, at: int, include: tuple[bytes, ...], length: bool) -> bytes:
    """A domain's signature on these bytes, as of a moment; once for all profiles."""
    real = dkim.time.time
    dkim.time.time = lambda: at
    try:
        line: bytes = dkim.DKIM(raw).sign(
            b"s1", signer.encode(), key(signer)[0], include_headers=list(include), length=length
        )
    finally:
        dkim.time.time = real
    return line


def prepend(*lines: str) -> Callable[[bytes], bytes]:
    """Lines written above a mail that was signed without them."""
    return lambda raw: "\r\n".join([*lines, ""]).encode() + raw


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """Bytes changed after signing."""
    return lambda raw: raw.replace(old.encode(), new.encode())


GOOD = Mail()
OLD = replace(
    GOOD,
    thread="<tanggap.zzzzzzzzzzzzzzzzzzzzzzzzzz@balai.example>",
    to="pengaduan@balai.example",
)
WEEKS = int((AT - timedelta(days=20)).timestamp())
