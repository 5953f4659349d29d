"""The walls in front of the mail parser: how large, long, wide and deep a mail may be.

Apart from the parser because they are checked on raw bytes, before anything is
understood; the figures are those of reliability.md T20.
"""

import re
from dataclasses import dataclass, replace

from pipeline.mail.mended import mended

_FIELD_END = re.compile(rb"\r?\n(?![ \t])")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
# A bare CR, NUL, or space before a colon: one server sees a field there, the next does not.
_AMBIGUOUS = re.compile(rb"\r(?!\n)|\x00|^[^\s:]{1,80}[ \t]{1,80}:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one mail is read; what is beyond costs a note, never the mail."""

    #: bytes of the whole mail
    message: int = 50 * 1024 * 1024
    #: bytes of the header block
    header_block: int = 256 * 1024
    #: characters of one header field
    header: int = 32 * 1024
    #: lines, runs of base64 not counted
    lines: int = 300_000
    #: MIME parts
    parts: int = 500
    #: parts inside each other
    depth: int = 30
    #: characters of the text
    text: int = 200_000
    #: bytes of HTML that become text, all pages together
    html: int = 4_000_000
    #: attached mails that are opened, and bytes of one
    mails: int = 20
    attached: int = 20 * 1024 * 1024

    def within(self) -> "Limits":
        """How much of a mail inside this one is read, so that many of them cost little more than one."""
        return replace(self, html=self.html // 10, mails=3)


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A mail that fits the limits in size."""

    raw: bytes
    #: what was left out, in Indonesian
    notes: tuple[str, ...] = ()
    #: whether the header block holds signs on whose meaning mail servers differ
    ambiguous: bool = False


def trimmed(raw: bytes, limits: Limits) -> Trimmed:
    """The mail without what is too large."""
    found = _HEADER_END.search(raw, 0, limits.header_block + 4)
    head = raw[: found.end()] if found else raw[: limits.header_block]
    notes = _notes_on(head, limits)
    meant = mended(head)
    ambiguous = meant != head or _AMBIGUOUS.search(head) is not None
    if not found and len(raw) > limits.header_block:
        notes += (f"Kepala surel lebih dari {limits.header_block // 1024} KB; sebagian tidak dibaca.",)
        found = _HEADER_END.search(raw, limits.header_block)
        body = raw[found.end() :] if found and len(raw) <= limits.message else b""
        return Trimmed(meant[: meant.rfind(b"\n") + 1] + b"\n" + body, notes, ambiguous)
    if len(raw) > limits.message:
        notes += (f"Surel lebih dari {limits.message // (1024 * 1024)} MB; isinya tidak dibaca.",)
        return Trimmed(meant, notes, ambiguous)
    return Trimmed(raw if meant == head else meant + raw[len(head) :], notes, ambiguous)


def _notes_on(head: bytes, limits: Limits) -> tuple[str, ...]:
    """What is said of a field that is cut; the parser cuts it (`mail/structure.py`)."""
    if max(map(len, _FIELD_END.split(head.replace(b"\r\n", b"\n")))) <= limits.header:
        return ()
    return (f"Satu baris kepala surel lebih dari {limits.header // 1024} KB; sisanya tidak dibaca.",)
