"""What a run of the kill test has to tell at its end: counts, and the table of the matrix."""

from collections import Counter
from collections.abc import Iterator, Mapping

COUNTS: Counter[str] = Counter()
#: invariant → what was counted for it, over all runs
INVARIANTS: Counter[str] = Counter()
#: (point, action, database and workers) → how it ended
VERDICTS: dict[tuple[str, str, str], str] = {}


def note(counts: Mapping[str, int]) -> None:
    """Add what the referee counted in one run."""
    INVARIANTS.update(counts)
    COUNTS["runs judged"] += 1


def table(verdicts: Mapping[tuple[str, str, str], str]) -> Iterator[str]:
    """Point against action and place, a line for each point."""
    columns = sorted({(place, action) for _, action, place in verdicts})
    if not columns:
        return
    yield "point × action × database × workers → verdict (+ good, in brackets how often the fault came)"
    yield f"{'':26}" + "".join(f"{place} {action:8}"[-20:].rjust(21) for place, action in columns)
    for point in sorted({point for point, _, _ in verdicts}):
        cells = (verdicts.get((point, action, place), "") for place, action in columns)
        yield f"{point:26}" + "".join(cell.rjust(21) for cell in cells)
