"""What the service manager is told: ready, still making progress, stopping.

The protocol of sd_notify(3) is one datagram to a socket, so no library is needed.
Without systemd every call does nothing.
"""

import os
import socket


def notify(assignment: str) -> bool:
    """Send an assignment such as `STATUS=…`; False where nobody listens, for that ends no work."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return False
    # A leading @ stands for the NUL byte of Linux's abstract names.
    address = "\0" + path[1:] if path.startswith("@") else path
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as manager:
            manager.connect(address)
            manager.sendall(assignment.encode())
    except OSError:
        return False
    return True


def ready() -> None:
    """The register is open and the stages run."""
    notify("READY=1")


def alive() -> None:
    """The main loop has made progress; to be called from there alone, never from a thread of its own."""
    notify("WATCHDOG=1")


def stopping() -> None:
    """The work at hand is being finished and no new work begins."""
    notify("STOPPING=1")
