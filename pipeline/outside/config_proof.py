"""The tables [journal], [canary] and [alarm] of pipeline.toml: what proves that mail leaves and arrives.

Apart from the other settings because they are judged together, and an office may do without all of them.
"""

from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from pipeline.outside import journal
from pipeline.outside.alarm import Channel
from pipeline.outside.imap_account import Account
from pipeline.outside.relay import Relay
from pipeline.outside.secrets import secret
from pipeline.outside.tls import Security

_ADDRESS = r"^$|^[^@\s<>,;]+@[^@\s<>,;]+$"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
Port = Annotated[int, Field(gt=0, lt=65536)]


class Journal(BaseModel, extra="forbid", frozen=True):
    """Where copies of our own mails lie; they prove what left when a connection is cut off."""

    #: gets a copy of every mail in the same envelope, "" for nobody
    address: Annotated[str, Field(pattern=_ADDRESS)] = ""
    #: the account whose mailbox the copies arrive in, on the IMAP server of [imap]; "" for the office's own
    user: str = ""
    folder: str = "INBOX"
    #: the folder of the office's own mailbox in which the provider files what is sent, "" if it does not
    sent_folder: str = ""
    #: how long a copy may take to show
    wait_minutes: Annotated[int, Field(ge=0)] = 15

    @model_validator(mode="after")
    def _is_addressed(self) -> Self:
        if self.user and not self.address:
            raise ValueError("user memerlukan address: alamat yang mendapat salinan setiap surel")
        return self

    def places(self, own: Account) -> journal.Journal | None:
        """Where to look, `own` being the office's mailbox; None where there is no such place."""
        copies = replace(own, folder=self.folder) if self.address else None
        if copies and self.user:
            password = lambda: secret("journal_password")  # noqa: E731 -- asked for at each login
            copies = replace(copies, user=self.user, password=password, token=None)
        sent = replace(own, folder=self.sent_folder) if self.sent_folder else None
        return journal.Journal(copies, sent) if copies or sent else None


class Canary(BaseModel, extra="forbid", frozen=True):
    """A mail to ourselves through the real servers."""

    #: between two of them; 0 switches them off
    every_minutes: Annotated[int, Field(ge=0)] = 60
    #: after so long without its return the alarm is given
    late_minutes: Annotated[int, Field(gt=0)] = 15


class Alarm(BaseModel, extra="forbid", frozen=True):
    """The second channel, for when mail itself fails: a command, a second SMTP server, or both."""

    #: a program and its arguments; it gets the subject as its last argument and the text on its input
    command: tuple[str, ...] = ()
    #: who gets the alarm over the second server
    to: Annotated[str, Field(pattern=_ADDRESS)] = ""
    sender: Annotated[str, Field(pattern=_ADDRESS)] = ""
    host: str = ""
    port: Port = 465
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    auth: Literal["password", "none"] = "password"
    ca_file: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.host) != bool(self.to):
            raise ValueError("host dan to harus diisi bersama: server kedua dan alamat yang diberi tahu")
        if self.host and not self.sender:
            raise ValueError("sender harus diisi: alamat pengirim yang boleh dipakai pada server kedua")
        if self.security == "none" and self.host and self.host not in _LOOPBACK:
            raise ValueError('security = "none" hanya untuk server pada mesin ini')
        return self

    def channel(self, helo: str) -> Channel:
        """The way to whoever is told."""
        relay = Relay(
            host=self.host,
            port=self.port,
            security=Security(self.security),
            user=None if self.auth == "none" else self.user,
            password=(lambda: secret("alarm_password")) if self.auth == "password" else None,
            ca_file=self.ca_file or None,
            helo=helo,
            connections=1,
        )
        return Channel(self.command, relay if self.host else None, self.sender, self.to)
