"""One warm process of the cage seen from outside: started, given jobs, watched, started again.

Apart from `cage.py`, which knows what is read; here is only how a job runs behind walls.
"""

import json
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import LifoQueue
from threading import Lock
from time import monotonic
from typing import Any

from pipeline.errors import OutsideError
from pipeline.outside.cage_walls import LACKING, MOST_JOBS
from pipeline.outside.cage_wire import Broken, Unfit, receive_frames, send_frames
from pipeline.outside.enclosure import Enclosure, Room

#: seconds for the readers to be imported, and for a process to say how it ended
STARTING, LEAVING = 60, 3
#: seconds that one process serves: half of what its service in systemd may live (RuntimeMaxSec=)
OLDEST = 1_800


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one mail may take."""

    #: seconds of real time for the whole mail
    wall: float = 60
    #: seconds of the processor for one job
    cpu: int = 30
    #: bytes of memory for one job, beyond what the readers themselves take
    memory: int = 512 * 1024 * 1024
    #: seconds of real time for one attached document
    document: float = 20


class Failed(Exception):
    """A job brought nothing; the text says why, in Indonesian, for a note."""


class Keeper:
    """A process that has imported some modules of jobs, and its one worker.

    A worker that kept clean gets the next job too: to fork costs ten times what an ordinary mail
    costs to read. What fails in a used worker is tried once more in a new one.
    """

    def __init__(self, modules: Sequence[str], limits: Limits, enclosure: Enclosure | None = None) -> None:
        self._order = {"work": "read", "modules": list(modules)}
        self._limits = limits
        self._enclosure = enclosure or Enclosure()
        self._room: Room | None = None
        self._born = 0.0
        self._wire: socket.socket | None = None
        self._serial = 0
        self._done = 0
        self._lock = Lock()

    def start(self) -> None:
        """Start it if it does not run. Raises OutsideError."""
        if self._room is not None:
            return
        self._room = self._enclosure.open(self._order)
        self._born = monotonic()
        if self._room.heard(STARTING) is None:
            self.stop()
            raise OutsideError(
                "Proses pembaca surel tidak dapat dimulai.",
                permanent=False,
                remedy="Jalankan `tanggap check`; bila tetap gagal, pasang ulang Tanggap.",
            )

    def ready(self) -> None:
        """See that it runs, so that no job's time is spent on that. Raises OutsideError."""
        with self._lock:
            self._renew()
            self.start()

    def stop(self) -> None:
        """End it with its worker."""
        self._dismiss()
        if self._room is not None:
            self._room.close()
        self._room = None

    def run(self, job: str, frames: Sequence[bytes], seconds: float, most: int) -> list[bytes]:
        """Run one job for at most so many seconds; it may give at most `most` bytes. Raises Failed."""
        with self._lock:
            # The time is the job's; the readers take theirs once, when they are imported.
            self._renew()
            self.start()
            deadline = monotonic() + seconds
            used = self._wire is not None
            try:
                return self._run([job.encode(), *frames], deadline, most)
            except Failed:
                if not used or monotonic() > deadline:
                    raise
                return self._run([job.encode(), *frames], deadline, most)

    def _renew(self) -> None:
        """Let go a process that is gone, or that has run so long that its service will end it."""
        if self._room is not None and (self._room.gone() or monotonic() - self._born > OLDEST):
            self.stop()

    def _run(self, frames: Sequence[bytes], deadline: float, most: int) -> list[bytes]:
        wire = self._wire or self._hire()
        try:
            send_frames(wire, frames, deadline)
            clean, *results = receive_frames(wire, most, deadline)
        except Unfit as unfit:
            self._dismiss()
            raise Failed("hasil bacanya terlalu besar") from unfit
        except (Broken, ValueError) as error:
            raise Failed(self._reason(deadline)) from error
        self._done += 1
        if not clean or self._done >= MOST_JOBS:
            self._dismiss()
        return results

    def _hire(self) -> socket.socket:
        """A new worker."""
        self.start()
        # How earlier workers ended is of no interest, but it may not pile up.
        while self._heard(0) is not None:
            pass
        self._serial += 1
        self._done = 0
        order = {"serial": self._serial, "cpu": self._limits.cpu, "memory": self._limits.memory}
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                assert self._room is not None
                socket.send_fds(self._room.control, [json.dumps(order).encode()], [theirs.fileno()])
        except OSError as error:
            ours.close()
            self.stop()
            raise Failed("pembacanya terhenti") from error
        self._wire = ours
        return ours

    def _dismiss(self) -> None:
        """Let the worker go, with whatever it left behind."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None
            if self._room is not None:
                with suppress(OSError):
                    self._room.control.send(json.dumps({"end": self._serial}).encode())

    def _reason(self, deadline: float) -> str:
        """Why the worker brought nothing, in Indonesian; it is gone afterwards."""
        late = monotonic() >= deadline
        if late:
            self._dismiss()
        status = self._heard(LEAVING)
        while status is not None and status.get("serial") != self._serial:
            status = self._heard(LEAVING)
        self._dismiss()
        if status is None:
            self.stop()
        if late or (status and status["code"] == -signal.SIGXCPU):
            return "melebihi batas waktu"
        return "melebihi batas memori" if status and status["code"] == LACKING else "pembacanya terhenti"

    def _heard(self, seconds: float) -> dict[str, Any] | None:
        """What the process says next; None if it is gone or silent."""
        return self._room.heard(seconds) if self._room is not None else None


class Keepers:
    """Several of a kind: each job takes one that is free, the one that was used last before the others.

    So a further process starts when jobs come at once, and not before.
    """

    def __init__(self, keepers: Sequence[Keeper]) -> None:
        self._keepers = tuple(keepers)
        self._free: LifoQueue[Keeper] = LifoQueue()
        for keeper in reversed(self._keepers):
            self._free.put(keeper)

    @contextmanager
    def one(self) -> Iterator[Keeper]:
        """One of them for several jobs in turn; whoever finds none free waits."""
        keeper = self._free.get()
        try:
            yield keeper
        finally:
            self._free.put(keeper)

    def run(self, job: str, frames: Sequence[bytes], seconds: float, most: int) -> list[bytes]:
        """As of one. Raises Failed."""
        with self.one() as keeper:
            return keeper.run(job, frames, seconds, most)

    def stop(self) -> None:
        """End all of them."""
        for keeper in self._keepers:
            keeper.stop()
