"""The steps of one case over the time that they took: begun, due, ended, paused, late.

Apart from the audit trail, which tells every event; this is what is drawn of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from pipeline.office.desk import Desk
from pipeline.office.show import find_case
from pipeline.sop.steps import BY_STEP, Step
from pipeline.store.case_tables import step_runs
from pipeline.store.database import reading
from pipeline.store.schema import AnyRow

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One run of a step."""

    #: 3 tindak lanjut; a further run has its number behind
    tahap: str
    mulai: datetime
    batas: datetime | None
    #: None while it goes on
    selesai: datetime | None
    #: what the clock of the SOP stood still for, up to the present moment
    jeda: tuple[Span, ...]
    #: it stands still now
    menunggu: bool
    #: the working time past its due time
    lewat: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn of a case."""

    perkara: str
    sekarang: datetime
    bars: tuple[Bar, ...]


def chart(desk: Desk, text: str) -> Chart:
    """The chart of the case with this number; raises `Refusal` where there is none."""
    now = desk.clock()
    with reading(desk.engine) as connection:
        case = find_case(connection, text)
        runs = connection.execute(
            select(step_runs).where(step_runs.c.case_id == case.id).order_by(step_runs.c.id)
        ).all()
    return Chart(perkara=case.number, sekarang=now, bars=tuple(_bar(desk, case, run, now) for run in runs))


def _bar(desk: Desk, case: AnyRow, run: AnyRow, now: datetime) -> Bar:
    row = BY_STEP[Step(run.step)]
    further = f" ({run.run})" if run.run > 1 else ""
    paused = run.closed_at is None and case.paused_at is not None
    until = case.paused_at if paused else run.closed_at or now
    return Bar(
        tahap=f"{row.no} {run.step.replace('_', ' ')}{further}",
        mulai=run.opened_at,
        batas=run.due_at,
        selesai=run.closed_at,
        jeda=(*_pauses(run.inputs or {}), *(((case.paused_at, now),) if paused else ())),
        menunggu=paused,
        lewat=desk.rules.calendar.between(run.due_at, until) if run.due_at else timedelta(),
    )


def _pauses(inputs: Mapping[str, Any]) -> Sequence[Span]:
    spans = inputs.get("jeda", ())
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in spans]
