"""The inbox ledger: every mail of the mailbox, once, with what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Text, bindparam, cast, func, insert, select, update

from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.store import archive
from pipeline.store.erasures import CAME_AGAIN
from pipeline.store.mail_tables import blobs, facts, inbox
from pipeline.store.schema import ESCAPE, AnyRow, Moment

NEW, READ, DONE, HELD, DOUBLE = "baru", "dibaca", "selesai", "ditahan", "ganda"

#: a row's number, what was read of its mail, and the bytes of the files in it by their SHA-256
Reading: TypeAlias = tuple[int, Facts, Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A mail as it came."""

    sha256: str
    #: bytes
    size: int
    #: what was read of it
    facts: Facts


#: the `mailbox` of letters that were registered from a file
FROM_FILE = "berkas"

_OLDEST = (
    select(inbox).where(inbox.c.state == bindparam("wanted")).order_by(inbox.c.id).limit(bindparam("most"))
)
_OLDEST_WITH_SIZE = (
    select(inbox, blobs.c.size)
    .join(blobs, blobs.c.sha256 == inbox.c.sha256)
    .where(inbox.c.state == bindparam("wanted"))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)
#: rows, each with what was read of its mail, for `facts_of`, and the bytes of the mail as `size`
WITH_FACTS = (
    select(inbox, facts.c.data, blobs.c.size)
    .join(blobs, blobs.c.sha256 == inbox.c.sha256)
    .outerjoin(facts, facts.c.inbox_id == inbox.c.id)
)
_OLDEST_WITH_FACTS = (
    WITH_FACTS.where(inbox.c.state == bindparam("wanted")).order_by(inbox.c.id).limit(bindparam("most"))
)
# What is a second copy, or was erased, was settled as it came.
_NEWEST_HANDLED = select(func.max(inbox.c.received_at)).where(
    inbox.c.state.in_((DONE, HELD)), inbox.c.reason.is_distinct_from(CAME_AGAIN)
)
#: mails come nearly in the order of their receipt
_LAST_CAME = (
    select(inbox.c.received_at)
    .where(inbox.c.mailbox != FROM_FILE)
    .order_by(inbox.c.id.desc())
    .limit(50)
    .subquery()
)
_NEWEST_RECEIPT = select(func.max(_LAST_CAME.c.received_at, type_=Moment))
_GET = select(inbox).where(inbox.c.id == bindparam("wanted"))
_WHOLE = (
    select(blobs.c.sha256, blobs.c.size, facts.c.data)
    .select_from(inbox)
    .join(blobs, inbox.c.sha256 == blobs.c.sha256)
    .outerjoin(facts, facts.c.inbox_id == inbox.c.id)
    .where(inbox.c.id == bindparam("wanted"))
)
_MARKS_DUE = select(inbox.c.uid).where(
    inbox.c.mailbox == bindparam("of_mailbox"),
    inbox.c.folder == bindparam("of_folder"),
    inbox.c.uidvalidity == bindparam("of_validity"),
    inbox.c.mark_due,
    inbox.c.marked.is_(None),
)
_SETTLE = update(inbox).where(inbox.c.id == bindparam("wanted"))
_JUDGE = _SETTLE.returning(inbox)
_THESE = update(inbox).where(inbox.c.id.in_(bindparam("wanted", expanding=True)))
_COUNT = _THESE.values(attempts=inbox.c.attempts + 1)
_MARK_READ = _THESE.values(state=READ)
_ADD_FACTS = insert(facts)
_FACTS = select(facts.c.data).where(facts.c.inbox_id == bindparam("wanted"))


def next_uid_of_file(connection: Connection) -> int:
    """A number for a letter that was registered from a file."""
    return 1 + (connection.scalar(select(func.max(inbox.c.uid)).where(inbox.c.mailbox == FROM_FILE)) or 0)


def oldest(connection: Connection, state: str, limit: int) -> Sequence[AnyRow]:
    """The oldest rows in a state."""
    return connection.execute(_OLDEST, {"wanted": state, "most": limit}).all()


def oldest_with_facts(connection: Connection, state: str, limit: int) -> Sequence[AnyRow]:
    """The oldest rows in a state, as `WITH_FACTS` has them."""
    return connection.execute(_OLDEST_WITH_FACTS, {"wanted": state, "most": limit}).all()


def oldest_with_size(connection: Connection, state: str, limit: int) -> Sequence[AnyRow]:
    """The oldest rows in a state, each with the bytes of its mail as `size`."""
    return connection.execute(_OLDEST_WITH_SIZE, {"wanted": state, "most": limit}).all()


def get(connection: Connection, inbox_id: int) -> AnyRow:
    """One row."""
    return connection.execute(_GET, {"wanted": inbox_id}).one()


def whole(connection: Connection, inbox_id: int) -> Whole:
    """A mail as it came, with what was read of it."""
    row = connection.execute(_WHOLE, {"wanted": inbox_id}).one()
    return Whole(row.sha256, row.size, _read(row.data))


