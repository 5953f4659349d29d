"""Frames on the wire between the cage and a job: a count, then each frame's length and bytes.

Apart because both ends read it, and the outer end reads what a job that was taken over may have
written: every length is checked before anything is allocated. No pickle.
"""

import socket
import struct
from collections.abc import Sequence
from math import inf
from time import monotonic

_NUMBER = struct.Struct(">Q")
#: frames of one message
MOST = 1_024
#: bytes that are received at a time, and that are copied together to be sent at once
_CHUNK = 1 << 18


#: what an answer that was made up makes Python say of it; infinity is no number of pages
MADE_UP = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


class Broken(Exception):
    """The other end stopped before a message was complete."""


class Unfit(Broken):
    """The other end writes more than it may."""


def send_frames(wire: socket.socket, frames: Sequence[bytes], deadline: float = inf) -> None:
    """Write one message before the monotonic `deadline`. Raises Broken."""
    head = _NUMBER.pack(len(frames)) + b"".join(_NUMBER.pack(len(frame)) for frame in frames)
    # Every call lets another thread run, which costs more than to copy a letter.
    small = sum(map(len, frames)) <= _CHUNK
    try:
        for piece in (head + b"".join(frames),) if small else (head, *frames):
            _set_time(wire, deadline)
            wire.sendall(piece)
    except OSError as error:
        raise Broken(str(error)) from error


def receive_frames(wire: socket.socket, most: int = 1 << 40, deadline: float = inf) -> list[bytes]:
    """Read one message of at most `most` bytes before the monotonic `deadline`. Raises Broken.

    Nothing may stand behind it: each end writes when it is its turn.
    """
    incoming = _Incoming(wire, deadline)
    try:
        count = incoming.number()
        if count > MOST:
            raise Unfit(f"{count} frames")
        lengths = [incoming.number() for _ in range(count)]
        if sum(lengths) > most:
            raise Unfit(f"{sum(lengths)} bytes")
        frames = [incoming.take(length) for length in lengths]
    except OSError as error:
        raise Broken(str(error)) from error
    if incoming.ahead:
        raise Unfit(f"{incoming.ahead} bytes behind the last frame")
    return frames


class _Incoming:
    """The bytes of one message; the deadline holds for all of them, so that one who drips gains nothing."""

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire = wire
        self._deadline = deadline
        self._held = bytearray()

    @property
    def ahead(self) -> int:
        """How many bytes came that nobody has taken."""
        return len(self._held)

    def number(self) -> int:
        """The next number."""
        (number,) = _NUMBER.unpack(self.take(_NUMBER.size))
        return int(number)

    def take(self, length: int) -> bytes:
        """So many bytes. Raises Broken and OSError."""
        while len(self._held) < length:
            _set_time(self._wire, self._deadline)
            piece = self._wire.recv(_CHUNK)
            if not piece:
                raise Broken(f"{length - len(self._held)} bytes missing")
            self._held += piece
        taken = bytes(memoryview(self._held)[:length])
        del self._held[:length]
        return taken


def _set_time(wire: socket.socket, deadline: float) -> None:
    if deadline < inf:
        wire.settimeout(max(deadline - monotonic(), 0.001))
