"""The brake: how much mail may leave after the server has asked for patience.

Apart from the pauses of each mail, because a server that limits an account answers every mail of it alike:
a batch handed over all the same would be so many refusals more, which is what gets an account blocked.
"""

from datetime import datetime, timedelta

#: how long nothing leaves: at first, and after as many such words as it takes
FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=30)
#: mails in a pass at which the account is taken to be free again
_FREE = 64


class Brake:
    """Nothing for a while, then one mail as a trial, then twice as many a pass; forgotten at a restart."""

    def __init__(self) -> None:
        self._pause = timedelta()
        self._until: datetime | None = None
        self._most = 0

    def most(self, now: datetime) -> int | None:
        """How many mails may be handed over now; None where nothing holds them back."""
        if self._until is None:
            return None
        return 0 if now < self._until else self._most

    def press(self, now: datetime) -> None:
        """The server asked for patience."""
        self._pause = min(max(2 * self._pause, FIRST), LONGEST)
        self._until, self._most = now + self._pause, 1

    def ease(self) -> None:
        """What was handed over met no such word.

        The next one costs a minute again: it may have been about a single recipient.
        """
        self._pause = timedelta()
        self._most *= 2
        if self._most > _FREE:
            self._until = None
