"""Mails that lay in the mailbox before the register looked after it: what they are known by."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.mail_tables import earlier

#: a mail's UID, when it was received, and its heading
Old = tuple[int, datetime, str]

# Another poller may have been faster.
_ADD = {
    "sqlite": sqlite.insert(earlier).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(earlier).on_conflict_do_nothing(),
}
_KNOWN = (
    select(earlier.c.heading)
    .where(earlier.c.mailbox == bindparam("of_mailbox"), earlier.c.folder == bindparam("of_folder"))
    .where(earlier.c.heading.in_(bindparam("headings", expanding=True)))
    .distinct()
)
_RECEIVED = select(earlier.c.uid, earlier.c.received_at).where(
    earlier.c.mailbox == bindparam("of_mailbox"),
    earlier.c.folder == bindparam("of_folder"),
    earlier.c.uidvalidity == bindparam("of_validity"),
)


def add_all(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int, mails: Sequence[Old]
) -> None:
    """Remember mails of a folder."""
    place = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity}
    rows = [{**place, "uid": uid, "received_at": at, "heading": told} for uid, at, told in mails]
    if rows:
        connection.execute(_ADD[connection.dialect.name], rows)


def known(connection: Connection, mailbox: str, folder: str, headings: Collection[str]) -> set[str]:
    """Those of the headings that a mail of the folder has, under any UIDVALIDITY."""
    place = {"of_mailbox": mailbox, "of_folder": folder}
    return set(connection.scalars(_KNOWN, {**place, "headings": [told for told in headings if told]}))


def received(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> Mapping[int, datetime]:
    """When the remembered mails of a folder were received, by UID."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    return {row.uid: row.received_at for row in connection.execute(_RECEIVED, place)}
