"""DKIM signatures verified on the bytes of a mail, with the keys handed in.

Apart from what a signature claims (`dkim_tags`) because dkimpy reads hostile bytes here: this runs in
the cage, which has no network, so whoever calls looks the keys up before. Source: RFC 6376, 8301.
"""

import binascii
import re
from collections.abc import Mapping

import dkim

from pipeline.mail.dkim_tags import MOST

#: bits of a key below which it proves nothing (RFC 8301, 3.2)
SHORTEST_KEY = 1024
# dkimpy does not look at it.
_TESTS = re.compile(r"(?:^|;)\s*t\s*=[^;]*\by\b")


def verified(raw: bytes, keys: Mapping[str, str]) -> tuple[str, ...]:
    """For each of the mail's signatures, from the top, the name of its key if it is genuine, else ''.

    `keys` are DNS names with their TXT record. A signature whose key is not among them is not genuine, nor
    is one whose domain only tests (t=y; RFC 6376, 3.6.1).
    """

    def key_of(name: bytes | str, timeout: int = 0) -> bytes:  # noqa: ARG001  (dkimpy's form)
        wanted = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        return keys.get(wanted.rstrip(".").lower(), "").encode()

    try:
        message = dkim.DKIM(raw, minkey=SHORTEST_KEY)
    except dkim.MessageFormatError:
        return ()
    count = sum(name.strip().lower() == b"dkim-signature" for name, _ in message.headers)
    return tuple(_genuine(raw, place, keys, key_of) for place in range(min(count, MOST)))


def _genuine(raw: bytes, place: int, keys: Mapping[str, str], key_of: object) -> str:
    """The name of the key with which a signature is genuine, '' where it is not."""
    message = dkim.DKIM(raw, minkey=SHORTEST_KEY)
    try:
        passed = message.verify(place, dnsfunc=key_of)
    except (dkim.DKIMException, ValueError, LookupError, TypeError, AttributeError, binascii.Error):
        # What dkimpy stumbles over is no signature; it has few walls of its own.
        return ""
    fields = message.signature_fields
    name = b"%s._domainkey.%s" % (fields.get(b"s", b""), fields.get(b"d", b""))
    known = name.decode("ascii", "replace").lower()
    return known if passed and not _TESTS.search(keys.get(known, "")) else ""
