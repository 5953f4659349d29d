"""One run of the laboratory: a story, told while something goes wrong at a point, and judged at its end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from pipeline.crash import ANY
from tests.crash import referee
from tests.crash.conftest import MortalOffice
from tests.crash.ledger import note
from tests.crash.lives import Fault
from tests.crash.nursery import Nursery
from tests.crash.story import ANSWERS, BESIDE, tell, tell_beside
from tests.servers.dovecot import Dovecot

STRAIGHT, SEGEL, ASIDE, COPIES = "lurus", "segel", "di luar jalur", "tanpa tanda"
#: points that the straight story does not reach → the way that does
WAY_OF: Mapping[str, str] = {
    "make.sealing": SEGEL,
    "make.sealed": SEGEL,
    "advance.draft_checked": ASIDE,
    "bounce.matched": ASIDE,
    "imap.copied": COPIES,
    "imap.deleted": COPIES,
}
#: points that only a daemon reaches whose predecessor died → where that one has to die
AFTER: Mapping[str, str] = {"recover.doubted": "send.begun"}
#: how points are named at which a mail may be under way
WINDOW = ("send.", "smtp.")
#: points outside the daemon's turns; they have tests of their own
APART = frozenset(
    {
        "migrate.before_commit",
        *("rebuild.copy_taken", "rebuild.begun", "rebuild.handled", "rebuild.before_commit"),
    }
)
#: who is late is reminded; what waits for a daemon that tries again later may make him late
_REMINDER = "Pengingat"
#: how the subject begins that counts what waits
_DIGEST = "Laporan harian pengaduan:"


@dataclass(frozen=True, slots=True)
class Trial:
    """What goes wrong in a run, and where."""

    point: str
    action: str = "kill"
    database: str = "sqlite"
    workers: int = 1
    #: a second death, at the nth point that is reached in the recovery
    again: int = 0
    #: at which time that the point is reached
    nth: int = 1

    @property
    def place(self) -> str:
        """Where, as the table of the matrix names it."""
        return f"{self.database} {self.workers}" + (f" +{self.again}" if self.again else "")

    @property
    def way(self) -> str:
        """The story that reaches the point."""
        return WAY_OF.get(self.point, STRAIGHT)

    @property
    def faults(self) -> Sequence[Fault]:
        """In their order, once in every turn."""
        first = [Fault(AFTER[self.point])] if self.point in AFTER else []
        second = [Fault(ANY, nth=self.again)] if self.again else []
        return (*first, Fault(self.point, self.action, self.nth), *second)

    def __str__(self) -> str:
        return f"{self.point} {self.action} {self.place}"


@dataclass(frozen=True, slots=True)
class Volley:
    """Several deaths in each turn: one at every point of a group that the turn reaches."""

    points: tuple[str, ...]

    @property
    def way(self) -> str:
        """The story that reaches them."""
        return WAY_OF.get(self.points[0], STRAIGHT)

    def __str__(self) -> str:
        return "+".join(self.points)


def volleys(points: Sequence[str]) -> list[Volley]:
    """All points in groups, each with one way.

    No two points at which a mail may have been under way share a group: after a second death there the mail
    is asked about, and the story would be another one.
    """
    found: list[Volley] = []
    for way in dict.fromkeys(WAY_OF.get(point, STRAIGHT) for point in points):
        own = [point for point in points if WAY_OF.get(point, STRAIGHT) == way]
        lone = [point for point in own if point.startswith(WINDOW) and point not in AFTER]
        rest = [point for point in own if point not in lone]
        groups = [[each] for each in lone] or [[]]
        for place, point in enumerate(rest):
            first = AFTER.get(point)
            home = next((group for group in groups if first in group), groups[place % len(groups)])
            home.append(point)
        found += [Volley(tuple(group)) for group in groups]
    return found


@dataclass
class Laboratory:
    """Runs trials; remembers who gets what in an office that nobody disturbs, by the way."""

    opened: MortalOffice
    request: pytest.FixtureRequest
    expected: dict[str, Counter[referee.Mail]] = field(default_factory=dict)
    #: what its daemons are forked from; None for what all share
    parent: Nursery | None = None

    def run(self, trial: Trial) -> int:
        """Tell the trial's story and have it judged; gives how often its fault came."""
        expected = self._expected(trial.way)
        url = self.request.getfixturevalue("postgres_url") if trial.database == "postgresql" else ""
        with self._office(trial.way, url=url, faults=trial.faults, workers=trial.workers) as (office, lives):
            matter = _tell(office, trial.way)
            assert lives.fired > 0, f"{trial.point} is never reached"
            _judge(trial.way, office, matter, lives, expected, alone=trial.workers == 1)
            return int(lives.fired)

    def fire(self, volley: Volley) -> int:
        """Tell the story under a volley and have it judged; gives how often a life ended."""
        expected = self._expected(volley.way)
        with self._office(volley.way, volley=volley.points) as (office, lives):
            matter = _tell(office, volley.way)
            never = set(volley.points) - lives.deaths.keys()
            assert not never, f"never reached: {never}"
            _judge(volley.way, office, matter, lives, expected)
            return int(lives.deaths.total())

    def _expected(self, way: str) -> Counter[referee.Mail]:
        if way not in self.expected:
            with self._office(way) as (office, _):
                _tell(office, way)
                self.expected[way] = referee.mails_out(office, but=_REMINDER)
        return self.expected[way]

    def _office(self, way: str, **named: Any) -> Any:
        server: Dovecot | None = self.request.getfixturevalue("without_keywords") if way == COPIES else None
        return self.opened(**named, segel=way == SEGEL, server=server, parent=self.parent)


def _judge(
    way: str, office: Any, matter: Any, lives: Any, due: Counter[referee.Mail], *, alone: bool = True
) -> None:
    assert matter.state == "selesai", matter.state
    got = referee.mails_out(office, but=_REMINDER)
    if not alone:
        # When the clock has leapt over days, one of several hosts may count what another is about to do.
        got, due = _without_counts(got), _without_counts(due)
    assert got == due, f"too many: {got - due}, missing: {due - got}"
    answers = office.rows("select action from answers")
    signed = {SEGEL: [*ANSWERS, "kirim"], ASIDE: BESIDE}.get(way, [*ANSWERS, "tertanda"])
    assert sorted(row.action for row in answers) == sorted(signed)
    note(referee.check(office, lives))


def _without_counts(mails: Counter[referee.Mail]) -> Counter[referee.Mail]:
    found = Counter[referee.Mail]()
    for (address, about), times in mails.items():
        found[address, _DIGEST if about.startswith(_DIGEST) else about] += times
    return found


def _tell(office: Any, way: str) -> Any:
    return tell_beside(office) if way == ASIDE else tell(office, segel=way == SEGEL)
