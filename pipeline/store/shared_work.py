"""The rows that wait, as one of several hosts looks for them: past what the others work at.

Apart from the ledgers, which one daemon reads from the top, because here a row that was found may have been
worked at meanwhile: each is looked for, claimed (claims.py), and looked at again.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, Select, bindparam, func, or_, select

from pipeline.store import owed
from pipeline.store.case_tables import cases, letters, requests
from pipeline.store.inbox import NEW, READ, WITH_FACTS
from pipeline.store.mail_tables import blobs, inbox, mails, recipients
from pipeline.store.outbox import whose_turn
from pipeline.store.schema import AnyRow

_FIRST_NEW = select(func.min(inbox.c.id)).where(inbox.c.state == NEW).scalar_subquery()
_TO_HANDLE = (
    WITH_FACTS.where(inbox.c.state == READ, or_(_FIRST_NEW.is_(None), inbox.c.id < _FIRST_NEW))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)
_TO_READ = (
    select(inbox, blobs.c.size)
    .join(blobs, blobs.c.sha256 == inbox.c.sha256)
    .where(inbox.c.id.in_(bindparam("wanted", expanding=True)), inbox.c.state == NEW)
    .order_by(inbox.c.id)
)
_MAIL_IN = select(inbox.c.id).where(inbox.c.id == bindparam("wanted"), inbox.c.state == bindparam("in_state"))
_TO_SEND = whose_turn(bindparam("most", type_=Integer))
_RECIPIENT = (
    select(recipients.c.state).where(recipients.c.id == bindparam("wanted")).with_for_update(key_share=True)
)
_LETTERS = select(letters).where(letters.c.id.in_(bindparam("wanted", expanding=True))).order_by(letters.c.id)


def to_read(connection: Connection, ids: Sequence[int]) -> Sequence[AnyRow]:
    """Those of these mails that nobody has read yet, each with its bytes as `size`."""
    return connection.execute(_TO_READ, {"wanted": ids}).all()


def to_handle(connection: Connection, most: int) -> Sequence[AnyRow]:
    """The oldest read mails with their facts, as far as none that came earlier is still to be read.

    Hosts read side by side, but what came first is handled first.
    """
    return connection.execute(_TO_HANDLE, {"most": most}).all()


def mail_is(connection: Connection, inbox_id: int, state: str) -> bool:
    """Whether a mail is in a state still; the row is held to the end of the transaction."""
    held = _MAIL_IN.with_for_update(key_share=True)
    return connection.scalar(held, {"wanted": inbox_id, "in_state": state}) is not None


def to_send(connection: Connection, now: datetime, most: int) -> Sequence[int]:
    """The recipients to whom a mail should go now, oldest first; of a case only the first to each address."""
    return [row.id for row in connection.execute(_TO_SEND, {"now": now, "most": most})]


def recipient_state(connection: Connection, recipient_id: int) -> str:
    """The state of a recipient; the row is held to the end of the transaction."""
    state: str = connection.execute(_RECIPIENT, {"wanted": recipient_id}).scalar_one()
    return state


def letters_as_they_are(connection: Connection, ids: Sequence[int]) -> Sequence[AnyRow]:
    """Letters by their numbers, in order."""
    return connection.execute(_LETTERS, {"wanted": ids}).all()


def hold_mails(connection: Connection, owed_mails: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Those of these owed mails that may be frozen now, their cases, rows and requests held to the end.

    What another transaction holds is left for the next pass, so nobody is waited for. Nothing else may be
    locked by a transaction that writes many mails: the audit head, which the first of them takes, comes last
    in the order of locks.
    """
    held_cases = _held(connection, select(cases.c.id), [row.case_id for row in owed_mails])
    found = [row for row in owed_mails if row.case_id is None or row.case_id in held_cases]
    still_owed = select(mails.c.id).where(mails.c.state == owed.OWED)
    held_mails = _held(connection, still_owed, [row.id for row in found])
    held_requests = _held(connection, select(requests.c.id), [row.request_id for row in found])
    return [
        row
        for row in found
        if row.id in held_mails and (row.request_id is None or row.request_id in held_requests)
    ]


def _held(connection: Connection, query: Select[tuple[int]], ids: Sequence[int | None]) -> set[int]:
    wanted = sorted({each for each in ids if each is not None})
    column = query.selected_columns["id"]
    return set(
        connection.scalars(
            query.where(column.in_(wanted)).order_by(column).with_for_update(skip_locked=True, key_share=True)
        )
    )
