"""The daemon as a process that may be killed: `python -m tests.crash.victim FD` forks one for each life.

It imports everything once, so that a life begins in a fraction of a second; what it forks opens
settings, register, mailbox and cage anew, as a daemon does that the system starts again.
"""

import json
import os
import signal
import socket
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Never

from pipeline import crash, settings, wiring
from pipeline.daemon import Daemon
from pipeline.errors import OutsideError
from pipeline.outside.clock import Clock
from pipeline.wiring import Works, works
from tests.crash.open_cage import OpenCage
from tests.mail.views import every_mail, wordings
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
            _live(socket.socket(fileno=files[0]), order)
        os.close(files[0])
        control.send(json.dumps(child).encode())


def _warm() -> None:
    """Compile the wording of every mail once for all lives, as the modules are imported once."""
    for name, view in every_mail().items():
        wordings().render(name, view)
    vars(wiring)["Wordings"] = lambda _sources: wordings()


def _live(wire: socket.socket, order: dict[str, Any]) -> Never:
    """One life: the daemon works whenever the test says so."""
    os.environ.update(SECRETS)
    clock = Clock()
    if not order["walls"]:
        # In this process alone.
        vars(wiring)["Cage"] = OpenCage
    try:
        with ExitStack() as stack:
            built = _opened(stack, Path(order["config"]), clock)
            if order["plain"]:
                built = replace(built, converter=PlainPaper())
            daemon = Daemon(built)
            while message := wire.recv(65_536):
                turn = json.loads(message)
                clock.offset = timedelta(seconds=turn["offset"])
                crash.disarm()
                if turn["point"]:
                    crash.arm(turn["point"], crash.at(turn["nth"], crash.kill))
                daemon.drain()
                wire.send(b"{}")
            daemon.close()
    except BaseException:  # noqa: BLE001 -- the process ends here, and its exit code tells
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _opened(stack: ExitStack, config: Path, clock: Clock) -> Works:
    """The works; PostgreSQL may need a moment to see that the life before is over."""
    for _ in range(100):
        try:
            return stack.enter_context(works(settings.load(config), clock))
        except OutsideError as error:
            if "daemon lain" not in str(error):
                raise
            time.sleep(0.05)
    raise TimeoutError("the register stays locked")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
