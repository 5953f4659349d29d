"""Networks of hosts: a bridge with an address for the servers, and a name space for each host.

A host that is cut off hears nothing and is heard by nobody, with every connection it had still open.
"""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Thread


@dataclass(frozen=True, slots=True)
class Networks:
    """The bridge `br<mark>` and the name spaces on it."""

    mark: str
    #: the servers' address
    address: str
    names: tuple[str, ...]

    def cut(self, place: int) -> None:
        """Pull the host's plug."""
        _ip("link", "set", f"v{self.mark}{place}", "down")

    def heal(self, place: int) -> None:
        """Put it back."""
        _ip("link", "set", f"v{self.mark}{place}", "up")


@contextmanager
def running_networks(count: int) -> Iterator[Networks]:
    """So many name spaces on a bridge of their own."""
    mark = f"t{os.getpid() % 100_000}"
    subnet = f"10.{64 + os.getpid() % 60}.{os.getpid() // 60 % 250}"
    names = tuple(f"{mark}h{place}" for place in range(count))
    with ExitStack() as stack:
        stack.callback(_forget, "link", "del", f"br{mark}")
        _ip("link", "add", f"br{mark}", "type", "bridge")
        _ip("addr", "add", f"{subnet}.1/24", "dev", f"br{mark}")
        _ip("link", "set", f"br{mark}", "up")
        for place, name in enumerate(names):
            stack.callback(_forget, "netns", "del", name)
            _ip("netns", "add", name)
            outer = f"v{mark}{place}"
            _ip("link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("link", "set", outer, "master", f"br{mark}", "up")
            for words in (
                ("addr", "add", f"{subnet}.{10 + place}/24", "dev", "eth0"),
                ("link", "set", "eth0", "up"),
                ("link", "set", "lo", "up"),
            ):
                _ip("-n", name, *words)
        yield Networks(mark, f"{subnet}.1", names)


@contextmanager
def passing_on(address: str, to: str, port: int) -> Iterator[None]:
    """What comes to this port of an address goes to the same port of another one, byte for byte."""
    threads: list[Thread] = []
    joined: list[socket.socket] = []

    def join(outer: socket.socket) -> None:
        with outer, suppress(OSError), socket.create_connection((to, port)) as inner:
            joined.extend((outer, inner))
            back = Thread(target=_copy, args=(inner, outer), daemon=True)
            back.start()
            _copy(outer, inner)
            back.join()

    def accept() -> None:
        with suppress(OSError):
            while True:
                threads.append(Thread(target=join, args=(listener.accept()[0],), daemon=True))
                threads[-1].start()

    with socket.create_server((address, port), backlog=200) as listener:
        threads.append(Thread(target=accept, daemon=True))
        threads[0].start()
        yield
        for each in (listener, *joined):
            # Who was cut off never says that it is gone.
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def _forget(*words: str) -> None:
    subprocess.run(["ip", *words], check=False, capture_output=True)
