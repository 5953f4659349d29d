"""How mails are broken for a fuzzer: as mailers, gateways and enemies do it, and not byte by byte alone.

Apart from the engine because both engines take their mails from here.
"""

import base64
from collections.abc import Callable, Sequence
from random import Random

#: bytes of a mail that is made here
LONGEST = 60_000

#: what mails are made of, and what breaks them
PIECES = (
    *(
        b"From: ",
        b"To: ",
        b"Subject: ",
        b"Content-Type: ",
        b"Content-Disposition: attachment; filename=",
        b"Date: ",
    ),
    *(
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"x-uuencode",
    ),
    *(
        b"multipart/mixed; boundary=b\n\n--b\n",
        b"multipart/related",
        b"multipart/alternative",
        b"multipart/digest",
    ),
    *(
        b"message/rfc822\n\n",
        b"message/delivery-status\n\n",
        b"message/partial",
        b"text/html",
        b"text/plain; charset=",
    ),
    *(b"utf-7", b"utf-16", b"iso-2022-jp", b"hz", b"unicode_escape", b"cp1252", b"gb18030", b"big5", b"idna"),
    *(
        b"=?utf-8?b?",
        b"=?utf-8?q?=0A=00?=",
        b"?=",
        b"filename*0*=utf-8''a%2F",
        b"filename*1=",
        b"charset*=x''y",
    ),
    *(
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\r\n\r\n",
        b"\n--b--\n",
        b"--",
        b"; ",
        b": ",
        b"\t",
        b'"',
        b"<",
        b">",
        b"\\",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xe2\x80\xae",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xf0\x9f\x99\x8f",
        b"\xed\xa0\x80",
        b"\x1b[2J",
    ),
    *(
        b"begin 644 a\n",
        b"`\nend\n",
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"\x78\x9f\x3e\x22",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
    ),
    *(
        b"<div>",
        b"</div>",
        b"<blockquote>",
        b"<table><tr><td>",
        b"<!--",
        b"<img src=cid:a width=9>",
        b"<style>",
        b"&#0;",
    ),
    *(
        b"> ",
        b"On ",
        b"Pada ",
        b" menulis:\n",
        b" wrote:\n",
        b"-----Pesan Asli-----\n",
        b"________________\n",
        b"-- \n",
    ),
    *(
        b"---------- Forwarded message ---------\n",
        b"Dari: ",
        b"Dikirim: ",
        b"Kepada: ",
        b"Perihal: ",
        b"Fwd: ",
    ),
    *(
        b"<mailer-daemon@",
        b"Return-Path: <>\n",
        b"Final-Recipient: rfc822; a@b.c\n",
        b"Action: failed\n",
        b"Status: 5.1.1\n",
    ),
    *(
        b"550 user unknown <a@b.c>\n",
        b"Kode: ",
        b"[PGD-2026-0007 K7QM-2XRD]",
        b"tanggap.",
        b"@",
        b"a@b.example",
    ),
    *(
        b"setuju",
        b"tidak",
        b"kalau ",
        b"1",
        b"DISPOSISI ",
        b"KONSEP\nPenyebab: ",
        b"../../etc/passwd",
        b"C:\\CON",
    ),
)


def mutated(raw: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    """The mail, broken in one to six ways."""
    for _ in range(chance.randint(1, 6)):
        raw = chance.choice(WAYS)(raw, seeds, chance)[:LONGEST]
    return raw


def _at(raw: bytes, chance: Random) -> int:
    """A place, more often in the header than its share."""
    return chance.randint(0, min(len(raw), 2_000) if chance.random() < 0.5 else len(raw))


def _insert(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + chance.choice(PIECES) + raw[at:]


def _overwrite(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    at, piece = _at(raw, chance), chance.choice(PIECES)
    return raw[:at] + piece + raw[at + len(piece) :]


def _flip(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def _cut(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    start, end = sorted((_at(raw, chance), _at(raw, chance)))
    return raw[:start] + raw[end:]


def _end(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    return raw[: _at(raw, chance)]


def _repeat(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    at = _at(raw, chance)
    piece = raw[at : at + chance.randint(1, 200)]
    return raw[:at] + piece * chance.choice((2, 3, 10, 100, 1_000)) + raw[at:]


def _swap_lines(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _splice(raw: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    other = chance.choice(seeds)
    return raw[: _at(raw, chance)] + other[_at(other, chance) :]


def _enclose(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    """The mail inside another one, plain or encoded."""
    head = b"From: tu@balai.example\nSubject: Fwd: a\nContent-Type: multipart/mixed; boundary=c\n\n"
    head += b"--c\n\nisi\n--c\n"
    if chance.random() < 0.5:
        return head + b"Content-Type: message/rfc822\n\n" + raw + b"\n--c--\n"
    kind = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    return head + kind + base64.encodebytes(raw) + b"\n--c--\n"


def _line_ends(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    return raw.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n")))


def _forward(raw: bytes, _seeds: Sequence[bytes], chance: Random) -> bytes:
    """Lines marked as a quotation from some place on."""
    at = _at(raw, chance)
    return raw[:at] + raw[at:].replace(b"\n", b"\n> ")


WAYS: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    *(_insert, _insert, _insert, _overwrite, _flip, _flip, _cut, _end),
    *(_repeat, _swap_lines, _splice, _splice, _enclose, _line_ends, _forward),
)
