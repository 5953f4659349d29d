"""Stage remind: what the clock brings about, each exactly once.

Reminders (`remind_holders.py`), due times after a change of the calendar, pauses that are over, cases
whose letter was not returned in its window, the daily digest, what customers are told and asked while they
wait and after, whether cures hold, and bytes of other mail past their time.
"""

from datetime import datetime

from sqlalchemy import Select, bindparam, select

from pipeline.office.ask_satisfaction import ask_satisfaction
from pipeline.office.carry import Cause, carry_out
from pipeline.office.check_cures import check_cures
from pipeline.office.desk import Desk
from pipeline.office.digest import mail_digest
from pipeline.office.follow_calendar import follow_calendar, warn_of_calendar
from pipeline.office.forget import forget_other
from pipeline.office.hand_over import hand_over
from pipeline.office.remind_customer import remind_customer
from pipeline.office.remind_holders import remind_holders
from pipeline.office.tell_progress import tell_progress
from pipeline.sop import evaluating, waiting
from pipeline.sop.steps import PIPELINE, State
from pipeline.store import answers, cases
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.database import reading, writing
from pipeline.store.schema import Moment

_PAUSED_OUT = (
    select(case_rows.c.id)
    .where(
        case_rows.c.state == State.TINDAK_LANJUT.value,
        case_rows.c.paused_at <= bindparam("until", type_=Moment),
    )
    .order_by(case_rows.c.id)
)
# One that is passed on waits in step 5, since it has no evaluasi.
_ACCEPTED = (
    select(case_rows.c.id)
    .where(
        case_rows.c.state.in_([State.EVALUASI.value, State.PENYAMPAIAN.value]),
        case_rows.c.accepted & ~case_rows.c.bounced,
        case_rows.c.delivered_at <= bindparam("until", type_=Moment),
    )
    .order_by(case_rows.c.id)
)


def remind(desk: Desk) -> bool:
    """Do what is due by the clock; True if anything was."""
    now = desk.clock()
    done = [hand_over(desk, now), follow_calendar(desk, now), _end_pauses(desk, now), _close_cases(desk, now)]
    done.append(forget_other(desk, now))
    if desk.rules.calendar.is_open(now):
        done += [warn_of_calendar(desk, now), remind_holders(desk, now), mail_digest(desk, now)]
        done += [tell_progress(desk, now), remind_customer(desk, now)]
        done += [ask_satisfaction(desk, now), check_cures(desk, now)]
    return any(done)


def _end_pauses(desk: Desk, now: datetime) -> bool:
    ids = _ids(desk, _PAUSED_OUT, now - desk.rules.pause)
    for case_id in ids:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            decision = waiting.run_out(case, now, desk.rules)
            carry_out(desk, connection, decision, Cause(by=PIPELINE, at=now))
    return bool(ids)


def _close_cases(desk: Desk, now: datetime) -> bool:
    accepted = _ids(desk, _ACCEPTED, now - desk.rules.bounce_window)
    ids = [case_id for case_id in accepted if _is_settled(desk, case_id, now)]
    for case_id in ids:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            decision = evaluating.close_or_wait(case, now, desk.rules)
            carry_out(desk, connection, decision, Cause(by=PIPELINE, at=now))
    return bool(ids)


def _is_settled(desk: Desk, case_id: int, now: datetime) -> bool:
    """Whether the answer that accepted the result can no longer be taken back."""
    with reading(desk.engine) as connection:
        newest = answers.newest(connection, case_id)
        return newest is None or answers.get(connection, newest).accepted_at + desk.rules.undo < now


def _ids(desk: Desk, query: Select[tuple[int]], until: datetime) -> list[int]:
    with reading(desk.engine) as connection:
        return list(connection.scalars(query, {"until": until}))
