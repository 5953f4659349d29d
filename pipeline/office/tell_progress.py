"""Laporan kemajuan: whoever waits hears of his complaint when half of a legal time is over, once for each."""

from collections.abc import Sequence
from datetime import datetime

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


def tell_progress(desk: Desk, now: datetime) -> bool:
    """Owe the reports that have come due; True if there were any."""
    with reading(desk.engine) as connection:
        ids = [each for each in _waiting(connection) if _passed(desk, connection, each, now)]
    for case_id in ids:
        with writing(desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            marks = _passed(desk, connection, case_id, now) if _waits(case) else []
            if marks:
                _tell(desk, connection, case, marks, now)
    return bool(ids)


def _waiting(connection: Connection) -> Sequence[int]:
    """Customers without an answer who are not asked something themselves: a question is news enough."""
    row = case_rows.c
    told = row.receipted & row.reachable & row.delivered_at.is_(None) & row.paused_at.is_(None)
    states = row.state.in_([state.value for state in WAITING])
    return connection.scalars(select(row.id).where(states, told).order_by(row.id)).all()


def _waits(case: Case) -> bool:
    return case.state in WAITING and case.delivered_at is None and case.paused_at is None and case.reachable


def _passed(desk: Desk, connection: Connection, case_id: int, now: datetime) -> list[str]:
    """The marks that are behind and that nothing was said at."""
    case, known = cases.load(connection, case_id), cases.registration(connection, case_id)
    found = half_ways(known.received_at, desk.rules, lapor=case.lapor)
    keys = [_key(case_id, label) for label, half in found if half <= now]
    return [key for key in keys if once.value(connection, key) is None]


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
