"""A private PostgreSQL on a Unix socket, durable as in production, with an empty database for each test.

It stands apart from the system's cluster, which it neither needs running nor touches. fsync stays on:
durability is what the register's tests are about.
"""

import itertools
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
import pytest
from psycopg import sql

from pipeline.store.database import open_engine
from pipeline.store.migrate import migrate
from tests.registers import lay_out
from tests.servers import process

ACCOUNT = "postgres"
ROOT = Path(__file__).parents[2]


class Postgres:
    """A cluster that a test may stop, kill and start again; its data outlive that."""

    def __init__(self, home: Path) -> None:
        """Make the cluster in `home`, which belongs to the account it runs under."""
        self.home = home
        self.log = home / "postgres.log"
        self._data = home / "data"
        self._programs = _programs()
        self._process: subprocess.Popen[bytes] | None = None
        self._address: tuple[str, ...] = ("-h", "")
        self._numbers = itertools.count(1)
        self._laid_out = ""
        # The socket's directory lets in this account and root alone, so no password is needed.
        settings = ["--auth=trust", f"--username={ACCOUNT}", "--encoding=UTF8", "--locale=C", "--no-sync"]
        process.run(ACCOUNT, [self._programs / "initdb", *settings, "-D", self._data], home)

    def start(self) -> Self:
        """Start it and wait until it answers; after a kill that is when it has recovered."""
        command: list[str | Path] = [self._programs / "postgres", "-D", self._data, "-k", self.home]
        command += self._address
        self._process = process.start(ACCOUNT, command, self.log)
        process.wait_until(self._answers, self._process, self.log)
        return self

    def listen(self, address: str, port: int) -> None:
        """Start anew, and let in whoever comes from the network of `address`."""
        with (self._data / "pg_hba.conf").open("a") as file:
            file.write(f"host all all {address}/24 trust\n")
        self.stop()
        self._address = ("-h", address, "-c", f"port={port}")
        self.start()

    def stop(self) -> None:
        """End it in order: open transactions are rolled back, connections cut."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a power cut does: nothing is written any more."""
        self._end(signal.SIGKILL)

    def create_database(self, template: str = "template0") -> str:
        """A new empty database, as an SQLAlchemy URL."""
        name = f"uji_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self._connection() as connection:
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return f"postgresql+psycopg://{ACCOUNT}@/{name}?host={self.home}"

    def create_register(self) -> str:
        """A new database with an empty register, copied from the one that was migrated first."""
        if not self._laid_out:
            engine = open_engine(self.create_database())
            migrate(engine)
            engine.dispose()
            self._laid_out = str(engine.url.database)
        return self.create_database(self._laid_out)

    def register_with_roles(self, url: str) -> tuple[str, str]:
        """The same database for its owner, and for the daemon: the roles of `config/postgresql-roles.sql`."""
        name = url.partition("@/")[2].partition("?")[0]
        script = (ROOT / "config" / "postgresql-roles.sql").read_text()
        owner, daemon = f"{name}_owner", name
        script = script.replace("CREATE DATABASE tanggap OWNER", "ALTER DATABASE tanggap OWNER TO")
        script = script.replace("tanggap_owner", owner).replace(" tanggap", f" {daemon}")
        command: list[str | Path] = [
            self._programs / "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            self.home,
            "-U",
            ACCOUNT,
        ]
        done = subprocess.run(
            [*command, "-d", "postgres"], input=script, text=True, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return url.replace(f"//{ACCOUNT}@", f"//{owner}@"), url.replace(f"//{ACCOUNT}@", f"//{daemon}@")

    def drop_database(self, url: str) -> None:
        """Remove the database of `url` and cut whoever is still connected to it."""
        name = url.partition("@/")[2].partition("?")[0]
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.home), user=ACCOUNT, dbname="postgres", autocommit=True)

    def _answers(self) -> bool:
        try:
            self._connection().close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, group_signal: signal.Signals) -> None:
        if self._process is not None:
            process.end(self._process, group_signal, grace=20)
            self._process = None


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A PostgreSQL of one's own, to be stopped and killed at will."""
    with process.private_directory(ACCOUNT) as home:
        server = Postgres(home)
        try:
            yield server.start()
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of the test run; leave it running."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database that no other test uses."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def postgres_register(postgres: Postgres) -> Iterator[str]:
    """The SQLAlchemy URL of an empty register on PostgreSQL that no other test uses."""
    url = postgres.create_register()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_register(sqlite_url: str) -> str:
    """The SQLAlchemy URL of an empty register on SQLite."""
    engine = open_engine(sqlite_url)
    lay_out(engine)
    engine.dispose()
    return sqlite_url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The SQLAlchemy URL of an SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'register.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy URL of an empty database; a test that asks for it runs on both kinds."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy URL of an empty register; a test that asks for it runs on both kinds."""
    url: str = request.getfixturevalue(
        {"sqlite": "sqlite_register", "postgresql": "postgres_register"}[request.param]
    )
    return url


def _programs() -> Path:
    """Where the newest PostgreSQL's programs lie: Debian keeps them off the PATH, release beside release."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise RuntimeError("PostgreSQL is not installed; `make setup-test` installs it")
    return found[-1].parent if found else Path(str(on_path)).parent
