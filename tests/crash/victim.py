"""The daemon as a process that may be killed: `python -m tests.crash.victim FD` forks one for each life.

It imports everything once, so that a life begins in a fraction of a second; what it forks opens
settings, register, mailbox and cage anew, as a daemon does that the system starts again. Each life leads
a process group of its own, so that its end is the end of all that it started.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Never

from pipeline import crash, settings, wiring
from pipeline.daemon import Daemon
from pipeline.errors import OutsideError
from pipeline.outside.clock import Clock
from pipeline.wiring import Works, works
from tests.crash.failing_disk import failing
from tests.crash.lives import DISK
from tests.crash.open_cage import OpenCage
from tests.mail.views import every_mail, wordings
from tests.office.registers import new_desk
from tests.office.town import Town
from tests.offices import Clock as StandingClock
from tests.statements import share_compiled
from tests.way.configuration import SECRETS
from tests.way.paper import PlainPaper


def main() -> None:
    """Give life after life until the test goes away."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _warm()
    while True:
        message, files, _, _ = socket.recv_fds(control, 65_536, 1)
        if not message:
            return
        order = json.loads(message)
        if "ended" in order:
            _, status = os.waitpid(order["ended"], 0)
            control.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())
            continue
        child = os.fork()
        if child == 0:
            control.close()
            os.setpgid(0, 0)
            _Life(socket.socket(fileno=files[0]), order).lead()
        os.close(files[0])
        with suppress(OSError):
            # Whoever comes first: the group is there before anybody is told of it.
            os.setpgid(child, child)
        control.send(json.dumps(child).encode())


def _warm() -> None:
    """Do once what each life would do at first: compile wording, word tables, letters and statements."""
    for name, view in every_mail().items():
        wordings().render(name, view)
    vars(wiring)["Wordings"] = lambda _sources: wordings()
    share_compiled()
    with TemporaryDirectory() as folder:
        clock = StandingClock()
        town = Town(new_desk(Path(folder), clock), clock)
        town.go_to("selesai")
        # No thread may live on into a fork.
        town.press.close()
        town.ahead.close()
        town.desk.engine.dispose()


class _Life:
    """One life: the daemon works whenever the test says so, and tells how each turn went."""

    def __init__(self, wire: socket.socket, order: dict[str, Any]) -> None:
        self._wire = wire
        self._order = order
        self._clock = Clock()
        #: the armed trouble came, and the process lives
        self._troubled = False

    def lead(self) -> Never:
        os.environ.update(SECRETS)
        if not self._order["walls"]:
            # In this process alone.
            vars(wiring)["Cage"] = OpenCage
        try:
            with ExitStack() as stack:
                self._work(stack)
        except BaseException:  # noqa: BLE001 -- the process ends here, and its exit code tells
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)

    def _work(self, stack: ExitStack) -> None:
        daemon: Daemon | None = None
        while message := self._wire.recv(65_536):
            turn = json.loads(message)
            self._clock.offset = timedelta(seconds=turn["offset"])
            self._arm(turn)
            daemon = daemon or self._daemon(stack)
            if daemon is None:
                self._say("stands by")
                continue
            self._drain(daemon, turn)
            self._say("troubled" if self._troubled else "done")
        if daemon is not None:
            daemon.close()

    def _arm(self, turn: dict[str, Any]) -> None:
        crash.disarm()
        self._troubled = False
        if turn["point"] and turn["action"] != DISK:
            crash.arm(turn["point"], crash.at(turn["nth"], self._action(turn["action"], turn["once"])))
        for name in turn["volley"]:
            crash.arm(name, self._death(name))

    def _drain(self, daemon: Daemon, turn: dict[str, Any]) -> None:
        if not turn["point"] or turn["action"] != DISK:
            daemon.drain()
            return
        before = len(daemon.trouble)
        with failing(turn["point"], turn["nth"]):
            daemon.drain()
        self._troubled = len(daemon.trouble) > before

    def _say(self, word: str) -> None:
        self._wire.send(json.dumps(word).encode())

    def _action(self, name: str, once: str) -> Callable[[], None]:
        def act() -> None:
            try:
                Path(once).touch(exist_ok=False)
            except FileExistsError:
                # It has come to another daemon of this register.
                return
            self._troubled = True
            if name == "hang":
                self._say("hangs")
            crash.ACTIONS[name]()

        return act

    def _death(self, name: str) -> Callable[[], None]:
        def die() -> None:
            self._say(f"dies at {name}")
            crash.kill()

        return die

    def _daemon(self, stack: ExitStack) -> Daemon | None:
        """The daemon; None while another has the register."""
        try:
            built = self._opened(stack)
        except OutsideError as error:
            if "daemon lain" in str(error) or "proses lain" in str(error):
                return None
            raise
        return Daemon(replace(built, converter=PlainPaper()) if self._order["plain"] else built)

    def _opened(self, stack: ExitStack) -> Works:
        return stack.enter_context(works(settings.load(Path(self._order["config"])), self._clock))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
