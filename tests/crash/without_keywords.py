"""A mail server like Zimbra's shared folders: it keeps no keywords and cannot MOVE, so marks are copies."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.servers.dovecot import Dovecot, Mailbox, running_dovecot

_SETTINGS = """\
mail_plugins = acl
plugin {
  acl = vfile
}
imap_capability = IMAP4rev1 UIDPLUS IDLE
"""
#: RFC 4314: all but `w`
_RIGHTS = "owner lrstipekxa\n"


def forbid_keywords(box: Mailbox) -> None:
    """From now on the INBOX keeps no keywords."""
    box.mails()
    (box.maildir / "dovecot-acl").write_text(_RIGHTS)


@contextmanager
def running_without_move() -> Iterator[Dovecot]:
    """The server."""
    with running_dovecot(_SETTINGS) as server:
        yield server


@pytest.fixture(scope="session")
def without_keywords() -> Iterator[Dovecot]:
    """The server, for a test run."""
    with running_without_move() as server:
        yield server
