"""Reading an option number, the shortest answer to a request.

Apart because a number means what the request offered: `options.offered` writes it, this reads it.
"""

import re
from collections.abc import Sequence

from pipeline.mail.beside import BEGGED
from pipeline.mail.commands import Command, Reading
from pipeline.mail.doubt import CONDITIONS, HEDGES
from pipeline.mail.options import OTHER_MODE
from pipeline.mail.tokens import words
from pipeline.mail.units import Unit
from pipeline.mail.words import SPOKEN, Manner
from pipeline.sop.asks import ASKS, Action, Ask

_NUMBER = re.compile(
    r"(?:(?:opsi|pilihan|nomor|no|angka)\b[.:]?\s*){0,2}(\d{1,2})(?:\s*[).:,;=–-]+\s*|$|(?=\n))",
    re.IGNORECASE,
)
#: a further number opens a line: a list, and no option
_ITEM = re.compile(r"^\s*\d{1,2}\s*[).]", re.MULTILINE)


def numbered(reading: Reading, actions: Sequence[Action], units: Sequence[Unit]) -> Command | None:
    """The answer whose number opens the reply; None where it has none, or the number could be two answers.

    The Pokja of a disposisi have the first numbers (`units.destination`), the other answers go on from there.
    """
    said = _NUMBER.match(reading.loose)
    action = _option(int(said.group(1)), actions, units) if said else None
    if said is None or action is None:
        return None
    tail = reading.loose[said.end() :].strip()
    manner = SPOKEN[action].manner
    if (words(tail) and manner is Manner.BARE) or (manner is Manner.REASON and not _is_reason(tail)):
        return None
    if _ITEM.search(tail):
        return None
    return Command(action, tail)


def _is_reason(tail: str) -> bool:
    """Whether the words behind the number of a refusal can be why; whoever begs, asks or waits gives none."""
    heard = words(tail)
    return "?" not in tail and (CONDITIONS | HEDGES).isdisjoint(heard) and BEGGED.isdisjoint(heard[:1])


def _option(number: int, actions: Sequence[Action], units: Sequence[Unit]) -> Action | None:
    if tuple(actions) not in {row.actions for row in ASKS.values()}:
        return None
    either = tuple(actions) == ASKS[Ask.TANDA_TANGAN].actions
    unoffered = tuple(OTHER_MODE.values()) if either else (None,)
    meanings = {_listed(actions, units, each).get(number) for each in unoffered}
    return meanings.pop() if len(meanings) == 1 else None


def _listed(actions: Sequence[Action], units: Sequence[Unit], unoffered: Action | None) -> dict[int, Action]:
    offered = [
        action
        for action in actions
        if action is not unoffered
        for _ in range(len(units) if action is Action.DISPOSISI else 1)
    ]
    return dict(enumerate(offered, start=1))
