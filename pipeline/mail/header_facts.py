"""What a mail's header says, as facts: sender, subject, Message-IDs, recipients.

Apart from the body because a damaged header makes the sender doubtful, and a damaged body does not.
"""

from collections.abc import Mapping
from dataclasses import replace
from email.message import Message

from pipeline.mail.facts import Facts
from pipeline.mail.from_field import Sender, read_sender
from pipeline.mail.headers import addresses, duplicates, ids, kept, traced, unfolded

#: characters of a subject
LONGEST_SUBJECT = 1000

_REFERRING = ("in-reply-to", "references")
_RECEIVING = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
#: defects of a header block after which two readers may see two headers
_DAMAGED = {
    "FirstHeaderLineIsContinuationDefect",
    "InvalidHeaderDefect",
    "MisplacedEnvelopeHeaderDefect",
    "MissingHeaderBodySeparatorDefect",
}


def envelope(root: Message, *, ambiguous: bool) -> Facts:
    """What the header says."""
    headers = kept(root.raw_items())
    sender = _sender(root, ambiguous=ambiguous)
    return Facts(
        headers=headers,
        sender=sender.address,
        sender_name=sender.name,
        sender_defect=sender.defect,
        subject=headers.get("subject", ("",))[0][:LONGEST_SUBJECT],
        message_id=next(iter(ids(headers.get("message-id", ()))), ""),
        references=ids(_fields(headers, _REFERRING)),
        recipients=addresses(_fields(headers, _RECEIVING)),
        trace=traced((name, str(value)) for name, value in root.raw_items()),
    )


def _sender(root: Message, *, ambiguous: bool) -> Sender:
    """The sender, with what makes him doubtful in the rest of the header.

    A damaged header block is read differently by different servers: then there is no sender at all.
    """
    fields = [unfolded(str(value)) for name, value in root.raw_items() if name.strip().lower() == "from"]
    sender = read_sender(fields)
    if ambiguous or any(type(each).__name__ in _DAMAGED for each in root.defects):
        return Sender(name=sender.name, defect="kepala surel ini rusak, sehingga pengirimnya tidak pasti")
    repeated = duplicates(root.keys())
    if repeated and not sender.defect:
        return replace(sender, defect=f"surel ini mempunyai lebih dari satu baris {repeated[0]}")
    return sender


def _fields(headers: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in headers.get(name, ())]
