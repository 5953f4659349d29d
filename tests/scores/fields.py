"""How well the fields of a letter are read: right, blank and wrong per field, over both halves.

`python -m tests.scores.fields` prints the table; `-v` names every loss.
"""

import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.letters.corpus import FIELDS, FOREIGN, TUNED, UNTOUCHED, Mark, Sample, marks, samples

Marks = Counter[tuple[str, Mark]]


def scores(half: str) -> Marks:
    """The marks of one half, summed."""
    total: Marks = Counter()
    for sample in samples(half):
        total += marks(sample)
    return total


def found_share(counted: Marks, name: str | None = None) -> float:
    """Of the values that the letters hold, the share that was read rightly."""
    right = _sum(counted, Mark.RIGHT, name)
    return right / max(1, right + _sum(counted, Mark.BLANK, name) + _sum(counted, Mark.WRONG, name))


def wrong_share(counted: Marks, name: str | None = None) -> float:
    """Of the values that were filled in, the share that is wrong."""
    wrong = _sum(counted, Mark.WRONG, name)
    return wrong / max(1, wrong + _sum(counted, Mark.RIGHT, name))


def _sum(counted: Marks, mark: Mark, name: str | None) -> int:
    return sum(count for (field, each), count in counted.items() if each is mark and name in (None, field))


def table(_corpora: Path | None = None) -> Table:
    """Right, blank and wrong per field; the letters are the project's own, so no corpus is asked for."""
    drawn = Table(title="Isian surat pengaduan")
    drawn.add_column("isian")
    halves = (TUNED, UNTOUCHED, FOREIGN)
    for half in halves:
        for heading in ("benar", "kosong", "salah", "ditemukan"):
            drawn.add_column(f"{half} {heading}", justify="right")
    counts = [scores(half) for half in halves]
    for name in (*FIELDS, None):
        cells = [cell for counted in counts for cell in _cells(counted, name)]
        drawn.add_row(name or "semua", *cells, end_section=name == FIELDS[-1])
    return drawn


def _cells(counted: Marks, name: str | None) -> list[str]:
    numbers = [str(_sum(counted, mark, name)) for mark in Mark]
    return [*numbers, f"{found_share(counted, name):.0%}"]


def losses(sample: Sample) -> list[str]:
    """Each field that did not come out right, with what was expected and found."""
    found, counted = sample.read(), marks(sample)
    bad = [name for name in sample.judged if counted[name, Mark.WRONG] or counted[name, Mark.BLANK]]
    return [f"{sample.name} {name}: {sample.expected.get(name, '')!r} <> {found.get(name)!r}" for name in bad]


if __name__ == "__main__":
    console = Console(width=140)
    console.print(table())
    if "-v" in sys.argv:
        for half in (TUNED, UNTOUCHED) if "-a" in sys.argv else (TUNED,):
            for each in samples(half):
                console.print("\n".join(losses(each)), markup=False) if losses(each) else None
