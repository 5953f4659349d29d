"""Backups that are taken while others write (row 41 of the crash points): each is of one moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, func, select, text

from pipeline import restoring, safekeeping
from pipeline.safekeeping import Place
from pipeline.store import archive, audit, numbers
from pipeline.store.book_tables import numbers as book
from pipeline.store.database import open_engine, reading
from pipeline.store.mail_tables import blobs
from tests.backup.writing import write
from tests.store.rows import NOW


def test_a_backup_that_is_taken_while_letters_come_in_is_whole(
    engine: Engine, place: Place, empty: Engine
) -> None:
    write(engine, 0)
    stop = Event()
    written: list[str] = []

    def come_in() -> None:
        while not stop.is_set():
            written.append(write(engine, len(written) + 1))

    writer = Thread(target=come_in)
    writer.start()
    try:
        backups = [safekeeping.back_up(engine, place, NOW.replace(minute=minute)) for minute in range(2)]
    finally:
        stop.set()
        writer.join()

    assert len(written) > 1
    done = restoring.restore(empty, backups[-1].path, place, NOW)
    with reading(empty) as connection:
        assert audit.verify(connection)[1] == []
        assert numbers.gaps(connection) == []
        assert connection.scalar(select(func.count()).select_from(blobs)) == done.contents


@pytest.mark.parametrize("many", [3, pytest.param(8, marks=pytest.mark.soak)])
def test_every_backup_opens_by_itself_while_several_write_and_holds_what_was_written_until_then(
    sqlite_register: str, place: Place, many: int
) -> None:
    engine, place = open_engine(sqlite_register), replace(place, keep=9)
    stop, written = Event(), [write(engine, 0)]

    def come_in(first: int) -> int:
        count = 0
        while not stop.is_set():
            written.append(write(engine, first + count))
            count += 1
        return count

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(come_in, first) for first in (10_000, 20_000)]
        try:
            backups = [safekeeping.back_up(engine, place, NOW.replace(minute=at)).path for at in range(many)]
        finally:
            stop.set()
    # Neither was turned away because of a backup.
    assert all(writer.result() for writer in writers)

    last = 0
    for backup in backups:
        copy = open_engine(f"sqlite:///{backup / 'register.db'}")
        with reading(copy) as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert audit.verify(connection)[1] == []
            assert numbers.gaps(connection) == []
            kept = set(connection.scalars(select(blobs.c.sha256)))
        copy.dispose()
        # In the order of their commits, but for the two that were under way.
        assert set(written[: max(1, len(kept) - 2)]) <= kept
        assert len(kept) >= last
        assert {each["sha256"] for each in safekeeping.contents(backup) if each["ada"]} == kept
        last = len(kept)
    assert last > 1
    engine.dispose()


def test_a_backup_in_the_middle_of_a_transaction_holds_nothing_of_it(
    engine: Engine, place: Place, empty: Engine
) -> None:
    whole = write(engine, 1)
    begun = Event()

    def wait() -> None:
        begun.set()
        # Until the backup has looked at everything.
        waited = time.monotonic() + 20
        while not list(place.folder.glob(f"*/{safekeeping.BYTES}")) and time.monotonic() < waited:
            time.sleep(0.01)

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write, engine, 2, wait)
        assert begun.wait(20)
        taken = safekeeping.back_up(engine, place, NOW)
        half = writer.result(20)

    restoring.restore(empty, taken.path, place, NOW)
    with reading(empty) as connection:
        assert (archive.has(connection, whole), archive.has(connection, half)) == (True, False)
        assert connection.scalar(select(func.max(book.c.value))) == 1
        assert audit.verify(connection)[1] == []
    with reading(engine) as connection:
        assert archive.has(connection, half)
        assert audit.verify(connection)[1] == []
