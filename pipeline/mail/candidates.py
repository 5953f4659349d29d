"""Every answer that a mail may be giving: by a word, an option number, a name, filled fields, or a file.

Apart from `answer.py`, which chooses among them, because to find too many is right here and to choose
one of many is wrong there.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.mail import enclosed
from pipeline.mail.commands import Command, Reading
from pipeline.mail.facts import Facts
from pipeline.mail.form import FIELDS
from pipeline.mail.numbered import numbered
from pipeline.mail.units import Unit, destination
from pipeline.mail.words import TOGETHER
from pipeline.sop.asks import Action


def with_number_or_name(reading: Reading, actions: Sequence[Action], units: Sequence[Unit]) -> Reading:
    """An option number, or at the disposisi the name of a Pokja, is an answer without any word of command."""
    if reading.commands:
        return reading
    if Action.DISPOSISI in actions and destination(reading.first, units):
        return replace(reading, commands=(Command(Action.DISPOSISI, reading.loose),), loose="")
    command = numbered(reading, actions, units)
    return replace(reading, commands=(command,), loose="") if command else reading


def candidates(facts: Facts, reading: Reading, actions: Sequence[Action]) -> tuple[Action, ...]:
    """Every answer that the commands, the fields or the files speak for."""
    commanded = [command.action for command in reading.commands]
    filled = [
        action
        for action in actions
        if action in FIELDS and not FIELDS[action].keys().isdisjoint(reading.values)
    ]
    enclosing = [action for action in actions if _is_enclosed(action, facts, frozenset(commanded))]
    return tuple(dict.fromkeys(commanded + filled + enclosing))


def _is_enclosed(action: Action, facts: Facts, commanded: frozenset[Action]) -> bool:
    """Whether the files alone give this answer, beside what was commanded."""
    drafts = enclosed.drafts(facts)
    match action:
        case Action.KONSEP:
            ours = any(map(enclosed.is_ours, drafts))
            return ours or (bool(drafts) and commanded <= {Action.KONSEP, Action.PARAF})
        case Action.REVISI:
            return bool(drafts)
        case Action.TERTANDA:
            return bool(enclosed.signed_letters(facts)) and commanded <= {Action.TERTANDA, Action.KIRIM}
        case Action.NOTULEN:
            return bool(enclosed.files(facts)) and not commanded
        case _:
            return False


def settled(found: tuple[Action, ...]) -> tuple[Action, ...]:
    """Pairs that mean one answer become that answer."""
    for pair, meaning in TOGETHER.items():
        if pair <= set(found):
            found = (meaning, *(action for action in found if action not in pair))
    return found
