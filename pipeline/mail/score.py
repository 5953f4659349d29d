"""How much a letter complains and how much it reads like another letter, with the words that say so.

Apart from the rules of kinds because here nothing is decided: points are given, and each point has its
words. The points follow domain.md G.3: a word of complaint counts by itself; what went wrong counts
together with a service of the office, the writer's own matter, and what he wants.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mail import lexicon
from pipeline.mail.clauses import STOP, STOP_WORD, Word
from pipeline.mail.false_friends import EASE, FALSE_FRIENDS, UNANSWERED
from pipeline.mail.gaps import GAPS
from pipeline.mail.integrity import INTEGRITY
from pipeline.mail.other_letters import SIGNS, SUBJECTS
from pipeline.mail.phrases import Hit, Table, reader, table, without

#: a word of complaint in the subject, in the text, and where the writer himself complains
NAMED, SAID, MEANT = 6.0, 2.0, 1.5
#: the first sign of something gone wrong, each further kind, and at most so many of these
WRONG, WRONG_TOO, MOST_WRONG = 1.5, 1.0, 3
#: beside something gone wrong: service, own matter, contrast, demand
BESIDE = 0.5
#: without any of these a tone that is not the usual one
UNEASY = 1.2
#: the writer takes it on himself, and at most so many signs of that
EASY, MOST_EASY = -1.5, 2
#: the subject of another letter, each sign of it in the text, and at most so many of these
TITLED, SIGNED, MOST_SIGNED = 2.0, 1.0, 4
#: the worth of a sign that stands alone
LONE = 0.5
#: fewer words than these say nothing
READABLE = 4


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The office's own words, from its configuration."""

    complaint: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


NO_WORDS = OwnWords()


@dataclass(frozen=True, slots=True)
class Score:
    """What a letter says, in points and in words."""

    #: how much it complains
    complaint: float
    #: how much it reads like the other letter it is most like, and which one that is
    other: float
    other_name: str
    #: what was found: name of the sign → the words of the letter
    found: Mapping[str, str]
    #: whether the subject names that other letter
    titled: bool
    #: an appeal against a decision
    appeal: bool
    #: the words that take a complaint back, '' if none do
    withdrawn: str
    #: the words of an integrity report
    integrity: tuple[str, ...]
    #: whether there was anything to read
    readable: bool


