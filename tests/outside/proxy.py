"""A loopback proxy that breaks connections where a test asks for it.

It stands between a client under test and a real server, so that the faults of
networks and firewalls are tried without a server that feigns them.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Forwards to `port`; `cut_in`, `black_hole` and `rewrite` may change at any time."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        #: so many more bytes of the server go through before both sides are cut off
        self.cut_in: int | None = None
        #: swallow everything, both ways, and keep the connections open
        self.black_hole = False
        #: pass on what the server says with a pause in the middle of a line
        self.in_pieces = False
        #: changes what the server says, a piece as it comes from the socket
        self.rewrite: Callable[[bytes], bytes] = bytes
        #: bytes that the server has sent to clients, over all connections
        self.passed = 0
        #: what the clients have said
        self.heard = b""
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        """Cut every connection and end all threads."""
        for end in (self._listener, *self._ends):
            _cut(end)
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [client, server]
                for forward in (self._to_server, self._to_client):
                    thread = threading.Thread(target=forward, args=(client, server))
                    self._threads.append(thread)
                    thread.start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := client.recv(65536):
                self.heard += piece
                if not self.black_hole:
                    server.sendall(piece)
        _cut(server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := server.recv(65536):
                if self.black_hole:
                    continue
                piece = self.rewrite(piece)
                passing = piece[: self.cut_in]
                # Counted before it is sent: whoever has read the last byte may look at the count at once.
                self.passed += len(passing)
                if self.cut_in is not None:
                    self.cut_in -= len(passing)
                if self.in_pieces:
                    client.sendall(passing[:5])
                    time.sleep(0.05)
                    client.sendall(passing[5:])
                else:
                    client.sendall(passing)
                if self.cut_in is not None and self.cut_in <= 0:
                    break
        _cut(client)


def _cut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A proxy before `port` of the loopback, gone at the end of the block."""
    between = Proxy(port)
    try:
        yield between
    finally:
        between.stop()
