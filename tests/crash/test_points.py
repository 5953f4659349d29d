"""kill -9 at every point of the program, in every turn of the whole way in which the point is reached.

After each death the daemon is started again and works until it finds nothing more to do. Then the
referee looks at mailbox, SMTP log and register, and everybody must have got what an undisturbed office sends.
"""

from collections import Counter

import pytest

from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.points import points
from tests.crash.story import ANSWERS, tell
from tests.way.office import Office

POINTS = points()

#: the rows of reliability.md A.3 → where the program dies for them
ROWS: dict[int, tuple[str, ...]] = {
    1: ("imap.selected",),
    4: ("imap.fetched",),
    5: ("collect.before_commit",),
    7: ("collect.committed",),
    8: ("read.done", "read.committed"),
    9: ("register.number_drawn",),
    10: ("handle.committed",),
    11: ("collect.before_mark",),
    15: ("smtp.connected", "smtp.rcpt"),
    16: ("send.begun",),
    17: ("smtp.begun",),
    19: ("smtp.answered", "send.answered", "send.before_commit"),
    20: ("send.committed",),
    23: ("advance.token_checked",),
    24: ("carry.before_commit", "handle.before_commit"),
    25: ("handle.committed",),
    28: ("make.rendered",),
    29: ("convert.started",),
    30: ("convert.done", "make.converted", "make.before_commit"),
    31: ("carry.number_drawn",),
    33: ("make.sealed",),
    34: ("make.committed", "freeze.before_commit", "freeze.committed"),
    36: ("carry.before_commit", "daemon.remind"),
}
#: those that must be there from the beginning
DUE = {9, 10, 11, 16, 19, 24, 25, 31, 34, 36}
#: tried on PostgreSQL too: a number drawn, a decision written, a mail frozen, a mail under way
SAMPLE = (
    "carry.number_drawn",
    "freeze.before_commit",
    "handle.committed",
    "register.number_drawn",
    "smtp.answered",
)


@pytest.fixture(scope="module")
def expected() -> dict[bool, Counter[referee.Mail]]:
    """Who gets what in an office that nobody kills, by mode of signing; filled when first asked for."""
    return {}


def _undisturbed(opened: MortalOffice, *, segel: bool) -> Counter[referee.Mail]:
    with opened(segel=segel) as (office, _):
        tell(office, segel=segel)
        return referee.mails_out(office)


def _check(office: Office, under_way: Counter[str], segel: bool) -> None:
    referee.check(office, under_way)
    signed = "kirim" if segel else "tertanda"
    answers = office.rows("select action from answers order by action")
    assert sorted(row.action for row in answers) == sorted((*ANSWERS, signed))


@pytest.mark.parametrize("point", POINTS)
def test_a_daemon_that_dies_there_goes_on_as_if_it_had_not(
    point: str, mortal_office: MortalOffice, expected: dict[bool, Counter[referee.Mail]]
) -> None:
    segel = point == "make.sealed"
    if segel not in expected:
        expected[segel] = _undisturbed(mortal_office, segel=segel)

    with mortal_office(point=point, segel=segel) as (office, lives):
        matter = tell(office, segel=segel)

        assert lives.kills > 0, f"{point} is never reached"
        assert matter.state == "selesai"
        assert referee.mails_out(office) == expected[segel]
        _check(office, lives.under_way, segel)
    COUNTS["points"] += 1


@pytest.mark.parametrize("point", SAMPLE)
def test_on_postgresql_it_goes_on_as_well(point: str, mortal_office: MortalOffice, postgres_url: str) -> None:
    with mortal_office(postgres_url, point=point) as (office, lives):
        matter = tell(office)

        assert lives.kills > 0, f"{point} is never reached"
        assert matter.state == "selesai"
        _check(office, lives.under_way, segel=False)
    COUNTS["points on PostgreSQL"] += 1


@pytest.mark.parametrize("point", ["handle.committed", "send.begun"])
def test_a_daemon_that_dies_again_while_it_recovers_goes_on_too(
    point: str, mortal_office: MortalOffice
) -> None:
    with mortal_office(point=point) as (office, lives):
        lives.deaths = 2

        matter = tell(office)

        assert lives.kills > len(ANSWERS)
        assert matter.state == "selesai"
        _check(office, lives.under_way, segel=False)


def test_every_row_that_is_due_names_points_that_exist() -> None:
    assert ROWS.keys() >= DUE
    assert {point for named in ROWS.values() for point in named} <= set(POINTS)


def test_every_point_stands_for_a_row_or_for_the_end_of_a_stage() -> None:
    named = {point for row in ROWS.values() for point in row}

    assert [point for point in POINTS if point not in named and not point.startswith("daemon.")] == []
