"""On PostgreSQL the daemon's role works in the register and cannot touch what the audit trail says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from pipeline.store import audit
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.migrate import migrate
from pipeline.store.roles import grant, may_change_audit
from tests.servers.postgres import Postgres

NOW = datetime(2026, 11, 3, 8, 15, tzinfo=UTC)


@pytest.fixture
def roles(postgres: Postgres, postgres_url: str) -> Iterator[tuple[Engine, Engine]]:
    """The register as its owner opens it, and as the daemon does."""
    owner, daemon = postgres.register_with_roles(postgres_url)
    engines = open_engine(owner), open_engine(daemon)
    migrate(engines[0])
    with writing(engines[0]) as connection:
        grant(connection, str(make_url(daemon).username))
    yield engines
    for engine in engines:
        engine.dispose()


def entry(connection: Connection) -> int:
    return audit.append(connection, at=NOW, actor="uji", event="uji", payload={"nama": "uji"})


#: what whoever took the daemon over would try
REWRITING = (
    "UPDATE audit SET actor = 'lain'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE audit_payloads SET salt = ''",
    "DELETE FROM audit_payloads",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_no_update ON audit",
    "DROP TABLE audit CASCADE",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS ''",
    "DO $$ BEGIN GRANT UPDATE ON audit TO CURRENT_USER; UPDATE audit SET actor = 'lain'; END $$",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "UPDATE alembic_version SET version_num = '0001_register'",
    "CREATE TABLE sisipan (a int)",
)


def test_the_daemon_cannot_rewrite_what_was_done(roles: tuple[Engine, Engine]) -> None:
    _, daemon = roles
    with writing(daemon) as connection:
        entry(connection)

    for statement in REWRITING:
        with (
            pytest.raises(ProgrammingError, match=r"must be owner|permission denied"),
            writing(daemon) as connection,
        ):
            connection.execute(text(statement))

    with reading(daemon) as connection:
        count, faults = audit.verify(connection)
    assert (count, list(faults)) == (1, [])


def test_the_owner_is_told_from_the_daemon(roles: tuple[Engine, Engine]) -> None:
    found = []
    for engine in roles:
        with reading(engine) as connection:
            found.append(may_change_audit(connection))

    assert found == [True, False]
