"""The disk fails at calls of chance while the whole story is told on SQLite: nothing is lost or doubled.

Nothing of the daemon renames a file; what does, the backup, has its own such test (tests/backup).
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.failing_disk import UNDER
from tests.crash.lives import DISK
from tests.crash.nursery import Nursery, running_nursery
from tests.crash.referee import Mail
from tests.crash.ways import Laboratory, Trial

#: what fails → one in so many calls
CALLS = {"posix/io/rw/pwrite*": 40, "posix/io/sync/*": 8}
#: how often the story is told in a soak, with each
SOAKS = 10


@pytest.fixture(scope="module")
def shaky_nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """What daemons are forked from whose disk can be made to fail."""
    with running_nursery(tmp_path_factory.mktemp("cakram") / "daemon.log", UNDER) as running:
        yield running


@pytest.fixture(scope="module")
def expected() -> dict[str, Counter[Mail]]:
    """Who gets what on a disk that does not fail; filled when first asked for."""
    return {}


@pytest.fixture
def laboratory(
    mortal_office: MortalOffice,
    request: pytest.FixtureRequest,
    expected: dict[str, Counter[Mail]],
    shaky_nursery: Nursery,
) -> Laboratory:
    """What runs a trial on such a disk."""
    return Laboratory(mortal_office, request, expected, shaky_nursery)


def _tell(laboratory: Laboratory, calls: str) -> None:
    # In every turn of the story, until the daemon has met it once.
    COUNTS["failures of the disk"] += laboratory.run(Trial(calls, DISK, nth=CALLS[calls]))


@pytest.mark.parametrize("calls", CALLS)
def test_no_letter_is_lost_or_doubled_on_a_disk_that_fails(calls: str, laboratory: Laboratory) -> None:
    _tell(laboratory, calls)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("calls", CALLS)
def test_no_letter_is_lost_or_doubled_on_a_disk_that_fails_for_long(
    calls: str, laboratory: Laboratory
) -> None:
    for _ in range(SOAKS):
        _tell(laboratory, calls)
