"""What was read from one mail: the facts that the cage hands out and the register keeps.

They are values with a JSON form, because they cross a process border and a
database; reading them back never runs anything from the mail.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.mail.forwarded import Forwarded


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One leaf part that is a file, or could not be read as text."""

    #: cleaned for showing; never a path
    name: str
    #: by content where it can be told, else as declared
    media_type: str
    #: of the decoded bytes, hexadecimal
    sha256: str
    size: int
    #: a picture that only decorates (`mail/decoration.py`), or the seal of a mail program
    inline: bool = False
    #: SHA-256 of the attached mail that it lies in, '' where it lies in this mail itself
    within: str = ""
    #: text layer or OCR, '' if none; form feeds part the pages
    text: str = ""
    #: the first pages of an unsigned PDF as they are laid out, for the fields of a letter alone: what is
    #: compared word by word is `text`
    laid: tuple[str, ...] = ()
    #: OCR read the text or a part of it, and it misreads: no number is taken from it unasked
    scanned: bool = False
    #: of a PDF or a picture; 0 where they were not counted
    pages: int = 0
    #: why the content could not be read, in Indonesian
    note: str = ""
    #: why nobody gets the file before a person has decided, in Indonesian; '' if it may be passed on
    risk: str = ""
    #: what a .docx says of itself as a returned draft
    draft: DraftFacts | None = None
    #: what a PDF says of its signature
    signature: SignatureFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One mail, read. All text is free of control and bidi characters."""

    #: decoded headers that are read anywhere, lower-case names; every instance in order
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: the address of a single, defect-free From (RFC 5322), lower case; '' otherwise
    sender: str = ""
    sender_name: str = ""
    #: why From cannot be trusted in shape, '' if it can
    sender_defect: str = ""
    subject: str = ""
    message_id: str = ""
    #: In-Reply-To and References, in order, with angle brackets
    references: tuple[str, ...] = ()
    #: every address of To, Cc, Delivered-To, X-Original-To, lower case
    recipients: tuple[str, ...] = ()
    #: the plain text, or the text of the HTML
    text: str = ""
    #: the person's own words, and what was cut as quotation or signature
    own: str = ""
    cut: str = ""
    #: of what was cut, how the sender signed off
    signature: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: the letters that this mail passes on, each inside the one before (`mail/forwarding.py`)
    forwarded: tuple[Forwarded, ...] = ()
    #: failed recipients of a delivery status notification, with their status code
    bounced: tuple[tuple[str, str], ...] = ()
    #: Message-IDs found in the returned part of a bounce
    bounced_ids: tuple[str, ...] = ()
    #: what a bounce calls the envelope of the mail that it is about
    bounced_envelopes: tuple[str, ...] = ()
    #: links of the HTML whose words name another server than they lead to
    disguised: tuple[str, ...] = ()
    #: why the mail itself is passed on to nobody as it came, in Indonesian
    risk: str = ""
    #: what could not be read, in Indonesian, for the person who gets the mail
    notes: tuple[str, ...] = ()
    #: the fields that tell of a mail's way (`mail/headers.py` TRACED), from the top, unfolded and not decoded
    trace: tuple[tuple[str, str], ...] = ()
    #: of each DKIM signature from the top where its key lies if it is genuine, else ''; only whoever verified
    #: them fills it in
    genuine: tuple[str, ...] = ()
    #: why they could not be verified, in Indonesian
    unproven: str = ""

    def header(self, name: str) -> str:
        """The first instance of a header, '' if there is none."""
        values = self.headers.get(name.lower(), ())
        return values[0] if values else ""

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `from_json` reads it back."""
        return {
            **_values(self),
            "attachments": [_written(item) for item in self.attachments],
            "forwarded": [_values(item) for item in self.forwarded],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Facts":
        """Read what `to_json` wrote."""
        known = dict(data)
        known["headers"] = {name: tuple(values) for name, values in data["headers"].items()}
        for name in ("references", "recipients", "notes", "bounced_ids"):
            known[name] = tuple(data[name])
        known["bounced_envelopes"] = tuple(data.get("bounced_envelopes", ()))
        known["trace"] = tuple((name, value) for name, value in data.get("trace", ()))
        known["genuine"] = tuple(data.get("genuine", ()))
        known["disguised"] = tuple(data.get("disguised", ()))
        known["bounced"] = tuple((address, status) for address, status in data["bounced"])
        known["forwarded"] = tuple(Forwarded(**item) for item in data.get("forwarded", ()))
        known["attachments"] = tuple(_attachment(item) for item in data["attachments"])
        return cls(**known)


def _values(item: Attachment | Facts | Forwarded) -> dict[str, Any]:
    """The fields by name: what lies in them is plain already, and `asdict` would copy every word of it."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def _written(item: Attachment) -> dict[str, Any]:
    draft = asdict(item.draft) if item.draft else None
    signature = item.signature.to_json() if item.signature else None
    return {**_values(item), "draft": draft, "signature": signature}


def _attachment(data: Mapping[str, Any]) -> Attachment:
    known = {**data, "laid": tuple(data.get("laid", ()))}
    if data["draft"] is not None:
        known["draft"] = DraftFacts.from_json(data["draft"])
    if data["signature"] is not None:
        known["signature"] = SignatureFacts.from_json(data["signature"])
    return Attachment(**known)
