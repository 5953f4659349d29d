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
#: bytes that are received at a time
_CHUNK = 1 << 20


#: what an answer that was made up makes Python say of it; infinity is no number of pages
MADE_UP = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


class Broken(Exception):
    """The other end stopped before a message was complete."""


class Unfit(Broken):
    """The other end writes more than it may."""


def send_frames(wire: socket.socket, frames: Sequence[bytes], deadline: float = inf) -> None:
    """Write one message before the monotonic `deadline`. Raises Broken."""
    try:
        _set_time(wire, deadline)
        wire.sendall(_NUMBER.pack(len(frames)) + b"".join(_NUMBER.pack(len(frame)) for frame in frames))
        for frame in frames:
            wire.sendall(frame)
    except OSError as error:
        raise Broken(str(error)) from error


def receive_frames(wire: socket.socket, most: int = 1 << 40, deadline: float = inf) -> list[bytes]:
    """Read one message of at most `most` bytes before the monotonic `deadline`. Raises Broken."""
    try:
        count = _number(wire, deadline)
        if count > MOST:
            raise Unfit(f"{count} frames")
        lengths = [_number(wire, deadline) for _ in range(count)]
        if sum(lengths) > most:
            raise Unfit(f"{sum(lengths)} bytes")
        return [_exactly(wire, length, deadline) for length in lengths]
    except OSError as error:
        raise Broken(str(error)) from error


def _set_time(wire: socket.socket, deadline: float) -> None:
    if deadline < inf:
        wire.settimeout(max(deadline - monotonic(), 0.001))


def _number(wire: socket.socket, deadline: float) -> int:
    (number,) = _NUMBER.unpack(_exactly(wire, _NUMBER.size, deadline))
    return int(number)


def _exactly(wire: socket.socket, length: int, deadline: float) -> bytes:
    """So many bytes; the deadline holds for all of them, so that one who drips gains nothing."""
    pieces: list[bytes] = []
    while length:
        _set_time(wire, deadline)
        piece = wire.recv(min(_CHUNK, length))
        if not piece:
            raise Broken(f"{length} bytes missing")
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
