"""The warm process that every life is forked from, and what the test hears of it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]


class Nursery:
    """Forks a daemon whenever a test asks; `before` stands before its command (`fiu-run …`)."""

    def __init__(self, log: Path, before: Sequence[str] = ()) -> None:
        self.log = log
        #: where the lives put what is temporary
        self.scratch = log.parent / "tmp"
        self.scratch.mkdir(exist_ok=True)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, log.open("ab") as words:
            self._process = subprocess.Popen(
                [*before, sys.executable, "-m", "tests.crash.victim", str(theirs.fileno())],
                cwd=_ROOT,
                env={**os.environ, "TMPDIR": str(self.scratch)},
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
        message = received(self._control)
        if not message:
            raise RuntimeError(f"no life can begin:\n{self.words()}")
        return int(json.loads(message))

    def words(self) -> str:
        """The last that any life said before its end."""
        return self.log.read_text(errors="replace")[-4000:]

    def close(self) -> None:
        """Let it go, and all lives with it."""
        self._control.close()
        self._process.wait(60)


@contextmanager
def running_nursery(log: Path, before: Sequence[str] = ()) -> Iterator[Nursery]:
    """A nursery for the tests of a run."""
    nursery = Nursery(log, before)
    try:
        yield nursery
    finally:
        nursery.close()


def received(wire: socket.socket) -> Any:
    """What the other side says; b'' where it is gone."""
    try:
        return wire.recv(65_536)
    except ConnectionResetError:
        return b""
