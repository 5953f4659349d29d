"""A letter that somebody passed on, as a value that travels with the facts.

Apart from the finding because the facts hold it, and those who find it make facts.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A letter inside another mail. Whoever passed it on could have written all of it: nothing is proven."""

    #: lower case; '' where the mail program showed a name alone
    sender: str
    sender_name: str = ""
    subject: str = ""
    #: as it was written, to be shown; never a time of receipt
    date: str = ""
    #: of an attached mail; in a text it is lost
    message_id: str = ""
    text: str = ""
    #: SHA-256 of the attached mail that it is; '' where it stands in the text
    attached: str = ""
