"""BATAL: an accepted answer is taken back within its window, if the next actor has not acted."""

from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.office.carry import Cause, carry_out, confirm
from pipeline.office.desk import Desk
from pipeline.sop import undo
from pipeline.sop.case import Case
from pipeline.sop.steps import Action
from pipeline.store import answers, cases, owed, requests
from pipeline.store.requests import Request
from pipeline.store.tables import AnyRow


def take_back(desk: Desk, connection: Connection, request: Request, *, at: datetime, answers_to: str) -> None:
    """Undo the answer that this BATAL request is about; raises `Refusal` where it is too late."""
    if request.case_id is None or request.answer_id is None:
        raise Refusal("Jawaban ini tidak dapat dibatalkan.")
    case = cases.load(connection, request.case_id, lock=True)
    row = answers.get(connection, request.answer_id)
    if answers.newest(connection, case.id) != row.id or not answers.revoke(connection, row.id, at):
        raise Refusal("Jawaban ini tidak dapat dibatalkan lagi karena tahap berikutnya sudah berjalan.")
    caused = answers.caused(connection, row.id)
    requests.close(connection, [item.id for item in caused], why="batal", at=at)
    owed.cancel_mails(connection, answer_id=row.id, why="jawaban dibatalkan")
    _restore(desk, connection, case, row, tuple(dict.fromkeys(item.post for item in caused)), at)
    requests.close(connection, [request.id], why="batal", at=at)
    words = f"Jawaban {row.action.replace('_', ' ').upper()} dibatalkan."
    confirm(
        desk, connection, by=request.post, at=at, understood=words, answers_to=answers_to, case_id=case.id
    )


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
