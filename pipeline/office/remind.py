"""Stage remind: what the clock brings about, each exactly once.

Reminders at half and at the end of a step's time, pauses that are over, cases
whose letter was not returned in its window, the daily digest, and bytes of other mail past their time.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, insert, select

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.digest import mail_digest
from pipeline.office.forget import forget_other
from pipeline.sop import evaluating, working
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, State, Step
from pipeline.store import answers, audit, cases, owed, requests
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import reminders, step_runs, tokens
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

HALF, DUE = "setengah", "batas"


def remind(desk: Desk) -> bool:
    """Do what is due by the clock; True if anything was."""
    now = desk.clock()
    done = [_end_pauses(desk, now), _close_cases(desk, now), forget_other(desk, now)]
    if desk.rules.calendar.is_open(now):
        done += [_remind_holders(desk, now), mail_digest(desk, now)]
    return any(done)


def _end_pauses(desk: Desk, now: datetime) -> bool:
    over = case_rows.c.paused_at <= now - desk.rules.pause
    ids = _ids(desk, over, State.TINDAK_LANJUT)
    for case_id in ids:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            decision = working.resume(case, now, desk.rules, "jeda_berakhir")
            carry_out(desk, connection, decision, Cause(by=PIPELINE, at=now))
            words = (
                "Pelanggan tidak menjawab dalam waktu yang diberikan; waktu penyelesaian berjalan kembali."
            )
            told = Owed(template="pemberitahuan", post=case.pokja, words=words, case_id=case_id)
            owed.owe_mail(connection, told, at=now)
    return bool(ids)


def _close_cases(desk: Desk, now: datetime) -> bool:
    over = case_rows.c.accepted & ~case_rows.c.bounced
    over &= case_rows.c.delivered_at <= now - desk.rules.bounce_window
    ids = [case_id for case_id in _ids(desk, over, State.EVALUASI) if _is_settled(desk, case_id, now)]
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


def _ids(desk: Desk, condition: object, state: State) -> list[int]:
    with reading(desk.engine) as connection:
        query = select(case_rows.c.id).where(case_rows.c.state == state.value, condition)  # type: ignore[arg-type]
        return list(connection.scalars(query.order_by(case_rows.c.id)))


def _remind_holders(desk: Desk, now: datetime) -> bool:
    with reading(desk.engine) as connection:
        late = list(_late(desk, connection, now))
    for run, kind in late:
        with writing(desk.engine) as connection:
            _remind(connection, run, kind, now)
    return bool(late)


def _late(desk: Desk, connection: Connection, now: datetime) -> Iterator[tuple[AnyRow, str]]:
    query = (
        select(step_runs)
        .join(case_rows, case_rows.c.id == step_runs.c.case_id)
        .where(step_runs.c.closed_at.is_(None), step_runs.c.due_at.is_not(None))
        .where(case_rows.c.paused_at.is_(None))
    )
    done = select(reminders.c.step_run_id, reminders.c.kind).join(step_runs)
    seen = {
        (row.step_run_id, row.kind) for row in connection.execute(done.where(step_runs.c.closed_at.is_(None)))
    }
    for run in connection.execute(query):
        if (run.id, DUE) not in seen:
            kind = _kind(desk, run, now)
            if kind and (run.id, kind) not in seen:
                yield run, kind


def _kind(desk: Desk, run: AnyRow, now: datetime) -> str:
    if now >= run.due_at:
        return DUE
    calendar = desk.rules.calendar
    whole = calendar.between(run.opened_at, run.due_at)
    return HALF if calendar.between(run.opened_at, now) * 2 >= whole else ""


def _remind(connection: Connection, run: AnyRow, kind: str, now: datetime) -> None:
    connection.execute(insert(reminders).values(step_run_id=run.id, kind=kind, at=now))
    waiting = requests.of_step(requests.open_of_case(connection, run.case_id), Step(run.step))
    sent = [item for item in waiting if item.ask is not Ask.BATAL and _was_sent(connection, item.id)]
    for request in {item.post: item for item in sent}.values():
        overdue = " Batas waktunya telah lewat." if kind == DUE else ""
        mail = Owed(
            template=Notice.PENGINGAT.value,
            post=request.post,
            words=f"Permintaan ini belum dijawab.{overdue}",
            case_id=run.case_id,
            request_id=request.id,
        )
        owed.owe_mail(connection, mail, at=now)
    payload = {"tahap": run.step, "pengingat": kind}
    audit.append(connection, at=now, actor=PIPELINE, event="pengingat", case_id=run.case_id, payload=payload)


def _was_sent(connection: Connection, request_id: int) -> bool:
    """Whether the request itself was composed: nobody is reminded of what he never got."""
    return connection.scalar(select(tokens.c.sha256).where(tokens.c.request_id == request_id)) is not None
