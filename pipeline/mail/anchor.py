"""An anchor of the audit trail: the number and hash of its newest entry, as a mail carries them away.

Who can write to the register's file can cut the trail's end or recompute it as a whole, and nothing inside
shows it. A mail that left the building before does: the entry it names must still stand, with its hash.
"""

import re
from dataclasses import dataclass

_LINE = re.compile(r"^[>\s]*Jejak\s*:\s*(\d{1,18})\s+([0-9a-f]{64})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry of the audit trail as it was when the mail was written."""

    seq: int
    #: hexadecimal SHA-256 of the entry, which covers all entries before it
    hash: str


def written(anchor: Anchor) -> str:
    """The anchor as a mail says it after the word `Jejak:`."""
    return f"{anchor.seq} {anchor.hash}"


def read_anchors(text: str) -> list[Anchor]:
    """Every line `Jejak: <seq> <hash>` of a text, quoted or not, in order."""
    return [Anchor(int(seq), digest) for seq, digest in _LINE.findall(text.replace("\r\n", "\n"))]
