"""BATAL: an accepted answer is taken back within its window, if the next actor has not acted."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pipeline.errors import Refusal
from pipeline.office.ask_customer import ask_after_all
from pipeline.office.carry import Cause, carry_out, confirm
from pipeline.office.desk import Desk
from pipeline.office.unsettle import unsettle
from pipeline.sop import undo
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.steps import PELANGGAN, TU, State
from pipeline.store import answers, cases, outbox, owed, requests
from pipeline.store.case_tables import answers as taken
from pipeline.store.case_tables import requests as asked
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.mail_tables import outbox as outbox_rows
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: where a letter is laid before the one who signs it, and how he drops one to another agency
_LAID_BEFORE = (Ask.PERSETUJUAN, Ask.TANDA_TANGAN, Ask.PENGIRIMAN)
DROPPED = Answer(action=Action.REVISI, note="BATAL")


def take_back(desk: Desk, connection: Connection, request: Request, *, at: datetime, answers_to: str) -> None:
    """Undo the answer that this BATAL request is about; raises `Refusal` where it is too late."""
    if request.answer_id is None:
        raise Refusal("Jawaban ini tidak dapat dibatalkan.")
    row = answers.get(connection, request.answer_id)
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
    if _is_followed(connection, row) or not answers.revoke(connection, row.id, at):
        raise Refusal("Jawaban ini tidak dapat dibatalkan lagi karena tahap berikutnya sudah berjalan.")
    caused = answers.caused(connection, row.id)
    requests.close(connection, [item.id for item in caused], why="batal", at=at)
    owed.cancel_mails(connection, answer_id=row.id, why="jawaban dibatalkan")
    _withdraw(connection, row, at)
    words = f"Jawaban {row.action.replace('_', ' ').upper()} dibatalkan."
    answered, told = requests.get(connection, row.request_id), _told(connection, row)
    if answered.inbox_id is not None:
        words = f"{words} {unsettle(desk, connection, row, answered, case, told, at)}"
    elif case is not None:
        ask_after_all(connection, row.id)
        _restore(desk, connection, case, row, told, at)
    requests.close(connection, [request.id], why="batal", at=at)
    confirm(
        desk,
        connection,
        by=request.post,
        at=at,
        understood=words,
        answers_to=answers_to,
        case_id=request.case_id,
    )


def undoing(connection: Connection, request: Request) -> Request | None:
    """The BATAL request of the newest answer that was given to `request`, None if it has none."""
    query = (
        select(asked.c.id)
        .join(taken, taken.c.id == asked.c.answer_id)
        .where(asked.c.ask == Ask.BATAL.value, asked.c.closed_at.is_(None))
        .where(taken.c.request_id == request.id, taken.c.revoked_at.is_(None))
    )
    found = connection.scalar(query.order_by(asked.c.id.desc()).limit(1))
    return requests.get(connection, found) if found else None


def letter_to_drop(desk: Desk, connection: Connection, request: Request) -> Request | None:
    """The open request about a letter to another agency that BATAL, in answer to `request`, is about.

    TERUSKAN has no BATAL of its own: what it led to is laid before the same person at once, and until he has
    signed it he may drop it. Raises `Refusal` where the letter has left.
    """
    if request.ask not in (Ask.DISPOSISI, *_LAID_BEFORE) or request.case_id is None:
        return None
    case = cases.load(connection, request.case_id)
    if not case.penerusan:
        return None
    if case.state is not State.TANDA_TANGAN:
        raise Refusal(
            "Surat penerusan sudah dikirim dan tidak dapat ditarik kembali. Bila keliru, mohon segera "
            f"memberi tahu {desk.name(TU)}, yang menyampaikannya kepada instansi itu."
        )
    found = requests.open_of_case(connection, request.case_id)
    return next((each for each in found if each.ask in _LAID_BEFORE and each.post == request.post), None)


def _is_followed(connection: Connection, row: AnyRow) -> bool:
    """Whether somebody has acted since; no next step are a mail that TU joined to the case, and an
    opinion that another answer asked for."""
    if row.case_id is None:
        return False
    aside = (taken.c.action == Action.PENDAPAT.value) & (asked.c.answer_id.is_distinct_from(row.id))
    aside |= taken.c.action == Action.GABUNG.value
    later = (
        select(taken.c.id)
        .join(asked, asked.c.id == taken.c.request_id)
        .where(taken.c.case_id == row.case_id, taken.c.id > row.id, taken.c.revoked_at.is_(None), ~aside)
    )
    return connection.scalar(later.limit(1)) is not None


def _withdraw(connection: Connection, row: AnyRow, at: datetime) -> None:
    """A mail that waits for its next try does not leave any more."""
    frozen = select(outbox_rows.c.id).join(mails, mails.c.id == outbox_rows.c.mail_id)
    unsent = (
        recipients.c.outbox_id.in_(frozen.where(mails.c.answer_id == row.id)),
        recipients.c.state == outbox.FROZEN,
    )
    connection.execute(update(recipients).where(*unsent).values(state=outbox.WITHDRAWN, changed_at=at))


def _told(connection: Connection, row: AnyRow) -> tuple[str, ...]:
    """Who was sent something because of the answer; whose mail has not left never hears of it."""
    # After a try that was cut off nobody knows whether the mail arrived.
    tried = (recipients.c.state != outbox.WITHDRAWN) | (recipients.c.attempts > 0)
    sent = (mails.c.answer_id == row.id) & tried
    query = select(mails.c.post).join(outbox_rows, outbox_rows.c.mail_id == mails.c.id)
    query = query.join(recipients, recipients.c.outbox_id == outbox_rows.c.id)
    found = query.where(sent, mails.c.post != PELANGGAN).distinct().order_by(mails.c.post)
    return tuple(connection.scalars(found))


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
        words=request.words,
    )
    carry_out(desk, connection, decision, Cause(by=row.by, at=at, payload={"jawaban": row.id}))
