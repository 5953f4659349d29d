"""The demo's mail server: IMAP by pymap and SMTP by aiosmtpd, on free ports of the loopback.

It stands apart from the players and from the program because both see it over the
wire only. Nothing that it takes ever leaves this machine.
"""

import asyncio
import logging
import re
import threading
from argparse import Namespace
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from aiosmtpd.smtp import Envelope as OpenEnvelope
from aiosmtpd.smtp import Session as Connection
from proxyprotocol.sock import SocketInfo
from pymap.concurrent import Subsystem
from pymap.config import BackendCapability, IMAPConfig
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from pipeline.demo.accounts import Accounts, Login
from pipeline.demo.folders import Clock

# aiosmtpd warns at every login of a name in its own session that it will give up.
logging.getLogger("mail.log").setLevel(logging.ERROR)

LOOPBACK = "127.0.0.1"
#: as the server names itself in what it says of a mail's origin (RFC 8601)
BORDER = "surel.balai.example"
_OWN_STAMP = re.compile(
    rb"^Authentication-Results:[ \t]*surel\.balai\.example\b.*\r?\n(?:[ \t].*\r?\n)*",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class AcceptedEnvelope:
    """What the server answered with 250."""

    #: MAIL FROM, '' for the null sender
    sender: str
    recipients: tuple[str, ...]
    #: the mail exactly as it came, with CRLF line ends
    raw: bytes
    #: by the server's clock
    at: datetime

    @property
    def sent_by(self) -> str:
        """Whose mail it is: MAIL FROM without the plus-part that its bounces come back to."""
        local, _, domain = self.sender.rpartition("@")
        return f"{local.partition('+')[0]}@{domain}"


class MailServer:
    """A mail system that lives as long as its `with` block.

    `folder` keeps a Maildir for each address: a later server on the same folder shows the
    same mails under the same UIDs. `clock` dates what arrives, so that INTERNALDATE follows
    a demo's own time. A port of 0 takes a free one; `imap_port` and `smtp_port` then tell it.
    """

    def __init__(self, folder: Path, clock: Clock, *, imap_port: int = 0, smtp_port: int = 0) -> None:
        self.host = LOOPBACK
        self.clock = clock
        self.imap_port = imap_port
        self.smtp_port = smtp_port
        self._accounts = Accounts(folder, clock)
        self._door = _SmtpDoor(self._accounts, clock)
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._ports: Future[tuple[int, int]] = Future()
        self._thread = threading.Thread(target=self._run, name="mail-server", daemon=True)

    @property
    def accepted(self) -> tuple[AcceptedEnvelope, ...]:
        """Every envelope since the start, in order."""
        return tuple(self._door.accepted)

    def add_user(self, address: str, password: str) -> None:
        """Give `address` a mailbox, before the start or after; `name+anything@domain` reaches it too."""
        self._accounts.add(address, password)

    def __enter__(self) -> Self:
        self._thread.start()
        self.imap_port, self.smtp_port = self._ports.result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    def _run(self) -> None:
        # The runner cancels what the clients left open, and waits for it, before the loop closes.
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            try:
                runner.run(self._serve())
            except OSError as error:
                self._ports.set_exception(error)

    async def _serve(self) -> None:
        with closing(await self._serve_imap()) as imap, closing(await self._serve_smtp()) as smtp:
            self._ports.set_result((_port_of(imap), _port_of(smtp)))
            await self._closing.wait()

    async def _serve_imap(self) -> asyncio.Server:
        settings = _LoopbackImap()
        settings.apply_context()
        service = IMAPServer(Login(settings, self._accounts), settings)

        # pymap's own way in drops its hold on the session's task, and a long IDLE is collected as garbage.
        async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await service(reader, writer, SocketInfo.get(writer, None))

        return await asyncio.start_server(welcome, self.host, self.imap_port)

    def _login(
        self, _server: SMTP, _session: object, _envelope: object, _way: str, data: object
    ) -> AuthResult:
        """Whether whoever hands mail in knows the password of an account, which the mail then names."""
        assert isinstance(data, LoginPassword)
        name, password = data.login.decode(errors="replace").lower(), data.password.decode(errors="replace")
        known = self._accounts.knows(name, password)
        return AuthResult(success=known, handled=False, auth_data=name)

    async def _serve_smtp(self) -> asyncio.Server:
        def welcome() -> SMTP:
            return SMTP(
                self._door,
                hostname="localhost",
                ident="ESMTP uji coba",
                loop=self._loop,
                authenticator=self._login,
                # The loopback needs no TLS.
                auth_require_tls=False,
            )

        return await self._loop.create_server(welcome, self.host, self.smtp_port)


class _SmtpDoor:
    """What aiosmtpd asks: is this recipient at home, and where does the mail go."""

    def __init__(self, accounts: Accounts, clock: Clock) -> None:
        self.accepted: list[AcceptedEnvelope] = []
        self._accounts = accounts
        self._clock = clock

    async def handle_RCPT(  # noqa: N802 - aiosmtpd finds its hooks by these names
        self, server: SMTP, session: Connection, envelope: OpenEnvelope, address: str, options: list[str]
    ) -> str:
        if self._accounts.home_of(address) is None:
            return f"550 5.1.1 <{address}> tidak dikenal di server uji coba ini"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Connection, envelope: OpenEnvelope
    ) -> str:
        assert isinstance(envelope.content, bytes)  # we never ask aiosmtpd to decode
        raw = envelope.content
        now = self._clock()
        homes = {self._accounts.home_of(address) for address in envelope.rcpt_tos}
        for home in filter(None, homes):
            home.inbox.deliver(_stamped(raw, session), now)
        self.accepted.append(AcceptedEnvelope(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, now))
        return f"250 2.0.0 OK: diterima sebagai {len(self.accepted)}"


def _stamped(raw: bytes, session: Connection) -> bytes:
    """The mail with what this server knows of its origin, and without what others say in its name."""
    head, gap, body = raw.partition(b"\r\n\r\n")
    clean = _OWN_STAMP.sub(b"", head + b"\r\n").removesuffix(b"\r\n") + gap + body
    if not session.authenticated:
        return clean
    return f"Authentication-Results: {BORDER}; auth=pass smtp.auth={session.auth_data}\r\n".encode() + clean


class _LoopbackImap(IMAPConfig):
    """pymap without TLS, threads, or questions to the DNS."""

    def __init__(self) -> None:
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=LOOPBACK,
            port=0,
            subsystem=Subsystem.for_asyncio(),
            tls_enabled=False,
            reject_dnsbl=False,
            hash_context=BuiltinHash(),
        )

    @property
    def backend_capability(self) -> BackendCapability:
        """What the folders can do beyond the basic protocol."""
        return BackendCapability(idle=True, object_id=False, multi_append=True)

    @property
    def greeting(self) -> bytes:
        """A fixed line, as the host's own name would have to be looked up."""
        return b"Server uji coba"


def _port_of(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
