"""The private PostgreSQL does what the tests of the register lean on."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.servers.postgres import Postgres, running_postgres


def _answer(url: str, *statements: str) -> object:
    """What the last of the statements answers; all are committed."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = [connection.execute(text(statement)) for statement in statements][-1]
        return result.scalar() if result.returns_rows else None


def test_each_test_has_a_database_of_its_kind(database_url: str) -> None:
    engine = create_engine(database_url)

    assert database_url.startswith(engine.dialect.name)
    engine.dispose()


def test_a_table_is_made_and_read_on_both_kinds(database_url: str) -> None:
    _answer(database_url, "CREATE TABLE surat (nomor INTEGER)", "INSERT INTO surat VALUES (7)")

    assert _answer(database_url, "SELECT nomor FROM surat") == 7


@pytest.mark.parametrize("turn", [1, 2])
def test_a_new_database_has_no_tables_of_the_last_test(database_url: str, turn: int) -> None:
    _answer(database_url, f"CREATE TABLE surat AS SELECT {turn} AS nomor")

    assert _answer(database_url, "SELECT count(*) FROM surat") == 1


def test_it_is_as_durable_as_in_production(postgres_url: str) -> None:
    settings = [_answer(postgres_url, f"SHOW {name}") for name in ("fsync", "synchronous_commit")]

    assert settings == ["on", "on"]


def test_a_dropped_database_is_gone(postgres: Postgres) -> None:
    url = postgres.create_database()
    postgres.drop_database(url)

    with pytest.raises(OperationalError, match="does not exist"):
        _answer(url, "SELECT 1")


def test_what_was_committed_survives_a_kill() -> None:
    with running_postgres() as server:
        url = server.create_database()
        _answer(url, "CREATE TABLE surat (nomor INTEGER)", "INSERT INTO surat VALUES (7)")

        server.kill()
        server.start()

        assert _answer(url, "SELECT nomor FROM surat") == 7
