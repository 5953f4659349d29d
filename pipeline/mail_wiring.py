"""The mailbox and the mail server of the settings, with what logs in there."""

from typing import Any

from pipeline.outside.imap_account import Account
from pipeline.outside.oauth import Tokens
from pipeline.outside.relay import Relay
from pipeline.outside.secrets import secret
from pipeline.outside.tls import Security
from pipeline.settings import Settings


def _token(tokens: Tokens | None, name: str) -> dict[str, Any]:
    """How a login comes by its access token: of the issuer, or a secret that another program renews."""
    if tokens is None:
        return {"token": lambda: secret(name)}
    return {"token": tokens.current, "renewed": tokens.renewed}


def account(settings: Settings, tokens: Tokens | None = None) -> Account:
    """The mailbox; `tokens` where relay and mailbox share them."""
    item = settings.program.imap
    oauth = item.auth == "xoauth2"
    tokens = tokens or settings.program.oauth.tokens()
    return Account(
        host=item.host,
        port=item.port,
        security=Security(item.security),
        user=item.user,
        password=None if oauth else lambda: secret("imap_password"),
        **(_token(tokens, "imap_token") if oauth else {}),
        ca_file=item.ca_file or None,
        folder=item.folder,
    )


def relay(settings: Settings, tokens: Tokens | None = None) -> Relay:
    """The server that takes our mail; `tokens` likewise."""
    item = settings.program.smtp
    tokens = tokens or settings.program.oauth.tokens()
    return Relay(
        host=item.host,
        port=item.port,
        security=Security(item.security),
        user=None if item.auth == "none" else item.user,
        password=(lambda: secret("smtp_password")) if item.auth == "password" else None,
        **(_token(tokens, "smtp_token") if item.auth == "xoauth2" else {}),
        ca_file=item.ca_file or None,
        helo=settings.office.surel.domain,
        connections=item.connections,
    )
