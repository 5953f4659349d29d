"""The cage's inside: a warm process that makes small, limited processes, the workers.

Its keeper opens it through `enclosure.py`. It imports the readers once and opens nothing foreign itself:
it forks workers, ends them with their whole process group when it is told to, and says how each ended.
All go when the keeper goes.
"""

import importlib
import json
import os
import select
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from pipeline.outside.cage_filter import narrow
from pipeline.outside.cage_sight import DEVICES
from pipeline.outside.cage_work import Job, work
from pipeline.outside.collector import hold_back


def serve(control: socket.socket, order: Mapping[str, Any], _: Sequence[int]) -> None:
    """Make workers for the jobs of the modules named, until the keeper closes its end."""
    jobs: dict[str, Job] = {}
    for name in order["modules"]:
        jobs |= importlib.import_module(name).JOBS
    os.chdir("/")
    narrow(order["seen"], DEVICES)
    # What is imported stays in shared pages: no collector will look at it.
    hold_back()
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
            work(self._jobs, order, wire)
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
