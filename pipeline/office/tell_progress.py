"""Laporan kemajuan: whoever waits hears of his complaint when half of a legal time is over, once for each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.sop.case import Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.progress import WAITING, half_ways, next_limit, promised
from pipeline.sop.steps import PELANGGAN, PIPELINE
from pipeline.store import cases, once
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow


def tell_progress(desk: Desk, now: datetime) -> bool:
    """Owe the reports that have come due; True if there were any."""
    with reading(desk.engine) as connection:
        due = _due(desk, connection, now)
    for case_id, marks in due.items():
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            if _waits(case) and not once.known(connection, marks):
                _tell(desk, connection, case, marks, now)
    return bool(due)


def _due(desk: Desk, connection: Connection, now: datetime) -> Mapping[int, Sequence[str]]:
    """Of each case in which somebody waits the marks that are behind and that nothing was said at.

    Whoever is asked something himself is left out: a question is news enough.
    """
    row = case_rows.c
    shortest = min((limit.days for limit in desk.rules.limits), default=0)
    told = row.receipted & row.reachable & row.delivered_at.is_(None) & row.paused_at.is_(None)
    states = row.state.in_([state.value for state in WAITING])
    long_ago = row.received_at <= now - timedelta(days=shortest) / 2
    waiting = connection.execute(
        select(row.id, row.received_at, row.lapor).where(states, told, long_ago).order_by(row.id)
    )
    passed = {each.id: _passed(desk, each, now) for each in waiting}
    known = once.known(connection, [mark for marks in passed.values() for mark in marks])
    left = {each: [mark for mark in marks if mark not in known] for each, marks in passed.items()}
    return {each: marks for each, marks in left.items() if marks}


def _passed(desk: Desk, row: AnyRow, now: datetime) -> list[str]:
    found = half_ways(row.received_at, desk.rules, lapor=row.lapor)
    return [_key(row.id, label) for label, half in found if half <= now]


def _waits(case: Case) -> bool:
    return case.state in WAITING and case.delivered_at is None and case.paused_at is None and case.reachable


def _key(case_id: int, label: str) -> str:
    return f"kemajuan:{case_id}:{label}"[:120]


def _tell(desk: Desk, connection: Connection, case: Case, marks: Sequence[str], now: datetime) -> None:
    for mark in marks:
        once.keep(connection, mark, "disampaikan", now)
    words = _words(desk, connection, case, now)
    told = Decision(
        case=case, event="laporan_kemajuan", notices=(Noticed(Notice.LAPORAN_KEMAJUAN, PELANGGAN, words),)
    )
    carry_out(desk, connection, told, Cause(by=PIPELINE, at=now, payload={"batas": list(marks)}))


def _words(desk: Desk, connection: Connection, case: Case, now: datetime) -> str:
    """Where it stands; a promise that was broken is admitted, and none is made that nobody can keep."""
    if promised(case, now, desk.rules):
        return "Pengaduan tersebut masih kami tindak lanjuti."
    late = (
        "Pengaduan tersebut masih kami tindak lanjuti. Waktu yang kami sampaikan semula telah terlewati; "
        "untuk itu kami mohon maaf."
    )
    received = cases.registration(connection, case.id).received_at
    limit = next_limit(received, now, desk.rules, lapor=case.lapor)
    return f"{late} Batas waktu berikutnya menurut ketentuan adalah {moment(desk, limit)}." if limit else late
