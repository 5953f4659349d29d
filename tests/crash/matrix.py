"""All trials: point × action × database × workers, and the pairs of deaths."""

from collections.abc import Sequence

from pipeline.crash import ACTIONS
from tests.crash.ways import Trial

PLACES = (("sqlite", 1), ("postgresql", 1), ("postgresql", 3))
#: the second death comes at the first, or the third, point that the recovery reaches
PAIRS = (1, 3)


def rest(points: Sequence[str]) -> list[Trial]:
    """Every trial but the single deaths on SQLite."""
    plain = [
        Trial(point, action, database, workers)
        for point in points
        for action in ACTIONS
        for database, workers in PLACES
        if (action, database) != ("kill", "sqlite")
    ]
    return [*plain, *pairs(points)]


def pairs(points: Sequence[str], databases: Sequence[str] = ("sqlite", "postgresql")) -> list[Trial]:
    """A death, and another one in the recovery from it."""
    return [
        Trial(point, "kill", database, 1, again)
        for database in databases
        for point in points
        for again in PAIRS
    ]
