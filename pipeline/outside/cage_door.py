"""The inside of the cage's door: a process is told one kind of work, and raises its walls before it begins.

Started by `enclosure.py`, or by systemd for each connection (tanggap-convert@.service), with nothing but
the socket on which it hears what to do. It ends when the other side is gone, with all that it started.
"""

import json
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.outside.cage_filter import narrow

Work = Callable[[socket.socket, Mapping[str, Any], Sequence[int]], None]
#: what can be ordered → the module and the function that does it
WORKS = {
    "read": ("pipeline.outside.cage_child", "serve"),
    "convert": ("pipeline.outside.soffice", "convert"),
    "ocr": ("pipeline.outside.ocr_child", "read"),
    "tell": ("pipeline.outside.cage_door", "tell"),
}


def main() -> None:
    """Hear the order and carry it out."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    message, files, _, _ = socket.recv_fds(control, 65_536, 8)
    if message:
        order = json.loads(message)
        os.environ.clear()
        module, name = WORKS[order["work"]]
        # Each kind needs other libraries.
        work: Work = getattr(import_module(module), name)
        work(control, order, files)


def tell(control: socket.socket, order: Mapping[str, Any], _: Sequence[int]) -> None:
    """Try what must not be possible in here, and say what was."""
    narrow(order["seen"], sockets=True)
    told = {
        "network": _reaches(order["port"]),
        "files": [path for path in order["hidden"] if _reads(path)],
        "processes": sum(each.name.isdigit() and _is_other(each) for each in Path("/proc").iterdir()),
        "environment": _environment(),
    }
    control.send(json.dumps(told).encode())


def _environment() -> list[str]:
    """The names that stand in what a document would have shown: the process as it was started."""
    names = Path("/proc/self/environ").read_bytes().split(b"\0")
    return sorted(name.partition(b"=")[0].decode("ascii", "replace") for name in names if name)


def _reaches(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def _reads(path: str) -> bool:
    try:
        return bool(Path(path).read_bytes())
    except OSError:
        return False


def _is_other(process: Path) -> bool:
    """Whether its memory could be looked into: what stands in /proc/<pid>/environ."""
    return int(process.name) not in (os.getpid(), os.getppid()) and _reads(str(process / "environ"))


if __name__ == "__main__":
    main()
