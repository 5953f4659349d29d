"""One person's turn: the answer, who gave it, when, and the case it is about."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.sop.asks import Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.rules import Rules


@dataclass(frozen=True, slots=True)
class Turn:
    """All that a move of the flow decides by."""

    case: Case
    answer: Answer
    #: post key of who answered
    by: str
    now: datetime
    rules: Rules
    #: the request that was answered, where it matters
    ask: Ask | None = None
    #: tertanda: what the signer is shown before the letter leaves; '' where the signature is proof enough
    unproven: str = ""
    #: enrolled address of the person who answered, whichever post he acts for
    person: str = ""
