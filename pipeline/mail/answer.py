"""What a person answers: his own words and files, read for the answers that his request allows.

Three rules stand above all (design 5): negation and condition never count as
consent; what is ambiguous changes nothing and is asked back with one question;
only the person's own words count.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Question
from pipeline.mail.commands import Command, Reading, mentioned, read_commands
from pipeline.mail.doubt import is_doubtful
from pipeline.mail.facts import Facts
from pipeline.mail.form import FIELDS
from pipeline.mail.heard import Heard
from pipeline.mail.numbered import numbered
from pipeline.mail.particulars import PARTICULARS
from pipeline.mail.tokens import words
from pipeline.mail.units import Unit, destination
from pipeline.mail.words import SPOKEN, TOGETHER, Manner
from pipeline.sop.case import Answer
from pipeline.sop.steps import Action

__all__ = ["Question", "Unit", "read_answer"]


def read_answer(facts: Facts, actions: Sequence[Action], units: Sequence[Unit]) -> Answer | Question:
    """The answer among `actions` that the mail gives, or the question to ask back; never raises.

    `units` are the Pokja and posts that may be named, in the order of their option numbers.
    """
    reading = read_commands(facts.own, actions)
    if tuple(actions) == (Action.PENDAPAT,):
        return _opinion(facts, reading, units)
    reading = _with_number_or_name(reading, actions, units)
    found = _settled(_candidates(facts, reading, actions))
    if not found:
        return _question(facts, reading, actions, units)
    if len(found) > 1:
        return asking.contradictory(found, units)
    heard = Heard(facts, reading, tuple(units), found[0])
    if _is_doubted(heard):
        return asking.doubtful(heard.action, units)
    return PARTICULARS.get(heard.action, _bare)(heard)


def _opinion(facts: Facts, reading: Reading, units: Sequence[Unit]) -> Answer | Question:
    """To a koordinasi any words are the answer, and so is a file."""
    text = reading.tail(Action.PENDAPAT) if reading.commands else reading.text
    files = enclosed.digests(enclosed.files(facts))
    if not words(text) and not files:
        return asking.empty((Action.PENDAPAT,), units)
    return Answer(action=Action.PENDAPAT, text=text, files=files)


def _bare(heard: Heard) -> Answer | Question:
    return Answer(action=heard.action)


def _with_number_or_name(reading: Reading, actions: Sequence[Action], units: Sequence[Unit]) -> Reading:
    """An option number, or at the disposisi the name of a Pokja, is an answer without any word of command."""
    if reading.commands:
        return reading
    if Action.DISPOSISI in actions and destination(reading.first, units):
        return replace(reading, commands=(Command(Action.DISPOSISI, reading.loose),), loose="")
    command = numbered(reading, actions, units)
    return replace(reading, commands=(command,), loose="") if command else reading


def _candidates(facts: Facts, reading: Reading, actions: Sequence[Action]) -> tuple[Action, ...]:
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


def _settled(found: tuple[Action, ...]) -> tuple[Action, ...]:
    """Pairs that mean one answer become that answer."""
    for pair, meaning in TOGETHER.items():
        if pair <= set(found):
            found = (meaning, *(action for action in found if action not in pair))
    return found


def _is_doubted(heard: Heard) -> bool:
    """Whether a consent stands beside words that deny, limit or ask."""
    if SPOKEN[heard.action].manner is not Manner.BARE:
        return False
    noted = () if heard.action is Action.PENGADUAN else heard.reading.values.values()
    return is_doubtful("\n".join((heard.reading.loose, *noted)))


def _question(facts: Facts, reading: Reading, actions: Sequence[Action], units: Sequence[Unit]) -> Question:
    """What to ask where no answer was found."""
    if enclosed.foreign_drafts(facts) and Action.KONSEP in actions:
        return asking.missing(Action.KONSEP, "Mohon kirimkan konsep sebagai berkas Word (.docx).", units)
    if not words(reading.text):
        return asking.empty(actions, units)
    spoken = mentioned(reading.text, actions)
    if spoken and is_doubtful(reading.text):
        return asking.doubtful(spoken[0], units)
    return asking.unclear(actions, units)
