"""The lines of a text whose wide gaps stand for columns, one column after the other.

Letters set Nomor and date, or two signers, side by side, and values below each other behind
aligned colons; a reader of lines must not take two of them for one. Apart from the zones of a
letter because here only spaces and places count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_GAP = re.compile(r" {3,}")
#: a label before its colon: short, and more than a place in a sentence
_LABEL = re.compile(r"[^:]{1,40}:$")
#: places by which the starts of one column may differ
_LOOSE = 3
#: longer lines are prose
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of words in a line, without wide gaps."""

    start: int
    text: str
    #: where the value behind its label begins; -1 where it has no label
    value_at: int = -1


def unfolded(text: str) -> list[str]:
    """The lines of the text, columns after each other, wrapped values in one line."""
    out: list[str] = []
    block: list[list[Cell]] = []
    for row in _wrapped([_cells(line.expandtabs(4)) for line in text.splitlines()]):
        if block and not _goes_on(block, row):
            out += _flat(block)
            block = []
        if not block and not row:
            # A mail may have nothing but blank lines, a great many of them.
            out.append("")
            continue
        block.append(row)
        if len(row) < 2 and not _is_split(block):
            out += _flat(block)
            block = []
    return out + _flat(block)


def _cells(line: str) -> list[Cell]:
    if not line.strip(" "):
        return []
    if len(line) > _LONGEST:
        return [Cell(0, " ".join(line.split()))]
    parts = [Cell(hit.start(), hit.group()) for hit in re.finditer(r"[^ ]+(?: {1,2}[^ ]+)*", line)]
    joined: list[Cell] = []
    for part in parts:
        above = joined[-1] if joined else None
        if above and (part.text.startswith(":") or _LABEL.fullmatch(above.text)):
            joined[-1] = _labelled(above, part)
        else:
            joined.append(part)
    return [_with_value(cell) for cell in joined]


def _labelled(label: Cell, value: Cell) -> Cell:
    bare = value.text.lstrip(": ")
    at = value.start + len(value.text) - len(bare)
    colon = "" if label.text.endswith(":") else " :"
    return Cell(label.start, f"{label.text}{colon} {bare}".rstrip(), at if bare else value.start + 2)


def _with_value(cell: Cell) -> Cell:
    """A label with single spaces has its value in the same run."""
    if cell.value_at >= 0:
        return cell
    head, colon, rest = cell.text.partition(":")
    if not colon or len(head) > 40 or not rest.strip():
        return cell
    return replace(cell, value_at=cell.start + len(head) + 1 + len(rest) - len(rest.lstrip()))


def _wrapped(rows: Sequence[list[Cell]]) -> Iterator[list[Cell]]:
    """Rows in which a value that runs on below itself is one cell with it."""
    held: list[Cell] | None = None
    for row in rows:
        if held and len(row) == 1 and _runs_on(held[0], row[0]):
            held = [replace(held[0], text=f"{held[0].text} {row[0].text}"), *held[1:]]
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _runs_on(above: Cell, below: Cell) -> bool:
    deep = above.value_at > above.start + _LOOSE and below.start > above.start + _LOOSE
    return deep and abs(above.value_at - below.start) <= 2 and below.value_at < 0


def _is_split(block: Sequence[list[Cell]]) -> bool:
    return any(len(row) > 1 for row in block)


def _goes_on(block: Sequence[list[Cell]], row: list[Cell]) -> bool:
    """Whether a row stands in the columns of those above it."""
    starts = [cell.start for above in block for cell in above[1:]]
    if not starts or len(block) > 60:
        return False
    if not row:
        return any(block[-3:])
    right = starts[0]
    aligned = any(abs(cell.start - right) <= 2 * _LOOSE + 4 for cell in row)
    below_left = len(row) == 1 and row[0].start + len(row[0].text) < right and row[0].value_at < 0
    return aligned or (below_left and _is_name_like(row[0].text))


def _is_name_like(text: str) -> bool:
    return len(text) < 40 and not text.endswith((".", ":", ";"))


def _flat(block: Sequence[list[Cell]]) -> list[str]:
    """A block's columns after each other; a block of one row as it stands."""
    if not _is_split(block):
        return [" ".join(cell.text for cell in row) for row in block]
    right = next(row[1].start for row in block if len(row) > 1)
    left = [" ".join(cell.text for cell in row if cell.start < right - 6) for row in block]
    others = [[cell.text for cell in row if cell.start >= right - 6] for row in block]
    below = [text for row in others for text in row or [""]]
    if sum(len(row) > 1 for row in block) < 2:
        return [line for row in zip(left, others, strict=True) for line in (row[0], *row[1])]
    return [*left, "", *below]
