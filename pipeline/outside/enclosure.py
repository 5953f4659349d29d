"""Where caged work runs: in a service of systemd's, behind bubblewrap, in namespaces, or behind limits alone.

The one seam between the office and whatever opens strangers' bytes: an order goes in over a socket, with
files that belong to it, and work is done by a process that sees nothing of the office (reliability.md E).
Each way is really tried before it is taken, for many machines forbid one or another.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from pipeline.errors import OutsideError
from pipeline.outside.cage_sight import PROGRAM, shown
from pipeline.outside.cage_wire import MADE_UP

#: where systemd listens for us (config/systemd/tanggap-convert.socket)
SOCKET = "/run/tanggap-convert/socket"
#: seconds for a process to end by itself
_LEAVING = 3
#: bytes that may be written, in memory, where the way has a /tmp of its own
_ROOM = str(512 * 1024 * 1024)


class Way(StrEnum):
    """How work is enclosed, the best first."""

    SYSTEMD = "systemd"
    BUBBLEWRAP = "bubblewrap"
    UNSHARE = "unshare"
    PLAIN = "plain"


class Room:
    """One caged process seen from outside; it ends when it is left."""

    def __init__(self, control: socket.socket, process: "subprocess.Popen[bytes] | None") -> None:
        self.control = control
        #: None where it is systemd's child and not ours
        self.process = process

    def __enter__(self) -> Self:
        """The process runs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The process is gone."""
        self.close()

    def heard(self, seconds: float) -> dict[str, Any] | None:
        """What the process says next; None if it is gone or silent."""
        try:
            self.control.settimeout(seconds)
            message = self.control.recv(65_536)
            return dict(json.loads(message)) if message else None
        except (OSError, *MADE_UP):
            return None

    def gone(self) -> bool:
        """Whether the process has ended: what it said last may still be there to hear."""
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))

    def close(self) -> None:
        """End the process, with all that it started."""
        self.control.close()
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_LEAVING)
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The way that this machine encloses caged work."""

    way: Way = Way.PLAIN
    #: where systemd listens
    address: str = SOCKET
    #: folders that may be read beside the program's own
    seen: tuple[str, ...] = ()
    #: folders that may be written too; without a root of its own only
    written: tuple[str, ...] = ()

    def open(self, order: Mapping[str, Any], files: Sequence[int] = (), *, seen: Sequence[str] = ()) -> Room:
        """A process that carries out the order. Raises OutsideError where it cannot be started.

        `files` go with the order, `seen` are further paths that this work needs to read.
        """
        paths = shown((*self.seen, *seen))
        apart = self.way is not Way.PLAIN
        whole = {
            **order,
            "seen": paths,
            "written": [] if apart else list(self.written),
            "place": "/tmp" if apart else tempfile.gettempdir(),  # noqa: S108 -- of its own root
            # Limits to a user's processes count those of the office too, but for a namespace of its own.
            "alone": self.way in (Way.BUBBLEWRAP, Way.UNSHARE),
        }
        room = None
        try:
            room = self._connected() if self.way is Way.SYSTEMD else self._started(paths)
            socket.send_fds(room.control, [json.dumps(whole).encode()], files)
        except OSError as error:
            if room is not None:
                room.close()
            raise OutsideError(
                f"Proses pembaca berkas tidak dapat dimulai ({error}).",
                permanent=False,
                remedy="jalankan `tanggap check`",
            ) from error
        return room

    def _connected(self) -> Room:
        control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            control.connect(self.address)
        except OSError:
            control.close()
            raise
        return Room(control, None)

    def _started(self, paths: Sequence[str]) -> Room:
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        door = [sys.executable, "-m", "pipeline.outside.cage_door", str(theirs.fileno())]
        try:
            with theirs:
                # No environment: what a document may be made to tell is not there (CVE-2026-63270).
                process = subprocess.Popen(
                    [*_PREFIXES[self.way](paths), *door],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={},
                    cwd=PROGRAM,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        except OSError:
            control.close()
            raise
        return Room(control, process)


def _bubblewrap(paths: Sequence[str]) -> list[str]:
    nobody = ["--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    # First, for the program itself may lie below one of them.
    written = [word for path in ("/tmp", "/dev/shm") for word in ("--size", _ROOM, "--tmpfs", path)]  # noqa: S108 -- of its own root
    bound = [word for path in paths for word in ("--ro-bind", path, path)]
    return [
        _found("bwrap"),
        "--unshare-all",
        *nobody,
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        *("--proc", "/proc", "--dev", "/dev"),
        *written,
        *bound,
        *("--remount-ro", "/", "--chdir", str(PROGRAM)),
    ]


def _unshare(paths: Sequence[str]) -> list[str]:
    apart = ["--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts", "--cgroup"]
    root = [sys.executable, "-S", "-m", "pipeline.outside.cage_root", *paths, "--"]
    return [_found("unshare"), *apart, "--fork", "--kill-child", *root]


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise FileNotFoundError(f"{program} tidak terpasang")
    return path


#: way → the command that puts another behind its walls
_PREFIXES: Mapping[Way, Callable[[Sequence[str]], list[str]]] = {
    Way.BUBBLEWRAP: _bubblewrap,
    Way.UNSHARE: _unshare,
    Way.PLAIN: lambda _: [],
}
