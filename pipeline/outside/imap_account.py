"""A mailbox's account as a value, and what to tell a person where it cannot be reached.

Apart from the connection because every command of `imap` may fail in these ways, not only the first.
"""

import imaplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from imap_tools.errors import ImapToolsError

from pipeline.errors import OutsideError
from pipeline.outside.tls import Security, is_not_tls, is_untrusted


@dataclass(frozen=True, slots=True)
class Account:
    """Where a mailbox lies and how to log in; secrets are asked for at each login, never kept."""

    host: str
    port: int
    security: Security
    user: str
    password: Callable[[], str] | None = field(default=None, repr=False)
    #: an OAuth 2.0 access token, for XOAUTH2; goes before the password
    token: Callable[[], str] | None = field(default=None, repr=False)
    #: another token instead of one that was refused; None where there is no other
    renewed: Callable[[str], str] | None = field(default=None, repr=False)
    #: trust the certificates of this PEM file alone
    ca_file: str | None = None
    folder: str = "INBOX"
    #: nothing may change there, not even a flag
    read_only: bool = False
    #: seconds that any single answer of the server may take
    timeout: float = 60.0


@contextmanager
def told(account: Account) -> Iterator[None]:
    """Turn whatever imaplib, imap-tools, ssl or the socket raise into an OutsideError with a remedy."""
    try:
        yield
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise _verdict(account, error) from error


def _verdict(account: Account, error: Exception) -> OutsideError:
    where = f"kotak surat {account.user} di {account.host}:{account.port}"
    if is_untrusted(error):
        return OutsideError(
            f"{where}: sertifikat server tidak dapat dipercaya ({error})",
            permanent=True,
            remedy="periksa nama host, masa berlaku sertifikat, atau isi ca_file",
        )
    if is_not_tls(error):
        return OutsideError(
            f"{where}: server tidak berbicara TLS di porta ini",
            permanent=True,
            remedy="periksa porta dan security: 993 dengan tls, 143 dengan starttls",
        )
    if isinstance(error, socket.gaierror):
        remedy = "periksa ejaan nama host dan DNS"
    elif isinstance(error, OSError):
        remedy = "periksa jaringan, porta dan dinding api; akan dicoba lagi"
    else:
        remedy = "akan dicoba lagi dengan sambungan baru; bila terus terjadi, lihat log server"
    return OutsideError(f"{where}: {str(error) or type(error).__name__}", permanent=False, remedy=remedy)


#: response codes with which a server turns a right password away for now (RFC 5530, 3)
_FOR_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "TOO MANY")


def is_for_now(words: str) -> bool:
    """Whether a server's refusal says that it will pass by itself."""
    return any(word in words.upper() for word in _FOR_NOW)
