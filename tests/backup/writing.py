"""Something to write into a register that is backed up."""

from collections.abc import Callable

from sqlalchemy import Engine

from pipeline.store import archive, audit, numbers
from pipeline.store.database import writing
from tests.store.rows import NOW


def write(engine: Engine, number: int, before_entry: Callable[[], None] = lambda: None) -> str:
    """One transaction of the register: a number, bytes, an entry."""
    with writing(engine) as connection:
        drawn = numbers.draw(connection, numbers.AGENDA, 2026, at=NOW, text_of=lambda value: f"{value}/2026")
        numbers.book(connection, (drawn,), None)
        digest = archive.store(connection, f"surat {number}".encode() * 100, NOW)
        before_entry()
        audit.append(connection, at=NOW, actor="pipeline", event="uji", payload={"nomor": drawn.text})
    return digest
