"""Remind the customer of what he was asked: once, when half of the time for his answer is over.

Apart from the reminders of the staff because nobody is late here: his answer is his own matter, and what
follows if it does not come is told him with the question already.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop.case import Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN, PIPELINE, State
from pipeline.store import cases, once, owed
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import mails


def remind_customer(desk: Desk, now: datetime) -> bool:
    """Owe the reminders that have come due; True if there were any."""
    with reading(desk.engine) as connection:
        due = _due(desk, connection, now)
    for case_id in due:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            if case.paused_at is not None and not once.known(connection, [_mark(case_id, case.paused_at)]):
                _tell(desk, connection, case, case.paused_at, now)
    return bool(due)


def _due(desk: Desk, connection: Connection, now: datetime) -> list[int]:
    row = case_rows.c
    half = row.paused_at.between(now - desk.rules.pause, now - desk.rules.pause / 2)
    waiting = (row.state == State.TINDAK_LANJUT.value) & row.reachable & half
    found = connection.execute(select(row.id, row.paused_at).where(waiting).order_by(row.id)).all()
    known = once.known(connection, [_mark(each.id, each.paused_at) for each in found])
    left = [each for each in found if _mark(each.id, each.paused_at) not in known]
    return [each.id for each in left if _questions(connection, each.id, each.paused_at)]


def _mark(case_id: int, paused_at: datetime) -> str:
    return f"pengingat_pelanggan:{case_id}:{paused_at.isoformat()}"


def _questions(connection: Connection, case_id: int, paused_at: datetime) -> Sequence[str]:
    """What he was asked in this pause and has left the office, oldest first."""
    asked = (mails.c.template == Notice.PERTANYAAN.value) & (mails.c.state == owed.FROZEN)
    this = (mails.c.case_id == case_id) & (mails.c.owed_at >= paused_at)
    return connection.scalars(select(mails.c.words).where(asked, this).order_by(mails.c.id)).all()


def _tell(desk: Desk, connection: Connection, case: Case, paused_at: datetime, now: datetime) -> None:
    once.keep(connection, _mark(case.id, paused_at), "disampaikan", now)
    words = "\n\n".join(_questions(connection, case.id, paused_at))
    again = Noticed(Notice.PENGINGAT_PELANGGAN, PELANGGAN, words)
    reminded = Decision(case=case, event="pelanggan_diingatkan", notices=(again,))
    carry_out(desk, connection, reminded, Cause(by=PIPELINE, at=now))
