"""Which of our mails came back, for whom, and with which status.

flufl.bounce knows the many forms of bounces but not which mail bounced; the status and the
Message-ID of the returned mail are read here (RFC 3464, RFC 6522).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

from flufl.bounce import all_failures

from pipeline.mail.bounce_signs import is_report
from pipeline.mail.headers import addresses, ids
from pipeline.mail.structure import inner

#: bytes of a mail in which a bounce shows
ENOUGH = 100_000
#: characters of a text part in which the returned mail's header is looked for
_TEXT = 100_000
#: Message-IDs of one bounce
_MOST = 20
#: signs of an envelope's name (RFC 3461, 4.4)
_LONGEST_ENVID = 100
#: a mail that was given up after its last try (RFC 3463, 3.5)
_EXPIRED = "5.4.7"
_RETURNED_ID = re.compile(r"^[>\s]{0,8}Message-ID:\s{0,8}(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says."""

    #: recipients with their status code (RFC 3463), `5.0.0` or `4.0.0` where the report names none
    failed: tuple[tuple[str, str], ...] = ()
    #: Message-IDs of what came back
    message_ids: tuple[str, ...] = ()
    #: what its envelope was called (ENVID, RFC 3461)
    envelope_ids: tuple[str, ...] = ()


def read_bounce(message: Message, beginning: Message) -> Bounce:
    """What a mail says as a bounce; nothing if it is none.

    Both are parsed with compat32; `beginning` is its first `ENOUGH` bytes, for the many detectors
    of flufl.bounce, which is asked only where no delivery status stands in the mail.
    """
    stated = dict(_stated(message))
    failed = stated or _found(beginning)
    reports = bool(failed) or is_report(message)
    if not reports:
        return Bounce(tuple(failed.items()))
    returned = tuple(dict.fromkeys(_returned(message)))[:_MOST]
    return Bounce(tuple(failed.items()), returned, tuple(dict.fromkeys(_envelope_ids(message)))[:_MOST])


def _envelope_ids(message: Message) -> Iterator[str]:
    """Original-Envelope-Id of message/delivery-status (RFC 3464, 2.2.1)."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            named = (str(block.get("original-envelope-id", "")) for block in inner(part))
            yield from (each.strip()[:_LONGEST_ENVID] for each in named if each.strip())


def _stated(message: Message) -> Iterator[tuple[str, str]]:
    """Recipients and codes of message/delivery-status, one block each; delivered ones are no failure."""
    reports = (part for part in message.walk() if part.get_content_type() == "message/delivery-status")
    for report in reports:
        for block in inner(report):
            action = str(block.get("action", "failed")).strip().lower()
            found = addresses(
                [str(block.get("original-recipient", "")), str(block.get("final-recipient", ""))]
            )
            if found and action in ("failed", "delayed"):
                code = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", str(block.get("status", "")))
                usual = "5.0.0" if action == "failed" else "4.0.0"
                yield found[0], _code(action, code[0]) if code else usual


def _code(action: str, code: str) -> str:
    """What a code means beside the action, which counts (RFC 3464, 2.3.3).

    A delayed mail is still on its way, whatever code the last try got; one that failed with a passing code
    was tried until its time was over, and nothing more will be heard of it.
    """
    if action == "delayed":
        return code if code < "5" else "4.0.0"
    return _EXPIRED if code.startswith("4") else code


def _found(message: Message) -> dict[str, str]:
    """What flufl.bounce finds; its detectors may fail on what is no bounce at all."""
    try:
        temporary, permanent = all_failures(message)
    # The standard library reads groups of addresses within groups by recursion, however deep they go.
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        MessageError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return {}
    late = dict.fromkeys(_names(temporary), "4.0.0")
    return late | dict.fromkeys(_names(permanent), "5.0.0")


def _names(found: frozenset[bytes] | set[bytes]) -> list[str]:
    return [name for each in sorted(found) for name in addresses([each.decode("ascii", "replace")])]


def _returned(message: Message) -> Iterator[str]:
    """Message-IDs in the returned part, be it a mail, its header, or text that quotes it."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global"):
            yield from ids([str(each.get("message-id", "")) for each in inner(part)])
        elif part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _RETURNED_ID.findall(payload[:_TEXT].decode("ascii", "replace"))
