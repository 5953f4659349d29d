"""The collector walks seldom, over what came later, and still finds every cycle."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from pipeline.outside.collector import hold_back
from tests.collector import collector_kept


@pytest.fixture
def held() -> Iterator[None]:
    """A collector that is held back, for one test."""
    with collector_kept():
        hold_back()
        yield


class Ring:
    """A cycle of one."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("held")
def test_what_was_there_is_not_walked_over_again() -> None:
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 1_000


@pytest.mark.usefixtures("held")
def test_a_cycle_that_is_made_later_goes_in_time() -> None:
    gone = weakref.ref(Ring())
    collections = gc.get_stats()[0]["collections"]

    kept = [Ring() for _ in range(45_000)]

    assert gone() is None
    assert 1 <= gc.get_stats()[0]["collections"] - collections <= 3
    assert kept
