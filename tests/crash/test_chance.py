"""kill -9 from outside at moments of chance, while letters come in; behind the cage's walls as in life."""

import random

from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import note
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT

SHOTS, LETTERS = 50, 20
#: seconds of a life; some are over before it has opened the mailbox, some after all work is done
SHORTEST, LONGEST = 0.2, 1.2


def test_no_letter_is_lost_or_doubled_under_fire(mortal_office: MortalOffice) -> None:
    chance = random.Random(20261123)
    with mortal_office(walls=True) as (office, lives):
        for shot in range(SHOTS):
            if shot < 2 * LETTERS and shot % 2 == 0:
                office.customer().write(ADDRESS, SUBJECT, LETTER)
            lives.work_for(chance.uniform(SHORTEST, LONGEST))
        office.work()

        registered = office.rows("select 1 from cases")
        # Three deaths over one mail look like a mail that kills its reader: it is kept for a person.
        unread = office.rows("select 1 from inbox where state = 'ditahan'")
        assert lives.kills == SHOTS
        assert len(registered) + len(unread) == LETTERS
        assert len(office.tu.mails("Mohon ditelaah")) >= len(unread)
        assert len(office.kepala.mails("Mohon disposisi")) >= len(registered)
        note(referee.check(office, lives))
    COUNTS["letters under fire"] += LETTERS
    COUNTS["of them kept for a person"] += len(unread)
