"""One connection to the relay: opening it, logging in, closing it, and saying what went wrong.

It stands apart because all of it happens before the first mail: whatever fails here
fails for every mail alike, and nothing was sent.
"""

import asyncio
import ssl

import aiosmtplib

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.outside.relay import Relay
from pipeline.outside.smtp_advice import NoLogin, verdict
from pipeline.outside.tls import Security, client_context

#: seconds that QUIT may take; all mails have their answers by then
QUIT_TIMEOUT = 5.0


class _Session(aiosmtplib.SMTP):
    """A connection that is closed at once, wherever it is closed.

    aiosmtplib closes politely and lets go of the transport: TLS then waits for the other side's farewell,
    and the loop ends before it comes, which leaves the socket open.
    """

    def close(self) -> None:
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


async def open_session(relay: Relay) -> aiosmtplib.SMTP:
    """Connect, greet and log in; raises OutsideError, permanent where the settings must be mended first."""
    client = _Session(
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
        raise verdict(relay, error) from error
    except BaseException:
        # No token was to be had.
        client.close()
        raise
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
    """Close the connection at once, without waiting for anything that the other side might still say."""
    client.close()


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
            raise NoLogin("server tidak menawarkan AUTH XOAUTH2")
        # Whoever issues it may be slow, and other connections of this loop carry mail meanwhile.
        token = await asyncio.to_thread(relay.token)
        await _present_token(client, relay, relay.user, token)
        return
    if not client.supported_auth_methods:
        raise NoLogin("server tidak menawarkan AUTH yang dikenal")
    await client.login(relay.user, relay.password() if relay.password is not None else "")


async def _present_token(client: aiosmtplib.SMTP, relay: Relay, user: str, token: str) -> None:
    """Log in with a token; where it is refused, once more with a new one."""
    try:
        await client.auth_xoauth2(user, token)
    except aiosmtplib.SMTPAuthenticationError as error:
        if relay.renewed is None or error.code < 500:
            raise
        await client.auth_xoauth2(user, await asyncio.to_thread(relay.renewed, token))
