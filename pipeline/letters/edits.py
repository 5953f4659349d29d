"""What is written into a draft that somebody returned, and what is then known of it without opening it again.

Apart from `late`, which does the writing, because the bytes are foreign: all of it is one piece of work that
can be handed to the cage, with what it takes and gives as plain values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.letters import late
from pipeline.letters.changes import settle
from pipeline.letters.parts import read_parts, trees_of, with_trees, write_parts
from pipeline.letters.text import lines_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What becomes of a returned draft: a version of the konsep, or the letter with its number."""

    #: the konsep line: case, version and code; '' where the late fields are filled in
    case: str = ""
    version: int = 0
    code: str = ""
    #: late field → what stands in it from now on, and those that are emptied
    values: Mapping[str, str] = field(default_factory=dict)
    drop: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """As the cage is told."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in Word, as it is kept, with what its conversion needs."""

    docx: bytes
    #: without tracked changes, comments and controls: what is converted
    flat: bytes
    #: the words of each
    lines: Sequence[str]
    flat_lines: Sequence[str]


def edit(docx: bytes, wanted: Edit) -> Written:
    """A returned draft with this written into it. Raises SetAside where it has no place for that."""
    if wanted.case:
        return written(late.stamp(docx, wanted.case, wanted.version, wanted.code))
    return written(late.fill(docx, wanted.values, drop=wanted.drop))


def written(docx: bytes) -> Written:
    """A finished document with all that is needed of it. Raises BadDocument."""
    parts = read_parts(docx)
    trees = trees_of(parts)
    lines = lines_in(trees)
    settled = [settle(tree) for tree in trees.values()]
    # Written anew in any case, so that what is converted is what was read here, and nothing beside it.
    flat = write_parts(with_trees(parts, trees), lasting=False)
    return Written(docx, flat, lines, lines_in(trees) if any(settled) else lines)
