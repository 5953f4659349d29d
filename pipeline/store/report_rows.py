"""The rows that a period's report is counted from, each read once and in one stream.

Apart from cases, checks and ratings because a report asks of a whole year what they ask of one case.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from pipeline.mail.kind import Kind
from pipeline.sop.asks import ASKS, Action
from pipeline.sop.steps import State
from pipeline.store import inbox
from pipeline.store.after_tables import checks
from pipeline.store.case_tables import answers, cases, forms, requests, step_runs
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails
from pipeline.store.ratings import QUESTION
from pipeline.store.requests import holding_post
from pipeline.store.schema import AnyRow

#: rows that stand in memory at once
_TOGETHER = 5_000
#: what explains why a step took long
_EXPLAINS = (
    Action.PERPANJANG,
    Action.TANYA,
    Action.KOORDINASI,
    Action.ALIHKAN,
    Action.REVISI,
    Action.TERLIBAT,
)
#: how a run ends that nobody finished: taken back by BATAL, or a second letter took its place
UNCOUNTED = ("batal", "digantikan")
#: when a run was; its pauses as text, for hardly any run has one, and to read the lists takes a tenth of all
_TIMES = (
    *(step_runs.c[name] for name in ("step", "opened_at", "due_at", "closed_at")),
    step_runs.c.inputs["jeda"].as_string().label("jeda"),
)
_COMPLAINT = cases.c.state != State.BUKAN_PENGADUAN.value


def case_rows(connection: Connection, first: datetime, until: datetime) -> Iterator[AnyRow]:
    """The complaints that came from `first` on and before `until`, and older ones that were open then."""
    came = and_(cases.c.received_at >= first, cases.c.received_at < until)
    still_open = or_(cases.c.closed_at.is_(None), cases.c.closed_at >= until)
    columns = (
        *(cases.c[name] for name in ("id", "number", "agenda", "received_at", "state", "pokja", "penyebab")),
        *(cases.c[name] for name in ("banding", "surat_terkait", "lapor", "delivered_at", "closed_at")),
        (cases.c.penerusan != "").label("diteruskan"),
        forms.c.data["layanan"].as_string().label("layanan"),
    )
    wanted = or_(came, and_(cases.c.received_at < first, still_open))
    query = select(*columns).join(forms, forms.c.case_id == cases.c.id).where(wanted, _COMPLAINT)
    return _streamed(connection, query.order_by(cases.c.id))


def runs_in_time(connection: Connection, first: datetime, until: datetime) -> Iterator[AnyRow]:
    """The runs of steps that ended from `first` on, before `until` and within their time.

    Apart from the others because nine of ten are such: they are counted, and no more is read of them.
    """
    ended = (step_runs.c.closed_at >= first) & (step_runs.c.closed_at < until)
    in_time = step_runs.c.closed_at <= step_runs.c.due_at
    return _streamed(connection, _runs(*_TIMES).where(ended, in_time))


def runs_not_in_time(connection: Connection, first: datetime, until: datetime) -> Iterator[AnyRow]:
    """The runs that ended late from `first` on, and those that were open at `until`."""
    rest = (step_runs.c.case_id, *(cases.c[name] for name in ("number", "pokja", "approver", "paused_at")))
    asked = (requests.c.case_id == step_runs.c.case_id, requests.c.run == step_runs.c.run)
    columns = (*_TIMES, *rest, holding_post(*asked, _asks_of(step_runs.c.step)).label("holder"))
    late = (step_runs.c.closed_at >= first) & (step_runs.c.closed_at > step_runs.c.due_at)
    still_open = step_runs.c.closed_at.is_(None) | (step_runs.c.closed_at >= until)
    query = _runs(*columns).where(step_runs.c.opened_at < until, late | still_open)
    return _streamed(connection, query.order_by(step_runs.c.id))


def _asks_of(step: ColumnElement[str]) -> ColumnElement[bool]:
    """That a request stands in that step."""
    return or_(*(and_(step == row.step.value, requests.c.ask == row.ask.value) for row in ASKS.values()))


def _runs(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of the runs with a clock that nobody took back, of complaints."""
    counted = step_runs.c.ended_by.is_(None) | step_runs.c.ended_by.not_in(UNCOUNTED)
    query = select(*columns).join(cases, cases.c.id == step_runs.c.case_id)
    return query.where(_COMPLAINT, counted, step_runs.c.due_at.is_not(None))


