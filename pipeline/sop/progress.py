"""What the customer is told while he waits: by when he has his answer, and when half of his time is over.

Apart from the reminders, which ask whoever holds a step; here nobody is asked (ISO/IEC 17025 7.9.5).
"""

from datetime import datetime

from pipeline.sop.case import Case
from pipeline.sop.rules import Rules
from pipeline.sop.steps import State, Step

#: the steps between now and the letter, by where the case stands
_AHEAD: dict[State, tuple[Step, ...]] = {
    State.DISPOSISI: (Step.TINDAK_LANJUT, Step.TANDA_TANGAN, Step.PENYAMPAIAN),
    State.TINDAK_LANJUT: (Step.TANDA_TANGAN, Step.PENYAMPAIAN),
    State.TANDA_TANGAN: (Step.PENYAMPAIAN,),
    State.PENYAMPAIAN: (),
}
#: the states in which the customer waits for his answer
WAITING = frozenset(_AHEAD)


def promised(case: Case, now: datetime, rules: Rules) -> datetime | None:
    """By when the customer has his letter if every step keeps its time; None where one is late already."""
    if case.due_at is None or case.due_at < now or case.state not in _AHEAD:
        return None
    due = case.due_at
    for step in _AHEAD[case.state]:
        due = rules.due(step, due)
    return due


def half_ways(received: datetime, rules: Rules, *, lapor: bool) -> tuple[tuple[str, datetime], ...]:
    """Label of every outer limit of a letter, with the moment at which half of it is over."""
    outer = rules.outer(received, lapor=lapor)
    return tuple((label, received + (end - received) / 2) for label, end in outer)


def next_limit(received: datetime, now: datetime, rules: Rules, *, lapor: bool) -> datetime | None:
    """The nearest outer limit that is still ahead; None where all are over."""
    ahead = [end for _, end in rules.outer(received, lapor=lapor) if end > now]
    return min(ahead, default=None)
