"""The complaint letter in one mail: which of its texts are read for the fields, and when it was written.

Apart from the fields because a letter on paper has no mail around it; apart from the register
because `inspect` reads the same fields without one.
"""

from datetime import date
from email.utils import parsedate_to_datetime

from pipeline.letters.fields import Enclosed, Fields, read_fields
from pipeline.mail.facts import Attachment, Facts


def read_letter(facts: Facts, *, paper: bool = False) -> Fields:
    """The fields of the letter; of one on `paper` the mail around it tells nothing of its sender."""
    return read_fields(
        # A reply quotes others; a fresh letter is read whole.
        f"{facts.own}\n\n{facts.signature}" if facts.references and facts.own else facts.text,
        [Enclosed(item.name, _pages(item), item.scanned) for item in facts.attachments if item.text],
        sender_name="" if paper else facts.sender_name,
        sender="" if paper else facts.sender,
        subject=facts.subject,
        near=_written(facts),
    )


def _pages(file: Attachment) -> str:
    """The text of a file, its first pages laid out where they are known to be."""
    pages = file.text.split("\f")
    return "\f".join((*file.laid, *pages[len(file.laid) :]))


def _written(facts: Facts) -> date | None:
    """The day that the mail names as its own."""
    try:
        return parsedate_to_datetime(facts.header("date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
