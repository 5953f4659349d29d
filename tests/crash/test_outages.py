"""The disk fills, the database stops and starts: nothing is lost, and work goes on by itself."""

import os
import resource
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import note
from tests.crash.lives import Lives
from tests.servers.postgres import running_postgres
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT, Office

#: kilobytes of the disk that fills: the register's first pages, and a few letters
ROOM = 3072
#: bytes that are left on a full disk, and more letters than they can hold
SPARE, LETTERS = 300 * 1024, 12


class _Tmpfs:
    """A disk of its own, of so many kilobytes; only root may mount one."""

    def __init__(self, place: Path) -> None:
        self.place = place
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}k", "tmpfs", str(place)], check=True)

    def fill(self, _lives: Lives) -> None:
        """Leave a little of it; the next letters fill it."""
        with (self.place / "isi").open("wb") as file:
            file.write(bytes(shutil.disk_usage(self.place).free - SPARE))

    def make_room(self) -> None:
        """There is room again."""
        subprocess.run(["mount", "-o", f"remount,size={ROOM * 10}k", str(self.place)], check=True)
        (self.place / "isi").unlink()

    def close(self) -> None:
        """Remove it."""
        subprocess.run(["umount", "-l", str(self.place)], check=True)


class _Quota:
    """The disk of everybody, on which no file of the daemon's may grow: anybody may forbid himself that."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def fill(self, lives: Lives) -> None:
        """Leave a little of it."""
        largest = max(file.stat().st_size for file in self.place.iterdir())
        for pid in lives.pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + SPARE, resource.RLIM_INFINITY))

    def make_room(self) -> None:
        """The limit ended with its process."""

    def close(self) -> None:
        """Likewise."""


#: everybody tests on the one, and root on both
DISKS = [_Quota, *([_Tmpfs] if os.geteuid() == 0 else [])]


def _write_letters(office: Office, count: int) -> None:
    for _ in range(count):
        office.customer().write(ADDRESS, SUBJECT, LETTER)


@pytest.mark.parametrize("kind", DISKS)
def test_no_letter_is_lost_on_a_disk_that_is_full(
    kind: type[_Tmpfs | _Quota], mortal_office: MortalOffice, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    with (
        closing(kind(tmp_path / "disk")) as disk,
        mortal_office(f"sqlite:///{disk.place}/register.sqlite3") as (office, lives),
    ):
        disk.fill(lives)
        known = len(lives.nursery.log.read_bytes())
        _write_letters(office, LETTERS)
        lives.work_for(6)
        at_the_wall = len(office.rows("select 1 from cases"))
        disk.make_room()
        began = time.monotonic()
        office.work()

        assert b"stage failed" in lives.nursery.log.read_bytes()[known:]
        assert at_the_wall < LETTERS
        assert len(office.rows("select 1 from cases")) == LETTERS
        assert time.monotonic() - began < 120
        note(referee.check(office, lives))
    COUNTS["full disks"] += 1


@pytest.mark.timeout(300)
def test_the_daemon_goes_on_by_itself_after_its_database_was_stopped_and_started(
    mortal_office: MortalOffice,
) -> None:
    with (
        running_postgres() as server,
        mortal_office(server.create_database()) as (office, lives),
        ThreadPoolExecutor(1) as beside,
    ):
        lives.may_fall = True
        for end in (server.stop, server.kill):
            _write_letters(office, 3)
            working = beside.submit(office.work)
            time.sleep(0.7)
            end()
            time.sleep(0.7)
            server.start()
            working.result(120)
            office.work()

        assert len(office.rows("select 1 from cases")) == 6
        note(referee.check(office, lives))
    COUNTS["database restarts"] += 2
