"""How the office is doing, in figures: what waits at each stage and how long, what is held or overdue.

Only counts and moments: no name, no address, nothing of a case. Whatever only the running daemon knows is
handed in; how the figures are written for Prometheus stands in `exposition.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pipeline.office.desk import Desk
from pipeline.office.exposition import Figure, Kind
from pipeline.office.show import held
from pipeline.sop.steps import ENDED
from pipeline.store import canaries, inbox, outbox, owed, uncopied
from pipeline.store.case_tables import cases, letters, step_runs
from pipeline.store.database import reading
from pipeline.store.mail_tables import canaries as canary_rows
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.schema import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What only the daemon knows, since it was started."""

    #: stage → pieces of work done, and failures of the outside
    pieces: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    #: mailbox → its last successful poll
    polled: Mapping[str, datetime] = field(default_factory=dict)
    #: what lies on a disk → bytes left there
    free: Mapping[str, int] = field(default_factory=dict)


def measure(desk: Desk, running: Running) -> list[Figure]:
    """Every figure of this moment."""
    now = desk.clock()
    with reading(desk.engine) as connection:
        figures = [
            *_queues(connection, now),
            *_cases(connection, now),
            *_canary(connection),
            _journal(connection),
        ]
    waiting = [item.jenis for item in held(desk)]
    kinds = {"mail": "surel masuk", "letter": "naskah", "outgoing": "surel keluar"}
    counts = {name: waiting.count(kind) for name, kind in kinds.items()}
    told = "Things that wait for a person: mail that came in, letters, and mail of ours."
    figures.append(Figure("held", told, Kind.GAUGE, "kind", counts))
    return [*figures, *_running(running, now)]


def _queues(connection: Connection, now: datetime) -> Iterator[Figure]:
    found = {stage: connection.execute(query).one() for stage, query in _waiting(now).items()}
    told = "Pieces of work due at a stage, mail that waits behind an earlier one of its case included."
    yield Figure(
        "stage_waiting", told, Kind.GAUGE, "stage", {name: row.waiting for name, row in found.items()}
    )
    ages = {name: (now - row.oldest).total_seconds() if row.oldest else 0 for name, row in found.items()}
    told = "How long the oldest of them has waited; 0 where nothing waits."
    yield Figure(
        "stage_oldest_seconds", told, Kind.GAUGE, "stage", {name: max(0, age) for name, age in ages.items()}
    )


def _waiting(now: datetime) -> dict[str, Select[int, datetime]]:
    """Of each stage that takes rows: how many wait for it, and since when the oldest does."""
    count = func.count().label("waiting")
    due = (recipients.c.state == outbox.FROZEN) & (recipients.c.next_at <= now)
    return {
        "read": select(count, _oldest(inbox_rows.c.collected_at)).where(inbox_rows.c.state == inbox.NEW),
        "handle": select(count, _oldest(inbox_rows.c.collected_at)).where(inbox_rows.c.state == inbox.READ),
        "print": select(count, _oldest(letters.c.owed_at)).where(letters.c.state == owed.OWED),
        "compose": select(count, _oldest(mails.c.not_before)).where(
            mails.c.state == owed.OWED, mails.c.not_before <= now
        ),
        "send": select(count, _oldest(recipients.c.next_at)).where(due),
    }


def _oldest(column: ColumnElement[datetime]) -> ColumnElement[datetime]:
    return func.min(column, type_=Moment).label("oldest")


def _cases(connection: Connection, now: datetime) -> Iterator[Figure]:
    open_cases = (
        select(cases.c.state, func.count()).where(cases.c.state.not_in(ENDED)).group_by(cases.c.state)
    )
    by_state = {str(state): int(count) for state, count in connection.execute(open_cases)}
    yield Figure("cases", "Open cases by state.", Kind.GAUGE, "state", by_state)
    running = (step_runs.c.closed_at.is_(None), step_runs.c.due_at <= now, cases.c.paused_at.is_(None))
    late = (
        select(step_runs.c.step, func.count()).join(cases, cases.c.id == step_runs.c.case_id).where(*running)
    )
    told = "Open steps past their due time by the SOP; a case that waits for its customer is none."
    yield Figure("deadlines_overdue", told, Kind.GAUGE, "step", _by_step(connection, late))
    ended = (step_runs.c.closed_at > step_runs.c.due_at) | (step_runs.c.closed_at.is_(None) & running[1])
    missed = select(step_runs.c.step, func.count()).where(ended)
    told = "Steps that were not done by their due time, ever: ended late, or late now."
    yield Figure("deadlines_missed", told, Kind.GAUGE, "step", _by_step(connection, missed))


def _by_step(connection: Connection, query: Select[str, int]) -> dict[str, float]:
    return {str(step): int(count) for step, count in connection.execute(query.group_by(step_runs.c.step))}


def _canary(connection: Connection) -> Iterator[Figure]:
    back = canary_rows.c.back_at.is_not(None)
    last = connection.execute(
        select(canary_rows).where(back).order_by(canary_rows.c.id.desc()).limit(1)
    ).first()
    if last is not None:
        took = (last.back_at - last.sent_at).total_seconds()
        told = "How long the last mail to ourselves took through the real servers."
        yield Figure("canary_round_trip_seconds", told, Kind.GAUGE, "", {"": took})
        told = "When the last mail to ourselves came back, in Unix time."
        yield Figure("canary_back_timestamp_seconds", told, Kind.GAUGE, "", {"": last.back_at.timestamp()})
    told = "1 while the alarm of a mail to ourselves that did not come back stands."
    yield Figure("canary_outage", told, Kind.GAUGE, "", {"": int(canaries.outage(connection) is not None)})


def _journal(connection: Connection) -> Figure:
    told = "Mails that left without a copy for the journal, which did not follow yet."
    return Figure("journal_copies_missing", told, Kind.GAUGE, "", {"": uncopied.standing(connection)[0]})


def _running(running: Running, now: datetime) -> Iterator[Figure]:
    told = "Pieces of work that a stage has done since the daemon was started."
    yield Figure("stage_pieces", told, Kind.COUNTER, "stage", running.pieces)
    told = "How often a stage was stopped by a failure of the outside since the daemon was started."
    yield Figure("stage_failures", told, Kind.COUNTER, "stage", running.failures)
    polled = {name: at.timestamp() for name, at in running.polled.items()}
    told = "When this host last looked into a mailbox with success, in Unix time."
    yield Figure("mailbox_polled_timestamp_seconds", told, Kind.GAUGE, "mailbox", polled)
    yield Figure("disk_free_bytes", "Bytes left on the disk of a thing.", Kind.GAUGE, "place", running.free)
    told = "When these figures were taken, in Unix time."
    yield Figure("taken_timestamp_seconds", told, Kind.GAUGE, "", {"": now.timestamp()})
