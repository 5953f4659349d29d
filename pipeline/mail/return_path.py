"""By which a report about a mail proves that it is about that mail: a mark in envelope and ENVID.

Apart from the tokens of replies, because this one authorises nothing: it only tells which mail came back.
The mark is `b.<number>.<mac>`; the mac is a hash over the mail's Message-ID, whose 128 random bits nobody
knows but the office and whoever was sent the mail, so no key has to be kept. It stands in the return path
(VERP: `pengaduan+b.12.mac@balai.example`) and in ENVID (RFC 3461, 4.4).
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterable

_MARK = r"b\.(\d{1,18})\.([a-z2-7]{16})"
_ENVID = re.compile(_MARK)
#: octets of a local part (RFC 5321, 4.5.3.1.1)
_LONGEST_LOCAL = 64


def mark(number: int, message_id: str) -> str:
    """The mark of the outbox row `number`."""
    digest = hashlib.sha256(b"pantulan\0" + message_id.encode()).digest()
    return f"b.{number}.{b32encode(digest[:10]).decode().lower()}"


def return_path(marked: str, address: str) -> str:
    """MAIL FROM with the mark as its plus-part; '' where the address leaves no room for it."""
    local, _, domain = address.rpartition("@")
    marked_local = f"{local}+{marked}"
    return f"{marked_local}@{domain}" if local and len(marked_local) <= _LONGEST_LOCAL else ""


def marks(recipients: Iterable[str], envelope_ids: Iterable[str], address: str) -> dict[int, str]:
    """The marks that a report carries, by the number of the mail that they name; nothing is proved yet."""
    local, _, domain = address.lower().rpartition("@")
    path = re.compile(rf"{re.escape(local)}\+{_MARK}@{re.escape(domain)}")
    found = [*map(path.fullmatch, recipients), *(_ENVID.fullmatch(each.lower()) for each in envelope_ids)]
    return {int(each[1]): f"b.{each[1]}.{each[2]}" for each in found if each}
