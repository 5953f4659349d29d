"""What a person answers: his own words and files, read for the answers that his request allows.

Three rules stand above all (design 5): negation and condition never count as
consent; what is ambiguous changes nothing and is asked back with one question;
only the person's own words count.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Offer, Question
from pipeline.mail.beside import BEGGED, FURTHER, within, without_name
from pipeline.mail.candidates import candidates, settled, with_number_or_name
from pipeline.mail.commands import Reading, mentioned, read_commands
from pipeline.mail.doubt import (
    CONDITIONS,
    HEDGES,
    MOCKING,
    POSTPONING,
    doubted_by,
    heeded,
    is_doubtful,
    is_hesitant,
    is_left_denied,
    is_taken_back,
)
from pipeline.mail.facts import Facts
from pipeline.mail.friendly import without_friendly
from pipeline.mail.heard import Heard
from pipeline.mail.particulars import CASE, PARTICULARS
from pipeline.mail.passing_on import told_apart
from pipeline.mail.tokens import bag, clauses, sentences, words
from pipeline.mail.units import Unit
from pipeline.mail.until import When
from pipeline.mail.words import SPOKEN, Manner
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

__all__ = ["Question", "Unit", "When", "read_answer"]


#: answers that themselves leave a mail, or an answer, aside
RETRACTING = frozenset({Action.BATAL, Action.ABAIKAN, Action.BUKAN, Action.ARSIP})

#: whoever reads these letters before they go
INSIDE = bag("saya kami kepala pimpinan kabalai bapak ibu pak bu pokja ketua")
#: who says so leaves a thing to others
BEGS = bag("mohon tolong minta harap")
#: answers that are a text of their own, which may beg pardon and change its mind
WRITING = frozenset({Action.KONSEP, Action.NOTULEN, Action.REVISI})
#: answers that may well name a case in what they say of this one
QUOTING = frozenset(Action) - {
    *(Action.PENGADUAN, Action.DISPOSISI, Action.PARAF, Action.ALIHKAN, Action.PERPANJANG, Action.IZINKAN),
    *(Action.SETUJU, Action.REVISI, Action.TERTANDA, Action.KIRIM, Action.TERKIRIM, Action.TERIMA),
    *(Action.KIRIM_ULANG, Action.SUDAH_TERKIRIM),
}

#: right before a word of signing these say that it is still to be done: "siap ditandatangani"
_YET = {
    action: re.compile(
        r"\b(?:silakan|untuk|agar|supaya|bisa|dapat|boleh|siap|perlu|mau|akan|harus)"
        rf" (?:{'|'.join(SPOKEN[action].words)})\b"
    )
    for action in (Action.PARAF, Action.TERTANDA)
}
#: a signature that is begged for, and words that tell of one given
_SIGNING = r"(?:di ?)?(?:tanda ?tangan(?:i|nya)?|ttd|tte)"
_BEGGED = re.compile(rf"\b(?:{'|'.join(sorted(BEGS))})\b")
_TO_SIGN = re.compile(rf"\b{_SIGNING}\b")
_SIGNED = re.compile(
    r"\b(?:tertanda|bertanda ?tangan|menandatangani"
    rf"|(?:sudah|telah|selesai|barusan|yang|saya|kami)(?: saya| kami| beliau| kepala| juga)* {_SIGNING})\b"
)
#: a line with the number that another application gave the signed letter
_NUMBER = re.compile(r"^\s*nomor(?: surat)?\s*:\s*\S+/\S+\s*$", re.IGNORECASE | re.MULTILINE)


def read_answer(
    facts: Facts, actions: Sequence[Action], units: Sequence[Unit], when: When | None = None
) -> Answer | Question:
    """The answer among `actions` that the mail gives, or the question to ask back; never raises.

    `units` are the Pokja and posts that may be named, in the order of their option numbers. With `when`
    an extension may name a day; without it the number of days is asked for.
    """
    offer = Offer(tuple(actions), tuple(units))
    reading = read_commands(facts.own, actions)
    if offer.actions == (Action.PENDAPAT,):
        return _opinion(facts, reading, offer)
    reading = told_apart(with_number_or_name(reading, actions, units), actions, units)
    found = settled(candidates(facts, reading, actions))
    if not found:
        return _question(facts, reading, offer)
    if len(found) > 1:
        return asking.contradictory(offer, found)
    heard = Heard(facts, reading, offer, found[0], when)
    if _is_doubted(heard):
        return heard.doubtful(doubted_by(reading.text) or reading.beside)
    answer = PARTICULARS.get(heard.action, _bare)(heard)
    return heard.doubtful(reading.text) if isinstance(answer, Answer) and _is_unsaid(heard) else answer


def _opinion(facts: Facts, reading: Reading, offer: Offer) -> Answer | Question:
    """To a koordinasi any words are the answer, and so is a file."""
    text = reading.tail(Action.PENDAPAT) if reading.commands else reading.text
    files = enclosed.digests(enclosed.files(facts))
    if not words(text) and not files:
        return asking.empty(offer)
    return Answer(action=Action.PENDAPAT, text=text, files=files)


def _bare(heard: Heard) -> Answer | Question:
    return Answer(action=heard.action)


def _is_doubted(heard: Heard) -> bool:
    """Whether the answer stands beside words that deny, limit, ask or mock."""
    spoken = SPOKEN[heard.action]
    if MOCKING.search(heard.reading.text) or _is_of_another_case(heard):
        return True
    if spoken.manner is Manner.REASON:
        return _is_refused_half(heard)
    if spoken.manner is not Manner.BARE:
        return is_left_denied(heard.reading.loose)
    if _is_yet_to_be_signed(heard) or (spoken.strict and _goes_inside(heard)):
        return True
    loose = _without_number(heard)
    said = heeded(without_friendly(without_name(loose)))
    if spoken.strict and not within(said, spoken.lead | spoken.trail | BEGGED | FURTHER):
        return True
    noted = () if heard.action is Action.PENGADUAN else heard.reading.values.values()
    return is_doubtful("\n".join((loose, *noted)), harmless=spoken.harmless)


def _without_number(heard: Heard) -> str:
    """What is said beside the answer; the number of a signed letter says neither yes nor no."""
    return _NUMBER.sub("", heard.reading.loose) if heard.action is Action.TERTANDA else heard.reading.loose


def _goes_inside(heard: Heard) -> bool:
    """Whether a letter is only to be shown to the office: "kirim ke saya", or to be signed there yet."""
    said = words(heard.reading.text)
    towards = {said[at + 1] for at, word in enumerate(said[:-1]) if word in {"ke", "kepada"}}
    sends = heard.action in {Action.KIRIM, Action.TERTANDA} and not towards.isdisjoint(INSIDE)
    return sends or (_begs_to_sign(heard) if heard.reading.commands else _is_begged_for(heard))


def _begs_to_sign(heard: Heard) -> bool:
    """Whether somebody else is begged to sign, and neither word nor file says that it is done.

    "Mohon bantuan Bapak, tanda tangan": the file may be the letter that waits for it.
    """
    if heard.action is not Action.TERTANDA or enclosed.is_signed(heard.facts):
        return False
    said = " ".join(words(heard.reading.text))
    begged = _BEGGED.search(said)
    to_sign = begged is not None and _TO_SIGN.search(said, begged.end()) is not None
    return to_sign and _SIGNED.search(said) is None


def _is_begged_for(heard: Heard) -> bool:
    """Whether some sentence begs others for what the answer says is done: "Bapak mohon tanda tangan"."""
    lines = heard.reading.text.splitlines()
    said = (words("".join(sentence)) for line in lines for sentence in sentences(line))
    begged = (dropwhile(lambda word: word not in BEGS, each) for each in said)
    plain = (" ".join(word.removesuffix("nya") for word in each) for each in begged)
    return any(mentioned(each, (heard.action,)) for each in plain)


def _is_yet_to_be_signed(heard: Heard) -> bool:
    """Whether a clause tells of the signing as of one still to be done: "surat untuk ditandatangani"."""
    yet = _YET.get(heard.action)
    said = (words(clause) for line in heard.reading.text.splitlines() for clause in clauses(line))
    return yet is not None and any(yet.search(" ".join(each)) for each in said)


def _is_unsaid(heard: Heard) -> bool:
    """Whether the reply takes its own answer back, or doubts it, further on; a letter may do so."""
    text = heard.reading.text
    hesitant = heard.action not in WRITING and is_hesitant(text)
    return heard.action not in RETRACTING and (hesitant or is_taken_back(text, heard.tail()))


def _is_of_another_case(heard: Heard) -> bool:
    """Whether an answer whose words are nobody's text names a case: it may be meant for that one."""
    if heard.action in QUOTING or not (named := CASE.findall(heard.reading.text)):
        return False
    own = {tuple(each) for each in CASE.findall(heard.facts.subject)}
    return not {tuple(each) for each in named} <= own


def _is_refused_half(heard: Heard) -> bool:
    """Whether a refusal waits for something, or is none yet; its reason may deny what it likes."""
    beside, reason = words(heard.reading.loose), words(heard.tail())
    waits = not CONDITIONS.isdisjoint((*beside, *reason[:2]))
    return waits or "?" in heard.reading.loose or not (HEDGES | POSTPONING).isdisjoint((*beside, *reason))


def _question(facts: Facts, reading: Reading, offer: Offer) -> Question:
    """What to ask where no answer was found."""
    if enclosed.foreign_drafts(facts) and Action.KONSEP in offer.actions:
        return asking.missing(offer, Action.KONSEP, "Mohon kirimkan konsep sebagai berkas Word (.docx).")
    if not words(reading.text):
        return asking.empty(offer)
    spoken = mentioned(reading.text, offer.actions)
    if spoken and is_doubtful(reading.text):
        return asking.doubtful(offer, spoken[0], doubted_by(reading.text))
    return asking.unclear(offer, reading.text)
