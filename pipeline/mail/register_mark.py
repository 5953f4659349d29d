"""The header `X-Tanggap-Register`: what a mail of ours carries away of the register, to rebuild it from.

A restored backup knows nothing of the numbers that were given after it, and some of them have left the
building. Each mail says under which numbers its letter stands, to whom it went, and what its own bytes are;
a MAC shows that this register wrote it (reliability.md D). The header stands first, so that whatever
servers write above it on the way can be told from ours.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode

NAME = b"X-Tanggap-Register: "
#: the header is looked for in so many bytes
_LONGEST = 256 * 1024
_LINE = re.compile(rb"^X-Tanggap-Register: (\S{1,4000}?)&mac=([0-9a-f]{64})\r?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMark:
    """What the register says in a mail; '' where the mail has none of it."""

    #: its own Message-ID
    id: str
    #: SHA-256 of the incoming mail that brought the letter, or that the mail is about
    surat: str = ""
    #: case number, and the tag beside it
    perkara: str = ""
    tag: str = ""
    agenda: str = ""
    #: number of the surat keluar, and the year of its series with its place in it
    nomor: str = ""
    urutan: str = ""
    #: numbers reserved for letters made elsewhere: year of the series with the first and last place, the
    #: wording that they have in common, the day of the letters (ISO), what they are for
    cadangan: str = ""
    wujud: str = ""
    tanggal: str = ""
    untuk: str = ""
    #: name of the wording, and the post or `pelanggan` that it went to
    templat: str
    pos: str
    #: address that it went to
    kepada: str

    @property
    def subject(self) -> str:
        """What the mail is about, '' for what is not told apart."""
        return self.perkara or self.surat or self.cadangan


@dataclass(frozen=True, slots=True)
class Marked:
    """A mail of ours that was found again."""

    mark: RegisterMark
    #: its bytes from the header on
    raw: bytes
    #: they are what was frozen: no server changed them on the way
    whole: bool


def stamp(raw: bytes, mark: RegisterMark, key: str) -> bytes:
    """The finished bytes with the header in front of them."""
    said = _said(mark, hashlib.sha256(raw).hexdigest())
    return NAME + said + b"&mac=" + _mac(said, key) + b"\r\n" + raw


def read_mark(raw: bytes, key: str) -> Marked | None:
    """What a mail says of the register; None for one that this register did not write."""
    head = raw[:_LONGEST]
    edges = [place for place in (head.find(b"\r\n\r\n"), head.find(b"\n\n")) if place >= 0]
    found = _LINE.search(head, 0, min(edges, default=len(head)) + 2)
    if found is None or not hmac.compare_digest(_mac(found[1], key), found[2]):
        return None
    values = dict(parse_qsl(found[1].decode("ascii"), keep_blank_values=True, strict_parsing=True))
    whole = hashlib.sha256(raw[found.end() :]).hexdigest() == values["isi"]
    return Marked(_mark(values), raw[found.start() :], whole)


def _said(mark: RegisterMark, digest: str) -> bytes:
    given = {field.name: getattr(mark, field.name) for field in fields(mark)}
    told = {name: value for name, value in given.items() if value}
    return urlencode({**told, "isi": digest}).encode("ascii")


def _mark(values: Mapping[str, str]) -> RegisterMark:
    return RegisterMark(**{field.name: values.get(field.name, "") for field in fields(RegisterMark)})


def _mac(said: bytes, key: str) -> bytes:
    return hmac.new(bytes.fromhex(key), said, hashlib.sha256).hexdigest().encode("ascii")
