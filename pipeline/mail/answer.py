"""What a person answers: his own words and files, read for the answers that his request allows.

Three rules stand above all (design 5): negation and condition never count as
consent; what is ambiguous changes nothing and is asked back with one question;
only the person's own words count.
"""

from collections.abc import Sequence

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Question
from pipeline.mail.beside import BEGGED
from pipeline.mail.candidates import candidates, settled, with_number_or_name
from pipeline.mail.commands import Reading, mentioned, read_commands
from pipeline.mail.doubt import CONDITIONS, HEDGES, MOCKING, heeded, is_doubtful
from pipeline.mail.facts import Facts
from pipeline.mail.heard import Heard
from pipeline.mail.particulars import PARTICULARS
from pipeline.mail.tokens import words
from pipeline.mail.units import Unit
from pipeline.mail.words import SPOKEN, Manner
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

__all__ = ["Question", "Unit", "read_answer"]


def read_answer(facts: Facts, actions: Sequence[Action], units: Sequence[Unit]) -> Answer | Question:
    """The answer among `actions` that the mail gives, or the question to ask back; never raises.

    `units` are the Pokja and posts that may be named, in the order of their option numbers.
    """
    reading = read_commands(facts.own, actions)
    if tuple(actions) == (Action.PENDAPAT,):
        return _opinion(facts, reading, units)
    reading = with_number_or_name(reading, actions, units)
    found = settled(candidates(facts, reading, actions))
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


def _is_doubted(heard: Heard) -> bool:
    """Whether a consent stands beside words that deny, limit or ask."""
    spoken = SPOKEN[heard.action]
    if MOCKING.search(heard.reading.text):
        return True
    if spoken.manner is Manner.REASON:
        loose = heard.reading.loose
        limited = not (CONDITIONS | HEDGES).isdisjoint(words(loose)) or not HEDGES.isdisjoint(
            words(heard.tail())
        )
        return "?" in loose or limited
    if spoken.manner is not Manner.BARE:
        return False
    if spoken.strict and not (spoken.lead | spoken.trail | BEGGED).issuperset(heeded(heard.reading.beside)):
        return True
    noted = () if heard.action is Action.PENGADUAN else heard.reading.values.values()
    return is_doubtful("\n".join((heard.reading.loose, *noted)), harmless=spoken.harmless)


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
