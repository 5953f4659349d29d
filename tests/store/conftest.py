"""A migrated register on both databases, empty for each test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine

from pipeline.store.database import open_engine
from tests.registers import lay_out
from tests.store.undone import undone


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    try:
        yield opened
    finally:
        opened.dispose()


@pytest.fixture
def engine(register_url: str) -> Iterator[Engine]:
    """The engine of an empty register."""
    with _opened(register_url) as opened:
        yield opened


@pytest.fixture
def sqlite_engine(sqlite_register: str) -> Iterator[Engine]:
    """The engine of an empty register on SQLite."""
    with _opened(sqlite_register) as opened:
        yield opened


@pytest.fixture
def postgres_engine(postgres_register: str) -> Iterator[Engine]:
    """The engine of an empty register on PostgreSQL."""
    with _opened(postgres_register) as opened:
        yield opened


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The engine of a register that is never written to for good."""
    url = f"sqlite:///{tmp_path_factory.mktemp('register')}/register.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").create_register()
    with _opened(url) as opened:
        if request.param == "sqlite":
            lay_out(opened)
        yield opened


@pytest.fixture
def connection(shared_engine: Engine) -> Iterator[Connection]:
    """One write transaction on an empty register, rolled back at the end."""
    with undone(shared_engine) as opened:
        yield opened
