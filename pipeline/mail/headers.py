"""Header fields made readable: unfolding, raw 8-bit bytes, encoded words (RFC 2047), lists of IDs.

Only the fields that some rule reads are decoded; apart from the parser because
hostile headers and hostile bodies need different care.
"""

import re
from collections.abc import Iterable

from pipeline.mail.charset import decoded, one_line
from pipeline.mail.encoded_words import decoded_pieces

#: the fields that are kept in the facts
WANTED = frozenset(
    "from sender reply-to to cc bcc subject date message-id in-reply-to references return-path"
    " delivered-to x-original-to envelope-to x-envelope-to auto-submitted precedence list-id list-post"
    " list-unsubscribe x-autoreply x-autorespond x-autoresponse x-auto-response-suppress x-failed-recipients"
    " x-loop x-tanggap-register feedback-id content-type content-transfer-encoding content-language"
    " mime-version importance x-priority organization user-agent x-mailer authentication-results"
    " arc-authentication-results received received-spf dkim-signature x-spam-flag x-spam-status"
    " x-ms-exchange-organization-authas x-ms-exchange-organization-authsource resent-from resent-date".split()
)
#: fields that RFC 5322 (3.6) allows once
SINGLE = (
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
)
#: the fields whose order among each other tells where a mail was, and who says so
TRACED = frozenset("received authentication-results dkim-signature x-ms-exchange-organization-authas".split())
#: instances of one field that are kept (Received grows with every hop)
MOST = 50
_ID = re.compile(r"<[^<>\s]{1,500}>")
_ADDRESS = re.compile(r"[\w.+=~!#$%&'*/?^`{|}-]{1,128}@[a-z0-9][a-z0-9.-]{0,250}[a-z0-9]")


def kept(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The wanted fields of a raw header, decoded, lower-case names, every instance in order."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        key = name.strip().lower()
        if key in WANTED and len(found.setdefault(key, [])) < MOST:
            found[key].append(header_text(value))
    return {name: tuple(values) for name, values in found.items()}


def traced(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The fields of the mail's way in their order, raw: an encoded word in a stamp must not become one."""
    names = ((name.strip().lower(), value) for name, value in pairs)
    return tuple((name, unfolded(value)) for name, value in names if name in TRACED)[: 2 * MOST]


def duplicates(headers: Iterable[str]) -> list[str]:
    """The single-instance fields that stand more than once in a list of field names."""
    names = [name.strip().lower() for name in headers]
    return [name for name in SINGLE if names.count(name.lower()) > 1]


def unfolded(value: str) -> str:
    """One raw field on one line, its 8-bit bytes decoded, encoded words left as they are."""
    line = value.replace("\r", "").replace("\n", "")
    return line if line.isascii() else decoded(line.encode("utf-8", "surrogateescape"))


def header_text(value: str) -> str:
    """One raw field as a person reads it."""
    line = unfolded(value)
    return one_line("".join(decoded_pieces(line)) if "=?" in line else line)


def ids(values: Iterable[str], most: int = 200) -> tuple[str, ...]:
    """The Message-IDs in some fields, in order, each once, with angle brackets."""
    found = dict.fromkeys(each for value in values for each in _ID.findall(value))
    return tuple(found)[:most]


def addresses(values: Iterable[str], most: int = 1000) -> tuple[str, ...]:
    """Whatever looks like an address in some fields, lower case, each once: to look for, not to trust."""
    found = dict.fromkeys(each for value in values for each in _ADDRESS.findall(value.lower()))
    return tuple(found)[:most]
