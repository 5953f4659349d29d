"""A mail by a few fields of its header: enough to know it again in a mailbox that was moved.

Apart from `identity`, which wants the whole mail: of mail from before the office began nothing else is read,
and there may be a great deal of it. A move changes UIDs and, often, the dates of receipt; these fields stay.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

#: who wrote it, when, and its name
FIELDS = ("MESSAGE-ID", "DATE", "FROM")
#: a field, unfolded or not
_FIELD = re.compile(rb"^([!-9;-~]{1,76})[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)


def heading(header: bytes) -> str:
    """SHA-256, in hexadecimal, over these fields; '' where neither a Message-ID nor a Date is among them."""
    fields = _fields(header)
    if not (fields["MESSAGE-ID"] or fields["DATE"]):
        return ""
    # Each with its length, so that no value runs into the next.
    return sha256(b"".join(b"%d:%s" % (len(value), value) for value in fields.values())).hexdigest()


def written_at(header: bytes) -> datetime | None:
    """When the sender says that he wrote it, in UTC; None where that is no date."""
    try:
        found = parsedate_to_datetime(_fields(header)["DATE"].decode("ascii", "replace"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _fields(header: bytes) -> dict[str, bytes]:
    """The value of each field, its white space one blank; of several of a name all, one after the other."""
    found = dict.fromkeys(FIELDS, b"")
    for name, value in _FIELD.findall(header):
        key = name.decode("ascii").upper()
        if key in found:
            found[key] = b" ".join([found[key], *value.split()]).strip()
    return found
