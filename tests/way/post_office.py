"""A post office: the SMTP server of the tests, which puts what it accepts into Dovecot mailboxes.

It stands apart from the sink because that one only keeps what it took; here a mail arrives, byte for
byte, before its sender hears the 250, and a plus-address reaches the mailbox without the plus.
"""

import itertools
import os
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.policy import compat32
from threading import Lock

from tests.offices import BORDER
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
            official = address.partition("@")[0].partition("+")[0] == "pengaduan"
            self.lay(address, self.stamped(delivery) if official else delivery.data)

    @staticmethod
    def stamped(delivery: Delivery) -> bytes:
        """The mail as it passes the border of the office's servers: what they know of it stands on top.

        Who has logged in as somebody of a domain sends from that domain's own servers. Stamps of others are
        left in, as many servers leave them.
        """
        mail = message_from_bytes(delivery.data, policy=compat32)
        domain = str(mail["From"]).rpartition("@")[2].strip("> ")
        own = bool(delivery.user) and str(delivery.user).rpartition("@")[2] == domain
        result = "pass" if own else "fail"
        return (
            f"Authentication-Results: {BORDER};\r\n dmarc={result} header.from={domain or 'x'};\r\n"
            f" spf={result} smtp.mailfrom={delivery.user or 'x@x.test'}\r\n"
            f"Received: from client by {BORDER}; Mon, 23 Nov 2026 08:00:00 +0700\r\n"
        ).encode() + delivery.data


class _Rounds(Book):
    """The book of a server that delivers what it writes down."""

    def __init__(self, deliver: Callable[[Delivery], None]) -> None:
        super().__init__()
        self._deliver = deliver

    def keep(self, delivery: Delivery) -> None:
        super().keep(delivery)
        self._deliver(delivery)
