"""The daemon's lives as the test sees them: begun, killed, begun again, and what each death cut off."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from pipeline.outside.clock import Clock
from pipeline.store.database import reading

_ROOT = Path(__file__).parents[2]
#: seconds; no turn of the daemon takes so long unless it hangs
_PATIENCE = 60
#: seconds between two turns of a daemon that nobody waits for
_PAUSE = 0.02


class Nursery:
    """The warm process that every life is forked from."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, log.open("ab") as words:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.victim", str(theirs.fileno())],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                pass_fds=[theirs.fileno()],
            )

    def give_life(self, config: Path, *, plain: bool, walls: bool) -> tuple[int, socket.socket]:
        """A new daemon on this configuration: its number, and the wire to it."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        order = json.dumps({"config": str(config), "plain": plain, "walls": walls}).encode()
        with theirs:
            socket.send_fds(self._control, [order], [theirs.fileno()])
        return self._heard(), ours

    def how_it_ended(self, pid: int) -> int:
        """The exit code of a life that is over, −9 for SIGKILL."""
        self._control.send(json.dumps({"ended": pid}).encode())
        return self._heard()

    def _heard(self) -> int:
        message = _received(self._control)
        if not message:
            raise RuntimeError(f"no life can begin:\n{self.words()}")
        return int(json.loads(message))

    def words(self) -> str:
        """The last that any life said before its end."""
        return self.log.read_text(errors="replace")[-4000:]

    def close(self) -> None:
        """Let it go, and all lives with it."""
        self._control.close()
        self._process.wait(10)


@contextmanager
def running_nursery(log: Path) -> Iterator[Nursery]:
    """A nursery for the tests of a run."""
    nursery = Nursery(log)
    try:
        yield nursery
    finally:
        nursery.close()


@dataclass
class Lives:
    """One office's daemon, which dies at `point` once in every turn; '' lets it live."""

    nursery: Nursery
    config: Path
    engine: Engine
    clock: Clock
    point: str = ""
    #: die at this occurrence
    nth: int = 1
    #: how often in one turn
    deaths: int = 1
    #: PlainPaper instead of LibreOffice
    plain: bool = True
    #: the real cage
    walls: bool = False
    #: kills so far
    kills: int = 0
    #: Message-ID → at how many deaths its DATA had begun and its outcome was not yet written
    under_way: Counter[str] = field(default_factory=Counter)
    _pid: int = 0
    _wire: socket.socket | None = None

    def work(self) -> None:
        """Let the daemon work until it finds nothing more to do, in as many lives as that takes."""
        if self.point == "imap.selected":
            # Reached when a life opens the mailbox: so that mail waits there, every turn is a new life's.
            self.end()
        deaths = self.deaths
        while self._turn(self.point if deaths > 0 else ""):
            deaths -= 1

    def work_for(self, seconds: float) -> None:
        """Turn after turn, until the daemon is killed from outside after so many seconds."""
        end = time.monotonic() + seconds
        wire = self._begun()
        while (left := end - time.monotonic()) > 0:
            self._order(wire, "")
            if select.select([wire], [], [], left)[0]:
                assert _received(wire), f"the daemon ended by itself:\n{self.nursery.words()}"
                time.sleep(min(_PAUSE, max(end - time.monotonic(), 0)))
        os.kill(self._pid, signal.SIGKILL)
        while _received(wire):
            pass
        self._buried()

    def _turn(self, point: str) -> bool:
        """One turn; True if the daemon died in it."""
        wire = self._begun()
        self._order(wire, point)
        if not select.select([wire], [], [], _PATIENCE)[0]:
            raise TimeoutError(f"the daemon hangs:\n{self.nursery.words()}")
        if _received(wire):
            return False
        self._buried()
        return True

    def _order(self, wire: socket.socket, point: str) -> None:
        turn = {"offset": self.clock.offset.total_seconds(), "point": point, "nth": self.nth}
        wire.send(json.dumps(turn).encode())

    def _begun(self) -> socket.socket:
        if self._wire is None:
            self._pid, self._wire = self.nursery.give_life(self.config, plain=self.plain, walls=self.walls)
        return self._wire

    def _buried(self) -> None:
        assert self._wire is not None
        self._wire.close()
        self._wire = None
        code = self.nursery.how_it_ended(self._pid)
        assert code == -signal.SIGKILL, f"the daemon ended by itself ({code}):\n{self.nursery.words()}"
        self.kills += 1
        query = text(
            "select message_id from outbox o join recipients r on r.outbox_id = o.id where r.state = 'mulai'"
        )
        with reading(self.engine) as connection:
            self.under_way.update(connection.scalars(query))

    def end(self) -> None:
        """The last life ends in peace."""
        if self._wire is not None:
            self._wire.close()
            self.nursery.how_it_ended(self._pid)
            self._wire = None


def _received(wire: socket.socket) -> Any:
    try:
        return wire.recv(65_536)
    except ConnectionResetError:
        return b""
