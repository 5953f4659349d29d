"""Our own mails as the journal gave them back, until the register owes them again."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.mail.register_mark import Marked
from pipeline.store import archive, erasures
from pipeline.store.recovery_tables import journal_mails
from pipeline.store.schema import AnyRow

_ADD = {
    "sqlite": sqlite.insert(journal_mails).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(journal_mails).on_conflict_do_nothing(),
}
_NEXT = (
    select(journal_mails)
    .where(
        journal_mails.c.subject == bindparam("about"),
        journal_mails.c.template == bindparam("wording"),
        journal_mails.c.post == bindparam("whom"),
        journal_mails.c.used_at.is_(None),
        journal_mails.c.found_at >= bindparam("since"),
    )
    .order_by(journal_mails.c.found_at, journal_mails.c.id)
    .limit(1)
)
_USE = update(journal_mails).where(journal_mails.c.id == bindparam("wanted"))


def keep(connection: Connection, found: Marked, at: datetime) -> None:
    """Keep a mail of ours, written `at`, that the register does not know; a second copy changes nothing."""
    mark = found.mark
    # It spoke of a case that was erased; its Message-ID and its code are needed all the same.
    erased = erasures.erased_mails(connection, [hashlib.sha256(found.raw).hexdigest()])
    row = {
        "message_id": mark.id,
        "subject": mark.subject,
        "template": mark.templat,
        "post": mark.pos,
        "address": mark.kepada,
        "sha256": (archive.note if erased else archive.store)(connection, found.raw, at),
        "found_at": at,
    }
    connection.execute(_ADD[connection.dialect.name], row)


def next_copy(
    connection: Connection, subject: str, template: str, post: str, since: datetime
) -> AnyRow | None:
    """The oldest copy since then about this, with this wording, to this post; None where none has left."""
    wanted = {"about": subject, "wording": template, "whom": post, "since": since}
    return connection.execute(_NEXT, wanted).first()


def next_of(connection: Connection, templates: Collection[str], post: str, since: datetime) -> AnyRow | None:
    """The oldest copy since then with one of these wordings to this post, whatever it is about."""
    wanted = select(journal_mails).where(
        journal_mails.c.template.in_(templates),
        journal_mails.c.post == post,
        journal_mails.c.used_at.is_(None),
        journal_mails.c.found_at >= since,
    )
    return connection.execute(wanted.order_by(journal_mails.c.found_at, journal_mails.c.id)).first()


def use(connection: Connection, copy_id: int, at: datetime) -> None:
    """Note that the register owes this mail again, and has it."""
    connection.execute(_USE, {"wanted": copy_id, "used_at": at})


def unused(connection: Connection) -> Sequence[AnyRow]:
    """The mails that have left and that the register does not owe (again)."""
    left = select(journal_mails).where(journal_mails.c.used_at.is_(None))
    return connection.execute(left.order_by(journal_mails.c.id)).all()
