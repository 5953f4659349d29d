"""BATAL of what TU said of a held mail: it is held again, and asked about once more.

Apart from taking back answers in a case because here a mail, and not a case, goes back to where it was.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.mail.kind import Kind
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.hold import hold
from pipeline.sop.case import Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, State
from pipeline.store import audit, cases, inbox
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow


def unsettle(
    desk: Desk,
    connection: Connection,
    row: AnyRow,
    asked: Request,
    case: Case | None,
    told: tuple[str, ...],
    at: datetime,
) -> str:
    """Hold the mail of `asked` again, whose answer is `row`; gives what TU is told.

    `case` is the one that it was joined to, if any, locked, and `told` are those who got it.
    """
    assert asked.inbox_id is not None
    if case is not None:
        _part(desk, connection, row, case, asked.inbox_id, told, at)
    # A mark in the mailbox that was not carried out yet is not owed any more.
    inbox.settle(connection, asked.inbox_id, case_id=asked.case_id, mark_due=False)
    mail = inbox.get(connection, asked.inbox_id)
    payload = {"surel": mail.id, "jawaban": row.id}
    audit.append(connection, at=at, actor=row.by, event="batal", case_id=asked.case_id, payload=payload)
    hold(desk, connection, mail, mail.held_reason or asked.words, ask=asked.ask)
    return "Surel itu ditahan kembali dan kami tanyakan sekali lagi dengan surel tersendiri."


def _part(
    desk: Desk,
    connection: Connection,
    row: AnyRow,
    case: Case,
    inbox_id: int,
    told: tuple[str, ...],
    at: datetime,
) -> None:
    """Take the mail out of the case; who got it learns that it does not belong there."""
    sender = inbox.load_facts(connection, inbox_id).sender or "alamat yang tidak jelas"
    words = (
        f"{desk.name(row.by)} membatalkan penggabungan surel dari {sender}. Surel itu bukan bagian dari "
        "perkara ini; mohon tidak dipakai."
    )
    notices = tuple(Noticed(Notice.PEMBERITAHUAN, post, words) for post in told if post != row.by)
    again = _waiting(connection, case, row)
    if again.paused_at and not case.paused_at:
        notices = tuple(replace(item, words=f"{words} Jawaban pelanggan ditunggu lagi.") for item in notices)
    decision = Decision(case=again, event="batal", notices=notices, revocable=False)
    carry_out(
        desk,
        connection,
        decision,
        Cause(by=row.by or PIPELINE, at=at, payload={"jawaban": row.id, "surel": inbox_id}),
    )


def _waiting(connection: Connection, case: Case, row: AnyRow) -> Case:
    """The case as it waited for the customer, if the mail had ended that and he did not answer since."""
    before = cases.from_json(row.before)
    moved = case.state is not State.TINDAK_LANJUT or case.runs != before.runs
    if moved or before.paused_at is None or case.paused_at is not None or _wrote(connection, case, row):
        return case
    return replace(case, paused_at=before.paused_at, due_at=before.due_at, pauses=before.pauses)


def _wrote(connection: Connection, case: Case, row: AnyRow) -> bool:
    """Whether the customer wrote by himself after the mail was joined."""
    his = (inbox_rows.c.case_id == case.id) & (inbox_rows.c.kind == Kind.SUSULAN.value)
    later = inbox_rows.c.collected_at > row.accepted_at
    return connection.scalar(select(inbox_rows.c.id).where(his, later).limit(1)) is not None
