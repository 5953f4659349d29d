"""Mails that left, or may have, without a copy for the journal; a row goes once a copy was taken.

Apart from the outbox, whose rows say what became of the mail itself. What was not sent in the end keeps its
row here and counts for nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from pipeline.store.mail_tables import blobs, mails, outbox, recipients, uncopied
from pipeline.store.outbox import ACCEPTED
from pipeline.store.schema import AnyRow, Moment

_FORGET = delete(uncopied).where(uncopied.c.recipient_id == bindparam("wanted"))
# What was erased meanwhile has no bytes, and needs no copy any more.
_ROWS = (
    uncopied.join(recipients, recipients.c.id == uncopied.c.recipient_id)
    .join(outbox, outbox.c.id == recipients.c.outbox_id)
    .join(mails, mails.c.id == outbox.c.mail_id)
    .join(blobs, blobs.c.sha256 == outbox.c.sha256)
)
_NEEDED = (recipients.c.state == ACCEPTED) & blobs.c.content.is_not(None)
_STANDING = (
    select(func.count().label("count"), func.min(uncopied.c.since, type_=Moment).label("since"))
    .select_from(_ROWS)
    .where(_NEEDED)
)
_LAST_WORD = (
    select(uncopied.c.word)
    .select_from(_ROWS)
    .where(_NEEDED)
    .order_by(uncopied.c.next_at.desc(), uncopied.c.since.desc())
    .limit(1)
)
_DUE = (
    select(recipients.c.id, recipients.c.address, outbox.c.sender, outbox.c.message_id)
    .add_columns(mails.c.case_id, blobs.c.content)
    .select_from(_ROWS)
    .where(_NEEDED, uncopied.c.next_at <= bindparam("now"))
    .order_by(recipients.c.id)
    .limit(bindparam("most"))
)
_WAIT = update(uncopied).where(uncopied.c.next_at <= bindparam("now"))


def miss(connection: Connection, recipient_id: int, word: str, *, at: datetime, next_at: datetime) -> None:
    """The journal was not given the copy of this try of a mail."""
    forget(connection, recipient_id)
    row = {"recipient_id": recipient_id, "since": at, "next_at": next_at, "word": word}
    connection.execute(insert(uncopied), row)


def forget(connection: Connection, recipient_id: int) -> None:
    """The journal has a copy, or needs none any more."""
    connection.execute(_FORGET, {"wanted": recipient_id})


def standing(connection: Connection) -> tuple[int, datetime | None, str]:
    """How many mails left without a copy, since when, and what the server said last."""
    count, since = connection.execute(_STANDING).one()
    return count, since, str(connection.scalar(_LAST_WORD) or "")


def due(connection: Connection, now: datetime, most: int) -> Sequence[AnyRow]:
    """The oldest mails whose copy is to be tried now, with their bytes."""
    return connection.execute(_DUE, {"now": now, "most": most}).all()


def wait(connection: Connection, word: str, *, now: datetime, next_at: datetime) -> None:
    """What was said to one copy that was tried now is said to all that were to be: they share the mailbox."""
    connection.execute(_WAIT.values(word=word, next_at=next_at), {"now": now})
