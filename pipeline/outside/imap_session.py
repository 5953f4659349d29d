"""One connection to a mailbox: opening it, logging in, closing it.

Apart from `imap` because it is all about reaching the server, and that module is all about what to do there.
"""

import imaplib
import socket
import ssl
from contextlib import suppress

import imap_tools
from imap_tools.errors import ImapToolsError, MailboxLoginError

from pipeline.errors import OutsideError
from pipeline.outside.imap_account import Account, is_for_now, told
from pipeline.outside.tls import Security, client_context


def connect(account: Account) -> imap_tools.BaseMailBox:
    """Connect and log in; the server's capabilities are those it has after the login."""
    context = None if account.security is Security.NONE else _context(account)
    with told(account):
        box = _opened(account, context)
        try:
            if account.security is Security.STARTTLS:
                _upgrade(box.client, context)
            _log_in(box, account)
            _refresh_capabilities(box.client)
            box.client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        except BaseException:
            cut(box)
            raise
    return box


def _opened(account: Account, context: ssl.SSLContext | None) -> imap_tools.BaseMailBox:
    # Not imap-tools' MailBoxStartTls: when the upgrade fails it leaves the connection open.
    if account.security is Security.TLS:
        return imap_tools.MailBox(account.host, account.port, account.timeout, ssl_context=context)
    return imap_tools.MailBoxUnencrypted(account.host, account.port, account.timeout)


def _upgrade(client: imaplib.IMAP4, context: ssl.SSLContext | None) -> None:
    if "STARTTLS" not in client.capabilities:
        raise OutsideError(
            f"{client.host}:{client.port} tidak menawarkan STARTTLS",
            permanent=True,
            remedy="pakai security = tls dengan porta 993, atau tanyakan kepada pengelola server surat",
        )
    client.starttls(context)


def _context(account: Account) -> ssl.SSLContext:
    try:
        return client_context(account.ca_file)
    except OSError as error:
        raise OutsideError(
            f"ca_file {account.ca_file} tidak dapat dibaca: {error}",
            permanent=True,
            remedy="ca_file harus menunjuk berkas PEM yang dapat dibaca",
        ) from error


def _log_in(box: imap_tools.BaseMailBox, account: Account) -> None:
    try:
        _present(box, account)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        raise OutsideError(
            f"kotak surat {account.user} di {account.host}: login ditolak ({error})",
            permanent=not is_for_now(str(error)),
            remedy="periksa user dan kata sandi atau token; pastikan IMAP diizinkan untuk akun ini",
        ) from error


def _present(box: imap_tools.BaseMailBox, account: Account) -> None:
    if account.token is not None:
        _present_token(box.client, account, account.token())
        return
    password = account.password() if account.password is not None else ""
    plain = (account.user + password).isascii() and (account.user + password).isprintable()
    login = box.login if plain else box.login_utf8
    login(account.user, password, initial_folder=None)


def _present_token(client: imaplib.IMAP4, account: Account, token: str) -> None:
    """Log in with a token; where it is refused, once more with a new one."""
    try:
        _authenticate(client, account.user, token)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if account.renewed is None or is_for_now(str(error)):
            raise
        _authenticate(client, account.user, account.renewed(token))


def _authenticate(client: imaplib.IMAP4, user: str, token: str) -> None:
    # imap-tools repeats the token when the server refuses it with a challenge that wants an empty line.
    lines = iter([f"user={user}\1auth=Bearer {token}\1\1".encode()])
    client.authenticate("XOAUTH2", lambda _challenge: next(lines, b""))


def _refresh_capabilities(client: imaplib.IMAP4) -> None:
    # imaplib keeps what was announced before the login, where Dovecot and others hide MOVE and IDLE.
    _, lines = client.capability()
    if lines and lines[-1]:
        client.capabilities = tuple(lines[-1].decode("ascii", "replace").upper().split())


def hang_up(box: imap_tools.BaseMailBox) -> None:
    """Log out if the server still listens; close the socket in any case."""
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        cut(box)


def cut(box: imap_tools.BaseMailBox) -> None:
    """Close the socket without a word: for a connection that broke, where LOGOUT would only wait."""
    with suppress(OSError):
        box.client.shutdown()
