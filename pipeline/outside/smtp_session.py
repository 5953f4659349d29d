"""One connection to the relay: opening it, logging in, closing it, and saying what went wrong.

It stands apart because all of it happens before the first mail: whatever fails here
fails for every mail alike, and nothing was sent.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import aiosmtplib

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.outside.tls import Security, client_context, is_not_tls, is_untrusted

#: seconds that QUIT may take; all mails have their answers by then
QUIT_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class Relay:
    """The server that takes our mail, and how to log in; secrets are asked for at each login, never kept."""

    host: str
    port: int
    security: Security
    #: None or '' where the relay asks for no login
    user: str | None = None
    password: Callable[[], str] | None = field(default=None, repr=False)
    #: an OAuth 2.0 access token, for XOAUTH2; goes before the password
    token: Callable[[], str] | None = field(default=None, repr=False)
    #: trust the certificates of this PEM file alone
    ca_file: str | None = None
    #: the name that we give in EHLO
    helo: str = "localhost"
    #: how many connections one delivery may open
    connections: int = 4
    #: seconds that the answer to any command may take
    timeout: float = 60.0
    #: seconds from the first byte of a mail to the server's word on it: RFC 5321, 4.5.3.2.6 asks for
    #: ten minutes after the dot, and a shorter patience makes duplicates
    data_timeout: float = 600.0


async def open_session(relay: Relay) -> aiosmtplib.SMTP:
    """Connect, greet and log in; raises OutsideError, permanent where the settings must be mended first."""
    client = aiosmtplib.SMTP(
        hostname=relay.host,
        port=relay.port,
        use_tls=relay.security is Security.TLS,
        start_tls=relay.security is Security.STARTTLS,
        tls_context=_context(relay),
        local_hostname=relay.helo,
        timeout=relay.timeout,
    )
    try:
        await _greet(client)
        await _log_in(client, relay)
    except (aiosmtplib.SMTPException, OSError) as error:
        client.close()
        raise _verdict(relay, error) from error
    crash.point("smtp.connected")
    return client


async def close_session(client: aiosmtplib.SMTP) -> None:
    """Say QUIT if the server still listens; how that ends means nothing, for every mail has its answer."""
    try:
        if client.is_connected:
            await client.quit(timeout=QUIT_TIMEOUT)
    except (aiosmtplib.SMTPException, OSError):
        pass
    finally:
        drop(client)


def drop(client: aiosmtplib.SMTP) -> None:
    """Close the connection at once, without TLS's farewell, for which a broken connection would wait."""
    transport = client.transport
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def _context(relay: Relay) -> ssl.SSLContext | None:
    if relay.security is Security.NONE:
        return None
    try:
        return client_context(relay.ca_file)
    except OSError as error:
        raise OutsideError(
            f"ca_file {relay.ca_file} tidak dapat dibaca: {error}",
            permanent=True,
            remedy="ca_file harus menunjuk berkas PEM yang dapat dibaca",
        ) from error


async def _greet(client: aiosmtplib.SMTP) -> None:
    await client.connect()
    try:
        await client.ehlo()
    except aiosmtplib.SMTPHeloError:
        if not client.is_connected:
            raise
        await client.helo()


async def _log_in(client: aiosmtplib.SMTP, relay: Relay) -> None:
    if not relay.user:
        return
    if relay.token is not None:
        if "xoauth2" not in client.server_auth_methods:
            raise _NoLogin("server tidak menawarkan AUTH XOAUTH2")
        await client.auth_xoauth2(relay.user, relay.token())
        return
    if not client.supported_auth_methods:
        raise _NoLogin("server tidak menawarkan AUTH yang dikenal")
    await client.login(relay.user, relay.password() if relay.password is not None else "")


class _NoLogin(aiosmtplib.SMTPException):
    """The server takes no login of the kind that the settings ask for."""


def _verdict(relay: Relay, error: Exception) -> OutsideError:
    permanent, remedy = _advice(error)
    words = error.message if isinstance(error, aiosmtplib.SMTPException) else str(error)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        words = f"{error.code} {error.message}"
    return OutsideError(f"relai {relay.host}:{relay.port}: {words}", permanent=permanent, remedy=remedy)


def _advice(error: Exception) -> tuple[bool, str]:
    """Whether only a person can mend it, and what they can do."""
    if is_untrusted(error):
        return (
            True,
            "sertifikat server tidak dapat dipercaya: periksa nama host, masa berlaku, atau isi ca_file",
        )
    if is_not_tls(error):
        return True, "server tidak berbicara TLS di porta ini: 465 dengan tls, 587 dengan starttls"
    if isinstance(error, _NoLogin):
        return True, "periksa security (banyak server menawarkan AUTH hanya di atas TLS), atau kosongkan user"
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) and error.code >= 500:
        return True, "periksa user dan kata sandi atau token; pastikan SMTP diizinkan untuk akun ini"
    if "STARTTLS extension not supported" in str(error):
        return True, "server tidak menawarkan STARTTLS: pakai security = tls dengan porta 465"
    if isinstance(error.__cause__, socket.gaierror):
        return False, "periksa ejaan nama host dan DNS"
    return False, "periksa jaringan, porta dan dinding api; surat tetap menunggu dan akan dicoba lagi"
