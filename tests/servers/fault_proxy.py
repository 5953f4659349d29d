"""One loopback proxy that breaks what passes between a client and a real server, IMAP or SMTP.

It stands between the client under test and a server that behaves, so that the faults of networks, firewalls
and odd servers are tried without a server that feigns them. Every knob may be turned at any time, from the
test's own thread; the proxy lives on a loop in a thread of its own.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")

_PIECE = 65_536
_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
_CAPABILITY = re.compile(rb"^\* CAPABILITY |\[CAPABILITY |^\S+ OK \[CAPABILITY ")


@dataclass(slots=True)
class Canned:
    """What the proxy answers itself to a line of the client; None cuts the connection instead."""

    to: re.Pattern[bytes]
    reply: bytes | None
    #: let so many such lines pass first
    after: int = 0
    #: end after so many answers (None: never)
    times: int | None = None
    met: int = 0

    def due(self, line: bytes) -> bool:
        """Whether this line of the client gets the canned answer; asking counts."""
        if not self.to.search(line):
            return False
        self.met += 1
        last = None if self.times is None else self.after + self.times
        return self.met > self.after and (last is None or self.met <= last)


@dataclass(slots=True)
class Faults:
    """The knobs, and what was seen."""

    #: so many more bytes of the server go through before both sides are cut off
    cut_in: int | None = None
    #: swallow everything, both ways, and keep the connections open: a firewall that forgot them
    black_hole: bool = False
    #: hold back what the server says (the client's words still reach it), until it is False again
    stalled: bool = False
    #: seconds before each piece of the server goes on
    delay: float = 0
    #: bytes of the server a hundredth of a second; 0 is as they come
    drip: int = 0
    #: pass on what the server says with a pause in the middle of a line
    in_pieces: bool = False
    #: extensions that the server shall not seem to have: words of CAPABILITY, or lines of EHLO
    hidden: tuple[bytes, ...] = ()
    #: what CAPABILITY shall tell beyond the truth
    feigned: tuple[bytes, ...] = ()
    #: what SELECT shall seem to say
    uidvalidity: int | None = None
    permanent_flags: bytes | None = None
    #: changes what the server says, a piece as it comes from the socket
    rewrite: Callable[[bytes], bytes] = bytes
    #: changes a line of the server; literals are let alone
    on_line: Callable[[bytes], bytes] = bytes
    #: changes a line of the client
    on_command: Callable[[bytes], bytes] = bytes
    canned: list[Canned] = field(default_factory=list)
    #: bytes that the server has sent to clients, over all connections
    passed: int = 0
    #: what the clients have said, and how often they connected
    heard: bytes = b""
    connections: int = 0


class Proxy(Faults):
    """Forwards to `target` on the loopback; `port` is where it listens."""

    def __init__(self, target: int) -> None:
        super().__init__()
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._ends: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = self._await(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])

    def answer(self, to: bytes, reply: bytes | None, *, after: int = 0, times: int | None = None) -> None:
        """Answer client lines that match `to` in the server's place; `%t` in the reply is IMAP's tag."""
        self.canned.append(Canned(re.compile(to, re.IGNORECASE), reply, after, times))

    def cut_all(self) -> None:
        """Cut every connection that is open now."""
        self._loop.call_soon_threadsafe(self._cut, *self._ends)

    def stop(self) -> None:
        """Cut every connection and end the thread."""
        self._await(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _await(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _close(self) -> None:
        self._server.close()
        self._cut(*self._ends)
        # Connections that were accepted a moment ago get their turn, and then their end.
        await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _cut(self, *ends: asyncio.StreamWriter) -> None:
        for end in ends:
            end.transport.abort()
            self._ends.discard(end)

    async def _serve(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            self._cut(to_client)
            return
        self._ends |= {to_client, to_server}
        ways = [self._up(client, to_server, to_client), self._down(server, to_client)]
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            # Whoever hangs up may still be owed what the other side has said.
            await asyncio.wait(tasks, timeout=0.2)
        finally:
            for task in tasks:
                task.cancel()
            self._cut(to_client, to_server)

    async def _up(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        """From the client to the server."""
        with suppress(OSError):
            while piece := await client.read(_PIECE):
                self.heard += piece
                if self.black_hole:
                    continue
                for line in piece.splitlines(keepends=True):
                    await self._say(line, server, back)

    async def _say(self, line: bytes, server: asyncio.StreamWriter, back: asyncio.StreamWriter) -> None:
        canned = next((each for each in self.canned if each.due(line)), None)
        if canned is None:
            server.write(self.on_command(line))
            await server.drain()
        elif canned.reply is None:
            self._cut(server, back)
        else:
            tag = line.split(b" ", 1)[0]
            await self._give(canned.reply.replace(b"%t", tag), back)

    async def _down(self, server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """From the server to the client; lines are gathered whole where they are to be changed."""
        lines = _Lines()
        with suppress(OSError, ConnectionAbortedError):
            while piece := await server.read(_PIECE):
                while self.stalled:
                    await asyncio.sleep(0.02)
                if self.black_hole:
                    continue
                piece = self.rewrite(piece)
                if self._changes_lines:
                    piece = b"".join(
                        self._changed(part) if is_line else part for is_line, part in lines(piece)
                    )
                if not await self._give(piece, client):
                    return

    async def _give(self, piece: bytes, client: asyncio.StreamWriter) -> bool:
        """Pass bytes of the server on as the faults allow; whether the connection is still there."""
        passing = piece[: self.cut_in]
        # Counted before it is sent: whoever has read the last byte may look at the count at once.
        self.passed += len(passing)
        if self.cut_in is not None:
            self.cut_in -= len(passing)
        if self.delay:
            await asyncio.sleep(self.delay)
        for part, pause in self._parts(passing):
            client.write(part)
            await client.drain()
            await asyncio.sleep(pause)
        return self.cut_in is None or self.cut_in > 0

    def _parts(self, piece: bytes) -> Iterator[tuple[bytes, float]]:
        """The pieces in which bytes leave, each with the pause after it."""
        if self.drip:
            for start in range(0, len(piece), self.drip):
                yield piece[start : start + self.drip], 0.01
        elif self.in_pieces:
            yield piece[:5], 0.05
            yield piece[5:], 0
        elif piece:
            yield piece, 0

    @property
    def _changes_lines(self) -> bool:
        plain = self.on_line is bytes and not self.hidden and not self.feigned
        return not (plain and self.uidvalidity is None and self.permanent_flags is None)

    def _changed(self, line: bytes) -> bytes:
        line = self.on_line(line)
        if self.uidvalidity is not None:
            line = re.sub(rb"UIDVALIDITY \d+", b"UIDVALIDITY %d" % self.uidvalidity, line)
        if self.permanent_flags is not None:
            flags = b"PERMANENTFLAGS (%s)" % self.permanent_flags
            # By a function: the flags' backslashes are no groups.
            line = re.sub(rb"PERMANENTFLAGS \([^)]*\)", lambda _: flags, line)
        if _CAPABILITY.search(line):
            for word in self.hidden:
                line = re.sub(rb" " + re.escape(word) + rb"(?=[ \]\r])", b"", line)
            line = re.sub(rb"(CAPABILITY)", b" ".join((rb"\1", *self.feigned)), line)
        elif line.startswith((b"250-", b"250 ")) and line[4:].split(b" ")[0].strip() in self.hidden:
            # The last line of an EHLO answer must stay, whatever it says.
            return b"" if line.startswith(b"250-") else b"250 HELP\r\n"
        return line


class _Lines:
    """Parts a server's bytes into lines and literals; what is not whole yet waits for the next piece."""

    def __init__(self) -> None:
        self._rest = b""
        self._literal = 0

    def __call__(self, piece: bytes) -> Iterator[tuple[bool, bytes]]:
        data, self._rest = self._rest + piece, b""
        while data:
            if self._literal:
                part, data = data[: self._literal], data[self._literal :]
                self._literal -= len(part)
                yield False, part
                continue
            line, end, after = data.partition(b"\n")
            if not end:
                self._rest = data
                return
            data, line = after, line + end
            announced = _LITERAL.search(line)
            self._literal = int(announced[1]) if announced else 0
            yield True, line


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A proxy before `port` of the loopback, gone at the end of the block."""
    between = Proxy(port)
    try:
        yield between
    finally:
        between.stop()
