"""Backups of a register in use: whole, small, restored only into an empty place, and never half."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

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
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.mail_tables import blobs
from tests.backup.writing import write
from tests.store.rows import NOW


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
    code = "import sys; from tests.backup.test_backup import back_up_every_hour as go; go(*sys.argv[1:])"
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
