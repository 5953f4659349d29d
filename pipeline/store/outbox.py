"""The outbox: frozen mails, one row per recipient, with the server's own words.

States of a recipient: beku → mulai (DATA has begun) → diterima, ditolak or
tidak_pasti. Before `mulai` a mail was surely not sent; with `diterima` it surely
was; a crash in between leaves `mulai`, which the next start calls tidak_pasti. That
ends with a proof in `diterima`, without one in `beku`, and where neither can be known
of a mail that leaves the office in `ditanyakan`: TU says which it is.

Mails of one case to one address leave in the order in which they were frozen. One that is put off or in
doubt holds up those behind it, until it has left, is refused or asked about, or was put off `PATIENCE` times.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from pipeline.store import archive
from pipeline.store.mail_tables import blobs, mails, outbox, recipients
from pipeline.store.schema import AnyRow

FROZEN, BEGUN, ACCEPTED, REFUSED, UNKNOWN, ASKED, WITHDRAWN = (
    "beku",
    "mulai",
    "diterima",
    "ditolak",
    "tidak_pasti",
    "ditanyakan",
    "ditarik",
)

#: bytes of mails that are in memory at once; the largest that servers take is 20 to 50 MB
MOST_BYTES = 64 * 1024 * 1024

#: after so many tries in vain, most of an hour, a mail is overtaken by the next of its case
PATIENCE = 4
#: so many that are due are looked through for each mail whose turn it is
_WINDOW = 10

_FREEZE = insert(outbox).returning(outbox.c.id)
_ADDRESS = insert(recipients)
_SETTLE = update(recipients).where(recipients.c.id == bindparam("wanted"))
_MAIL = select(mails).join(outbox, outbox.c.mail_id == mails.c.id).where(outbox.c.id == bindparam("wanted"))
_HEAD_OF_THREAD = (
    select(outbox.c.message_id)
    .join(mails, mails.c.id == outbox.c.mail_id)
    .where(mails.c.case_id == bindparam("of_case"), mails.c.post == bindparam("of_post"))
    .order_by(outbox.c.id)
    .limit(1)
)

_RECIPIENTS = (
    select(
        recipients.c.id,
        recipients.c.outbox_id,
        recipients.c.address,
        recipients.c.state,
        recipients.c.attempts,
        recipients.c.journaled,
        recipients.c.changed_at,
        outbox.c.message_id,
        mails.c.template,
        mails.c.post,
        mails.c.case_id,
    )
    .join(outbox, outbox.c.id == recipients.c.outbox_id)
    .join(mails, mails.c.id == outbox.c.mail_id)
    .order_by(recipients.c.id)
)
_SENT = (
    select(
        outbox.c.id,
        outbox.c.message_id,
        recipients.c.id.label("recipient_id"),
        recipients.c.address,
        recipients.c.state,
        recipients.c.bounced_at,
        mails.c.template,
        mails.c.case_id,
        mails.c.post,
    )
    .join(recipients, recipients.c.outbox_id == outbox.c.id)
    .join(mails, mails.c.id == outbox.c.mail_id)
)
_UNCERTAIN = _RECIPIENTS.where(
    recipients.c.state.in_((UNKNOWN, ASKED)), recipients.c.next_at <= bindparam("now")
).limit(bindparam("most"))
_MOVE = update(recipients).where(
    recipients.c.id == bindparam("wanted"), recipients.c.state == bindparam("left")
)
_FROZEN = select(recipients.c.id, recipients.c.outbox_id).where(recipients.c.state == FROZEN)
# SQLite and PostgreSQL know the length of a blob without reading it; `size` stands behind it in SQLite's row.
_LENGTH = func.coalesce(func.length(blobs.c.content), 0)


def _with_bytes(first: Subquery) -> Select[Any]:
    """These recipients with the bytes of their mails, as far as these fit into `most`, but always one."""
    up_to_here = func.sum(_LENGTH).over(order_by=first.c.id).label("up_to_here")
    measured = (
        select(first.c.id, _LENGTH.label("own"), up_to_here)
        .join(outbox, outbox.c.id == first.c.outbox_id)
        .join(blobs, blobs.c.sha256 == outbox.c.sha256)
        .subquery()
    )
    fits = or_(measured.c.up_to_here <= bindparam("most"), measured.c.up_to_here == measured.c.own)
    wanted = (recipients.c.id, recipients.c.outbox_id, recipients.c.address, recipients.c.attempts)
    tried = (recipients.c.journaled, recipients.c.code)
    return (
        select(*wanted, *tried, outbox.c.sender, outbox.c.message_id, mails.c.case_id, blobs.c.content)
        .join(measured, measured.c.id == recipients.c.id)
        .join(outbox, outbox.c.id == recipients.c.outbox_id)
        .join(mails, mails.c.id == outbox.c.mail_id)
        .join(blobs, blobs.c.sha256 == outbox.c.sha256)
        .where(fits)
        .order_by(recipients.c.id)
    )


def _has_its_turn() -> ColumnElement[bool]:
    """Whether no earlier mail of the case to this address is still to leave; of `recipients` and `mails`."""
    earlier, frozen, mail = recipients.alias("earlier"), outbox.alias("frozen"), mails.alias("mail")
    leaving = (earlier.c.state == FROZEN) & (earlier.c.attempts < PATIENCE)
    before = (
        select(earlier.c.id)
        .join(frozen, frozen.c.id == earlier.c.outbox_id)
        .join(mail, mail.c.id == frozen.c.mail_id)
        .where(mail.c.case_id == mails.c.case_id, earlier.c.address == recipients.c.address)
        .where(earlier.c.id < recipients.c.id, leaving | earlier.c.state.in_((BEGUN, UNKNOWN)))
    )
    return ~exists(before.correlate(recipients, mails))


def whose_turn(most: ColumnElement[int]) -> Select[tuple[int, int]]:
    """The recipients `id` and `outbox_id` to whom a mail should go `now`, oldest first."""
    ripe = (
        _FROZEN.where(recipients.c.next_at <= bindparam("now"))
        .order_by(recipients.c.id)
        .limit(_WINDOW * most)
        .subquery("ripe")
    )
    return (
        select(ripe.c.id, ripe.c.outbox_id)
        .join(recipients, recipients.c.id == ripe.c.id)
        .join(outbox, outbox.c.id == ripe.c.outbox_id)
        .join(mails, mails.c.id == outbox.c.mail_id)
        .where(_has_its_turn())
        .order_by(ripe.c.id)
        .limit(most)
    )


_DUE = _with_bytes(whose_turn(bindparam("limit", type_=Integer)).subquery())
_DUE_OF_THESE = _with_bytes(
    _FROZEN.where(recipients.c.id.in_(bindparam("wanted", expanding=True))).subquery()
)


def freeze(
    connection: Connection,
    *,
    mail_id: int,
    message_id: str,
    sender: str,
    address: str,
    raw: bytes,
    at: datetime,
) -> int:
    """Keep the finished bytes; every try sends exactly these."""
    digest = archive.store(connection, raw, at)
    return freeze_kept(
        connection,
        mail_id=mail_id,
        message_id=message_id,
        sender=sender,
        address=address,
        digest=digest,
        at=at,
    )


def freeze_kept(
    connection: Connection,
    *,
    mail_id: int,
    message_id: str,
    sender: str,
    address: str,
    digest: str,
    at: datetime,
) -> int:
    """The same for bytes that the archive has already."""
    frozen = {"mail_id": mail_id, "message_id": message_id, "sender": sender}
    outbox_id: int = connection.execute(_FREEZE, {**frozen, "sha256": digest, "frozen_at": at}).scalar_one()
    recipient = {"outbox_id": outbox_id, "address": address, "state": FROZEN}
    connection.execute(_ADDRESS, {**recipient, "next_at": at, "changed_at": at})
    return outbox_id


def due(connection: Connection, now: datetime, limit: int, most: int = MOST_BYTES) -> Sequence[AnyRow]:
    """Recipients to whom a mail should go now, with the bytes, oldest first.

    At most `limit` of them, and no more than fit into `most` bytes, but always one. Of the mails of a case
    to one of them it is the first alone; the next has its turn once that has left.
    """
    return connection.execute(_DUE, {"now": now, "limit": limit, "most": most}).all()


def due_of(connection: Connection, ids: Sequence[int], most: int = MOST_BYTES) -> Sequence[AnyRow]:
    """Likewise of these recipients, as far as nobody has sent them their mail meanwhile."""
    return connection.execute(_DUE_OF_THESE, {"wanted": ids, "most": most}).all()


def settle(connection: Connection, recipient_id: int, *, state: str, at: datetime, **values: Any) -> None:
    """Write what is known of one recipient."""
    connection.execute(_SETTLE, {**values, "state": state, "changed_at": at, "wanted": recipient_id})


def move(
    connection: Connection, recipient_id: int, *, out_of: str, state: str, at: datetime, **values: Any
) -> bool:
    """Leave the state `out_of`; False where another pass was first."""
    moved = {**values, "state": state, "changed_at": at, "wanted": recipient_id, "left": out_of}
    return connection.execute(_MOVE, moved).rowcount == 1


def interrupted(connection: Connection) -> Sequence[AnyRow]:
    """Recipients whose DATA has begun; where no host is at it, that was when its program died."""
    return connection.execute(_RECIPIENTS.where(recipients.c.state == BEGUN)).all()


def uncertain(connection: Connection, now: datetime, limit: int) -> Sequence[AnyRow]:
    """Recipients of whom it is unknown whether they were sent their mail, and who are due to be looked at.

    TU may have been asked about them meanwhile.
    """
    return connection.execute(_UNCERTAIN, {"now": now, "most": limit}).all()


def recipient_of(connection: Connection, message_id: str) -> AnyRow | None:
    """The recipient of the mail with this Message-ID, None where the register has no such mail."""
    return connection.execute(_RECIPIENTS.where(outbox.c.message_id == message_id)).first()


def recipient(connection: Connection, recipient_id: int) -> AnyRow:
    """One recipient with his mail."""
    return connection.execute(_RECIPIENTS.where(recipients.c.id == recipient_id)).one()


def by_message_ids(connection: Connection, ids: Sequence[str]) -> Sequence[AnyRow]:
    """The frozen mails with these Message-IDs, with whom and what they were for."""
    return connection.execute(_SENT.where(outbox.c.message_id.in_(list(ids)))).all() if ids else []


def by_ids(connection: Connection, ids: Sequence[int]) -> Sequence[AnyRow]:
    """The frozen mails with these numbers, likewise."""
    return connection.execute(_SENT.where(outbox.c.id.in_(list(ids)))).all() if ids else []


def frozen_at(connection: Connection, outbox_id: int) -> datetime:
    """When a mail was frozen."""
    at: datetime = connection.execute(select(outbox.c.frozen_at).where(outbox.c.id == outbox_id)).scalar_one()
    return at


def mail_of(connection: Connection, outbox_id: int) -> AnyRow:
    """The mail that a frozen row was made from."""
    return connection.execute(_MAIL, {"wanted": outbox_id}).one()


def sent_thread(connection: Connection, case_id: int, post: str) -> str:
    """The Message-ID of the first mail on this case to that post, '' for none; it heads the thread."""
    found: str | None = connection.scalar(_HEAD_OF_THREAD, {"of_case": case_id, "of_post": post})
    return found or ""
