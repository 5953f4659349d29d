"""The virus scanner: ClamAV's daemon, asked by INSTREAM over its socket or over TCP.

Written here because the protocol is a length, the bytes, and one line in answer (clamd(8)); the packages
for it on PyPI rest. A scanner that does not answer is no verdict: the caller holds what it could not judge.
"""

import re
import socket
import struct
from dataclasses import dataclass

from pipeline.errors import OutsideError

#: bytes of one chunk
CHUNK = 64 * 1024
#: longest answer, in bytes
_ANSWER = 4096
_FOUND = re.compile(rb"stream: (.{1,300}) FOUND\x00?")
_CLEAN = re.compile(rb"stream: OK\x00?")


@dataclass(frozen=True, slots=True)
class Clamd:
    """clamd behind `address`: `/run/clamav/clamd.ctl`, or `127.0.0.1:3310`."""

    address: str
    #: seconds for one file
    seconds: float = 30.0

    def scan(self, content: bytes) -> str:
        """The name of what was found, '' if nothing. Raises OutsideError where there is no verdict."""
        try:
            with self._connect() as channel:
                channel.settimeout(self.seconds)
                answer = _asked(channel, content)
        except OSError as error:
            raise _silent(str(error) or type(error).__name__) from error
        if found := _FOUND.fullmatch(answer):
            return found[1].decode("ascii", "replace")
        if _CLEAN.fullmatch(answer):
            return ""
        raise _silent(answer[:200].rstrip(b"\x00").decode("ascii", "replace") or "no answer")

    def version(self) -> str:
        """What the scanner says it is, for the check. Raises OutsideError."""
        try:
            with self._connect() as channel:
                channel.settimeout(self.seconds)
                channel.sendall(b"zVERSION\x00")
                return _line(channel).rstrip(b"\x00").decode("ascii", "replace")
        except OSError as error:
            raise _silent(str(error)) from error

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            channel.settimeout(self.seconds)
            try:
                channel.connect(self.address)
            except OSError:
                channel.close()
                raise
            return channel
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), self.seconds)


def _asked(channel: socket.socket, content: bytes) -> bytes:
    """The answer to one stream; clamd closes early where it is longer than its StreamMaxLength."""
    try:
        channel.sendall(b"zINSTREAM\x00")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            channel.sendall(struct.pack("!I", len(piece)) + piece)
        channel.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # Its reason may lie there already.
        return _line(channel)
    return _line(channel)


def _line(channel: socket.socket) -> bytes:
    answer = b""
    while len(answer) < _ANSWER and not answer.endswith(b"\x00"):
        piece = channel.recv(_ANSWER)
        if not piece:
            break
        answer += piece
    return answer


def _silent(why: str) -> OutsideError:
    return OutsideError(
        f"pemindai virus tidak memberi jawaban: {why}",
        permanent=False,
        remedy="periksa clamav-daemon dan [pemindai] alamat di config/pipeline.toml",
    )
