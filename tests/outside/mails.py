"""What the tests of the mailbox share: accounts on the private Dovecot, mails, and a colleague."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.outside.imap import Account, Security
from tests.servers.dovecot import Mailbox as Inbox


def account_of(
    inbox: Inbox, *, port: int | None = None, folder: str = "INBOX", timeout: float = 10
) -> Account:
    """The account of `inbox` over plain loopback, or through a proxy at `port`."""
    return Account(
        inbox.host,
        port or inbox.port,
        Security.NONE,
        inbox.user,
        lambda: inbox.password,
        folder=folder,
        timeout=timeout,
    )


def letter(number: int, body: bytes = b"Isi surat.\r\n") -> bytes:
    """A mail that differs from all others by its number."""
    return (
        b"From: pelanggan@perusahaan.example\r\nTo: pengaduan@balai.example\r\n"
        b"Subject: Pengaduan %d\r\nMessage-ID: <surat-%d@perusahaan.example>\r\n\r\n" % (number, number)
    ) + body


@contextmanager
def colleague(inbox: Inbox, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
    """Somebody else at work in the same folder, with a mail program of their own."""
    with imaplib.IMAP4(inbox.host, inbox.port, timeout=10) as client:
        client.login(inbox.user, inbox.password)
        client.select(folder)
        yield client


def flags_of(inbox: Inbox, folder: str = "INBOX") -> dict[int, set[str]]:
    """The flags of every mail in the folder by UID, as another client sees them."""
    with colleague(inbox, folder) as client:
        _, lines = client.uid("FETCH", "1:*", "(FLAGS)")
    found: dict[int, set[str]] = {}
    for line in lines:
        if isinstance(line, bytes):
            uid = int(line.split(b"UID ")[1].split()[0].rstrip(b")"))
            flags = {flag.decode() for flag in imaplib.ParseFlags(line)}
            found[uid] = flags - {"\\Recent"}
    return found
