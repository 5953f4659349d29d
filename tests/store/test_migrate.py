"""The register's revisions: they lead to what the program expects, and nothing else is let in."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from pipeline.errors import SettingsError
from pipeline.store import (
    after_tables,
    book_tables,
    case_tables,
    erasure_tables,
    mail_tables,
    recovery_tables,
)
from pipeline.store import migrate as migration
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.schema import metadata

#: a table is known once its module is imported
KNOWN = (after_tables, mail_tables, case_tables, book_tables, erasure_tables, recovery_tables)


def test_a_new_register_has_no_revision(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    assert migration.current(engine) is None
    engine.dispose()


def test_migrating_reaches_the_head(engine: Engine) -> None:
    assert migration.current(engine) == migration.head()


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migration.migrate(engine)

    assert migration.current(engine) == migration.head()


def test_a_migrated_register_has_the_tables_that_the_program_knows(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_every_constraint_has_a_name(engine: Engine) -> None:
    """Only what has a name can be dropped by a later revision on SQLite."""
    inspector = inspect(engine)
    nameless = [
        table
        for table in inspector.get_table_names()
        if table != "alembic_version"
        for constraint in [
            inspector.get_pk_constraint(table),
            *inspector.get_foreign_keys(table),
            *inspector.get_unique_constraints(table),
        ]
        if not constraint["name"]
    ]

    assert nameless == []


def test_revisions_follow_one_another_in_one_line() -> None:
    folder = Path(migration.__file__).parent / "migrations"
    script = ScriptDirectory(str(folder))

    assert len(script.get_heads()) == 1
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(16, 0, -1)]


def test_a_register_that_is_up_to_date_is_let_in(engine: Engine) -> None:
    migration.check_current(engine)


def test_the_numbers_of_an_older_register_are_kept(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        config = migration._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    columns = "register, year, value, text, drawn_at"
    with writing(engine) as connection:
        row = "'agenda_masuk', 2026, 1, '1/2026', '2026-11-23 01:00:00+00:00'"
        connection.execute(text(f"INSERT INTO numbers ({columns}) VALUES ({row})"))

    migration.migrate(engine)

    with reading(engine) as connection:
        kept = connection.execute(text("SELECT value, text, purpose FROM numbers")).all()
    assert [tuple(each) for each in kept] == [(1, "1/2026", None)]
    engine.dispose()


@pytest.mark.parametrize(
    ("revision", "remedy"), [("0001", "jalankan `tanggap migrate`"), ("9999", "pasang versi itu di host ini")]
)
def test_a_register_of_another_program_is_refused_with_the_remedy(
    engine: Engine, revision: str, remedy: str
) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :wanted"), {"wanted": revision})

    with pytest.raises(SettingsError, match=rf"revisi {revision}.*{remedy}"):
        migration.check_current(engine)


def test_a_register_that_was_never_migrated_is_refused_with_the_remedy(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    with pytest.raises(SettingsError, match=r"kosong.*tanggap migrate"):
        migration.check_current(engine)
    engine.dispose()


def test_an_empty_database_is_laid_out_before_the_first_use(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    migration.prepare(engine)

    assert migration.current(engine) == migration.head()
    engine.dispose()


def test_a_register_of_another_program_is_not_migrated_unasked(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(SettingsError, match="tanggap migrate"):
        migration.prepare(sqlite_engine)


def test_a_migration_that_fails_leaves_the_register_as_it_was(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE recipients (id INTEGER)"))

    with pytest.raises(Exception, match="already exists"):
        migration.migrate(engine)

    assert inspect(engine).get_table_names() == ["recipients"]
    engine.dispose()
