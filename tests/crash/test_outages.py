"""The disk fills, the database stops and starts: nothing is lost, and work goes on by itself."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import note
from tests.servers.postgres import running_postgres
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT, Office

#: kilobytes of the disk that fills: the register's first pages, and a few letters
ROOM = 3072


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}k", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _write_letters(office: Office, count: int) -> None:
    for _ in range(count):
        office.customer().write(ADDRESS, SUBJECT, LETTER)


def test_no_letter_is_lost_on_a_disk_that_is_full(mortal_office: MortalOffice, tmp_path: Path) -> None:
    with (
        _small_disk(tmp_path / "disk") as disk,
        mortal_office(f"sqlite:///{disk}/register.sqlite3") as (office, lives),
    ):
        stuffing = disk / "isi"
        with stuffing.open("wb") as file:
            # All but a little of what is left; the next letters fill it.
            file.write(bytes(shutil.disk_usage(disk).free - 300 * 1024))
        _write_letters(office, 4)
        lives.work_for(6)
        at_the_wall = len(office.rows("select 1 from cases"))
        subprocess.run(["mount", "-o", f"remount,size={ROOM * 10}k", str(disk)], check=True)
        stuffing.unlink()
        began = time.monotonic()
        office.work()

        assert at_the_wall < 4
        assert len(office.rows("select 1 from cases")) == 4
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
