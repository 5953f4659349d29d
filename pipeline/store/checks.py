"""Whether cures hold: who was asked when, and which closed cases are due to be asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from pipeline.sop.steps import State
from pipeline.store.after_tables import checks
from pipeline.store.case_tables import answers, cases, requests
from pipeline.store.erasure_tables import erasures
from pipeline.store.schema import AnyRow, Moment

# What was asked before belongs to an earlier end of the case.
_SINCE = (
    (checks.c.case_id == cases.c.id)
    & (checks.c.days == bindparam("after"))
    & (checks.c.at > cases.c.closed_at)
)
# Of an erased case nobody knows any more what was to be done.
_ERASED = select(erasures.c.id).where(erasures.c.case_id == cases.c.id).exists()
_ENDED = (cases.c.state == State.SELESAI.value) & cases.c.closed_at.between(
    bindparam("first", type_=Moment), bindparam("last", type_=Moment)
)
_TO_OPEN = (
    select(cases.c.id)
    .where(_ENDED, ~select(checks.c.id).where(_SINCE).exists(), ~_ERASED)
    .order_by(cases.c.id)
)
_WAITING = (
    select(checks)
    .join(requests, requests.c.id == checks.c.request_id)
    .where(requests.c.closed_at.is_(None))
    .order_by(checks.c.id)
)


def add(
    connection: Connection, *, case_id: int, run: int, days: int, post: str, request_id: int, at: datetime
) -> None:
    """Note that a post was asked."""
    row = {"case_id": case_id, "run": run, "days": days, "post": post, "request_id": request_id, "at": at}
    connection.execute(insert(checks).values(row))


def to_open(connection: Connection, days: int, first: datetime, last: datetime) -> Sequence[int]:
    """Cases that came to their good end in that time, and of which nobody was asked so many days later."""
    return connection.scalars(_TO_OPEN, {"after": days, "first": first, "last": last}).all()


def was_opened(connection: Connection, case_id: int, run: int, days: int) -> bool:
    """Whether somebody was asked already after this end of the case, so many days later."""
    this = (checks.c.case_id == case_id) & (checks.c.run == run) & (checks.c.days == days)
    return connection.scalar(select(checks.c.id).where(this).limit(1)) is not None


def waiting(connection: Connection) -> Sequence[AnyRow]:
    """The checks that nobody has answered yet, with the request's words."""
    return connection.execute(_WAITING).all()


def move(connection: Connection, request_id: int, again: int) -> None:
    """What was asked by one request is asked by another now, since its post has another holder."""
    connection.execute(update(checks).where(checks.c.request_id == request_id).values(request_id=again))


def of_case(connection: Connection, case_id: int) -> Sequence[AnyRow]:
    """The checks of a case, oldest first, each with the end of its request and the answer that ended it."""
    ended = (requests.c.closed_at, requests.c.closed_why, answers.c.action)
    given = (answers.c.request_id == checks.c.request_id) & answers.c.revoked_at.is_(None)
    query = (
        select(checks, *ended).join(requests, requests.c.id == checks.c.request_id).outerjoin(answers, given)
    )
    return connection.execute(query.where(checks.c.case_id == case_id).order_by(checks.c.id)).all()


def mark(connection: Connection, check_id: int, **moments: datetime) -> None:
    """Write when a reminder or its escalation was owed."""
    connection.execute(update(checks).where(checks.c.id == check_id).values(**moments))
