"""Several pieces of work in one transaction that do not share their fate.

A durable commit takes as long as the work on an ordinary letter, so many letters share one. What they may
not share is a fault: the first piece of a transaction is done as if it were alone, and each further one is
undone by itself where it fails. It ends the transaction and is the first of the next, with its fault.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from pipeline.store.database import is_lost

Piece = TypeVar("Piece")


class Pace:
    """How many pieces the next transaction may take: one after the start, after each commit twice as many.

    A piece at which the process dies undoes those before it. So after the restart these come first.
    """

    def __init__(self, most: int) -> None:
        self.many = 1
        self._most = most

    def quicken(self) -> None:
        """A transaction was committed."""
        self.many = min(2 * self.many, self._most)


def take_along(connection: Connection, pieces: Sequence[Piece], work: Callable[[Piece], bool]) -> int:
    """Do the pieces that follow the first one, and give how many were done.

    It stops before one that fails, or for which `work` is False.
    """
    for done, piece in enumerate(pieces):
        alone = connection.begin_nested()
        try:
            fits = work(piece)
        except Exception as error:
            # The database failed, and that is nobody's fault.
            if is_lost(error):
                raise
            # It is the first of the next transaction, and there it is told.
            fits = False
        if not fits:
            alone.rollback()
            return done
        alone.commit()
    return len(pieces)
