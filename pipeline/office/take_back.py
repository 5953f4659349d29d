"""BATAL: an accepted answer is taken back within its window, if the next actor has not acted."""

from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.office.carry import Cause, carry_out, confirm
from pipeline.office.desk import Desk
from pipeline.sop import undo
from pipeline.sop.asks import Action
from pipeline.sop.case import Case
from pipeline.sop.steps import PELANGGAN
from pipeline.store import answers, cases, owed, requests
from pipeline.store.case_tables import answers as taken
from pipeline.store.case_tables import requests as asked
from pipeline.store.mail_tables import mails
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow


def take_back(desk: Desk, connection: Connection, request: Request, *, at: datetime, answers_to: str) -> None:
    """Undo the answer that this BATAL request is about; raises `Refusal` where it is too late."""
    if request.case_id is None or request.answer_id is None:
        raise Refusal("Jawaban ini tidak dapat dibatalkan.")
    case = cases.load(connection, request.case_id, lock=True)
    row = answers.get(connection, request.answer_id)
    if _is_followed(connection, row) or not answers.revoke(connection, row.id, at):
        raise Refusal("Jawaban ini tidak dapat dibatalkan lagi karena tahap berikutnya sudah berjalan.")
    caused = answers.caused(connection, row.id)
    requests.close(connection, [item.id for item in caused], why="batal", at=at)
    owed.cancel_mails(connection, answer_id=row.id, why="jawaban dibatalkan")
    _restore(desk, connection, case, row, _told(connection, row), at)
    requests.close(connection, [request.id], why="batal", at=at)
    words = f"Jawaban {row.action.replace('_', ' ').upper()} dibatalkan."
    confirm(
        desk, connection, by=request.post, at=at, understood=words, answers_to=answers_to, case_id=case.id
    )


def _is_followed(connection: Connection, row: AnyRow) -> bool:
    """Whether somebody has acted since; an opinion that another answer asked for is no next step."""
    aside = (taken.c.action == Action.PENDAPAT.value) & (asked.c.answer_id.is_distinct_from(row.id))
    later = (
        select(taken.c.id)
        .join(asked, asked.c.id == taken.c.request_id)
        .where(taken.c.case_id == row.case_id, taken.c.id > row.id, taken.c.revoked_at.is_(None), ~aside)
    )
    return connection.scalar(later.limit(1)) is not None


def _told(connection: Connection, row: AnyRow) -> tuple[str, ...]:
    """Who was sent something because of the answer; whose mail was not made yet never hears of it."""
    sent = (mails.c.answer_id == row.id) & (mails.c.state == owed.FROZEN) & (mails.c.post != PELANGGAN)
    return tuple(connection.scalars(select(mails.c.post).where(sent).distinct().order_by(mails.c.post)))


def _restore(
    desk: Desk, connection: Connection, case: Case, row: AnyRow, told: tuple[str, ...], at: datetime
) -> None:
    request = requests.get(connection, row.request_id)
    decision = undo.take_back(
        case,
        cases.from_json(row.before),
        action=Action(row.action),
        ask=request.ask if request.closed_at else None,
        by=row.by,
        told=told,
        rules=desk.rules,
    )
    carry_out(desk, connection, decision, Cause(by=row.by, at=at, payload={"jawaban": row.id}))
