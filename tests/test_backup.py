"""Backups of a register in use: whole, small, restored only into an empty place, and never half."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic import command
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline import erasing, restoring, safekeeping
from pipeline.errors import OutsideError, Refusal, SettingsError, TanggapError
from pipeline.outside.encryption import Encryption
from pipeline.safekeeping import Place
from pipeline.store import archive, audit, migrate, numbers, recovery
from pipeline.store.book_tables import audit as entries
from pipeline.store.book_tables import numbers as book
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.mail_tables import blobs
from tests.store.rows import NOW


@pytest.fixture
def engine(register_url: str) -> Iterator[Engine]:
    opened = open_engine(register_url)
    yield opened
    opened.dispose()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(folder=tmp_path / "cadangan", encryption=Encryption(), keep=2)


@pytest.fixture
def empty(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the same kind."""
    url = f"sqlite:///{tmp_path / 'kosong' / 'register.db'}"
    if engine.dialect.name == "postgresql":
        url = request.getfixturevalue("postgres").create_database()
    opened = open_engine(url)
    yield opened
    opened.dispose()


def write(engine: Engine, number: int) -> str:
    """One transaction of the register: a number, bytes, an entry."""
    with writing(engine) as connection:
        drawn = numbers.draw(connection, numbers.AGENDA, 2026, at=NOW, text_of=lambda value: f"{value}/2026")
        numbers.book(connection, (drawn,), None)
        digest = archive.store(connection, f"surat {number}".encode() * 100, NOW)
        audit.append(connection, at=NOW, actor="pipeline", event="uji", payload={"nomor": drawn.text})
    return digest


def test_a_backup_comes_back_as_it_was(engine: Engine, place: Place, empty: Engine) -> None:
    digests = [write(engine, number) for number in range(5)]
    taken = safekeeping.back_up(engine, place, NOW)

    done = restoring.restore(empty, taken.path, place, NOW)

    assert (taken.contents, taken.new, done.contents) == (5, 5, 5)
    with reading(empty) as connection:
        assert [archive.load(connection, each) for each in digests] == [
            f"surat {number}".encode() * 100 for number in range(5)
        ]
        assert audit.verify(connection) == (6, [])
        assert numbers.gaps(connection) == []


def test_a_second_backup_writes_only_the_bytes_that_are_new(engine: Engine, place: Place) -> None:
    write(engine, 1)
    safekeeping.back_up(engine, place, NOW)
    write(engine, 2)

    taken = safekeeping.back_up(engine, place, NOW.replace(minute=59))

    assert (taken.contents, taken.new) == (2, 1)


def back_up_every_hour(url: str, folder: str) -> None:
    """What the process of a shaky disk does: it says how each ended, and goes on."""
    engine, place = open_engine(url), Place(folder=Path(folder), encryption=Encryption(), keep=9)
    for hour in range(4):
        try:
            safekeeping.back_up(engine, place, NOW + timedelta(hours=hour))
            sys.stdout.write("utuh\n")
        except (OSError, SQLAlchemyError, TanggapError):
            # Each of them the program tells the operator with what to do.
            sys.stdout.write("gagal\n")


def test_a_backup_on_a_disk_that_fails_is_whole_or_none(sqlite_register: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_register)
    for number in range(5):
        write(engine, number)
    place = Place(folder=tmp_path / "cadangan", encryption=Encryption(), keep=9)
    fails = "enable_random name=posix/io/{},probability=0.1,failinfo=5"
    calls = [word for name in ("dir/rename", "sync/*") for word in ("-c", fails.format(name))]
    code = "import sys; from tests.test_backup import back_up_every_hour as go; go(*sys.argv[1:])"
    words = [sys.executable, "-c", code, sqlite_register, str(place.folder)]

    told = subprocess.run(["fiu-run", "-x", *calls, *words], stdout=subprocess.PIPE, text=True, check=True)
    safekeeping.back_up(engine, place, NOW + timedelta(hours=9))

    ends = told.stdout.splitlines()
    assert len(ends) == 4
    # One that could not say that it was done may be there all the same, and then it is whole.
    assert len(place.all()) >= 1 + ends.count("utuh")
    for number, backup in enumerate(place.all()):
        back = open_engine(f"sqlite:///{tmp_path / str(number)}.db")
        restoring.restore(back, backup, place, NOW)
        with reading(back) as connection:
            assert audit.verify(connection)[1] == []
            assert connection.scalar(select(func.count()).select_from(blobs)) == 5
        back.dispose()
    engine.dispose()


def test_old_backups_give_way_and_the_bytes_of_those_that_stay_stay(engine: Engine, place: Place) -> None:
    gone = write(engine, 1)
    safekeeping.back_up(engine, place, NOW.replace(minute=1))
    with writing(engine) as connection:
        archive.drop(connection, gone)
    kept = write(engine, 2)

    for minute in (2, 3):
        safekeeping.back_up(engine, place, NOW.replace(minute=minute))

    assert [path.name[-3:] for path in place.all()] == ["00Z", "00Z"]
    assert (place.vault.path(gone).exists(), place.vault.path(kept).exists()) == (False, True)


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


