"""Reading whether a cure was effective: yes, no, or not to be told yet.

Apart because "not to be told yet" is an answer and silence is none.
"""

from typing import Literal

from pipeline.mail.doubt import CONDITIONS, HEDGES
from pipeline.mail.form import EFFECTIVE, INEFFECTIVE, UNJUDGED
from pipeline.mail.tokens import bag, clauses, contains, words

UNCLEAR: Literal["unclear"] = "unclear"
#: True, False, None for "belum dapat dinilai"
Effect = bool | None | Literal["unclear"]

_DENIALS = bag("tidak belum kurang bukan")


def effect_in(value: str) -> Effect:
    """What stands under the label Efektif, or in a clause that speaks of it."""
    heard = words(value)
    if any(contains(heard, phrase) for phrase in UNJUDGED):
        return None
    if "?" in value or not (CONDITIONS | HEDGES).isdisjoint(heard):
        return UNCLEAR
    said = " ".join(heard) + " "
    if said.startswith(tuple(f"{phrase} " for phrase in EFFECTIVE)):
        return True if _DENIALS.isdisjoint(heard) else UNCLEAR
    if said.startswith(tuple(f"{phrase} " for phrase in INEFFECTIVE)):
        return UNCLEAR if "ya" in heard else False
    return UNCLEAR


def finding(text: str) -> Effect:
    """The one clause of a text that tells the effect; unclear where none or several do."""
    told = [clause for line in text.splitlines() for clause in clauses(line) if _speaks(words(clause))]
    if len(told) != 1:
        return UNCLEAR
    heard = words(told[0])
    start = next(
        (
            at
            for at, word in enumerate(heard)
            if word in _DENIALS or word in {"efektif", "sudah", "dinyatakan"}
        ),
        0,
    )
    return effect_in(" ".join(heard[start:]) + ("?" if "?" in told[0] else ""))


def _speaks(heard: tuple[str, ...]) -> bool:
    return "efektif" in heard or any(contains(heard, phrase) for phrase in UNJUDGED)
