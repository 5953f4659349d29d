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
#: points outside the daemon's turns; they have tests of their own
APART = frozenset({"migrate.before_commit"})
#: who is late is reminded; what waits for a daemon that tries again later may make him late
_REMINDER = "Pengingat"


@dataclass(frozen=True, slots=True)
class Trial:
    """What goes wrong in a run, and where."""

    point: str
    action: str = "kill"
    database: str = "sqlite"
    workers: int = 1
    #: a second death, at the nth point that is reached in the recovery
    again: int = 0

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
        return (*first, Fault(self.point, self.action), *second)

    def __str__(self) -> str:
        return f"{self.point} {self.action} {self.place}"


@dataclass
class Laboratory:
    """Runs trials; remembers who gets what in an office that nobody disturbs, by the way."""

    opened: MortalOffice
    request: pytest.FixtureRequest
    expected: dict[str, Counter[referee.Mail]] = field(default_factory=dict)

    def run(self, trial: Trial) -> int:
        """Tell the trial's story and have it judged; gives how often its fault came."""
        if trial.way not in self.expected:
            with self._office(trial.way) as (office, _):
                _tell(office, trial.way)
                self.expected[trial.way] = referee.mails_out(office, but=_REMINDER)
        url = self.request.getfixturevalue("postgres_url") if trial.database == "postgresql" else ""
        with self._office(trial.way, url=url, faults=trial.faults, workers=trial.workers) as (office, lives):
            matter = _tell(office, trial.way)
            assert lives.fired > 0, f"{trial.point} is never reached"
            assert matter.state == "selesai", matter.state
            got, due = referee.mails_out(office, but=_REMINDER), self.expected[trial.way]
            assert got == due, f"too many: {got - due}, missing: {due - got}"
            answers = office.rows("select action from answers")
            signed = {SEGEL: [*ANSWERS, "kirim"], ASIDE: BESIDE}.get(trial.way, [*ANSWERS, "tertanda"])
            assert sorted(row.action for row in answers) == sorted(signed)
            fired = int(lives.fired)
            note(referee.check(office, lives))
            return fired

    def _office(self, way: str, **named: Any) -> Any:
        server: Dovecot | None = self.request.getfixturevalue("without_keywords") if way == COPIES else None
        return self.opened(**named, segel=way == SEGEL, server=server)


def _tell(office: Any, way: str) -> Any:
    return tell_beside(office) if way == ASIDE else tell(office, segel=way == SEGEL)
