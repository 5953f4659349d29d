"""Whether a mail of ours speaks of somebody: in its subject or its words, not in what it encloses.

Apart from reading mail because these mails are our own, and because their words are wrapped in transfer
encodings, so that no database can search them.
"""

from collections.abc import Collection
from email import message_from_bytes, policy
from email.message import EmailMessage


def mentions(raw: bytes, needles: Collection[str]) -> bool:
    """Whether any of these words stands in the mail, in whatever case."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    said = "\n".join([str(mail["Subject"] or ""), *_texts(mail)]).casefold()
    return any(needle.casefold() in said for needle in needles if needle)


def _texts(mail: EmailMessage) -> list[str]:
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    return [str(part.get_content()) for part in parts if part is not None]
