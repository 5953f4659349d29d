"""Mails that stand for one which the mail server does not give: the server's own substitute, and ours.

Pure over bytes. Ours has the true header, so that it is threaded and answered like the mail itself, and a
body that says what is missing.
"""

import re
from base64 import encodebytes
from collections.abc import Iterator

from pipeline.mail.envelope import Outline

#: Exchange gives this in place of what it cannot render, most often an item of the calendar
#: (OfflineIMAP issue 62, FreeScout issue 3203)
_SUBJECT = re.compile(
    rb"^Subject:\s*Retrieval using the IMAP4\s+protocol failed\s+for the following\s+message",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(rb"The server couldn't retrieve the following message:")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
#: header fields that speak of the body that is not here
_OF_BODY = re.compile(rb"(?i)^(?:content-[^:]*|mime-version):")
_LINE = re.compile(rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
#: a leaf of BODYSTRUCTURE (RFC 3501, 7.4.2): type, subtype, parameters, id, description, encoding, size
_LEAF = re.compile(
    r'"([\w.+-]+)" "([\w.+-]+)" (NIL|\((?:"(?:[^"\\]|\\.)*"| )*\))'
    r' (?:NIL|"[^"]*") (?:NIL|"[^"]*") "[^"]*" (\d+)'
)
_NAME = re.compile(r'"(?:file)?name\*?" "((?:[^"\\]|\\.)*)"', re.IGNORECASE)
#: parts that a note names; a mail may have thousands
MOST_PARTS = 50


def is_substitute(raw: bytes) -> bool:
    """Whether the server gave its apology in place of the mail."""
    end = _HEADER_END.search(raw)
    if end is None:
        return False
    body = raw[end.end() : end.end() + 200].lstrip()
    return bool(_SUBJECT.search(raw[: end.start()])) and bool(_SENTENCE.match(body))


def stand_in(outline: Outline | None, why: str) -> bytes:
    """A mail with the header of the one that is missing and a body of ours; CRLF, pure ASCII."""
    header = _kept(outline.header) if outline else b"Subject: Surel yang tidak terbaca\r\n"
    words = [why, "", *(_told(outline) if outline else ())]
    body = encodebytes("\r\n".join(words).encode()).replace(b"\n", b"\r\n")
    ours = (
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64"
    )
    return header + ours + b"\r\n\r\n" + body


def _kept(header: bytes) -> bytes:
    fields = (found[0] for found in _LINE.finditer(header) if found[0].strip())
    return b"".join(field + b"\r\n" for field in fields if not _OF_BODY.match(field))


def _told(outline: Outline) -> Iterator[str]:
    parts = list(_LEAF.finditer(outline.structure))
    if outline.size:
        yield f"Ukuran surel: {megabytes(outline.size)}."
    if parts:
        yield "Bagian-bagiannya:"
    for place, part in enumerate(parts[:MOST_PARTS]):
        following = parts[place + 1].start() if place + 1 < len(parts) else len(outline.structure)
        name = _NAME.search(outline.structure, part.start(), following)
        called = name[1] if name else "tanpa nama"
        yield f"- {called} ({part[1].lower()}/{part[2].lower()}, {megabytes(int(part[4]))})"


def megabytes(size: int) -> str:
    """A number of bytes as a person reads it, with the decimal comma of Indonesian."""
    return f"{max(size / 1_000_000, 0.1):.1f} MB".replace(".", ",")
