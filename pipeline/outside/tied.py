"""A command as a process group of its own, of which nothing outlives us.

Apart from what LibreOffice is asked, because it would be so for any program that starts others.
"""

import os
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

#: a shell runs the command, and beside it waits for the end of a pipe that this process alone holds
#: open: when we are killed, all of the group goes. A death signal (PR_SET_PDEATHSIG) would reach the
#: first process only, not the soffice.bin that it starts.
_TIED = (
    "/bin/sh",
    "-c",
    'exec 3<&0; { read -r _; kill -s KILL 0; } <&3 & exec "$@" </dev/null 3<&-',
    "tanggap-pdf",
)

Process = subprocess.Popen[bytes]


def start(command: Sequence[str], folder: Path, environment: Mapping[str, str], printed: int) -> Process:
    """Start the command in `folder`; what it prints goes to the file `printed`."""
    return subprocess.Popen(
        [*_TIED, *command],
        stdin=subprocess.PIPE,
        stdout=printed,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


def await_end(process: Process, seconds: float) -> bool:
    """Whether the process ends within so many seconds; it is left unreaped."""
    watched = os.pidfd_open(process.pid)
    try:
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(watched)


def end(process: Process) -> None:
    """End the process with its whole group."""
    # Before the leader is reaped, while its number cannot yet belong to another group.
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdin is not None
    process.stdin.close()
