"""One text of a letter in its zones: kop, addressee, body, and the block of the signer.

Apart from the fields so that each of them need not know how a letter is laid out (domain.md B.2).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.letters.labels import COMPLAINT, Labelled, label_of

_ADDRESSEE = re.compile(r"(?:kepada\b|yth\b|yang terhormat|dear\b|to\s*:)", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:dengan hormat|assalamu.{0,40}|salam(?: sejahtera| hormat)?|selamat (?:pagi|siang|sore|malam)"
    r"|dear .{0,60})[\s,.:]*",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"(?:hormat (?:kami|saya)|salam(?: hormat)?|wassalam.{0,40}|(?:best |kind )?regards|terima ?kasih"
    r"|sincerely)[\s,.]*",
    re.IGNORECASE,
)
#: lines of a kop and a letter's head that are neither a field nor the body
_FURNITURE = re.compile(
    r"(?:sifat|lampiran|lamp\.?|tembusan|cc|dari|kepada|untuk|from|to|date)\s*:", re.IGNORECASE
)
#: lines in which a kop, Nomor and tanggal stand
_HEAD = 25
#: labels that mean a letter's own fields in its head, and anything further down
_HEAD_ONLY = frozenset({"nomor_surat", "tanggal_surat"})
#: fields that run on over the lines below
_LONG = frozenset({"alamat", "uraian", "kerugian", "permintaan"})


@dataclass(frozen=True, slots=True)
class Page:
    """A text with where it stands, and its lines."""

    #: "badan surat" or "lampiran …"
    where: str
    lines: tuple[str, ...]

    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def head(self) -> tuple[str, ...]:
        """The filled lines above the addressee, where a kop would stand."""
        filled = [line for line in self.lines if line][:_HEAD]
        end = next((at for at, line in enumerate(filled) if _ADDRESSEE.match(line)), 8)
        return tuple(filled[: min(end, 8)])

    def addressee(self) -> tuple[str, ...]:
        """The lines that name whom the letter is for."""
        start = next((at for at, line in enumerate(self.lines) if _ADDRESSEE.match(line)), len(self.lines))
        block = self.lines[start : start + 6]
        end = next((at for at, line in enumerate(block) if not line or _GREETING.fullmatch(line)), len(block))
        return block[:end]

    def signer(self) -> tuple[str, ...]:
        """The filled lines below the leave-taking."""
        start = self._leave()
        return tuple(line.strip("() ") for line in self.lines[start + 1 :] if line.strip("() "))[:10]

    def body(self) -> tuple[str, ...]:
        """The lines between the head of the letter and the leave-taking."""
        start = next((at + 1 for at, line in enumerate(self.lines) if _GREETING.fullmatch(line)), 0)
        lines = self.lines[start : self._leave()]
        if start:
            return lines
        furniture = {*self.addressee(), *(line for line in self.head() if _is_kop(line))}
        return tuple(line for line in lines if line not in furniture and not _is_field(line))

    def labelled(self) -> dict[str, str]:
        """Every labelled value; the first filled one of a label counts."""
        found: dict[str, str] = {}
        for at, line in enumerate(self.lines):
            opened = label_of(line, COMPLAINT) if ":" in line else None
            if opened and not (opened.name in _HEAD_ONLY and at > _HEAD):
                found.setdefault(opened.name, self._value(opened, at))
        return {name: value for name, value in found.items() if value}

    def _value(self, opened: Labelled, at: int) -> str:
        value = opened.value.lstrip(": ")
        below = _until_blank(self.lines[at + 1 :])
        if opened.name in _LONG:
            return "\n".join((value, *below)).strip()
        return value or "".join(below[:1])

    def _leave(self) -> int:
        places = [at for at, line in enumerate(self.lines) if _LEAVE.fullmatch(line)]
        formal = [at for at in places if not self.lines[at].casefold().startswith("terima")]
        return (formal or places or [len(self.lines)])[-1]


def page(where: str, text: str) -> Page:
    """The page of a text; several empty lines are one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return Page(where, tuple(line for above, line in zip(["", *lines], lines, strict=False) if line or above))


def _until_blank(lines: Sequence[str]) -> list[str]:
    """The lines that go on a labelled value: until an empty line or the next label."""
    kept: list[str] = []
    for line in lines:
        if not line or _is_field(line) or len(kept) > 40:
            break
        kept.append(line)
    return kept


def _is_field(line: str) -> bool:
    return _FURNITURE.match(line) is not None or (":" in line and label_of(line, COMPLAINT) is not None)


def _is_kop(line: str) -> bool:
    """Whether a line of the head has the look of a letterhead and not of a sentence."""
    return not line.endswith((".", ",", "?", "!")) and len(line) < 80 and not re.search(r"\bkami\b", line)
