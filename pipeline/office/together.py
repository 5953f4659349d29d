"""Several pieces of work in one transaction that do not share their fate.

A durable commit takes as long as the work on an ordinary letter, so many letters share one. What they may
not share is a fault: where any of them fails, the transaction is undone, and the first is done alone. A
savepoint for each would spare the second time, and cost every letter two statements.
"""


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

    def begin_anew(self) -> None:
        """A transaction of several was undone: any of them may be at fault."""
        self.many = 1
