"""The desk and the town that the tests of the office's verbs share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.office.desk import Desk
from tests.office.registers import new_desk
from tests.office.snapshot import Snapshot, restore, snapshot
from tests.office.town import Town
from tests.offices import Clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty register."""
    desk = new_desk(tmp_path)
    yield desk
    desk.engine.dispose()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town over an empty register, on a Monday morning."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    yield Town(desk, clock)
    desk.engine.dispose()


@pytest.fixture(scope="session")
def albums() -> dict[str, Snapshot]:
    """Towns whose first case has reached a state, by that state."""
    return {}


@pytest.fixture
def till(town: Town, albums: dict[str, Snapshot]) -> Callable[[str], Town]:
    """A town whose first case has gone the straight way to a state; the way is gone once a process."""
    untouched = snapshot(town)

    def go(state: str) -> Town:
        if snapshot(town) != untouched:
            town.go_to(state)
        elif state in albums:
            restore(town, albums[state])
        else:
            town.go_to(state)
            albums[state] = snapshot(town)
        return town

    return go
