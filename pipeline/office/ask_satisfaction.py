"""How content the customer is: asked once, of him alone, some days after his letter has arrived.

Never together with another mail of ours: at least a working day lies between the question and the letter,
or the notice that his case is closed.
"""

from datetime import datetime, timedelta

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop.case import Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN, PIPELINE
from pipeline.store import cases, ratings
from pipeline.store.database import reading, writing

#: who could not be asked in this time is not asked any more: after months nobody knows what is meant
WITHIN = timedelta(days=14)


def ask_satisfaction(desk: Desk, now: datetime) -> bool:
    """Owe the questions that have come due; True if there were any."""
    if desk.rules.satisfaction is None:
        return False
    last = now - desk.rules.satisfaction
    with reading(desk.engine) as connection:
        found = ratings.to_ask(connection, last - WITHIN, last)
    ids = [row.id for row in found if _has_rested(desk, row.delivered_at, row.closed_at, now)]
    for case_id in ids:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            if ratings.was_asked(connection, case_id) or not case.reachable or case.bounced:
                continue
            question = Noticed(Notice.KEPUASAN, PELANGGAN)
            asked = Decision(case=case, event="kepuasan_ditanyakan", notices=(question,))
            carry_out(desk, connection, asked, Cause(by=PIPELINE, at=now))
    return bool(ids)


def _has_rested(desk: Desk, delivered: datetime, closed: datetime | None, now: datetime) -> bool:
    """Whether the customer has had nothing new of us for the office's working days."""
    newest = max(delivered, closed or delivered)
    return desk.rules.calendar.add_days(newest, desk.rules.satisfaction_gap) <= now
