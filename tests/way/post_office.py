"""A post office: the SMTP server of the tests, which puts what it accepts into Dovecot mailboxes.

It stands apart from the sink because that one only keeps what it took; here a mail arrives, byte for
byte, before its sender hears the 250, and a plus-address reaches the mailbox without the plus.
"""

import itertools
import os
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from tests.servers import process
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import ACCOUNT, Dovecot, Mailbox
from tests.servers.smtp_book import Book, Delivery
from tests.servers.smtp_sink import SmtpSink

_offices = itertools.count(1)
_mails = itertools.count(1)


class PostOffice(SmtpSink):
    """Takes mail for everybody; each office has mailboxes of its own on a Dovecot that many may share."""

    def __init__(
        self, certificate: ServerCertificate, dovecot: Dovecot, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(certificate)
        self.book = _Rounds(self._deliver)
        self._listener.book = self.book
        self._dovecot = dovecot
        self._clock = clock
        self._number = next(_offices)
        self._lock = Lock()

    def mailbox(self, address: str) -> Mailbox:
        """Where mail to `address` arrives, `name+anything@domain` included."""
        local, _, domain = address.lower().rpartition("@")
        return self._dovecot.mailbox(f"{local.partition('+')[0]}-{self._number}@{domain}")

    def lay(self, address: str, mail: bytes) -> None:
        """Put a mail into a mailbox, as old as the office's clock says: Dovecot tells the file's time."""
        box, at = self.mailbox(address), self._clock().timestamp()
        with self._lock:
            box.mails()
            draft = box.maildir / "tmp" / f"{at:.6f}.{next(_mails):06}.pos"
            draft.write_bytes(mail)
            os.utime(draft, (at, at))
            process.hand_over(draft, ACCOUNT)
            draft.rename(box.maildir / "new" / draft.name)

    def _deliver(self, delivery: Delivery) -> None:
        for address in delivery.recipients:
            self.lay(address, delivery.data)


class _Rounds(Book):
    """The book of a server that delivers what it writes down."""

    def __init__(self, deliver: Callable[[Delivery], None]) -> None:
        super().__init__()
        self._deliver = deliver

    def keep(self, delivery: Delivery) -> None:
        super().keep(delivery)
        self._deliver(delivery)
