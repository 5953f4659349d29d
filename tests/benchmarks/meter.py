"""What a piece of work took: wall time by stage, CPU of this process and of its children, memory.

It stands apart because both benchmarks count the same way: the office's work alone, and nothing of the
people who write to it.
"""

import resource
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Meter:
    """Seconds by name of stage, and the CPU seconds that this process took for all of them."""

    seconds: dict[str, float] = field(default_factory=dict)
    own_cpu: float = 0.0
    #: CPU seconds of the children that had ended before the count began
    children_before: float = 0.0
    #: the stages that are counted now, the innermost last
    _running: list[str] = field(default_factory=list)
    _since: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def count(self, stage: str) -> Iterator[None]:
        """Count the block under `stage`; a block inside another is counted under its own alone."""
        self._note()
        self._running.append(stage)
        try:
            yield
        finally:
            self._note()
            self._running.pop()

    def _note(self) -> None:
        now = time.perf_counter(), time.process_time()
        if self._running:
            stage, (wall, cpu) = self._running[-1], self._since
            self.own_cpu += now[1] - cpu
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now[0] - wall
        self._since = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One measurement, as it is printed; seconds and megabytes."""

    pieces: int
    seconds: Mapping[str, float]
    own_cpu: float
    #: of the children that ended: LibreOffice and the cage
    children_cpu: float
    own_memory: float
    #: of the largest child
    child_memory: float
    #: what the database does about durability
    in_force: str

    @property
    def wall(self) -> float:
        """Seconds of all stages together."""
        return sum(self.seconds.values())

    @property
    def rate(self) -> float:
        """Pieces a second."""
        return self.pieces / self.wall


def children_cpu() -> float:
    """CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures(meter: Meter, pieces: int, in_force: str) -> Figures:
    """What `pieces` took, once the children whose work counts have ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Figures(
        pieces=pieces,
        seconds=meter.seconds,
        own_cpu=meter.own_cpu,
        children_cpu=children_cpu() - meter.children_before,
        own_memory=own.ru_maxrss / 1024,
        child_memory=children.ru_maxrss / 1024,
        in_force=in_force,
    )
