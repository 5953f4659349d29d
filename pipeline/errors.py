"""The three families of failure: told to the sender, held for a person, or outside.

They stand apart from every room because each room raises them and only the
stages in `office/` decide what follows.
"""


class TanggapError(Exception):
    """Anything that Tanggap itself reports. The text says what to do next."""


class Refusal(TanggapError):
    """A reply that cannot be carried out; the text goes to its sender, in Indonesian.

    `example` is a line the sender could have written instead.
    """

    def __init__(self, reason: str, *, example: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.example = example


class SetAside(TanggapError):
    """A mail or letter that a person has to look at; the text says why, in Indonesian."""


class OutsideError(TanggapError):
    """Something outside (mailbox, SMTP, converter, seal) failed.

    `permanent` tells whether trying again can help; `remedy` is what the administrator can do.
    """

    def __init__(self, message: str, *, permanent: bool, remedy: str = "") -> None:
        super().__init__(message)
        self.permanent = permanent
        self.remedy = remedy


class Unreadable(OutsideError):
    """The mail server does not give one mail, however well it gives the others."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message, permanent=False, remedy=remedy)


class SettingsError(TanggapError):
    """The configuration cannot be used; the text lists every fault with file, key and remedy."""
