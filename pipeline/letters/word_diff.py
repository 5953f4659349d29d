"""What differs between two texts, word by word, by the shortest way from one to the other (Myers 1986).

Apart from `difflib` because one of the texts may be hostile: this gives up after so many steps, where
`difflib` goes on for minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: words that differ before two texts are called different altogether
MOST = 400


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the first text that stand in the second no more, and those that stand there instead."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    #: place of the first word that is gone, or before which the others came, in the first text
    at: int


def changes(old: Sequence[str], new: Sequence[str], most: int = MOST) -> list[Change] | None:
    """The changes in their order; None where more than `most` words differ."""
    trace = _trace(old, new, most)
    return None if trace is None else _merged(old, new, _steps(trace, len(old), len(new)))


def _trace(old: Sequence[str], new: Sequence[str], most: int) -> list[dict[int, int]] | None:
    """How far each diagonal was reached after each number of edits; None where the end never was."""
    reached, trace = {1: 0}, []
    for edits in range(min(most, len(old) + len(new)) + 1):
        trace.append(dict(reached))
        for diagonal in range(-edits, edits + 1, 2):
            at, _ = _entered(reached, diagonal, edits)
            while at < len(old) and at - diagonal < len(new) and old[at] == new[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(old) and at - diagonal >= len(new):
                return trace
    return None


def _entered(reached: dict[int, int], diagonal: int, edits: int) -> tuple[int, bool]:
    """Where the diagonal is entered, and whether by a word that came; else by one that went."""
    came = diagonal == -edits or (
        diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
    )
    return (reached[diagonal + 1], True) if came else (reached[diagonal - 1] + 1, False)


def _steps(trace: list[dict[int, int]], at: int, there: int) -> list[tuple[int, int, bool]]:
    """The edits from the last to the first: place in both texts, and whether the word came."""
    steps = []
    for edits in range(len(trace) - 1, 0, -1):
        diagonal = at - there
        entered, came = _entered(trace[edits], diagonal, edits)
        at, there = (entered, entered - diagonal - 1) if came else (entered - 1, entered - diagonal)
        steps.append((at, there, came))
    return steps


def _merged(old: Sequence[str], new: Sequence[str], steps: list[tuple[int, int, bool]]) -> list[Change]:
    """Edits that stand side by side as one change."""
    found: list[Change] = []
    end_old = end_new = -1
    for at, there, came in reversed(steps):
        gone, come = ((), (new[there],)) if came else ((old[at],), ())
        if found and (at, there) == (end_old, end_new):
            last = found[-1]
            found[-1] = Change((*last.gone, *gone), (*last.come, *come), last.at)
        else:
            found.append(Change(gone, come, at))
        end_old, end_new = (at, there + 1) if came else (at + 1, there)
    return found
