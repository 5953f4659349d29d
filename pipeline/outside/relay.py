"""The relay as a value: which server takes our mail, and how to log in there.

Apart from the connection because whoever reads the settings makes one and never connects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.outside.tls import Security


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
    #: another token instead of one that was refused; None where there is no other
    renewed: Callable[[str], str] | None = field(default=None, repr=False)
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
