"""What only the running daemon knows: what its stages did since the start, for the file of figures."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from pipeline.office.desk import Desk
from pipeline.office.exposition import exposition
from pipeline.office.measure import Running, measure
from pipeline.store.database import outage

log = logging.getLogger(__name__)


class Textfile(Protocol):
    """Where the figures go."""

    def free(self) -> Mapping[str, int]:
        """What lies on a disk → bytes left there."""

    def write(self, text: Callable[[], str]) -> bool:
        """Write the text if it is time. Raises `OutsideError`."""


class Tally:
    """Pieces of work and failures of each stage, and when each folder was looked into."""

    def __init__(self, stages: Iterable[str]) -> None:
        names = list(stages)
        self.pieces = Counter[str](dict.fromkeys(names, 0))
        self.failures = Counter[str](dict.fromkeys(names, 0))
        self.polled: dict[str, datetime] = {}

    def tell(self, desk: Desk, textfile: Textfile) -> None:
        """Write the figures, if it is time; that it cannot be done stops nothing else."""
        try:
            textfile.write(lambda: exposition(measure(desk, self._running(textfile))))
        except Exception as error:
            trouble = outage(error)
            if trouble is None:
                raise
            remedy = trouble.remedy or None
            log.warning("figures not written", extra={"reason": str(trouble), "remedy": remedy})

    def _running(self, textfile: Textfile) -> Running:
        return Running(pieces=self.pieces, failures=self.failures, polled=self.polled, free=textfile.free())
