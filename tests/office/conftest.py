"""The desk that the tests of the office's verbs share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.office.desk import Desk
from tests.office.registers import new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty register."""
    desk = new_desk(tmp_path)
    yield desk
    desk.engine.dispose()
