"""Where a person judged a mail otherwise than its words did: the mails to mend the office's words by.

Apart from what else is shown because it compares: the verdict lies in the inbox ledger with its reason,
TU's decision in the audit trail, the Kepala's in the state of the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.mail.kind import Kind
from pipeline.office.desk import Desk
from pipeline.office.secret import HIDDEN
from pipeline.sop.asks import Action
from pipeline.sop.steps import KEPALA, State
from pipeline.store import inbox
from pipeline.store.book_tables import audit, audit_payloads
from pipeline.store.case_tables import cases
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: what the decisions about a held mail say of its kind
_DECIDED = {
    f"ditahan_{Action.PENGADUAN.value}": Kind.PENGADUAN,
    f"ditahan_{Action.BUKAN.value}": Kind.LAIN,
    f"ditahan_{Action.ABAIKAN.value}": Kind.LAIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One mail that a person took for something else than its words told."""

    surel: int
    diterima: datetime
    hal: str
    #: the verdict of the words, and what it rests on
    dinilai: str
    alasan: str
    #: what the person decided
    keputusan: str
    oleh: str


def list_judged(desk: Desk, *, other: bool = False) -> list[Judged]:
    """Every such mail, oldest first; one of which the words were unsure counts too.

    With `other` also what no person has seen: mail that was taken for another letter and is still kept.
    """
    with reading(desk.engine) as connection:
        found = [*_by_tu(desk, connection), *_by_kepala(desk, connection)]
        differing = [each for each in found if each.dinilai != each.keputusan]
        if other:
            differing += [_judged(connection, row, None, "") for row in inbox.other(connection)]
    return sorted(differing, key=lambda each: each.surel)


def _by_tu(desk: Desk, connection: Connection) -> Iterator[Judged]:
    query = (
        select(audit.c.event, audit.c.actor, audit_payloads.c.payload)
        .join(audit_payloads, audit_payloads.c.seq == audit.c.seq)
        .where(audit.c.event.in_(_DECIDED))
        .order_by(audit.c.seq)
    )
    for event in connection.execute(query).all():
        row = inbox.get(connection, event.payload["surel"])
        yield _judged(connection, row, _DECIDED[event.event], desk.name(event.actor))


def _by_kepala(desk: Desk, connection: Connection) -> Iterator[Judged]:
    query = (
        select(inbox_rows, cases.c.approver)
        .join(cases, cases.c.inbox_id == inbox_rows.c.id)
        .where(cases.c.state == State.BUKAN_PENGADUAN.value)
    )
    for row in connection.execute(query).all():
        yield _judged(connection, row, Kind.LAIN, desk.name(row.approver or KEPALA))


def _judged(connection: Connection, row: AnyRow, decided: Kind | None, by: str) -> Judged:
    return Judged(
        surel=row.id,
        diterima=row.received_at,
        hal=HIDDEN if _is_secret(row) else inbox.load_facts(connection, row.id).subject,
        dinilai=row.kind or "",
        alasan="" if _is_secret(row) else row.reason or "",
        keputusan=decided.value if decided else "",
        oleh=by,
    )


def _is_secret(row: AnyRow) -> bool:
    """A report that its reader did not release as a complaint stays his alone."""
    return row.kind == Kind.WBS.value and row.case_id is None
