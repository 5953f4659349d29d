"""What the service manager is told: ready, still making progress, stopping, and where things stand.

The protocol of sd_notify(3) is one datagram to a socket, so no library is needed.
Without systemd every call does nothing.
"""

import os
import socket


def notify(*lines: str) -> bool:
    """Send assignments such as `STATUS=…`; False where nobody listens, for that ends no work."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return False
    # A leading @ stands for the NUL byte of Linux's abstract names.
    address = "\0" + path[1:] if path.startswith("@") else path
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as manager:
            manager.connect(address)
            manager.sendall("\n".join(lines).encode())
    except OSError:
        return False
    return True


def ready(status: str = "") -> bool:
    """The register is open and the stages run."""
    return notify("READY=1", *_status(status))


def alive(status: str = "") -> bool:
    """The main loop has made progress; to be called from there alone, never from a thread of its own."""
    return notify("WATCHDOG=1", *_status(status))


def stopping(status: str = "") -> bool:
    """The work at hand is being finished and no new work begins."""
    return notify("STOPPING=1", *_status(status))


def watchdog_seconds() -> float | None:
    """How long the manager waits between two signs of life; None where it does not watch this process."""
    limit, watched = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if not limit.isdecimal() or watched not in ("", str(os.getpid())):
        return None
    return int(limit) / 1_000_000


def _status(status: str) -> list[str]:
    """One line: a line break would begin a further assignment."""
    return [f"STATUS={' '.join(status.split())}"] if status else []
