"""The structure of a mail: Python's message objects, built within limits and with the bytes of each header.

Apart from the reading of the parts because here hostile mails are stopped. Python's compat32 parser
builds it: four times as fast as the default policy and immune to its slow header parsers.
"""

import re
from dataclasses import dataclass
from email.feedparser import FeedParser
from email.message import Message
from email.policy import Compat32
from itertools import islice
from typing import Any

from pipeline.mail.limits import Limits

#: characters that the parser is given at a time: it holds four bytes for each
_CHUNK = 65_536
#: characters, and parameters, of a field that describes a part; parsing them takes the square of it
_LONG, _PARAMETERS = 4_096, 100


@dataclass(frozen=True, slots=True)
class Structure:
    """A mail taken to pieces."""

    root: Message
    #: what was left out, in Indonesian
    notes: tuple[str, ...]
    #: how many of its bytes were looked at
    length: int


def structure(raw: bytes, limits: Limits) -> Structure:
    """The structure of a mail; what was read before a limit was met is kept."""
    text, notes = _shortened(raw.decode("ascii", "surrogateescape"), limits)
    factory = _Factory(limits)
    # typeshed knows only message classes as factories; any callable that takes a policy will do.
    parser: Any = FeedParser(factory, policy=_Policy(limits.header))  # type: ignore[arg-type]
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
        root: Message = parser.close()
    except _Beyond as beyond:
        root = factory.root or Message()
        notes += (str(beyond),)
    return Structure(root, notes, len(text))


def inner(part: Message) -> list[Message]:
    """The parts of a part, or the message in it; none if it is a leaf."""
    # Asked of a leaf, `get_payload` decodes it, and stumbles over a charset that is no text.
    below: Any = part.get_payload() if part.is_multipart() else []
    return list(below)


def is_multipart(part: Message) -> bool:
    """Whether a part is made of parts; one that says so and has no boundary is not."""
    return part.get_content_maintype() == "multipart" and part.is_multipart()


class _Beyond(Exception):
    """The mail has more parts, or deeper ones, than are read."""


class _Policy(Compat32):
    """Header fields as they came: cut at a limit, and with their raw bytes left to our own decoding."""

    def __init__(self, limit: int) -> None:
        super().__init__(mangle_from_=False)
        # Policies refuse new attributes on purpose; this one has to carry its limit.
        object.__setattr__(self, "limit", limit)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        # Else a long field would end elsewhere in the same mail with other line ends.
        value = value.replace("\r\n", "\n")
        if name.lower().startswith("content-"):
            return name, ";".join(value[:_LONG].split(";")[:_PARAMETERS])
        return name, value[: self.limit]  # type: ignore[attr-defined]

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return value


class _Factory:
    """Makes the message objects for the feed parser, and counts them."""

    def __init__(self, limits: Limits) -> None:
        self.root: Message | None = None
        self._limits = limits
        self._count = 0

    def __call__(self, policy: Compat32) -> Message:
        message = Message(policy)
        self._count += 1
        # The feed parser tries its factory once before it begins.
        if self._count == 2:
            self.root = message
        if self._count > self._limits.parts + 1:
            raise _Beyond(
                f"Surel terdiri atas lebih dari {self._limits.parts} bagian; sebagian tidak dibaca."
            )
        if self.root is not None and _depth(self.root) > self._limits.depth:
            raise _Beyond(f"Surel bersarang lebih dari {self._limits.depth} lapis; sebagian tidak dibaca.")
        return message


def _shortened(text: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """A mail of endless lines, cut where its lines are too many."""
    if text.count("\n") + text.count("\r") <= limits.lines:
        return text, ()
    end = next(islice(re.finditer(r"\r\n|[\r\n]", text), limits.lines, None), None)
    note = f"Surel lebih dari {limits.lines:,} baris; sisanya tidak dibaca.".replace(",", ".")
    return (text[: end.end()], (note,)) if end else (text, ())


def _depth(root: Message) -> int:
    """How many messages lie inside each other at the end of what was read so far."""
    depth, below = 1, inner(root)
    while below:
        depth, below = depth + 1, inner(below[-1])
    return depth
