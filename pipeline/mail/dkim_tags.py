"""What a DKIM-Signature field says of itself: whose it is, when it was made, which fields it covers.

Apart from the verification because the border's word (`stamps`) needs it too: that a signature is
genuine says nothing of the lines that it leaves open (reliability.md, finding 3). Source: RFC 6376, 3.5.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.mail.facts import Facts

#: signatures of one mail that are looked at
MOST = 10
_SPACE = re.compile(r"\s+")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One DKIM-Signature as it claims to be; nothing here is verified."""

    #: d=, lower case
    domain: str
    #: s=
    selector: str
    #: h=, lower case, in order, with repetitions (a name more than once is oversigned)
    covers: tuple[str, ...]
    #: l= is there: what is appended to the body stays unsigned
    partial: bool
    #: a=, lower case
    algorithm: str
    #: t= and x= in seconds since 1970, None where they are missing or no number
    signed_at: int | None
    expires_at: int | None

    @property
    def key_name(self) -> str:
        """Where its key lies in the DNS."""
        return f"{self.selector}._domainkey.{self.domain}"


def signatures(facts: Facts) -> tuple[Signature | None, ...]:
    """The signatures of a mail from the top; None for one that cannot be read."""
    raw = [value for name, value in facts.trace if name == "dkim-signature"]
    return tuple(map(read_signature, raw[:MOST]))


def read_signature(value: str) -> Signature | None:
    """One raw, unfolded field; None where it has no plain domain and selector, or a tag twice."""
    tags = _tags(value)
    if tags is None or not all(_NAME.fullmatch(tags.get(name, "")) for name in "ds"):
        return None
    return Signature(
        domain=tags["d"].lower(),
        selector=tags["s"].lower(),
        covers=tuple(name.lower() for name in tags.get("h", "").split(":") if name),
        partial="l" in tags,
        algorithm=tags.get("a", "").lower(),
        signed_at=_number(tags, "t"),
        expires_at=_number(tags, "x"),
    )


def is_aligned(domain: str, sender: str) -> bool:
    """Whether a domain speaks for the sender's: it is the same, or one above it (RFC 7489, 3.1.1)."""
    of_sender = sender.rpartition("@")[2].lower()
    domain = domain.lower().rstrip(".")
    return bool(of_sender) and (domain == of_sender or ("." in domain and of_sender.endswith(f".{domain}")))


def _tags(value: str) -> Mapping[str, str] | None:
    found: dict[str, str] = {}
    for piece in value.split(";"):
        name, equals, content = piece.partition("=")
        name = name.strip()
        if not name and not equals:
            continue
        if not equals or name in found:
            return None
        found[name] = _SPACE.sub("", content)
    return found


def _number(tags: Mapping[str, str], name: str) -> int | None:
    digits = tags.get(name, "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
