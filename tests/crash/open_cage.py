"""A cage without walls: the same jobs on the same bytes, in the daemon's own process.

Only for lives that are killed at named points, none of which lies inside the cage: two more interpreters
for each of hundreds of lives would take most of the tests' time. The lives that end by chance have walls.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from pipeline.outside import cage_documents, cage_mail, cage_words
from pipeline.outside.cage import Cage
from pipeline.outside.cage_keeper import Keeper, Keepers, Limits

_JOBS = cast(Mapping[str, Callable[..., Any]], {**cage_mail.JOBS, **cage_words.JOBS, **cage_documents.JOBS})


class OpenCage(Cage):
    """Reads as the cage does, at once."""

    def __init__(self, limits: Limits | None = None, **named: Any) -> None:
        super().__init__(limits, **named)
        self._mails = _NoKeeper([], limits or Limits())
        self._documents = Keepers([self._mails] * 3)


class _NoKeeper(Keeper):
    def start(self) -> None:
        """There is nothing to start."""

    def ready(self) -> None:
        """It always is."""

    def run(self, job: str, frames: Sequence[bytes], seconds: float, most: int) -> list[bytes]:
        return list(_JOBS[job](*frames).frames)
