"""kill -9 from outside at moments of chance, while letters come in.

Some of the lives have the cage's walls, as in life; most have not, because two more interpreters for each
of hundreds of lives would take most of the time. Each kill ends the whole process group.
"""

import random
from dataclasses import dataclass

import pytest

from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import note
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT

SEED = 20261123


@dataclass(frozen=True, slots=True)
class Fire:
    """So many kills, with a letter before every so many of them."""

    shots: int
    letters: int
    #: seconds of a life; some are over before it has opened the mailbox, some after all work is done
    shortest: float
    longest: float
    walls: bool = False

    @property
    def pause(self) -> int:
        """Kills from one letter to the next."""
        return self.shots // self.letters


BEHIND_WALLS = Fire(shots=20, letters=10, shortest=0.2, longest=1.2, walls=True)
IN_THE_OPEN = Fire(shots=280, letters=28, shortest=0.02, longest=0.3)
#: a register of its own for every thousand kills
SOAKS, SOAK = 20, Fire(shots=1000, letters=40, shortest=0.02, longest=0.4)


def _play(mortal_office: MortalOffice, fire: Fire, seed: int, url: str = "", workers: int = 1) -> None:
    chance = random.Random(seed)
    with mortal_office(url, walls=fire.walls, workers=workers) as (office, lives):
        for shot in range(fire.shots):
            if shot % fire.pause == 0 and shot < fire.pause * fire.letters:
                office.customer().write(ADDRESS, SUBJECT, LETTER)
            lives.work_for(chance.uniform(fire.shortest, fire.longest))
        office.work()
        # What two deaths cut off is sent a third time after a pause.
        while lives.let_pause_pass():
            office.work()

        registered = office.rows("select 1 from cases")
        # Three deaths over one mail look like a mail that kills its reader: it is kept for a person.
        unread = office.rows("select 1 from inbox where state = 'ditahan'")
        assert lives.kills == fire.shots * workers
        assert len(registered) + len(unread) == fire.letters
        assert len(office.tu.mails("Mohon ditelaah")) >= len(unread)
        assert len(office.kepala.mails("Mohon disposisi")) >= len(registered)
        note(referee.check(office, lives))
    COUNTS["letters under fire"] += fire.letters
    COUNTS["of them kept for a person"] += len(unread)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fire", [BEHIND_WALLS, IN_THE_OPEN], ids=["behind walls", "in the open"])
def test_no_letter_is_lost_or_doubled_under_fire(fire: Fire, mortal_office: MortalOffice) -> None:
    _play(mortal_office, fire, SEED)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("round_", range(SOAKS))
def test_no_letter_is_lost_or_doubled_under_long_fire(round_: int, mortal_office: MortalOffice) -> None:
    _play(mortal_office, SOAK, SEED + round_)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("workers", [1, 3])
def test_no_letter_is_lost_or_doubled_under_fire_on_postgresql(
    workers: int, mortal_office: MortalOffice, postgres_url: str
) -> None:
    _play(mortal_office, Fire(shots=100, letters=20, shortest=0.1, longest=0.8), SEED, postgres_url, workers)
