"""The cage's inside: a warm process that makes small, limited processes, the workers.

Started by `cage_keeper.py` as `python -m pipeline.outside.cage_child` with nothing but a socket. It
imports the readers once and opens nothing foreign itself: it forks workers, ends them with their
whole process group when it is told to, and says how each ended. All go when the keeper goes.
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

from pipeline.outside.cage_wire import Broken, receive_frames, send_frames

#: jobs that one worker may do
MOST_JOBS = 100
#: how a worker ends: `LACKING` where memory ran out, `FAILED` where a job raised
DONE, FAILED, LACKING = 0, 1, 2

_PR_SET_PDEATHSIG = 1
#: files that a worker may hold open; it opens none but libraries' own
_FILES = 32


@dataclass(frozen=True, slots=True)
class Done:
    """What a job gives."""

    frames: Sequence[bytes]
    #: only Python's own code has seen the bytes, so the worker may do another job
    clean: bool = False


#: frames in, frames out; it may raise whatever it likes
Job = Callable[..., Done]


def main() -> None:
    """Make workers until the keeper closes its end."""
    control = socket.socket(fileno=int(sys.argv[1]))
    jobs: dict[str, Job] = {}
    for name in sys.argv[2:]:
        jobs |= importlib.import_module(name).JOBS
    os.chdir("/")
    # What is imported stays in shared pages: no collector will look at it.
    gc.collect()
    gc.freeze()
    control.send(b"{}")
    Workers(control, jobs).serve()


class Workers:
    """The workers that live, by the file that tells of their end."""

    def __init__(self, control: socket.socket, jobs: Mapping[str, Job]) -> None:
        self._control = control
        self._jobs = jobs
        self._living: dict[int, tuple[int, int]] = {}
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)

    def serve(self) -> None:
        """Obey orders and bury workers, until the keeper is gone."""
        while True:
            for file, _ in self._poll.poll():
                if file != self._control.fileno():
                    self._bury(file)
                elif not self._obey():
                    return

    def _obey(self) -> bool:
        """Carry out the next order: a worker wanted, or one to be ended. False if the keeper is gone."""
        message, files, _, _ = socket.recv_fds(self._control, 65_536, 1)
        if not message:
            for pid, _ in self._living.values():
                _end(pid)
            return False
        order = json.loads(message)
        if files:
            self._hire(order, files[0])
        else:
            for pid, serial in self._living.values():
                if serial == order["end"]:
                    _end(pid)
        return True

    def _hire(self, order: Mapping[str, Any], wire: int) -> None:
        pid = os.fork()
        if pid == 0:
            self._control.close()
            _work(self._jobs, order, wire)
        os.close(wire)
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(pid, pid)
        file = os.pidfd_open(pid)
        self._living[file] = (pid, order["serial"])
        self._poll.register(file, select.POLLIN)

    def _bury(self, file: int) -> None:
        pid, serial = self._living.pop(file)
        self._poll.unregister(file)
        os.close(file)
        # The group outlives a worker that left something behind.
        _end(pid)
        _, code = os.waitpid(pid, 0)
        status = {"serial": serial, "code": os.waitstatus_to_exitcode(code)}
        with suppress(OSError):
            self._control.send(json.dumps(status).encode())


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _work(jobs: Mapping[str, Job], order: Mapping[str, Any], file: int) -> Never:
    """Jobs, from their bytes to their end; nothing of this process survives them."""
    code = FAILED
    try:
        _confine(order)
        with socket.socket(fileno=file) as wire:
            clean = True
            while clean:
                name, *frames = receive_frames(wire)
                _allow_seconds(order["cpu"])
                done = jobs[name.decode()](*frames)
                clean = done.clean
                send_frames(wire, [b"clean" if clean else b"", *done.frames])
        code = DONE
    except MemoryError:
        code = LACKING
    except Broken:
        pass
    except BaseException:  # noqa: BLE001 -- the process ends here, and its exit code tells
        traceback.print_exc()
    finally:
        os._exit(code)


def _confine(order: Mapping[str, Any]) -> None:
    """The walls: a group of its own, no core, no files written, no processes, little time and memory."""
    os.setpgid(0, 0)
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(FAILED)
    for kind, most in (
        # The limit is for what jobs take, not for the readers that the worker was born with.
        (resource.RLIMIT_AS, order["memory"] + _address_space()),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        # Root is not counted; the office's own user is.
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))
    longest = order["cpu"] * MOST_JOBS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))


def _allow_seconds(cpu: int) -> None:
    """Let the next job have so many seconds of the processor; then a signal ends the worker."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, longest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(int(used.ru_utime + used.ru_stime) + cpu, longest), longest))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
