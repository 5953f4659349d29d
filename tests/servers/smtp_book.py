"""What an SMTP sink remembers: every accepted mail with its envelope, and who connected.

It stands apart from the dialogue because the threads of many connections write it and the test reads it.
"""

from dataclasses import dataclass, field
from threading import Condition


@dataclass(frozen=True, slots=True)
class Delivery:
    """One accepted mail: envelope, bytes as they came (dots unstuffed), and the words that accepted it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    options: tuple[str, ...]
    recipient_options: tuple[tuple[str, ...], ...]
    reply: str
    user: str | None
    encrypted: bool
    connection: int


@dataclass(slots=True)
class Book:
    """The record of one sink; every method may be called from any thread."""

    commands: list[str] = field(default_factory=list)
    connections: int = 0
    most_connections_at_once: int = 0
    _open: int = 0
    _deliveries: list[Delivery] = field(default_factory=list)
    _changed: Condition = field(default_factory=Condition)

    @property
    def deliveries(self) -> list[Delivery]:
        """Every mail accepted so far, in order."""
        with self._changed:
            return list(self._deliveries)

    def wait_for(self, count: int, seconds: float) -> list[Delivery]:
        """The deliveries, once there are `count`; raises TimeoutError where that does not happen."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._deliveries) >= count, seconds):
                raise TimeoutError(f"{len(self._deliveries)} of {count} mails arrived")
            return list(self._deliveries)

    def keep(self, delivery: Delivery) -> None:
        """Record an accepted mail."""
        with self._changed:
            self._deliveries.append(delivery)
            self._changed.notify_all()

    def connected(self) -> int:
        """Record a new connection and return its number, from 1."""
        with self._changed:
            self.connections += 1
            self._open += 1
            self.most_connections_at_once = max(self.most_connections_at_once, self._open)
            return self.connections

    def disconnected(self) -> None:
        """Record that a connection ended."""
        with self._changed:
            self._open -= 1
