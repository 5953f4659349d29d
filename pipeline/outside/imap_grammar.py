"""The little of IMAP's grammar that Tanggap reads itself (RFC 3501, 9): pure over bytes.

It stands apart from the connection so that each odd answer of a server can be
tried without a server that gives it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

#: what imaplib hands over: a line, or a line that ends in a literal with that literal
Part = bytes | tuple[bytes, bytes]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    rb'INTERNALDATE "([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE
)
_UID = re.compile(rb"[( ]UID (\d+)", re.IGNORECASE)
_SIZE = re.compile(rb"[( ]RFC822\.SIZE (\d+)", re.IGNORECASE)
_BODY = re.compile(rb"[( ]BODY\[[^]]*\] \{(\d+)\}$", re.IGNORECASE)
_EMPTY_BODY = re.compile(rb'[( ]BODY\[\] ""', re.IGNORECASE)
_HEADER = re.compile(rb"[( ]BODY\[HEADER\] \{(\d+)\}$", re.IGNORECASE)
_SERVER_ID = re.compile(rb"[( ]X-GM-MSGID (\d+)", re.IGNORECASE)
_STRUCTURE = re.compile(rb"[( ]BODYSTRUCTURE (\(.*\))", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class FetchAnswer:
    """What one untagged FETCH told; None for what it left out."""

    uid: int | None
    size: int | None
    received_at: datetime | None
    #: of what was asked for; None where it is missing, NIL or shorter than its literal announced
    body: bytes | None
    server_id: str = ""
    structure: str = ""


def read_numbers(lines: Iterable[bytes | None]) -> list[int]:
    """The numbers of all untagged SEARCH lines; a server may send several, or none."""
    return [int(number) for line in lines if line for number in line.split() if number.isdigit()]


def read_fetches(parts: Iterable[Part | None]) -> Iterator[FetchAnswer]:
    """Read untagged FETCH answers, those that nobody asked for included.

    imaplib gives a literal as a tuple and the rest of the same answer as the next
    item; only the closing parenthesis tells where an answer ends.
    """
    text, body = b"", None
    for part in parts:
        if part is None:
            continue
        if isinstance(part, tuple):
            text += part[0]
            # A name in BODYSTRUCTURE may come as a literal too: it is no body.
            body = _literal(part) or body
            continue
        text += part
        yield _answer(text, body)
        text, body = b"", None


def _literal(part: tuple[bytes, bytes]) -> bytes | None:
    announced = _BODY.search(part[0]) or _HEADER.search(part[0])
    return part[1] if announced and int(announced[1]) == len(part[1]) else None


def _answer(text: bytes, body: bytes | None) -> FetchAnswer:
    if body is None and _EMPTY_BODY.search(text):
        body = b""
    server_id, structure = _SERVER_ID.search(text), _STRUCTURE.search(text)
    return FetchAnswer(
        _number(_UID, text),
        _number(_SIZE, text),
        read_date(text),
        body,
        server_id[1].decode() if server_id else "",
        structure[1].decode("utf-8", "replace") if structure else "",
    )


def _number(pattern: re.Pattern[bytes], text: bytes) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None


def read_date(text: bytes) -> datetime | None:
    """INTERNALDATE in UTC, or None where it is missing or no date.

    Neither strptime nor imaplib.Internaldate2tuple will do: the one follows the locale, the
    other answers in the host's own time.
    """
    found = _DATE.search(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes = (
        g.decode() for g in found.groups()
    )
    offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        local = datetime(
            int(year),
            _MONTHS.index(month.title()) + 1,
            int(day),
            int(hour),
            int(minute),
            int(second),
            tzinfo=zone,
        )
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_flags(lines: Iterable[bytes | None]) -> frozenset[str]:
    """The flags of a PERMANENTFLAGS code."""
    text = b" ".join(line for line in lines if line)
    return frozenset(text.decode("ascii", "replace").strip("() ").split())
