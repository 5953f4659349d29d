"""A transaction that writes and is undone: for tests that leave nothing behind, and for those of undoing.

Apart from the fixtures because tests use it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine

from pipeline.store.database import writing


class _Undone(Exception):
    pass


@contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    """One write transaction, rolled back at the end."""
    with suppress(_Undone), writing(engine) as connection:
        yield connection
        raise _Undone
