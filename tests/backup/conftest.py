"""A register, the place of its backups, and an empty database of the same kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.outside.encryption import Encryption
from pipeline.safekeeping import Place
from pipeline.store.database import open_engine


@pytest.fixture
def engine(register_url: str) -> Iterator[Engine]:
    opened = open_engine(register_url)
    yield opened
    opened.dispose()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(folder=tmp_path / "cadangan", encryption=Encryption(), keep=2)


@pytest.fixture
def empty(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the same kind."""
    url = f"sqlite:///{tmp_path / 'kosong' / 'register.db'}"
    if engine.dialect.name == "postgresql":
        url = request.getfixturevalue("postgres").create_database()
    opened = open_engine(url)
    yield opened
    opened.dispose()
