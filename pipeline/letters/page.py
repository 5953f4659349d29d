"""One text of a letter in its zones: kop, addressee, body, and the block of the signer.

Apart from the fields so that each of them need not know how a letter is laid out (domain.md B.2).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.letters import firms
from pipeline.letters.columns import unfolded
from pipeline.letters.field import Field, Sureness
from pipeline.letters.labels import LETTER, Labelled, label_of

_ADDRESSEE = re.compile(
    r"(?:kepada\b|yth\b|yang terhormat|dear\b|to\s*:|head of\b|attn\b|up\.? )", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:dengan hormat|assalamu.{0,40}|salam (?:sejahtera|hormat)|(?:selamat|slmt) (?:pagi|siang|sore"
    r"|malam).{0,40}"
    r"|(?:dear|hi|halo|hello) .{0,60})[\s,.:!]*",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"(?:(?:salam )?hormat (?:kami|saya)|salam(?: \w{3,10})?|wassalam.{0,40}"
    r"|(?:(?:best|kind|warm|kindest) )?(?:regards|rgds)|(?:thanks|thank you|tks|thx)(?:,? (?:&"
    r"|and) (?:best )?regards)?"
    r"|(?:terima ?kasih|makasih|mksh|trims)(?: banyak| sebelumnya| ya)?"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?"
    r"|(?:yang|kami yang) mengadukan|pengirim|pelapor|pemohon|-- ?|_{2,3}|-{3,60})[\s,.!]*",
    re.IGNORECASE,
)
#: lines of a kop and a letter's head that are neither a field nor the body
_FURNITURE = re.compile(
    r"(?:sifat|lampiran|lamp\.?|tembusan|cc|dari|kepada|untuk|from|to|date)\s*:", re.IGNORECASE
)
#: what mail programs and offices put below a signature
_BELOW = re.compile(
    r"(?:dikirim dari|sent from|get outlook|tembusan|this e-?mail|disclaimer|confidential|the information"
    r"|surel ini|e-?mail ini|pesan ini|lampiran\s*:|nb\b|catatan\s*:)",
    re.IGNORECASE,
)
#: how a line begins that goes on with a sentence
_PROSE = re.compile(
    r"\b(?:kami|saya|mohon|tolong|minta|adalah|yang|telah|sudah|belum|tidak|kepada|karena|please|we|the"
    r"|is|has"
    r"|demikian|sehubungan|bersama|terlampir|dengan ini)\b",
    re.IGNORECASE,
)
#: lines and sheets that are looked through; no letter has more
_MOST_LINES, _MOST_SHEETS = 2_000, 200
#: lines in which a kop, Nomor and tanggal stand
_HEAD = 25
#: lines of a kop
_KOP = 8
#: lines of a signer's block
_BLOCK = 12
#: labels that mean a letter's own fields in its head, and anything further down
_HEAD_ONLY = frozenset({"nomor_surat", "tanggal_surat", "hal"})
#: fields that run on over the lines below
_LONG = frozenset({"alamat", "uraian", "kerugian", "permintaan"})


@dataclass(frozen=True)
class Page:
    """A text with where it stands, and its lines; what many fields ask of it is worked out once."""

    #: "badan surat" or "lampiran …"
    where: str
    lines: tuple[str, ...]
    #: index of the first line of each further page of paper
    breaks: tuple[int, ...] = ()
    scanned: bool = False

    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def words(self) -> int:
        """How many words its body has."""
        return len(" ".join(self.body()).split())

    def found(self, value: str, line: str = "", *, sure: bool = False) -> Field:
        """A value that was found on `line`; nothing that a machine read from a picture is sure."""
        sureness = Sureness.PASTI if sure else Sureness.DUGAAN
        return Field(value, self._place(line), Sureness.PINDAIAN if self.scanned else sureness)

    def _place(self, line: str) -> str:
        if not self.breaks:
            return self.where
        wanted = line.splitlines()[0] if line else ""
        at = next((at for at, each in enumerate(self.lines) if wanted and wanted in each), 0)
        return f"{self.where}, halaman {1 + sum(start <= at for start in self.breaks)}"

    def head(self) -> tuple[str, ...]:
        """The filled lines above the addressee, where a kop would stand."""
        filled = [line for line in self.lines[:_HEAD] if line]
        end = next((at for at, line in enumerate(filled) if _ends_kop(line)), _KOP)
        return tuple(filled[: min(end, _KOP)])

    def addressee(self) -> tuple[str, ...]:
        """The lines that name whom the letter is for."""
        start = next((at for at, line in enumerate(self.lines) if _ADDRESSEE.match(line)), len(self.lines))
        block = self.lines[start : start + 6]
        end = next(
            (at for at, line in enumerate(block) if _is_prose(line) or (at and (not line or _opens(line)))),
            len(block),
        )
        return block[:end]

    def signer(self) -> tuple[str, ...]:
        """The filled lines below the leave-taking, or the short ones that end the text."""
        start = self._signature
        below = [line.strip("()*_~ ") for line in self.lines[start:]]
        end = next((at for at, line in enumerate(below) if _BELOW.match(line)), len(below))
        return tuple(line for line in below[:end] if line and not _LEAVE.fullmatch(line))[:_BLOCK]

    def body(self) -> tuple[str, ...]:
        """The lines between the head of the letter and the leave-taking."""
        return self._body

    @cached_property
    def _body(self) -> tuple[str, ...]:
        leave = self._signature
        start = next((at + 1 for at, line in enumerate(self.lines[:leave]) if _GREETING.fullmatch(line)), 0)
        lines = self.lines[start:leave]
        if start or not lines:
            return lines
        kop = self.head() if any(map(_ends_kop, self.lines[:_HEAD])) or firms.is_firm(self.lines[0]) else ()
        furniture = {*self.addressee(), *(line for line in kop if _is_kop(line))}
        return tuple(line for line in lines if line not in furniture and not _is_field(line))

    def labelled(self) -> dict[str, tuple[str, str]]:
        """Every labelled value with its line; the first filled one of a label counts."""
        found: dict[str, tuple[str, str]] = {}
        head = self._head_end()
        for at, line in enumerate(self.lines):
            opened = label_of(line, LETTER) if ":" in line[:80] else None
            if opened and not (opened.name in _HEAD_ONLY and at > head):
                value = self._value(opened, at)
                if value:
                    found.setdefault(opened.name, (line, value))
        return found

    def _head_end(self) -> int:
        greetings = (at for at, line in enumerate(self.lines[:60]) if _GREETING.fullmatch(line))
        return max(next(greetings, 0), _HEAD)

    def _value(self, opened: Labelled, at: int) -> str:
        value = opened.value.lstrip(": ")
        below = _until_blank(self.lines[at + 1 :])
        if opened.name in _LONG:
            return "\n".join((value, *below)).strip(" -\n")
        return value or "".join(below[:1])

    @cached_property
    def _signature(self) -> int:
        """The line where the signer's block begins; the number of lines where there is none."""
        places = [at for at, line in enumerate(self.lines) if at and _LEAVE.fullmatch(line)]
        formal = [at for at in places if not re.match(r"t|m[ak]|-|_", self.lines[at], re.IGNORECASE)]
        chosen = formal or places
        if chosen and len(self.lines) - chosen[-1] <= 40:
            return chosen[-1]
        return self._tail()

    def _tail(self) -> int:
        """The first of the short lines that end a text without a leave-taking."""
        at = len(self.lines)
        while at > 1 and len(self.lines) - at < _BLOCK and _is_short(self.lines[at - 1]):
            at -= 1
        return at


