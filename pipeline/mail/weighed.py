"""What the words of one mail weigh, worked out in one go: its score, the fields of its letter, its keys.

Apart from the rules because it needs neither register nor evidence: it can be done beside the office,
where the mail is read, and nothing hangs on it but time. Whoever has none works it out anew.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.letters.field import Field, Fields, Sureness
from pipeline.mail.facts import Facts
from pipeline.mail.identity import content_key, likeness
from pipeline.mail.kind import score_of
from pipeline.mail.letter import read_letter
from pipeline.mail.score import OwnWords, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What `weigh` found in one mail."""

    score: Score
    fields: Fields
    content_key: str
    likeness: str

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `from_json` reads it back."""
        return {
            "score": asdict(self.score),
            "fields": {name: _written(found) for name, found in self.fields.items()},
            "content_key": self.content_key,
            "likeness": self.likeness,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Weighed":
        """Read what `to_json` wrote. Raises ValueError, LookupError, TypeError, AttributeError."""
        score = {**data["score"], "integrity": tuple(map(str, data["score"]["integrity"]))}
        return cls(
            score=Score(**score),
            fields={str(name): _value(each) for name, each in data["fields"].items()},
            content_key=str(data["content_key"]),
            likeness=str(data["likeness"]),
        )


def weigh(facts: Facts, own: OwnWords) -> Weighed:
    """What the mail says, as itself: of a letter that it passes on nothing is worked out."""
    return Weighed(
        score=score_of(facts, own),
        fields=read_letter(facts),
        content_key=content_key(facts),
        likeness=likeness(facts),
    )


def _written(found: Field | tuple[Field, ...]) -> Any:
    if isinstance(found, tuple):
        return [_written(each) for each in found]
    return {"value": found.value, "where": found.where, "sureness": found.sureness}


def _value(data: Any) -> Field | tuple[Field, ...]:
    return tuple(map(_field, data)) if isinstance(data, list) else _field(data)


def _field(data: Mapping[str, Any]) -> Field:
    return Field(str(data["value"]), str(data["where"]), Sureness(data["sureness"]))
