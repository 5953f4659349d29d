"""Registers as their migrations leave them: the migrations run once a process, and their work is copied."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from pipeline.store.database import open_engine
from pipeline.store.migrate import migrate


@cache
def empty_register() -> bytes:
    """The file of a register on SQLite in which nothing has happened."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "tanggap.db"
        engine = open_engine(f"sqlite:///{place}")
        migrate(engine)
        engine.dispose()
        # The last connection that closes leaves everything in the one file.
        return place.read_bytes()


def lay_out(engine: Engine) -> None:
    """What `migrate` does to an empty database; a copy where that is a file that does not exist yet."""
    place = Path(engine.url.database or "")
    if engine.dialect.name != "sqlite" or place.exists():
        migrate(engine)
        return
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(empty_register())