def explanations(connection: Connection, first: datetime, until: datetime) -> Iterator[AnyRow]:
    """What was answered from `first` on and before `until` that tells why a step took long."""
    given = (answers.c.accepted_at >= first) & (answers.c.accepted_at < until)
    query = (
        select(
            answers.c.case_id,
            answers.c.action,
            answers.c.accepted_at,
            answers.c.data["reason"].as_string().label("reason"),
            answers.c.data["days"].as_integer().label("days"),
            answers.c.data["pokja"].as_string().label("pokja"),
        )
        .where(given, answers.c.action.in_([each.value for each in _EXPLAINS]))
        .where(answers.c.revoked_at.is_(None), answers.c.case_id.is_not(None))
    )
    return _streamed(connection, query.order_by(answers.c.id))


def judgements(connection: Connection, first: datetime, until: datetime) -> Sequence[AnyRow]:
    """How the notulen of that time judged the cures: `efektif` as it was told, and how many said so."""
    told = answers.c.data["efektif"].as_boolean()
    given = (answers.c.accepted_at >= first) & (answers.c.accepted_at < until)
    query = select(told.label("efektif"), func.count().label("banyak")).where(
        given, answers.c.action == Action.NOTULEN.value, answers.c.revoked_at.is_(None)
    )
    return connection.execute(query.group_by(told)).all()


def check_answers(connection: Connection, first: datetime, until: datetime) -> Iterator[AnyRow]:
    """The checks that were asked in that time, with each answer to them in order; None for no answer."""
    answered = and_(
        answers.c.request_id == checks.c.request_id,
        answers.c.revoked_at.is_(None),
        answers.c.accepted_at < until,
    )
    query = (
        select(checks.c.id, checks.c.days, answers.c.action)
        .select_from(checks.outerjoin(answers, answered))
        .where(checks.c.at >= first, checks.c.at < until)
    )
    return _streamed(connection, query.order_by(checks.c.id, answers.c.id))


def oldest(connection: Connection) -> datetime | None:
    """When the first of all complaints came, None where there is none."""
    found: datetime | None = connection.scalar(
        select(cases.c.received_at).order_by(cases.c.received_at).limit(1)
    )
    return found


def asked_for_rating(connection: Connection, first: datetime, until: datetime) -> int:
    """How many customers were asked in that time how content they are."""
    return _count(connection, mails.c.template == QUESTION, mails.c.owed_at, first, until)


def integrity_reports(connection: Connection, first: datetime, until: datetime) -> int:
    """How many came in that time."""
    first_copy = inbox_rows.c.state != inbox.DOUBLE
    wanted = first_copy & (inbox_rows.c.kind == Kind.WBS.value)
    return _count(connection, wanted, inbox_rows.c.received_at, first, until)


def complaints(connection: Connection, first: datetime, until: datetime) -> int:
    """How many came in that time that nobody judged to be none."""
    return _count(connection, _COMPLAINT, cases.c.received_at, first, until)


def no_complaints(connection: Connection, first: datetime, until: datetime) -> int:
    """How many came in that time, were registered, and were judged to be none."""
    return _count(connection, ~_COMPLAINT, cases.c.received_at, first, until)


def _count(
    connection: Connection,
    wanted: ColumnElement[bool],
    moment: ColumnElement[datetime],
    first: datetime,
    until: datetime,
) -> int:
    query = select(func.count()).where(wanted, moment >= first, moment < until)
    return connection.scalar(query) or 0


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[AnyRow]:
    return iter(connection.execute(query.execution_options(yield_per=_TOGETHER)))
