"""The leaves of a MIME mail, in order and each with its bytes.

Apart from the structure because here it is decided what is text to read, what a spare form of it, and
what a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

from pipeline.mail.alternative import says_something
from pipeline.mail.headers import header_text
from pipeline.mail.limits import Limits
from pipeline.mail.runs import Runs
from pipeline.mail.spans import bodies
from pipeline.mail.structure import inner, is_multipart, structure
from pipeline.mail.transfer import base64, decoded, encoding_of, undecoded

_KIND = re.compile(r"[^\s/;]+/[^\s/;]+")


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
        found = structure(self._runs.raw, limits)
        self._length = found.length
        self._bodies: dict[int, tuple[int, int]] | None = None
        self.root: Message = found.root
        #: what was left out, in Indonesian
        self.notes = found.notes

    def leaves(self) -> list[Leaf]:
        """Every leaf in order, each told whether it is the text."""
        root = self.root
        if is_multipart(root):
            return list(self._leaves(root, "", related=False))
        # A mail of one part is its own text, even if that part has a name.
        text = _is_text(root) and _disposition(root) != "attachment"
        return [Leaf(root, kind_of(root), _name(root), text, spare=False, related=False)]

    def content(self, leaf: Leaf) -> bytes:
        r"""The decoded bytes of a leaf; line ends of the transport are `\n`, for they are no part of it."""
        part = leaf.part
        if not part.is_multipart():
            return decoded(self._runs.restored(undecoded(part)), part)
        raw = self._runs.restored(self._enclosed(part))
        # Some programs encode an attached mail, against RFC 2046.
        return base64(raw) if encoding_of(part) == "base64" else raw.replace(b"\r\n", b"\n")

    def _enclosed(self, part: Message) -> bytes:
        """The mail, or the report, that a part encloses: as it stands, or put together from its pieces."""
        if self._bodies is None:
            self._bodies = bodies(self.root, self._runs.raw[: self._length])
        if id(part) in self._bodies:
            start, end = self._bodies[id(part)]
            return self._runs.raw[start:end]
        try:
            return b"\n".join(each.as_bytes() for each in inner(part))
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError, MessageError):
            return b""

    def _leaves(self, part: Message, read: str, *, related: bool) -> Iterator[Leaf]:
        """The leaves below a part; `read` is the one text type that is read here, '' for both."""
        if not is_multipart(part):
            kind, name = kind_of(part), _name(part)
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
        """Plain text if there is any that says something, or no HTML; else HTML."""
        leaves = [leaf for child in inner(alternative) for leaf in self._leaves(child, "", related=False)]
        plain = [leaf for leaf in leaves if leaf.body and leaf.kind == "text/plain"]
        if any(says_something(self.content(leaf), charset(leaf.part)) for leaf in plain):
            return "text/plain"
        html = any(leaf.body and leaf.kind == "text/html" for leaf in leaves)
        return "text/html" if html or not plain else "text/plain"


def is_named_text(leaf: Leaf) -> bool:
    """Whether a leaf is a file that could as well be the mail's text."""
    return _is_text(leaf.part) and not leaf.spare and _disposition(leaf.part) != "attachment"


def kind_of(part: Message) -> str:
    """The media type that a part claims, in lower case; plain text where it is none (RFC 2045, 5.2).

    What stands behind it without a semicolon, such as a folded line, is no part of it.
    """
    found = _KIND.match(part.get_content_type())
    return found[0] if found else "text/plain"


def charset(part: Message) -> str:
    """The charset that a text part claims, '' if none."""
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _is_text(part: Message) -> bool:
    """Text to read; a multipart without its boundary is read as plain text too."""
    kind = kind_of(part)
    return kind in ("text/plain", "text/html") or kind.startswith("multipart/")


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).split(";")[0].strip().lower()


def _name(part: Message) -> str:
    try:
        return header_text(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""
