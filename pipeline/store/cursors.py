"""How far each folder of a mailbox was read: a cursor for every UIDVALIDITY (RFC 3501, 2.3.1.1)."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from pipeline.store.mail_tables import cursors
from pipeline.store.schema import AnyRow, Moment

_FOLDER = (
    cursors.c.mailbox == bindparam("of_mailbox"),
    cursors.c.folder == bindparam("of_folder"),
    cursors.c.uidvalidity == bindparam("of_validity"),
)
_FIND = select(cursors).where(*_FOLDER)
_FIRST_SIGHT = select(func.min(cursors.c.since, type_=Moment)).where(*_FOLDER[:2])
_OTHERS = select(cursors.c.remembered).where(*_FOLDER[:2], cursors.c.uidvalidity != bindparam("of_validity"))
_REMEMBER = update(cursors).where(*_FOLDER).values(remembered=True)
# Never back: another poller may have been faster.
_ADVANCE = update(cursors).where(*_FOLDER, cursors.c.last_uid < bindparam("up_to"))


def find(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> AnyRow | None:
    """How far the folder was read, None at the first sight of this UIDVALIDITY."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    return connection.execute(_FIND, place).first()


def first_sight(connection: Connection, mailbox: str, folder: str) -> datetime | None:
    """Since when the register looks after this folder, under any UIDVALIDITY."""
    since: datetime | None = connection.scalar(_FIRST_SIGHT, {"of_mailbox": mailbox, "of_folder": folder})
    return since


def start(
    connection: Connection,
    mailbox: str,
    folder: str,
    uidvalidity: int,
    *,
    last_uid: int,
    since: datetime,
    from_start: bool,
    begun_at: datetime | None = None,
    begun_uid: int | None = None,
) -> None:
    """Begin to read a folder after `last_uid`."""
    connection.execute(
        insert(cursors).values(
            mailbox=mailbox,
            folder=folder,
            uidvalidity=uidvalidity,
            last_uid=last_uid,
            since=since,
            from_start=from_start,
            begun_at=begun_at,
            begun_uid=begun_uid,
        )
    )


def others(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> list[bool]:
    """Of each other UIDVALIDITY of the folder, whether what is not the register's was remembered under it."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    return list(connection.scalars(_OTHERS, place))


def remember(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> None:
    """Note that all of it is remembered under this UIDVALIDITY."""
    connection.execute(_REMEMBER, {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity})


def advance(connection: Connection, mailbox: str, folder: str, uidvalidity: int, uid: int) -> None:
    """Remember that everything up to `uid` was collected."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    connection.execute(_ADVANCE, {**place, "last_uid": uid, "up_to": uid})
