"""The clock of the program: real time and an offset, one object for every stage.

A demo or a simulated year moves the offset; production leaves it at zero.
"""

from datetime import UTC, datetime, timedelta


class Clock:
    """Gives the present moment, aware."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def __call__(self) -> datetime:
        """Now."""
        return datetime.now(UTC) + self.offset  # noqa: TID251  (the one place that reads the real clock)

    def move(self, amount: timedelta) -> None:
        """Let time pass at once."""
        self.offset += amount
