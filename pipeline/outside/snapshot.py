"""A copy of the register's database while it is in use: SQLite's VACUUM INTO, PostgreSQL's pg_dump.

The archive's bytes are left out: they never change and lie in files of their own (outside/vault.py). Both
copies show one moment; what they are checked by is read from the same moment.
"""

import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from pipeline.errors import OutsideError
from pipeline.outside.secrets import without_secrets
from pipeline.store.database import open_engine, reading, writing

NAMES = {"sqlite": "register.db", "postgresql": "register.dump"}

#: the functions of a schema that no extension brought
_FUNCTIONS = text(
    "SELECT CAST(p.oid AS regprocedure)::text FROM pg_proc p"
    " WHERE p.pronamespace = CAST(current_schema() AS regnamespace)"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)


@contextmanager
def snapshot(engine: Engine, folder: Path) -> Iterator[Connection]:
    """Copy the database into `folder`; the connection sees just what the copy holds.

    At the end of the block the copy is without the archive's bytes.
    """
    copy = folder / NAMES[engine.dialect.name]
    if engine.dialect.name == "sqlite":
        with _told(), closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        copied = open_engine(f"sqlite:///{copy}")
        try:
            with reading(copied) as connection:
                check_sqlite(connection)
                yield connection
        finally:
            copied.dispose()
        _strip(copy)
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ", writes=False) as connection:
        name = connection.scalar(text("SELECT pg_export_snapshot()"))
        options = ["--format=custom", f"--snapshot={name}", "--exclude-table-data=blobs", f"--file={copy}"]
        run_postgres("pg_dump", options, engine.url)
        run_postgres("pg_restore", ["--list", str(copy)], None)
        yield connection


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver itself raises, here past SQLAlchemy, into an OutsideError with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutsideError(
            f"basis data tidak dapat disalin ({error})",
            permanent=False,
            remedy="periksa ruang dan kesehatan disk pada folder cadangan, lalu ulangi",
        ) from error


def check_sqlite(connection: Connection) -> None:
    """Raises `OutsideError` where the file itself is damaged."""
    found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    if found != ["ok"]:
        raise OutsideError(
            f"basis data rusak: {found[0]}",
            permanent=True,
            remedy="hentikan daemon, dan pulihkan dari cadangan sebelumnya",
        )


def _strip(copy: Path) -> None:
    with _told(), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("UPDATE blobs SET content = NULL")
        connection.execute("VACUUM")


def restore_schema(dump: Path, url: URL, *sections: str) -> None:
    """Bring sections of a dump into an empty PostgreSQL database."""
    chosen = [f"--section={section}" for section in sections]
    options = ["--exit-on-error", "--no-owner", "--no-privileges", *chosen, f"--dbname={_address(url)}"]
    run_postgres("pg_restore", [*options, str(dump)], url, names_database=False)


def empty_schema(engine: Engine) -> None:
    """Take a register out of its PostgreSQL database again, with all that people wrote in it."""
    with writing(engine) as connection:
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')
        for name in connection.scalars(_FUNCTIONS).all():
            connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")


def run_postgres(
    program: str, options: Sequence[str], url: URL | None, *, names_database: bool = True
) -> None:
    """Run a client program of PostgreSQL; raises `OutsideError` where it fails or is not there."""

    command = [program, *options]
    environment = without_secrets()
    if url is not None:
        if names_database:
            command.append(f"--dbname={_address(url)}")
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
    except FileNotFoundError as error:
        raise OutsideError(
            f"program {program} tidak ada", permanent=True, remedy="apt-get install postgresql-client"
        ) from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutsideError(
            f"{program} gagal: {words[-1] if words else done.returncode}",
            permanent=False,
            remedy="periksa server basis data dan hak akun register",
        )


def _address(url: URL) -> str:
    """The database as libpq names it, without the password: every account can read a command line."""
    # None given to `url.set` would leave the password where it is.
    named = (url.username, None, url.host, url.port, url.database, url.query)
    return URL.create("postgresql", *named).render_as_string(hide_password=False)
