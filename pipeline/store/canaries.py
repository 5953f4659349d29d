"""The canaries: mails to ourselves, when each left and came back, and of which the alarm was given."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.mail_tables import canaries
from pipeline.store.schema import AnyRow

_BEGIN = {
    "sqlite": sqlite.insert(canaries).on_conflict_do_nothing(index_elements=["slot"]),
    "postgresql": postgresql.insert(canaries).on_conflict_do_nothing(index_elements=["slot"]),
}


def begin(connection: Connection, *, slot: int, message_id: str, at: datetime) -> bool:
    """A canary is about to leave; False where this interval has had its own."""
    row = {"slot": slot, "message_id": message_id, "sent_at": at, "word": "", "cleared": False}
    return connection.execute(_BEGIN[connection.dialect.name], row).rowcount == 1


def note(connection: Connection, message_id: str, word: str) -> None:
    """What was said when it was handed over."""
    connection.execute(update(canaries).where(canaries.c.message_id == message_id).values(word=word))


def come_back(
    connection: Connection, message_id: str, *, at: datetime, folder: str, uidvalidity: int, uid: int
) -> bool:
    """Note its return, the first time; whether it is one of ours at all."""
    found = connection.execute(select(canaries).where(canaries.c.message_id == message_id)).first()
    if found is None:
        return False
    if found.back_at is None:
        place = {"folder": folder, "uidvalidity": uidvalidity, "uid": uid}
        connection.execute(update(canaries).where(canaries.c.id == found.id).values(back_at=at, **place))
    return True


def newest(connection: Connection) -> AnyRow | None:
    """The canary that left last."""
    return connection.execute(select(canaries).order_by(canaries.c.id.desc()).limit(1)).first()


def outage(connection: Connection) -> AnyRow | None:
    """The canary of which the alarm was given, as long as the recovery was not told."""
    over = canaries.c.alarmed_at.is_not(None) & canaries.c.recovered_at.is_(None)
    return connection.execute(select(canaries).where(over).order_by(canaries.c.id).limit(1)).first()


def back_since(connection: Connection, canary_id: int) -> datetime | None:
    """When that canary, or the first after it, came back; None if none did."""
    since = (canaries.c.id >= canary_id) & canaries.c.back_at.is_not(None)
    found = connection.execute(select(canaries.c.back_at).where(since).order_by(canaries.c.back_at).limit(1))
    at: datetime | None = found.scalar()
    return at


def alarmed(connection: Connection, canary_id: int, at: datetime) -> None:
    """The alarm was given."""
    connection.execute(update(canaries).where(canaries.c.id == canary_id).values(alarmed_at=at))


def recovered(connection: Connection, canary_id: int, at: datetime) -> None:
    """The end of the outage was told."""
    connection.execute(update(canaries).where(canaries.c.id == canary_id).values(recovered_at=at))


def to_clear(connection: Connection, folder: str, uidvalidity: int) -> list[int]:
    """UIDs of canaries that still lie in the mailbox."""
    there = (canaries.c.folder == folder) & (canaries.c.uidvalidity == uidvalidity) & ~canaries.c.cleared
    return list(connection.scalars(select(canaries.c.uid).where(there).order_by(canaries.c.uid)))


def clear(connection: Connection, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
    """They lie there no more."""
    there = (canaries.c.folder == folder) & (canaries.c.uidvalidity == uidvalidity)
    connection.execute(update(canaries).where(there, canaries.c.uid.in_(uids)).values(cleared=True))