def page(where: str, text: str, scanned: bool = False) -> Page:
    """The page of a text; several empty lines are one, form feeds part sheets of paper."""
    lines: list[str] = []
    breaks: list[int] = []
    for number, sheet in enumerate(text.split("\f")):
        if number:
            breaks.append(len(lines))
        for line in (" ".join(each.split()) for each in unfolded(sheet)):
            if line or (lines and lines[-1]):
                lines.append(line)
    return Page(where, tuple(lines[:_MOST_LINES]), tuple(breaks[:_MOST_SHEETS]), scanned)


def _until_blank(lines: Sequence[str]) -> list[str]:
    """The lines that go on a labelled value: until an empty line or the next label."""
    kept: list[str] = []
    for line in lines:
        if not line or _is_field(line) or len(kept) > 40:
            break
        kept.append(line)
    return kept


def _is_field(line: str) -> bool:
    return _FURNITURE.match(line) is not None or (":" in line[:80] and label_of(line, LETTER) is not None)


def _is_kop(line: str) -> bool:
    """Whether a line of the head has the look of a letterhead and not of a sentence."""
    return not line.endswith((".", ",", "?", "!")) and len(line) < 80 and not re.search(r"\bkami\b", line)


def _ends_kop(line: str) -> bool:
    return _ADDRESSEE.match(line) is not None or _opens(line)


def _opens(line: str) -> bool:
    return _GREETING.fullmatch(line) is not None or _is_field(line)


def _is_prose(line: str) -> bool:
    return len(line) > 60 and _PROSE.search(line) is not None


def _is_short(line: str) -> bool:
    """Whether a line has the look of a signature's and not of a sentence."""
    return (
        len(line) <= 90
        and not line.endswith(("?", "!", ";", ":"))
        and not ((line.endswith(".") and len(line.split()) > 6) or _PROSE.search(line) or _is_field(line))
    )
