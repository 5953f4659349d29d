"""The table [oauth] of pipeline.toml: who issues the tokens of auth = "xoauth2".

Apart from the other settings because mailbox and relay share it, and because without it a token is a secret
that another program renews.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from pipeline.outside.oauth import Issuer, Tokens
from pipeline.outside.secrets import has_secret, secret

_URL = r"^$|^https://[^\s/]+/\S*$|^http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/\S*$"


class OAuth(BaseModel, extra="forbid", frozen=True):
    """The issuer of access tokens, "" for none."""

    token_url: Annotated[str, Field(pattern=_URL)] = ""
    client_id: str = ""
    #: RFC 6749: the application's own right (4.4), or one that the mailbox's owner gave it (6)
    grant: Literal["client_credentials", "refresh_token"] = "client_credentials"
    scope: str = ""
    ca_file: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.token_url) != bool(self.client_id):
            raise ValueError("token_url dan client_id diisi keduanya, atau tidak sama sekali")
        return self

    def tokens(self) -> Tokens | None:
        """Where a token comes from; None where it is a secret of its own."""
        if not self.token_url:
            return None
        refreshes = self.grant == "refresh_token"
        # An application that a mailbox's owner allowed may be a public client, which has no secret.
        public = refreshes and not has_secret("oauth_client_secret")
        return Tokens(
            Issuer(
                url=self.token_url,
                client_id=self.client_id,
                client_secret=None if public else lambda: secret("oauth_client_secret"),
                refresh_token=(lambda: secret("oauth_refresh_token")) if refreshes else None,
                scope=self.scope,
                ca_file=self.ca_file or None,
            )
        )
