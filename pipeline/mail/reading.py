"""What the office and the scanner need of a reader: the cage, or one that adds to what it says."""

from collections.abc import Mapping
from typing import Protocol

from pipeline.mail.facts import Facts
from pipeline.mail.weighed import Weighed


class Read(Protocol):
    """What a reader hands back."""

    @property
    def facts(self) -> Facts:
        """The mail, read."""

    @property
    def contents(self) -> Mapping[str, bytes]:
        """SHA-256 → bytes of its attachments."""

    @property
    def weighed(self) -> Weighed | None:
        """What its words weigh, where that is known already."""


class Reader(Protocol):
    """Reads mails within limits."""

    def read(self, raw: bytes) -> Read:
        """Read one mail. Raises OutsideError."""
