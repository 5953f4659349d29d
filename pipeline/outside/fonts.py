"""The fonts of this machine, as fontconfig tells them: their families, and the characters that they have.

Apart from LibreOffice because it draws an empty box for a character that no font has, and says nothing;
whoever makes a letter has to ask before.
"""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.outside.secrets import without_secrets

#: a line a font: its families, then its characters as ranges of hexadecimal numbers
_FORMAT = "%{family}\t%{charset}\n"
#: seconds; a list takes some hundredths of one
_LIMIT = 30.0
#: what is drawn as nothing: controls, format characters, separators
_UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
#: what is drawn as nothing though its category says otherwise: fillers and variation selectors
_IGNORABLE = (
    *((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)),
)

Ranges = list[tuple[int, int]]


@dataclass(slots=True)
class Fonts:
    """The installed fonts; they are asked for once, and again when something seems to be missing."""

    #: name on the PATH, or path, of fontconfig's list
    program: str = "fc-list"
    _families: frozenset[str] = frozenset()
    _ranges: Ranges = field(default_factory=list)

    def families(self) -> frozenset[str]:
        """The names of all families; none where fontconfig does not answer."""
        self._look()
        return self._families

    def missing(self, text: str) -> str:
        """The characters that no font has, each once and in order; '' where fontconfig does not answer."""
        if self._without(text):
            # A font may have been installed since.
            self._look()
        return self._without(text) if self._ranges else ""

    def _without(self, text: str) -> str:
        return "".join(each for each in dict.fromkeys(text) if _is_drawn(each) and not self._has(ord(each)))

    def _has(self, code: int) -> bool:
        return _within(code, self._ranges)

    def _look(self) -> None:
        program = shutil.which(self.program)
        if program is None:
            return
        try:
            told = subprocess.run(
                [program, "--format", _FORMAT],
                capture_output=True,
                check=True,
                timeout=_LIMIT,
                env=without_secrets(),
            ).stdout.decode("utf-8", "replace")
        except (OSError, subprocess.SubprocessError):
            return
        fonts = [line.split("\t") for line in told.splitlines() if line.count("\t") == 1]
        self._families = frozenset(name.strip() for names, _ in fonts for name in names.split(","))
        self._ranges = _joined(span for _, spans in fonts for span in map(_span, spans.split()))


def _span(told: str) -> tuple[int, int]:
    first, _, last = told.partition("-")
    return int(first, 16), int(last or first, 16)


def _joined(spans: Iterable[tuple[int, int]]) -> Ranges:
    """The ranges in order, those that touch as one."""
    found: Ranges = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _within(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(ranges, (code, 0x110000)) - 1
    return place >= 0 and code <= ranges[place][1]


def _is_drawn(character: str) -> bool:
    return unicodedata.category(character) not in _UNDRAWN and not _within(ord(character), _IGNORABLE)
