"""The one answer that a reply gives, with all that can complete it.

Apart because each answer's own reading takes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Offer, Question
from pipeline.mail.commands import Reading
from pipeline.mail.facts import Facts
from pipeline.mail.form import FIELDS
from pipeline.mail.units import Unit
from pipeline.mail.until import When
from pipeline.sop.asks import Action

_EDGES = " \t\n:=,.;-–—"
_BECAUSE = re.compile(
    r"\b(?:dengan alasan|alasan(?:nya)?|dikarenakan|karena|krn|karna|sebab|lantaran|berhubung|mengingat"
    r"|sehubungan dengan|akibat|soalnya)\b\s*[:=]?\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The one answer that a reply gives, with all that can complete it."""

    facts: Facts
    reading: Reading
    offer: Offer
    action: Action
    when: When | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that may be named."""
        return self.offer.units

    def tail(self) -> str:
        """What stands behind the word of command."""
        return self.reading.tail(self.action)

    def is_signed(self) -> bool:
        """Whether a colon stands between the word of command and what follows it."""
        return before(self.reading.text, self.tail()).rstrip().endswith((":", "="))

    def value(self, name: str) -> str:
        """A labelled value, '' if there is none."""
        return self.reading.values.get(name, "")

    def words_said(self) -> str:
        """The text behind the command, or else whatever was said beside it."""
        return self.tail() or self.reading.loose

    def missing(self, wanted: str) -> Question:
        """The answer is clear and not complete."""
        return asking.missing(self.offer, self.action, wanted)

    def doubtful(self, by: str) -> Question:
        """The answer is denied, limited or asked by `by`."""
        return asking.doubtful(self.offer, self.action, by)

    def fields(self) -> dict[str, str]:
        """The labelled values that belong to the answer."""
        return named(self.reading.values, self.action)

    def files(self) -> tuple[str, ...]:
        """SHA-256 of every attachment but the pictures of a signature."""
        return enclosed.digests(enclosed.files(self.facts))


def before(text: str, said: str) -> str:
    """What stands in a text before the first line of what was `said` there."""
    return text[: max(0, text.find(said.strip().partition("\n")[0]))]


def named(values: Mapping[str, str], action: Action) -> dict[str, str]:
    """Those labelled values that are fields of this answer."""
    return {name: value for name, value in values.items() if name in FIELDS[action]}


def trimmed(text: str) -> str:
    """A piece of text without the signs and brackets around it."""
    bare = text.strip(_EDGES).removeprefix(")").strip(_EDGES)
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return bare.strip(_EDGES)


def because(text: str) -> str:
    """The reason behind a "karena" or "alasan", '' if there is none."""
    found = _BECAUSE.search(text)
    return trimmed(found.group(1)) if found else ""
