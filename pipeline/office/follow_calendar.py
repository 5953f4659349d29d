"""The clock's own errands about the calendar: a change of it moves open due times, and TU is warned of a gap.

A due time is worked out again from its inputs on record and never shifted, so that two changes that
undo each other leave it where it was.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.office.check_calendar import unready, years_at_hand
from pipeline.office.desk import Desk
from pipeline.sop.papers import Notice
from pipeline.sop.steps import ENDED, PIPELINE, TU, Step
from pipeline.store import audit, cases, once, owed
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed

_CALENDAR = "kalender"


def follow_calendar(desk: Desk, now: datetime) -> bool:
    """Work out the due times of open cases anew where the calendar is another one; True if it was."""
    print_ = desk.rules.calendar.fingerprint
    with reading(desk.engine) as connection:
        if once.value(connection, _CALENDAR) == print_:
            return False
    with writing(desk.engine) as connection:
        if once.value(connection, _CALENDAR) is not None:
            for case_id in _open(connection):
                _work_out(desk, connection, case_id, now)
        once.keep(connection, _CALENDAR, print_, now)
    return True


def _open(connection: Connection) -> list[int]:
    going = (case_rows.c.state.not_in(ENDED), case_rows.c.due_at.is_not(None))
    return list(connection.scalars(select(case_rows.c.id).where(*going).order_by(case_rows.c.id)))


def _work_out(desk: Desk, connection: Connection, case_id: int, now: datetime) -> None:
    case = cases.load(connection, case_id, lock=True)
    step = Step(case.state.value)
    due = desk.rules.due_of(case, step)
    if due is None or case.due_at is None or due == case.due_at:
        return
    moved = replace(case, due_at=due)
    inputs = desk.rules.inputs(moved, step)
    cases.save(connection, moved)
    cases.move_due(connection, moved, step, inputs)
    payload = {
        "tahap": step.value,
        "semula": case.due_at.isoformat(),
        "menjadi": due.isoformat(),
        "dasar": inputs,
    }
    audit.append(
        connection, at=now, actor=PIPELINE, event="batas_dihitung_ulang", case_id=case_id, payload=payload
    )


def warn_of_calendar(desk: Desk, now: datetime) -> bool:
    """Tell TU, once a year, that the calendar of a year at hand is not ready; True if told now."""
    calendar = desk.rules.calendar
    lacking = unready(calendar, now)
    year = years_at_hand(calendar, now)[-1]
    key = f"kalender_belum_siap:{year}"
    if not lacking:
        return False
    with reading(desk.engine) as connection:
        if once.value(connection, key) is not None:
            return False
    with writing(desk.engine) as connection:
        once.keep(connection, key, "diberitahukan", now)
        words = (
            f"Kalender kantor belum siap: {'; '.join(lacking)}. Batas waktu perkara dihitung "
            "dengan kalender ini. Mohon administrator mencocokkan berkas calendar/ dengan SKB tahun itu."
        )
        told = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words)
        owed.owe_mail(connection, told, at=now)
        audit.append(
            connection, at=now, actor=PIPELINE, event="kalender_belum_siap", payload={"kurang": lacking}
        )
    return True
