"""One call of a program in the cage: watched to its end, and nothing of it left.

Apart because LibreOffice and tesseract are called alike. A process group is not enough: what makes a session
of its own leaves it, but becomes a child of ours when its parents are gone (PR_SET_CHILD_SUBREAPER).
"""

import ctypes
import os
import select
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.outside.cage_walls import FAILED

_SUBREAPER = 36
#: times that what is left is looked for; what forks faster than that is for the cgroup or the namespace
_ROUNDS = 1_000


def attend(control: socket.socket, live: Callable[[], None], seconds: float) -> int | None:
    """How the child that lives `live` ended; None if time was over, or nobody waits for it any more."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    pid = os.fork()
    if pid == 0:
        _live(control, live)
    watched = os.pidfd_open(pid)
    poll = select.poll()
    for file in (watched, control.fileno()):
        poll.register(file, select.POLLIN)
    ended = any(file == watched for file, _ in poll.poll(seconds * 1000))
    os.close(watched)
    # Before the leader is reaped, while its number cannot yet belong to another group.
    for end in (os.kill, os.killpg):
        with suppress(ProcessLookupError):
            end(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    _bury()
    return os.waitstatus_to_exitcode(status) if ended else None


def _live(control: socket.socket, live: Callable[[], None]) -> None:
    code = FAILED
    try:
        control.close()
        os.setpgid(0, 0)
        live()
        code = 0
    except BaseException:  # noqa: BLE001 -- the process ends here, and its exit code tells
        traceback.print_exc()
    finally:
        os._exit(code)


def _bury() -> None:
    """End whatever became a child of ours."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    for _ in range(_ROUNDS):
        left = children.read_text().split()
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return
