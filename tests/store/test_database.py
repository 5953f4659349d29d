"""The door to the register: what is committed is durable, and writers wait for each other at BEGIN."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from pipeline.store import database
from pipeline.store.audit import append
from pipeline.store.case_tables import tokens
from pipeline.store.database import open_engine, outage, reading, writing
from pipeline.store.mail_tables import blobs
from tests.store.rows import NOW, a_case


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_every_sqlite_connection_is_durable_and_strict(
    sqlite_engine: Engine, pragma: str, value: str | int
) -> None:
    with reading(sqlite_engine) as one, reading(sqlite_engine) as other:
        found = [connection.scalar(text(f"PRAGMA {pragma}")) for connection in (one, other)]

    assert found == [value, value]


@pytest.mark.parametrize(("setting", "value"), [("fsync", "on"), ("synchronous_commit", "on")])
def test_postgresql_is_durable(postgres_engine: Engine, setting: str, value: str) -> None:
    with reading(postgres_engine) as connection:
        assert connection.scalar(text(f"SHOW {setting}")) == value


def test_what_is_written_is_there_for_the_next(engine: Engine) -> None:
    with writing(engine) as connection:
        case = a_case(connection)

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT number FROM cases")) == case.number


def test_an_exception_undoes_the_whole_transaction(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            a_case(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM cases")) == 0


def test_a_row_that_points_nowhere_is_refused(engine: Engine) -> None:
    lost = tokens.insert().values(sha256="0" * 64, request_id=1, mail_id=1, minted_at=NOW)

    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(lost)


def test_reading_sees_one_state_while_another_writes(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as reader:
        before = reader.scalar(text("SELECT count(*) FROM cases"))
        with writing(sqlite_engine) as writer:
            a_case(writer)

        assert reader.scalar(text("SELECT count(*) FROM cases")) == before


def test_writers_wait_for_each_other_instead_of_failing(engine: Engine) -> None:
    together = threading.Barrier(4)

    def write(number: int) -> None:
        together.wait(20)
        for place in range(5):
            with writing(engine) as connection:
                connection.execute(blobs.insert().values(sha256=f"{number}-{place}", size=0, stored_at=NOW))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    with reading(engine) as connection:
        assert len(connection.execute(select(blobs.c.sha256)).all()) == 20


def test_a_time_comes_back_as_it_was_written(engine: Engine) -> None:
    moment = NOW.replace(microsecond=123_456)
    with writing(engine) as connection:
        connection.execute(blobs.insert().values(sha256="0" * 64, size=0, stored_at=moment))

    with reading(engine) as connection:
        assert connection.scalar(select(blobs.c.stored_at)) == moment


def test_a_register_is_its_owner_s_alone_with_all_its_journals(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/register.sqlite3")
    with writing(engine) as connection:
        connection.execute(text("create table t (a)"))

        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}

    assert modes.keys() == {"register.sqlite3", "register.sqlite3-wal", "register.sqlite3-shm"}
    assert set(modes.values()) == {0o600}
    engine.dispose()


def test_a_writer_that_hangs_on_postgresql_is_ended_and_holds_nobody_up(
    postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(postgres_engine) as connection:
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
    monkeypatch.setattr(database, "_HANGING", 1)
    with pytest.raises(DBAPIError) as ended, writing(postgres_engine) as hanging:  # noqa: PT012 -- its next word
        append(hanging, at=NOW, actor="tes", event="tes")
        with writing(postgres_engine) as other:
            # It waits for the head of the trail until the server has ended the one that hangs.
            append(other, at=NOW, actor="tes", event="tes")
        hanging.execute(text("SELECT 1"))

    assert outage(ended.value)
    with reading(postgres_engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 1


def test_a_reader_on_postgresql_may_take_his_time(postgres_engine: Engine) -> None:
    with reading(postgres_engine) as connection:
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "0"