def test_every_backup_opens_by_itself_while_several_write_and_holds_what_was_written_until_then(
    sqlite_register: str, place: Place
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
            backups = [safekeeping.back_up(engine, place, NOW.replace(minute=at)).path for at in range(4)]
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

    def write_slowly() -> str:
        with writing(engine) as connection:
            drawn = numbers.draw(
                connection, numbers.AGENDA, 2026, at=NOW, text_of=lambda value: f"{value}/2026"
            )
            numbers.book(connection, (drawn,), None)
            digest = archive.store(connection, b"setengah", NOW)
            begun.set()
            # Until the backup has looked at everything.
            waited = time.monotonic() + 20
            while not list(place.folder.glob(f"*/{safekeeping.BYTES}")) and time.monotonic() < waited:
                time.sleep(0.01)
            audit.append(connection, at=NOW, actor="pipeline", event="uji", payload={"nomor": drawn.text})
        return digest

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write_slowly)
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


def test_nothing_is_numbered_between_restore_and_rebuild(engine: Engine, place: Place, empty: Engine) -> None:
    write(engine, 1)
    taken = safekeeping.back_up(engine, place, NOW)
    restoring.restore(empty, taken.path, place, NOW)

    with pytest.raises(OutsideError, match="belum dibangun ulang") as refused:
        write(empty, 2)

    assert "tanggap rebuild" in refused.value.remedy
    with reading(empty) as connection:
        assert recovery.pending(connection) is not None


@pytest.mark.parametrize("dies_in", ["migrate", "begin", "obey"])
def test_a_restore_that_is_cut_off_numbers_nothing(
    engine: Engine, empty: Engine, place: Place, dies_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(engine, 1)
    taken = safekeeping.back_up(engine, place, NOW)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    where = {"migrate": restoring, "begin": recovery, "obey": erasing}[dies_in]
    with monkeypatch.context() as patched:
        patched.setattr(where, dies_in, dies)
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(empty, taken.path, place, NOW)

    if empty.dialect.name == "sqlite":
        assert not Path(str(empty.url.database)).exists()
        assert restoring.restore(empty, taken.path, place, NOW).contents == 1
        return
    with pytest.raises(OutsideError, match="terputus") as refused:
        write(empty, 2)
    assert "tanggap restore" in refused.value.remedy


def test_a_place_that_is_not_empty_is_left_alone(engine: Engine, place: Place) -> None:
    write(engine, 1)
    taken = safekeeping.back_up(engine, place, NOW)

    with pytest.raises(Refusal, match="tidak kosong"):
        restoring.restore(engine, taken.path, place, NOW)


@pytest.mark.parametrize("what", ["database", "bytes", "list"])
def test_a_backup_that_was_damaged_is_refused(engine: Engine, place: Place, empty: Engine, what: str) -> None:
    digest = write(engine, 1)
    taken = safekeeping.back_up(engine, place, NOW)
    known = json.loads((taken.path / safekeeping.MANIFEST).read_text())
    files = {
        "database": taken.path / known["berkas"],
        "bytes": place.vault.path(digest),
        "list": taken.path / safekeeping.BYTES,
    }
    with files[what].open("ab") as file:
        file.write(b"x")

    with pytest.raises(OutsideError, match=r"berubah|rusak"):
        restoring.restore(empty, taken.path, place, NOW)


def test_a_register_whose_trail_was_touched_is_not_backed_up_as_whole(
    sqlite_register: str, place: Place
) -> None:
    engine = open_engine(sqlite_register)
    write(engine, 1)
    with writing(engine) as connection:
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(entries.update().values(actor="lain"))

    with pytest.raises(TanggapError, match="jejak audit rusak"):
        safekeeping.back_up(engine, place, NOW)

    assert place.all() == []
    engine.dispose()


def test_a_backup_for_an_age_key_needs_the_private_key(sqlite_register: str, tmp_path: Path) -> None:
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True)
    identity = tmp_path / "kunci.txt"
    identity.write_text(made.stdout)
    public = made.stdout.partition("public key: ")[2].split()[0]
    place = Place(folder=tmp_path / "cadangan", encryption=Encryption("age", public), keep=2)
    engine = open_engine(sqlite_register)
    empty = open_engine(f"sqlite:///{tmp_path / 'lain' / 'register.db'}")
    write(engine, 1)
    taken = safekeeping.back_up(engine, place, NOW)

    with pytest.raises(OutsideError, match="kunci pribadi"):
        restoring.restore(empty, taken.path, place, NOW)
    holder = Place(folder=place.folder, encryption=Encryption("age", public, str(identity)), keep=2)
    done = restoring.restore(empty, taken.path, holder, NOW)

    assert done.contents == 1
    files = [path for path in place.folder.rglob("*") if path.is_file()]
    assert not any(b"surat 1" in path.read_bytes() for path in files)
    for each in (engine, empty):
        each.dispose()


def test_the_newest_backup_is_restored_in_a_drill(sqlite_register: str, place: Place) -> None:
    engine = open_engine(sqlite_register)
    write(engine, 1)
    safekeeping.back_up(engine, place, NOW)

    done, seconds = restoring.drill_newest(place)

    assert (done.contents, seconds < 60) == (1, True)
    engine.dispose()


def test_a_register_that_was_migrated_half_way_is_refused(empty: Engine) -> None:
    """Point 40: the program of another revision does not begin, and migrating again does all of it."""
    if empty.dialect.name == "sqlite":
        Path(str(empty.url.database)).parent.mkdir()
    with writing(empty) as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")

    with pytest.raises(SettingsError, match=r"revisi 0004.*tanggap migrate"):
        migrate.check_current(empty)
    migrate.migrate(empty)

    migrate.check_current(empty)
