"""What a returned .docx says of itself, as facts that travel as JSON.

Apart from the reading because documents are read in the cage and only these facts come out of it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What a returned .docx says of itself."""

    case: str = ""
    version: int = 0
    code: str = ""
    #: 'properties', 'line', or '' for a document that is no draft of ours
    found_by: str = ""
    #: names of the late fields found once, and of those missing or there twice
    late: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    #: its words, a paragraph a line
    text: str = ""
    #: whether its words differ from those that were sent; True too where that cannot be known
    changed: bool = True
    #: it holds tracked changes, or comments
    tracked: bool = False
    commented: bool = False
    #: why it cannot be used, in one Indonesian sentence
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON can hold them."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DraftFacts":
        """The facts out of `to_json`."""
        lists = {"late": tuple(data.get("late", ())), "missing": tuple(data.get("missing", ()))}
        return cls(**{**data, **lists})
