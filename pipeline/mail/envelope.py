"""What passes between the office and the mail servers: fetched mail, envelopes, the server's words.

These values stand here because both `office/` and `outside/` speak of them and
neither may import the other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class FolderState:
    """What SELECT told of a folder."""

    uidvalidity: int
    #: the UID that the next mail will get (RFC 3501, 2.3.1.1)
    uidnext: int


@dataclass(frozen=True, slots=True)
class FetchedMail:
    """One mail as it lies in the mailbox."""

    uid: int
    #: the exact bytes of BODY[]
    raw: bytes
    #: INTERNALDATE, aware; the receipt time of the SOP (never the sender's Date header)
    received_at: datetime
    #: the server's own lasting name of the mail (X-GM-MSGID of Gmail), '' where it has none
    server_id: str = ""
    #: why `raw` is not the mail as it came, in Indonesian; '' where it is
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be said of a mail without its body."""

    uid: int
    #: the bytes of BODY[HEADER]
    header: bytes
    #: the text of BODYSTRUCTURE
    structure: str
    #: RFC822.SIZE in bytes, 0 where it was not told
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Lying:
    """A mail as a listing of the folder shows it."""

    uid: int
    #: RFC822.SIZE in bytes; some servers only guess it
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A mail by the few fields of its header that a move of the mailbox leaves as they are."""

    uid: int
    #: the bytes of those fields (mail/heading.py), b'' where the server gave none
    header: bytes
    received_at: datetime


class Marking(StrEnum):
    """How a courtesy mark was carried out."""

    KEYWORD = "keyword"
    MOVED = "moved"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A frozen mail with its SMTP addresses."""

    #: the outbox row
    id: int
    #: MAIL FROM, '' for the null sender
    sender: str
    recipients: tuple[str, ...]
    #: finished bytes with CRLF line ends; never changed again
    raw: bytes
    #: what ties a report about this mail to it (ENVID, RFC 3461), '' for nothing
    mark: str = ""
    #: MAIL FROM where a server does not let us use `sender`, '' where that is the only one
    plain_sender: str = ""
    #: who gets a copy of what the recipients get, and nothing else: the journal
    copies: tuple[str, ...] = ()
    #: what the server said to a copy that it did not take, None where it took them all
    uncopied: "ServerWord | None" = None


@dataclass(frozen=True, slots=True)
class ServerWord:
    """What the server answered for one recipient: code 0 where it said nothing."""

    code: int
    text: str

    @property
    def is_about_us(self) -> bool:
        """Whether it refuses our account or its pace, whatever mail comes.

        Greylisting does not: it asks each mail to wait.
        """
        if self.code in _ABOUT_LOGIN or (self.code >= 500 and _ABOUT_ACCOUNT.search(self.text)):
            return True
        return 400 <= self.code < 500 and bool(_POLICY.search(self.text)) and not _GREY.search(self.text)


#: answers that want another login
_ABOUT_LOGIN = frozenset({530, 534, 535, 538})
#: "for good", and yet of the account: a day's quota (Gmail), a login by password or without any that is no
#: longer taken, and a tenant that sent too much (Exchange Online); mended or waited for, the same mail may go
_ABOUT_ACCOUNT = re.compile(r"\b5\.(4\.5|7\.(30|57|139|705|708))\b")
#: RFC 3463, 3.8: for now, for reasons of policy
_POLICY = re.compile(r"\b4\.7\.\d{1,3}\b")
_GREY = re.compile(r"gr[ea]y-?\s?list", re.IGNORECASE)


class Outcome(StrEnum):
    """What is known of one recipient after a try."""

    #: 250 after the final dot: the server has taken responsibility
    ACCEPTED = "accepted"
    #: surely not sent; try again later (4xx, or the connection failed before DATA)
    LATER = "later"
    #: 5xx: the server will never take it
    REFUSED = "refused"
    #: the connection was lost after DATA began and before the server's word (RFC 1047)
    UNKNOWN = "unknown"
    #: not tried: at another mail the server asked for patience
    HELD_BACK = "held_back"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one recipient of one envelope."""

    recipient: str
    outcome: Outcome
    word: ServerWord


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that one try of an envelope brought."""

    id: int
    results: tuple[Result, ...]


class Withheld(Exception):
    """Raised where it is told that a mail begins to leave: it must not, and the next goes on."""


#: what became of a mail
Told: TypeAlias = tuple[Envelope, Receipt]
#: hear of mails just before they begin to leave, and of what became of them; of several together, since one
#: commit does for all
Begin: TypeAlias = Callable[[Sequence[Envelope]], None]
Note: TypeAlias = Callable[[Sequence[Told]], None]
#: hands envelopes to the server
Deliver: TypeAlias = Callable[[Sequence[Envelope], Begin, Note], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look for copies of our own mails brought."""

    #: Message-ID → where its copy lies, in Indonesian
    proofs: Mapping[str, str] = field(default_factory=dict)
    #: every place was looked into, so what is not found is not there
    whole: bool = True


def has_whole_line_ends(raw: bytes) -> bool:
    """Whether CR and LF stand in the bytes only together, as the end of a line (RFC 5321, 2.3.8)."""
    # Counting each of them takes four times as long.
    rest = raw.replace(b"\r\n", b"")
    return b"\r" not in rest and b"\n" not in rest