class Scorer:
    """The tables of the program with the office's own words, ready to judge letters."""

    def __init__(self, own: OwnWords) -> None:
        named = {"surat biasa menurut kata kantor": own.other}
        self._false_friends = table({"": FALSE_FRIENDS})
        self._unanswered = table({"": UNANSWERED})
        self._integrity = table({"integritas": INTEGRITY})
        self._complaint = table(
            {
                **lexicon.COMPLAINT,
                "keluhan yang tidak dijawab": UNANSWERED,
                "keluhan menurut kata kantor": own.complaint,
            }
        )
        self._complaining = table({"keluhan": lexicon.COMPLAINING})
        self._gaps = table(GAPS)
        self._beside = table(
            {**lexicon.DEMANDS, **lexicon.REMEDIES, **lexicon.SERVICES, **lexicon.OWNS, **lexicon.CONTRASTS}
        )
        self._unease, self._ease = table(lexicon.UNEASE), table(EASE)
        self._appeal = table({"banding": lexicon.APPEAL})
        self._withdrawal = table({"pencabutan": lexicon.WITHDRAWAL})
        self._decision = table({"keputusan": lexicon.DECISION})
        self._objection = table({"keberatan": lexicon.OBJECTION})
        self._uninvolved = table({"peninjau yang tidak terlibat": lexicon.UNINVOLVED})
        self._subjects = table({**SUBJECTS, **named})
        self._signs = table({**SIGNS, **named})
        self._read = reader([each for each in vars(self).values() if isinstance(each, Table)])

    def score(self, subject: str, body: str) -> Score:
        """Judge a letter by its subject and its text."""
        title, text = self._read(subject), self._read(body)
        named = _kinds(self._subjects.find(title, negated=True))
        name, other = self._other(named, text)
        uncut = [*title, STOP_WORD, *text]
        title, text = self._cleared(title), self._cleared(text)
        whole = [*title, STOP_WORD, *text]
        found: dict[str, str] = {}
        points = self._complains(title, text, found) + self._went_wrong(whole, found)
        points += self._eased(uncut, found)
        appeal = self._appeals(whole)
        integrity = {hit.phrase.places: hit.shown for hit in self._integrity.find(whole)}
        return Score(
            complaint=max(0, points) + (SAID if appeal else 0),
            other=other,
            other_name=name,
            titled=name in named,
            found=found,
            appeal=appeal,
            withdrawn=next((hit.shown for hit in self._withdrawal.find(whole)), ""),
            integrity=tuple(integrity.values()),
            readable=sum(STOP not in word.keys for word in whole) >= READABLE,
        )

    def _appeals(self, whole: list[Word]) -> bool:
        """Whether a decision is appealed against, or an objection asks for judges who were not involved."""
        named = self._appeal.find(whole) and self._decision.find(whole)
        return bool(named or (self._objection.find(whole) and self._uninvolved.find(whole)))

    def _cleared(self, text: list[Word]) -> list[Word]:
        kept = {at for hit in self._unanswered.find(text) for at in range(hit.start, hit.end)}
        friends = self._false_friends.find(text, negated=True)
        return without(text, (hit for hit in friends if kept.isdisjoint(range(hit.start, hit.end))))

    def _complains(self, title: list[Word], text: list[Word], found: dict[str, str]) -> float:
        named, said = _kinds(self._complaint.find(title)), _kinds(self._complaint.find(text))
        found |= {**said, **named}
        meant = self._complaining.find(text) if said else ()
        return (NAMED if named else 0) + len(said) * SAID + (MEANT if meant else 0)

    def _went_wrong(self, whole: list[Word], found: dict[str, str]) -> float:
        hits = self._gaps.find(whole)
        found |= _kinds(hits)
        if not found:
            uneasy = _kinds(self._unease.find(whole))
            found |= uneasy
            return UNEASY if uneasy else 0
        many = _distinct(hits)
        beside = _kinds(self._beside.find(whole, negated=True))
        found |= beside
        if not many:
            return len(beside) * BESIDE / 2
        points = WRONG + min(many - 1, MOST_WRONG) * WRONG_TOO + len(beside) * BESIDE
        if lexicon.REMEDY in beside:
            return points + BESIDE
        return points - (BESIDE if many == 1 and lexicon.OWN not in beside else 0)

    def _eased(self, text: list[Word], found: dict[str, str]) -> float:
        eased = self._ease.find(text, negated=True) if found else []
        found |= _kinds(eased)
        return min(_distinct(eased), MOST_EASY) * EASY

    def _other(self, named: Iterable[str], text: list[Word]) -> tuple[str, float]:
        """The other letter that this is most like, and how much."""
        points: dict[str, float] = defaultdict(float)
        for name in named:
            points[name] += TITLED
        signs = {(hit.phrase.name, hit.phrase.places) for hit in self._signs.find(text, negated=True)}
        for name, many in Counter(name for name, _ in signs).items():
            points[name] += SIGNED * (min(many, MOST_SIGNED) if many > 1 or points[name] else LONE)
        return max(points.items(), key=lambda item: item[1], default=("", 0.0))


@lru_cache(maxsize=4)
def scorer(own: OwnWords) -> Scorer:
    """The scorer for an office's own words, made once."""
    return Scorer(own)


def _distinct(hits: Iterable[Hit]) -> int:
    """How many phrases were found, each counted once."""
    return len({hit.phrase.places for hit in hits})


def _kinds(hits: Iterable[Hit]) -> dict[str, str]:
    """The kinds of sign that were found, each with the first words of it."""
    found: dict[str, str] = {}
    for hit in hits:
        found.setdefault(hit.phrase.name, hit.shown)
    return found
