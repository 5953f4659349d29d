"""Offices for the tests of the whole way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from pipeline.demo.certificates import Identity, trial_identity
from pipeline.outside.clock import Clock
from pipeline.store.database import open_engine, writing
from pipeline.store.migrate import migrate
from pipeline.store.roles import grant
from tests.offices import MONDAY
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.bureau import Bureau
from tests.way.configuration import SECRETS, Wiring
from tests.way.office import Office, running_office
from tests.way.paper import PlainPaper
from tests.way.post_office import PostOffice


@pytest.fixture(scope="session", autouse=True)
def _secrets() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SECRETS.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def identity() -> Identity:
    """The Kepala's certificate, valid today and in the days of the tests."""
    return trial_identity("Kepala Balai", at=min(MONDAY, datetime.now(UTC)))


@pytest.fixture(scope="module")
def office(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Office]:
    """An office that the tests of a file share, each with a complaint of its own; no LibreOffice.

    On SQLite, unless a file asks for both databases; on PostgreSQL as the role that owns nothing.
    """
    folder = tmp_path_factory.mktemp("kantor")
    url = f"sqlite:///{folder}/register.sqlite3"
    if getattr(request, "param", "") == "postgresql":
        server = request.getfixturevalue("postgres")
        url = laid_out(*server.register_with_roles(server.create_database()))
    wiring = Wiring(database_url=url, identity=identity)
    with running_office(folder, dovecot, smtp_certificate, wiring, PlainPaper()) as running:
        yield running
        running.check_register()


def laid_out(owner: str, daemon: str) -> str:
    """The register of the daemon's role, made by its owner as `tanggap migrate --owner` makes it."""
    engine = open_engine(owner)
    migrate(engine)
    with writing(engine) as connection:
        grant(connection, str(make_url(daemon).username))
    engine.dispose()
    return daemon


@pytest.fixture(scope="module")
def sealing_office(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Office]:
    """An office in mode segel; no LibreOffice."""
    folder = tmp_path_factory.mktemp("kantor-segel")
    url = f"sqlite:///{folder}/register.sqlite3"
    wiring = Wiring(database_url=url, identity=identity, segel=True)
    with running_office(folder, dovecot, smtp_certificate, wiring, PlainPaper()) as running:
        yield running
        running.check_register()


@pytest.fixture
def bureau(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Bureau]:
    """An office whose register can be lost, on the database that the test names."""
    clock = Clock(MONDAY - Clock()())
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    with PostOffice(smtp_certificate, dovecot, clock).serve() as post:
        wiring = Wiring(database_url=url, identity=identity)
        yield Bureau(tmp_path, post, clock, wiring)
