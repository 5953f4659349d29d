"""The desk and the town that the tests of the office's verbs share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.office.desk import Desk
from tests.office.registers import new_desk
from tests.office.snapshot import FamiliarTown, Snapshot
from tests.office.town import Town
from tests.offices import Clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty register."""
    desk = new_desk(tmp_path)
    yield desk
    desk.engine.dispose()


@pytest.fixture
def town(tmp_path: Path, album: dict[str, Snapshot]) -> Iterator[Town]:
    """A town over an empty register, on a Monday morning."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    yield FamiliarTown(desk, clock, album)
    desk.engine.dispose()


@pytest.fixture(scope="session")
def album() -> dict[str, Snapshot]:
    """Towns whose first case has reached a state, by that state."""
    return {}


@pytest.fixture
def till(town: Town) -> Callable[[str], Town]:
    """A town whose first case has gone the straight way to a state."""

    def go(state: str) -> Town:
        town.go_to(state)
        return town

    return go
