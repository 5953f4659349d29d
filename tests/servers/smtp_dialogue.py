"""One SMTP connection as a server leads it, with the faults that are due.

It stands apart from the sink that owns port and record: this is the protocol, line by line.
"""

import base64
import binascii
import socket
import socketserver
import ssl
import struct
from dataclasses import dataclass, field
from threading import Event

from tests.servers.smtp_book import Book, Delivery
from tests.servers.smtp_faults import DROP, SILENCE, Faults, Point

PASSWORD = "sandi-uji-coba"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server behaves, on every connection alike; `closing` is set when it is about to end."""

    context: ssl.SSLContext
    implicit_tls: bool
    requires_login: bool
    extensions: tuple[str, ...]
    faults: Faults = field(default_factory=Faults)
    closing: Event = field(default_factory=Event)


class Listener(socketserver.ThreadingTCPServer):
    """The listening socket; a thread serves each connection, and none outlives the tests."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 100

    def __init__(self, host: str, manner: Manner, book: Book) -> None:
        """Listen on a free port of `host`."""
        super().__init__((host, 0), Dialogue)
        self.manner, self.book = manner, book


class _HangUp(Exception):
    """The dialogue is over, by either side."""


class Dialogue(socketserver.BaseRequestHandler):
    """One connection, from the greeting to the end."""

    server: Listener
    socket: socket.socket
    user: str | None = None
    sender: str | None
    options: tuple[str, ...]
    recipients: list[str]
    recipient_options: list[tuple[str, ...]]

    def handle(self) -> None:
        """Talk until either side hangs up."""
        self.manner, self.book, self.socket = self.server.manner, self.server.book, self.request
        self.connection = self.book.connected()
        self._forget_mail()
        try:
            self._talk()
        except (_HangUp, OSError):
            pass
        finally:
            self.book.disconnected()
            self.socket.close()

    def _talk(self) -> None:
        if self.manner.implicit_tls:
            self._encrypt()
        self.reader = self.socket.makefile("rb")
        self._strike_or(Point.CONNECT, "220 smtp.example ESMTP")
        while True:
            line = self._read_line()
            self.book.commands.append(line)
            verb, _, rest = line.partition(" ")
            answer = getattr(self, f"_on_{verb.lower()}", None)
            if answer is None:
                self._say("502 5.5.2 Command not recognized")
            else:
                answer(rest)

    def _on_ehlo(self, name: str) -> None:
        self._forget_mail()
        hidden = "STARTTLS" if self._encrypted else None
        offered = [extension for extension in self.manner.extensions if extension != hidden]
        lines = ["smtp.example", *offered]
        last = len(lines) - 1
        text = "\r\n".join(f"250{' ' if n == last else '-'}{line}" for n, line in enumerate(lines))
        self._strike_or(Point.EHLO, text)

    def _on_helo(self, name: str) -> None:
        self._forget_mail()
        self._strike_or(Point.EHLO, "250 smtp.example")

    def _on_starttls(self, rest: str) -> None:
        if self._strike_or(Point.STARTTLS, "220 2.0.0 Ready to start TLS"):
            self._encrypt()
            self.reader = self.socket.makefile("rb")

    def _on_auth(self, rest: str) -> None:
        mechanism, _, first = rest.partition(" ")
        user, password = self._credentials(mechanism.upper(), first)
        if password != PASSWORD:
            self._say("535 5.7.8 Authentication credentials invalid")
        elif self._strike_or(Point.AUTH, "235 2.7.0 Authentication successful"):
            self.user = user

    def _credentials(self, mechanism: str, first: str) -> tuple[str, str]:
        if mechanism == "LOGIN":
            user = self._decode(first) if first else self._ask("VXNlcm5hbWU6")
            return user, self._ask("UGFzc3dvcmQ6")
        answer = self._decode(first) if first else self._ask("")
        if mechanism == "XOAUTH2":
            user, _, token = answer.partition("\x01")
            return user.removeprefix("user="), token.removeprefix("auth=Bearer ").rstrip("\x01")
        _, user, password = [*answer.split("\0"), "", ""][:3]
        return user, password

    def _on_mail(self, rest: str) -> None:
        sender, options = _path_and_options(rest)
        if self.manner.requires_login and self.user is None:
            self._say("530 5.7.0 Authentication required")
        elif self._strike_or(Point.MAIL, "250 2.1.0 Ok"):
            self.sender = sender
            self.options = options

    def _on_rcpt(self, rest: str) -> None:
        recipient, options = _path_and_options(rest)
        if self.sender is None:
            self._say("503 5.5.1 Need MAIL command")
        elif self._strike_or(Point.RCPT, "250 2.1.5 Ok", recipient):
            self.recipients.append(recipient)
            self.recipient_options.append(options)

    def _on_data(self, rest: str) -> None:
        if not self.recipients:
            self._say("554 5.5.1 No valid recipients")
        elif self._strike_or(Point.DATA, "354 End data with <CR><LF>.<CR><LF>"):
            self._take(self._read_mail())
            self._forget_mail()

    def _take(self, data: bytes) -> None:
        """Decide over a mail that came whole."""
        reply = f"250 2.0.0 Ok: queued as {len(self.book.deliveries) + 1:06}-{self.connection}"
        fault = self.manner.faults.due(Point.DOT, *self.recipients)
        if fault is None or fault.keeps:
            self.book.keep(
                Delivery(
                    self.sender or "",
                    tuple(self.recipients),
                    data,
                    self.options,
                    tuple(self.recipient_options),
                    reply,
                    self.user,
                    self._encrypted,
                    self.connection,
                )
            )
        self._strike(fault.effect) if fault else self._say(reply)

    def _on_rset(self, rest: str) -> None:
        self._forget_mail()
        self._say("250 2.0.0 Ok")

    def _on_noop(self, rest: str) -> None:
        self._say("250 2.0.0 Ok")

    def _on_quit(self, rest: str) -> None:
        self._strike_or(Point.QUIT, "221 2.0.0 Bye")
        raise _HangUp

    def _strike_or(self, point: Point, reply: str, recipient: str | None = None) -> bool:
        """Do the fault that is due here, else say `reply`; whether all went well."""
        fault = self.manner.faults.due(point, *([recipient] if recipient else []))
        if fault is None:
            self._say(reply)
            return True
        self._strike(fault.effect)
        return False

    def _strike(self, effect: str) -> None:
        if effect == SILENCE:
            self.manner.closing.wait()
            raise _HangUp
        if effect == DROP:
            # Lingering for no time turns the close into a reset, as from a machine that fell over.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise _HangUp
        self._say(effect)
        if effect.startswith("421"):
            raise _HangUp

    def _read_mail(self) -> bytes:
        """The mail's bytes up to the dot, its stuffed dots undone."""
        fault = self.manner.faults.due(Point.BODY)
        lines = []
        while (line := self.reader.readline()) != b".\r\n":
            if not line:
                raise _HangUp
            if fault:
                self._strike(fault.effect)
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _forget_mail(self) -> None:
        self.sender, self.options = None, ()
        self.recipients, self.recipient_options = [], []

    @property
    def _encrypted(self) -> bool:
        return isinstance(self.socket, ssl.SSLSocket)

    def _encrypt(self) -> None:
        self.socket = self.manner.context.wrap_socket(self.socket, server_side=True)

    def _ask(self, challenge: str) -> str:
        self._say(f"334 {challenge}")
        return self._decode(self._read_line())

    def _decode(self, text: str) -> str:
        try:
            return base64.b64decode(text).decode()
        except (binascii.Error, UnicodeDecodeError):
            return ""

    def _read_line(self) -> str:
        line = self.reader.readline()
        if not line:
            raise _HangUp
        return line.decode(errors="replace").rstrip("\r\n")

    def _say(self, reply: str) -> None:
        self.socket.sendall(f"{reply}\r\n".encode())


def _path_and_options(rest: str) -> tuple[str, tuple[str, ...]]:
    """The address between the angle brackets of MAIL or RCPT, and the parameters behind them."""
    path, _, options = rest.partition("<")[2].partition(">")
    return path, tuple(options.split())
