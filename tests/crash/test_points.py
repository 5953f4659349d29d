"""Trouble at every point of the program, in every turn of the way in which the point is reached.

After each death a daemon is started again and works until it finds nothing more to do. Then the referee
looks at mailbox, SMTP log, register and archive; everybody must have got what an undisturbed office sends.

Every point is tried with SIGKILL on SQLite, several in one story, so that a daemon also dies while it makes
good an earlier death. A sample of the matrix, in which each has a story of its own, changes by the day; the
day is told at the end, and `TANGGAP_CRASH_DAY=2026-11-28` repeats one. All of it is `make soak`.
"""

import os
import random
from datetime import date

import pytest

from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import VERDICTS
from tests.crash.matrix import pairs, rest
from tests.crash.points import points
from tests.crash.rows import NOT_HERE, ROWS
from tests.crash.ways import APART, Laboratory, Trial, Volley, volleys

POINTS = tuple(point for point in points() if point not in APART)
DAY = date.fromisoformat(os.environ["TANGGAP_CRASH_DAY"])
#: trials of the rest in the run of every day
SAMPLED = 3
MATRIX = [*map(Trial, POINTS), *rest(POINTS)]
SAMPLE = random.Random(DAY.toordinal()).sample(MATRIX, SAMPLED)
#: and a death in a recovery on PostgreSQL, which the sample of all would seldom hold
PAIRED = 1
PAIRS_SAMPLE = random.Random(DAY.toordinal()).sample(
    [trial for trial in pairs(POINTS, ["postgresql"]) if trial not in SAMPLE], PAIRED
)


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    """Who gets what in an office that nobody disturbs; filled when first asked for."""
    return {}


@pytest.fixture
def laboratory(
    mortal_office: MortalOffice, request: pytest.FixtureRequest, expected: dict[str, object]
) -> Laboratory:
    """What runs a trial."""
    return Laboratory(mortal_office, request, expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("volley", volleys(POINTS), ids=str)
def test_a_daemon_that_dies_there_goes_on_as_if_it_had_not(volley: Volley, laboratory: Laboratory) -> None:
    laboratory.fire(volley)
    COUNTS["points"] += len(volley.points)


def test_every_point_is_in_one_volley() -> None:
    assert sorted(point for volley in volleys(POINTS) for point in volley.points) == sorted(POINTS)


@pytest.mark.parametrize("trial", [*SAMPLE, *PAIRS_SAMPLE], ids=str)
def test_the_sample_of_the_day_goes_on_as_well(trial: Trial, laboratory: Laboratory) -> None:
    laboratory.run(trial)
    COUNTS[f"trials of {DAY}"] += 1


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("trial", MATRIX, ids=str)
def test_the_whole_matrix_goes_on_as_well(trial: Trial, laboratory: Laboratory) -> None:
    key = (trial.point, trial.action, trial.place)
    VERDICTS[key] = "FAULT"
    VERDICTS[key] = f"+ ({laboratory.run(trial)})"


def test_every_row_of_the_specification_has_its_points_or_the_reason_why_it_has_none() -> None:
    assert sorted({*ROWS, *NOT_HERE}) == list(range(1, 44))
    assert {point for named in ROWS.values() for point in named} <= set(points())
    assert all(NOT_HERE.values())


def test_every_point_stands_for_a_row_or_for_the_end_of_a_stage() -> None:
    named = {point for row in ROWS.values() for point in row}

    assert [point for point in points() if point not in named and not point.startswith("daemon.")] == []
