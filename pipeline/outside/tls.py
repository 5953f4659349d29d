"""How a connection to a mail server is protected.

It stands apart because the mailbox and the relay are protected in the same way
and neither of them imports the other.
"""

import ssl
from enum import StrEnum


class Security(StrEnum):
    """The protection of a connection, as the settings name it."""

    #: TLS from the first byte (RFC 8314)
    TLS = "tls"
    #: TLS after a word in the clear; without that word there is no connection
    STARTTLS = "starttls"
    #: nothing at all: for a relay on this host, and for tests
    NONE = "none"


def client_context(ca_file: str | None) -> ssl.SSLContext:
    """A context that checks certificate and host name, against `ca_file` alone where it is given.

    Raises OSError if `ca_file` cannot be read.
    """
    return ssl.create_default_context(cafile=ca_file)


def is_untrusted(error: BaseException) -> bool:
    """Whether `error`, or what caused it, says that the other side's certificate cannot be trusted."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def is_not_tls(error: BaseException) -> bool:
    """Whether `error`, or what caused it, says that the other side does not speak TLS on this port."""
    return any(isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS for cause in _causes(error))


#: what OpenSSL 1.1 and 3 say when plain text comes where a handshake should be
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST"})


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return chain
