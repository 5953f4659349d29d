"""The walls around one worker of the cage: its limits, and its end with its parent's.

Apart from the work because whoever reads them has to see at one glance what a stranger's file cannot do.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: jobs that one worker may do
MOST_JOBS = 100
#: how a worker ends: `LACKING` where memory ran out, `FAILED` where a job raised
DONE, FAILED, LACKING = 0, 1, 2

_PR_SET_PDEATHSIG = 1
#: files that a worker may hold open; it opens none but libraries' own
_FILES = 32


def confine(order: Mapping[str, Any]) -> None:
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


def allow_seconds(cpu: int) -> None:
    """Let the next job have so many seconds of the processor; then a signal ends the worker."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, longest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(int(used.ru_utime + used.ru_stime) + cpu, longest), longest))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
