"""A migrated register on both databases, empty for each test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine

from pipeline.store.database import open_engine
from pipeline.store.migrate import migrate


@contextmanager
def _migrated(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    migrate(opened)
    try:
        yield opened
    finally:
        opened.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The engine of an empty register."""
    with _migrated(database_url) as opened:
        yield opened


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """The engine of an empty register on SQLite."""
    with _migrated(sqlite_url) as opened:
        yield opened


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """The engine of an empty register on PostgreSQL."""
    with _migrated(postgres_url) as opened:
        yield opened


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """One write transaction, rolled back at the end."""
    with engine.connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()
