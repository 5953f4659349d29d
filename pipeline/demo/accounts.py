"""The demo's accounts: who may log in over IMAP, and who is at home for SMTP.

They stand between the mail server and the folders because both of its doors ask here.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from pymap.backend.session import BaseSession
from pymap.config import IMAPConfig
from pymap.exceptions import AuthorizationFailure, InvalidAuth, NotSupportedError
from pymap.interfaces.login import IdentityInterface, LoginInterface
from pymap.parsing.specials import SearchKey
from pymap.selected import SelectedMailbox
from pymap.token import AllTokens
from pymap.user import UserMetadata
from pysasl.creds.server import ServerCredentials
from pysasl.identity import ClearIdentity

from pipeline.demo.folders import Clock, Folders, Mail


class Accounts:
    """Addresses, their passwords and their folders."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root = root
        self._clock = clock
        self._passwords: dict[str, str] = {}
        self._folders: dict[str, Folders] = {}

    def add(self, address: str, password: str) -> None:
        """Let `address` receive mail and log in; the passwords are clear text, as nobody's are real."""
        name = address.lower()
        self._folders.setdefault(name, Folders(self._root / name, self._clock))
        self._passwords[name] = password

    def home_of(self, address: str) -> Folders | None:
        """The folders that get what is sent to `address`, `name+anything@domain` included."""
        local, _, domain = address.lower().rpartition("@")
        return self._folders.get(f"{local.partition('+')[0]}@{domain}")

    def knows(self, name: str, password: str) -> bool:
        """Whether this is the password of the account."""
        return self._passwords.get(name) == password

    def verified(self, credentials: ServerCredentials) -> str:
        """The account whose password was given; InvalidAuth otherwise."""
        name = credentials.authcid.lower()
        password = self._passwords.get(name)
        if password is None or not credentials.verify(ClearIdentity(credentials.authcid, password)):
            raise InvalidAuth
        return name

    def __getitem__(self, name: str) -> Folders:
        return self._folders[name]


class Session(BaseSession[Mail]):
    """What one IMAP connection works with after its login."""

    def __init__(self, owner: str, config: IMAPConfig, folders: Folders) -> None:
        super().__init__(owner)
        self._config = config
        self._folders = folders

    @property
    def config(self) -> IMAPConfig:
        """The server's settings."""
        return self._config

    @property
    def mailbox_set(self) -> Folders:
        """The account's folders, the same for all its sessions."""
        return self._folders

    async def search_mailbox(
        self, selected: SelectedMailbox, keys: frozenset[SearchKey]
    ) -> tuple[Iterable[tuple[int, Mail]], SelectedMailbox]:
        """SEARCH, among all that lies there now; pymap's own misses what came since the last command."""
        return await super().search_mailbox(await self.check_mailbox(selected), keys)


class Identity(IdentityInterface):
    """An account that has shown its password. pymap's administration of users has no use here."""

    def __init__(self, name: str, config: IMAPConfig, accounts: Accounts) -> None:
        self._name = name
        self._config = config
        self._accounts = accounts

    @property
    def name(self) -> str:
        """The address."""
        return self._name

    @property
    def roles(self) -> frozenset[str]:
        """None: nobody may read another's mail."""
        return frozenset()

    @asynccontextmanager
    async def new_session(self) -> AsyncIterator[Session]:
        """A session on the account's folders."""
        yield Session(self.name, self._config, self._accounts[self.name])

    async def new_token(self, *, expiration: datetime | None = None) -> None:
        """No tokens are given."""

    async def get(self) -> UserMetadata:
        """The account as pymap's administration sees it: a name."""
        return UserMetadata(self._config, self.name)

    async def set(self, metadata: UserMetadata) -> NoReturn:
        """Refused."""
        raise NotSupportedError("Accounts are set by the demo.")

    async def delete(self) -> NoReturn:
        """Refused."""
        raise NotSupportedError("Accounts are set by the demo.")


class Login(LoginInterface):
    """Checks passwords for pymap."""

    def __init__(self, config: IMAPConfig, accounts: Accounts) -> None:
        self._config = config
        self._accounts = accounts

    @property
    def tokens(self) -> AllTokens:
        """pymap asks for it; no token is ever accepted."""
        return AllTokens(self._config)

    async def authenticate(self, credentials: ServerCredentials) -> Identity:
        """The account behind the credentials; InvalidAuth if they are wrong."""
        return Identity(self._accounts.verified(credentials), self._config, self._accounts)

    async def authorize(self, authenticated: IdentityInterface, authzid: str) -> IdentityInterface:
        """Itself, and nobody else."""
        if authzid.lower() != authenticated.name:
            raise AuthorizationFailure
        return authenticated
