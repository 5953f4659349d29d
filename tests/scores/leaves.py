"""Another reading of a mail's leaves, by bytes alone, to hold ours against.

It knows neither Python's parser nor ours: lines, boundaries, and the three encodings, nothing else.
"""

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(rb"^\r?\n", re.MULTILINE)
_FIELD = re.compile(rb"(?:From |>From |[!-9;-~]+[ \t]*:)")
_BOUNDARY = re.compile(rb';\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))', re.IGNORECASE)
_KIND = re.compile(rb"\s*([\w.+-]+/[\w.+-]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part that has no parts."""

    kind: str
    content: bytes


def leaves(raw: bytes, default: str = "text/plain") -> Iterator[Part]:
    """Every leaf of a mail, those of the mails attached to it too; line ends are `\\n`."""
    head, body = _split(raw.replace(b"\r\n", b"\n"))
    told = _field(head, b"content-type")
    named = _KIND.match(told)
    kind = named[1].decode().lower() if named else default
    boundary = _BOUNDARY.search(told)
    if kind.startswith("multipart/") and boundary:
        inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        for part in _parts(body, (boundary[1] or boundary[2] or b"").rstrip()):
            yield from leaves(part, inner)
        return
    content = _decoded(body, _field(head, b"content-transfer-encoding").strip().lower())
    if kind == "message/rfc822":
        yield from leaves(content)
        return
    yield Part(kind, content)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Header and body; lines that are no fields are no header."""
    end = _END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return (head, body) if _FIELD.match(head) or not head else (b"", raw)


def _field(head: bytes, name: bytes) -> bytes:
    found = re.search(
        rb"^" + name + rb"[ \t]*:((?:.*\n?)(?:[ \t].*\n?)*)", head, re.IGNORECASE | re.MULTILINE
    )
    return found[1] if found else b""


def _parts(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines of a boundary; the line end before each belongs to the boundary."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*$\n?", re.MULTILINE)
    begin = None
    for mark in line.finditer(body):
        if begin is not None:
            yield body[begin : mark.start()].removesuffix(b"\n")
        begin = mark.end()
        if mark[1]:
            return
    if begin is not None:
        yield body[begin:]


def _decoded(body: bytes, encoding: bytes) -> bytes:
    encoding = encoding.split(b";")[0].strip()
    if encoding == b"base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        plain = re.search(rb"[^\s]+ +[^\s]+", body) is not None
        whole = len(letters) - (len(letters) % 4 == 1)
        return body if plain else base64.b64decode(letters[:whole] + b"==")
    return quopri.decodestring(body) if encoding == b"quoted-printable" else body
