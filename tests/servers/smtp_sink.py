"""An SMTP server that keeps every mail it accepts with its envelope, and goes wrong when told to.

It stands apart from the demo's mail server: that one behaves, this one is for what happens when one does not.
A thread serves each connection, so a test may block on the client's side.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Self

import pytest

from tests.servers.certificates import ServerCertificate, make_certificate
from tests.servers.smtp_book import Book, Delivery
from tests.servers.smtp_dialogue import Listener, Manner

EXTENSIONS = (
    "PIPELINING",
    "8BITMIME",
    "SMTPUTF8",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "SIZE 26214400",
    "AUTH PLAIN LOGIN XOAUTH2",
    "STARTTLS",
)


class SmtpSink:
    """The server: `port` is where it listens on `host`, `faults` make it go wrong, `book` has what it saw."""

    host = "127.0.0.1"

    def __init__(
        self,
        certificate: ServerCertificate,
        *,
        implicit_tls: bool = False,
        requires_login: bool = False,
        extensions: tuple[str, ...] = EXTENSIONS,
    ) -> None:
        """Listen on a free port; `serve` starts answering."""
        self.authority = certificate.authority
        self.book = Book()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.certificate, certificate.key)
        self._manner = Manner(context, implicit_tls, requires_login, extensions)
        self.faults = self._manner.faults
        self._listener = Listener(self.host, self._manner, self.book)
        self.port: int = self._listener.server_address[1]

    @contextmanager
    def serve(self) -> Iterator[Self]:
        """Answer until the end of the block; whoever waits for an answer then is hung up on."""
        thread = Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._manner.closing.set()
            self._listener.shutdown()
            self._listener.server_close()
            thread.join()

    @property
    def deliveries(self) -> list[Delivery]:
        """Every mail accepted so far, in order."""
        return self.book.deliveries

    def to(self, recipient: str) -> list[Delivery]:
        """The mails accepted for `recipient`."""
        return [delivery for delivery in self.deliveries if recipient in delivery.recipients]

    def wait_for(self, count: int, *, seconds: float = 20) -> list[Delivery]:
        """The deliveries, once there are `count`; raises TimeoutError where that does not happen."""
        return self.book.wait_for(count, seconds)


@pytest.fixture(scope="session")
def smtp_certificate(tmp_path_factory: pytest.TempPathFactory) -> ServerCertificate:
    """What the SMTP servers of the test run show, and the authority to trust."""
    return make_certificate(tmp_path_factory.mktemp("smtp"))


@pytest.fixture
def smtp_sink(smtp_certificate: ServerCertificate) -> Iterator[SmtpSink]:
    """An SMTP server that no other test uses: plain and STARTTLS, with or without login."""
    with SmtpSink(smtp_certificate).serve() as sink:
        yield sink
