"""Mails that lie in the mailbox and could not be fetched yet: how often they were tried, and since when.

The rows let the cursor pass such a mail, so that it holds up none behind it and is still not forgotten.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from pipeline.store.mail_tables import cursors, inbox, unread
from pipeline.store.schema import AnyRow

_WAITING = (
    select(unread)
    .where(
        unread.c.mailbox == bindparam("of_mailbox"),
        unread.c.folder == bindparam("of_folder"),
        unread.c.uidvalidity == bindparam("of_validity"),
    )
    .order_by(unread.c.uid)
)


def waiting(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> Mapping[int, AnyRow]:
    """The mails that wait, by UID, lowest first."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    rows = connection.execute(_WAITING, place).all()
    return {row.uid: row for row in rows}


def strike(
    connection: Connection,
    mailbox: str,
    folder: str,
    uidvalidity: int,
    uid: int,
    *,
    reason: str,
    at: datetime,
) -> None:
    """Note that a mail was tried in vain."""
    known = waiting(connection, mailbox, folder, uidvalidity).get(uid)
    if known is None:
        place = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity, "uid": uid}
        connection.execute(insert(unread).values(**place, tries=1, since=at, reason=reason))
        return
    again = update(unread).where(
        unread.c.mailbox == mailbox,
        unread.c.folder == folder,
        unread.c.uidvalidity == uidvalidity,
        unread.c.uid == uid,
    )
    connection.execute(again.values(tries=known.tries + 1, reason=reason))


def settle(connection: Connection, mailbox: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> None:
    """Forget mails that were fetched, are gone, or were given up."""
    place = (unread.c.mailbox == mailbox, unread.c.folder == folder, unread.c.uidvalidity == uidvalidity)
    connection.execute(delete(unread).where(*place, unread.c.uid.in_(list(uids))))


def received(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int
) -> Mapping[int, set[datetime]]:
    """When the mails of a folder that the register knows were received, by UID."""
    place = (inbox.c.mailbox == mailbox, inbox.c.folder == folder, inbox.c.uidvalidity == uidvalidity)
    known: dict[int, set[datetime]] = {}
    for row in connection.execute(select(inbox.c.uid, inbox.c.received_at).where(*place)):
        known.setdefault(row.uid, set()).add(row.received_at)
    return known


def compared(connection: Connection, mailbox: str, folder: str, uidvalidity: int, at: datetime) -> None:
    """Note that every mail of the folder was compared with the register."""
    place = (cursors.c.mailbox == mailbox, cursors.c.folder == folder, cursors.c.uidvalidity == uidvalidity)
    connection.execute(update(cursors).where(*place).values(compared_at=at))
