"""A process that draws numbers in competition with others: `python -m tests.store.drawing URL COUNT`."""

import random
import sys

from sqlalchemy import Connection

from pipeline.store import audit, numbers
from pipeline.store.database import open_engine, writing
from tests.store.rows import NOW


class _Failed(Exception):
    """The transaction fails after its numbers were drawn."""


def draw(connection: Connection, *, fails: bool) -> None:
    """One registration: two numbers and an entry in the trail."""
    drawn = [
        numbers.draw(connection, register, 2026, at=NOW, text_of=(register + "/{}").format)
        for register in (numbers.AGENDA, numbers.CASE)
    ]
    numbers.book(connection, drawn, None)
    audit.append(connection, at=NOW, actor="pipeline", event="uji")
    if fails:
        raise _Failed


def main(url: str, count: int) -> None:
    """Draw `count` times; every third time or so the transaction fails."""
    engine = open_engine(url)
    done = 0
    while done < count:
        try:
            with writing(engine) as connection:
                draw(connection, fails=random.random() < 0.3)
        except _Failed:
            continue
        done += 1
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