def held(connection: Connection) -> Sequence[AnyRow]:
    """Everything that waits for a person, oldest first."""
    return connection.execute(select(inbox).where(inbox.c.state == HELD).order_by(inbox.c.id)).all()


def parked(connection: Connection, how: str, kin: str) -> Sequence[AnyRow]:
    """What is parked so of senders like `kin` (a pattern of LIKE), oldest first; never integrity reports."""
    waits = (inbox.c.state == HELD, inbox.c.parked == how, inbox.c.kind != Kind.WBS.value)
    query = select(inbox).where(*waits, func.lower(inbox.c.sender).like(kin.lower(), escape=ESCAPE))
    return connection.execute(query.order_by(inbox.c.id)).all()


def other(connection: Connection) -> Sequence[AnyRow]:
    """What was taken for another letter and is still kept, oldest first."""
    wanted = (inbox.c.kind == Kind.LAIN.value, inbox.c.state == DONE, inbox.c.case_id.is_(None))
    kept = select(inbox).join(facts, facts.c.inbox_id == inbox.c.id).where(*wanted)
    return connection.execute(kept.order_by(inbox.c.id)).all()


def count_attempts(connection: Connection, inbox_ids: Sequence[int]) -> None:
    """Note that work on the rows begins."""
    connection.execute(_COUNT, {"wanted": inbox_ids})


def write_facts(
    connection: Connection, inbox_id: int, read: Facts, contents: Mapping[str, bytes], at: datetime
) -> None:
    """Keep what was read of one mail; see `write_all_facts`."""
    write_all_facts(connection, [(inbox_id, read, contents)], at)


def write_all_facts(connection: Connection, mails: Sequence[Reading], at: datetime) -> None:
    """Keep what was read of these mails."""
    if not mails:
        return
    archive.store_all(connection, (content for _, _, files in mails for content in files.values()), at)
    rows = [{"inbox_id": inbox_id, "data": read.to_json(), "read_at": at} for inbox_id, read, _ in mails]
    connection.execute(_ADD_FACTS, rows)
    connection.execute(_MARK_READ, {"wanted": [inbox_id for inbox_id, _, _ in mails]})


def load_facts(connection: Connection, inbox_id: int, *, lock: bool = False) -> Facts:
    """What was read of a mail."""
    query = _FACTS.with_for_update() if lock else _FACTS
    return _read(connection.scalar(query, {"wanted": inbox_id}))


def rewrite_facts(connection: Connection, inbox_id: int, again: Facts) -> None:
    """Keep what was found of a mail later."""
    connection.execute(update(facts).where(facts.c.inbox_id == inbox_id).values(data=again.to_json()))


def told_of(connection: Connection, words: str, *, since: datetime, most: int) -> list[int]:
    """The mails read since then whose facts say these words (ASCII, as they stand in JSON)."""
    found = select(facts.c.inbox_id).where(facts.c.read_at >= since, cast(facts.c.data, Text).contains(words))
    return list(connection.scalars(found.order_by(facts.c.inbox_id).limit(most)))


def facts_of(row: AnyRow) -> Facts:
    """What was read of a mail that was loaded with its facts."""
    return _read(row.data)


def _read(data: Mapping[str, Any] | None) -> Facts:
    return Facts.from_json(data) if data else Facts(notes=("Surel ini tidak terbaca.",))


def settle(connection: Connection, inbox_id: int, **values: Any) -> None:
    """Write what became of a mail (state, kind, reason, case_id, mark_due, …)."""
    connection.execute(_SETTLE, {**values, "wanted": inbox_id})


def newest_receipt(connection: Connection) -> datetime | None:
    """The newest INTERNALDATE among the mails that came last: a clock that is not this computer's."""
    newest: datetime | None = connection.scalar(_NEWEST_RECEIPT)
    return newest


def newest_handled(connection: Connection) -> datetime | None:
    """When the newest mail came in that is read and handled."""
    newest: datetime | None = connection.scalar(_NEWEST_HANDLED)
    return newest


def judge(connection: Connection, inbox_id: int, **values: Any) -> AnyRow:
    """Write what a mail was found to be; gives its row as it now stands."""
    return connection.execute(_JUDGE, {**values, "wanted": inbox_id}).one()


def marks_due(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> list[int]:
    """UIDs whose courtesy mark is owed."""
    place = {"of_mailbox": mailbox, "of_folder": folder, "of_validity": uidvalidity}
    return list(connection.scalars(_MARKS_DUE, place))


def marked(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int], how: str
) -> None:
    """Note how marks were carried out."""
    connection.execute(
        update(inbox)
        .where(
            inbox.c.mailbox == mailbox,
            inbox.c.folder == folder,
            inbox.c.uidvalidity == uidvalidity,
            inbox.c.uid.in_(uids),
        )
        .values(marked=how)
    )
