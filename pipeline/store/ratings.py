"""How content customers are with the answers that they got: one row for each reply to the question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from pipeline.store.after_tables import ratings
from pipeline.store.case_tables import cases
from pipeline.store.mail_tables import mails
from pipeline.store.schema import AnyRow, Moment

#: name of the mail that asks
QUESTION = "kepuasan"
_ASKED = select(mails.c.id).where(mails.c.case_id == cases.c.id, mails.c.template == QUESTION).exists()
_ARRIVED = cases.c.delivered_at.between(bindparam("first", type_=Moment), bindparam("last", type_=Moment))
_TO_ASK = (
    select(cases.c.id, cases.c.delivered_at, cases.c.closed_at)
    .where(_ARRIVED, cases.c.receipted & cases.c.reachable & ~cases.c.bounced, ~_ASKED)
    .order_by(cases.c.id)
)


@dataclass(frozen=True, slots=True)
class Rated:
    """What the customer of one case said last."""

    case_id: int
    #: 1 to 5; None where his words do not tell for certain
    score: int | None
    #: the reply, where his words lie
    inbox_id: int
    at: datetime


def add(connection: Connection, *, case_id: int, inbox_id: int, score: int | None, at: datetime) -> None:
    """Note a reply."""
    row = {"case_id": case_id, "inbox_id": inbox_id, "score": score, "at": at}
    connection.execute(insert(ratings).values(row))


def of_case(connection: Connection, case_id: int) -> Rated | None:
    """What the customer said last, None where he said nothing."""
    query = select(ratings).where(ratings.c.case_id == case_id).order_by(ratings.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return _rated(row) if row else None


def between(connection: Connection, first: datetime, last: datetime) -> list[Rated]:
    """The newest reply of each case that answered from `first` on and before `last`, for the reports."""
    query = select(ratings).where(ratings.c.at >= first, ratings.c.at < last).order_by(ratings.c.id)
    newest = {row.case_id: _rated(row) for row in connection.execute(query)}
    return list(newest.values())


def _rated(row: AnyRow) -> Rated:
    return Rated(row.case_id, row.score, row.inbox_id, row.at)


def to_ask(connection: Connection, first: datetime, last: datetime) -> Sequence[AnyRow]:
    """Cases whose letter arrived by mail from `first` to `last` and whose customer was not asked yet.

    Each with `id`, `delivered_at` and `closed_at`.
    """
    return connection.execute(_TO_ASK, {"first": first, "last": last}).all()


def was_asked(connection: Connection, case_id: int) -> bool:
    """Whether the customer was asked at all."""
    query = select(mails.c.id).where(mails.c.case_id == case_id, mails.c.template == QUESTION)
    return connection.scalar(query.limit(1)) is not None
