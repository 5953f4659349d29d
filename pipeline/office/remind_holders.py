"""Remind whoever holds a step, each mark once, and tell the next level of what stays late.

Several reminders of one person become one mail. What is sent is worked out again inside the
transaction that owes it, so that an answer which came meanwhile is seen.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from pipeline.office.desk import Desk
from pipeline.office.tasks import task, was_sent
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice
from pipeline.sop.reminding import HALF, Mark, mark, next_level
from pipeline.sop.steps import PIPELINE, Step
from pipeline.store import audit, owed, requests
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import reminders, step_runs
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: the next level is told of a run once
ESCALATION = "eskalasi"
_NOTED = (
    select(reminders.c.step_run_id, reminders.c.kind).join(step_runs).where(step_runs.c.closed_at.is_(None))
)
_RUNNING = (
    select(step_runs, case_rows.c.approver)
    .join(case_rows, case_rows.c.id == step_runs.c.case_id)
    .where(step_runs.c.closed_at.is_(None), step_runs.c.due_at.is_not(None))
    .where(case_rows.c.paused_at.is_(None))
    .order_by(step_runs.c.id)
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One request that one person is reminded of, or told of because its holder is late."""

    run: AnyRow
    request: Request
    to: str
    #: by which mark
    kind: str

    @property
    def escalates(self) -> bool:
        """Whether it is for the next level and asks nothing."""
        return self.kind == ESCALATION


def remind_holders(desk: Desk, now: datetime) -> bool:
    """Owe the reminders that have come due; True if there were any."""
    with reading(desk.engine) as connection:
        if not any(_due(desk, connection, now)):
            return False
    with writing(desk.engine) as connection:
        come = list(_due(desk, connection, now))
        found = [nudge for run, each in come for nudge in _nudges(desk, connection, run, each)]
        for run, each in come:
            _note(connection, run, each.name, now)
        for run_id in {nudge.run.id: None for nudge in found if nudge.escalates}:
            connection.execute(insert(reminders).values(step_run_id=run_id, kind=ESCALATION, at=now))
        for post in dict.fromkeys(nudge.to for nudge in found):
            _tell(desk, connection, post, [nudge for nudge in found if nudge.to == post], now)
    return True


def _due(desk: Desk, connection: Connection, now: datetime) -> Iterator[tuple[AnyRow, Mark]]:
    """Open runs with the mark that has come and was not noted yet."""
    seen = {(row.step_run_id, row.kind) for row in connection.execute(_NOTED)}
    reminded = {run_id for run_id, _ in seen}
    for run in connection.execute(_RUNNING).all():
        come = mark(desk.rules, Step(run.step), run.opened_at, run.due_at, _waited(desk, run), now)
        # Whoever was told that his time is over, and got more of it, is not told of its half at once.
        told = come is not None and come.name == HALF and run.id in reminded
        if come and not told and (run.id, come.name) not in seen:
            yield run, come


def _waited(desk: Desk, run: AnyRow) -> timedelta:
    """Working time of this run in which the customer was waited for."""
    pauses = (run.inputs or {}).get("jeda", ())
    ends = ((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in pauses)
    between = desk.rules.calendar.between
    return sum((between(max(start, run.opened_at), end) for start, end in ends), timedelta())


def _nudges(desk: Desk, connection: Connection, run: AnyRow, come: Mark) -> Iterator[Nudge]:
    waiting = requests.of_step(requests.open_of_case(connection, run.case_id), Step(run.step))
    sent = [item for item in waiting if item.ask is not Ask.BATAL and was_sent(connection, item.id)]
    holders = {item.post: item for item in sent}
    told = select(reminders.c.id).where(reminders.c.step_run_id == run.id, reminders.c.kind == ESCALATION)
    escalates = come.late and connection.scalar(told) is None
    for request in holders.values():
        yield Nudge(run, request, request.post, come.name)
        above = next_level(request.post, run.approver, desk.rules)
        if escalates and above not in holders:
            yield Nudge(run, request, above, ESCALATION)


def _note(connection: Connection, run: AnyRow, kind: str, now: datetime) -> None:
    connection.execute(insert(reminders).values(step_run_id=run.id, kind=kind, at=now))
    payload = {"tahap": run.step, "pengingat": kind}
    audit.append(connection, at=now, actor=PIPELINE, event="pengingat", case_id=run.case_id, payload=payload)


def _tell(desk: Desk, connection: Connection, post: str, nudges: list[Nudge], now: datetime) -> None:
    """One mail to one person: the request itself with a fresh token where it is one, else a list."""
    if len(nudges) == 1:
        mail = _single(desk, nudges[0], now)
    else:
        tasks = [asdict(task(desk, connection, each.request, now, reader=post)) for each in nudges]
        words = f"Kami ingatkan {len(nudges)} tugas yang menunggu."
        mail = Owed(template=Notice.DAFTAR_TUGAS.value, post=post, words=words, data={"tugas": tasks})
    owed.owe_mail(connection, mail, at=now)


def _single(desk: Desk, nudge: Nudge, now: datetime) -> Owed:
    late = " Batas waktunya telah lewat." if now >= nudge.run.due_at else ""
    words = f"Permintaan ini belum dijawab.{late}"
    if nudge.escalates:
        words = f"Permintaan kepada {desk.name(nudge.request.post)} belum dijawab.{late}"
    return Owed(
        template=Notice.PENGINGAT.value,
        post=nudge.to,
        words=words,
        case_id=nudge.run.case_id,
        request_id=None if nudge.escalates else nudge.request.id,
    )
