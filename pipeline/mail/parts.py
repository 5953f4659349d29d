"""The parts of a MIME mail: a tree built within limits, its leaves, and the bytes of each leaf.

Apart from the parser that makes facts of them. Python's compat32 parser builds the tree: four
times as fast as the default policy and immune to its slow header parsers.
"""

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.feedparser import FeedParser
from email.message import Message
from email.policy import Compat32
from itertools import islice
from typing import Any

from pipeline.mail.headers import header_text
from pipeline.mail.limits import Limits
from pipeline.mail.runs import Runs

#: characters that the parser is given at a time: it holds four bytes for each
_CHUNK = 65_536
#: characters, and parameters, of a field that describes a part; parsing them takes the square of it
_LONG, _PARAMETERS = 4_096, 100


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that has no parts."""

    part: Message
    #: lower-case type/subtype as declared
    kind: str
    #: its file name as declared, decoded and not yet cleaned
    name: str
    #: to be read as the mail's text
    body: bool
    #: a form of the text that is not read because another one is
    spare: bool
    #: inside multipart/related: belongs to an HTML text
    related: bool


class Tree:
    """A mail's parts. What was read before a limit was met is kept."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self._runs = Runs(raw)
        text, notes = _shortened(self._runs.raw.decode("ascii", "surrogateescape"), limits)
        factory = _Factory(limits)
        # typeshed knows only message classes as factories; any callable that takes a policy will do.
        parser: Any = FeedParser(factory, policy=_Policy(limits.header))  # type: ignore[arg-type]
        try:
            for start in range(0, len(text), _CHUNK):
                parser.feed(text[start : start + _CHUNK])
            self.root: Message = parser.close()
        except _Beyond as beyond:
            self.root = factory.root or Message()
            notes += (str(beyond),)
        #: what was left out, in Indonesian
        self.notes = notes

    def leaves(self) -> list[Leaf]:
        """Every leaf in order, each told whether it is the text."""
        root = self.root
        if _is_multipart(root):
            return list(self._leaves(root, "", related=False))
        # A mail of one part is its own text, even if that part has a name.
        text = _is_text(root) and _disposition(root) != "attachment"
        return [Leaf(root, root.get_content_type(), _name(root), text, spare=False, related=False)]

    def content(self, leaf: Leaf) -> bytes:
        r"""The decoded bytes of a leaf; line ends of the transport are `\n`, for they are no part of it."""
        part = leaf.part
        if not part.is_multipart():
            return _decoded(self._runs.restored(_undecoded(part)), part)
        try:
            raw = b"\n".join(each.as_bytes() for each in inner(part))
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
            return b""
        # Some programs encode an attached mail, against RFC 2046.
        raw = self._runs.restored(raw)
        return _base64(raw) if _encoding(part) == "base64" else raw.replace(b"\r\n", b"\n")

    def _leaves(self, part: Message, read: str, *, related: bool) -> Iterator[Leaf]:
        """The leaves below a part; `read` is the one text type that is read here, '' for both."""
        if not _is_multipart(part):
            kind, name = part.get_content_type(), _name(part)
            text = _is_text(part) and not name and _disposition(part) != "attachment"
            chosen = read in ("", kind)
            yield Leaf(part, kind, name, text and chosen, text and not chosen, related)
            return
        subtype = part.get_content_subtype()
        if subtype == "alternative" and not read:
            read = self._best(part)
        for child in inner(part):
            yield from self._leaves(child, read, related=related or subtype == "related")

    def _best(self, alternative: Message) -> str:
        """Plain text if there is any with something in it; else HTML."""
        for child in inner(alternative):
            for leaf in self._leaves(child, "", related=False):
                if leaf.body and leaf.kind == "text/plain" and self.content(leaf).strip():
                    return "text/plain"
        return "text/html"


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


def inner(part: Message) -> list[Message]:
    """The parts of a part, or the message in it; none if it is a leaf."""
    below: Any = part.get_payload()
    return below if isinstance(below, list) else []


def charset(part: Message) -> str:
    """The charset that a text part claims, '' if none."""
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _shortened(text: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """A mail of endless lines, cut where its lines are too many."""
    if text.count("\n") + text.count("\r") <= limits.lines:
        return text, ()
    end = next(islice(re.finditer(r"\r\n|[\r\n]", text), limits.lines, None), None)
    note = f"Surel lebih dari {limits.lines:,} baris; sisanya tidak dibaca.".replace(",", ".")
    return (text[: end.end()], (note,)) if end else (text, ())


def _undecoded(part: Message) -> bytes:
    """The bytes of a part as they stand in the mail.

    Only `decode=True` gives bytes, so while it is asked there may be nothing to decode.
    """
    encoding = part.get("content-transfer-encoding")
    del part["content-transfer-encoding"]
    raw = part.get_payload(decode=True)
    if encoding is not None:
        part["Content-Transfer-Encoding"] = encoding
    return raw if isinstance(raw, bytes) else b""


def _decoded(raw: bytes, part: Message) -> bytes:
    encoding = _encoding(part)
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        raw = binascii.a2b_qp(raw)
    elif encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        with suppress(ValueError, LookupError, AssertionError):
            raw = bytes(part.get_payload(decode=True))
    # What a mailer sent unencoded against the rules would be damaged.
    binary = encoding == "binary" or b"\x00" in raw or raw.startswith(b"%PDF-")
    return raw if binary else raw.replace(b"\r\n", b"\n")


def _base64(raw: bytes) -> bytes:
    """What can be decoded; the padding may be missing, or one letter too many be there."""
    for padding in (b"==", b"A=="):
        with suppress(binascii.Error):
            return binascii.a2b_base64(raw.rstrip() + padding)
    return raw


def _is_multipart(part: Message) -> bool:
    return part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list)


def _is_text(part: Message) -> bool:
    """Text to read; a multipart without its boundary is read as plain text too."""
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html") or kind.startswith("multipart/")


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).split(";")[0].strip().lower()


def _encoding(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def _name(part: Message) -> str:
    try:
        return header_text(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _depth(root: Message) -> int:
    """How many messages lie inside each other at the end of what was read so far."""
    depth, below = 1, inner(root)
    while below:
        depth, below = depth + 1, inner(below[-1])
    return depth
