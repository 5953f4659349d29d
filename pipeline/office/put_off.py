"""A mail has not left: it is tried again later, or never will be and somebody is told."""

import logging
from datetime import timedelta

from sqlalchemy import Connection

from pipeline.mail.envelope import ServerWord
from pipeline.office.arrive import record
from pipeline.office.bounce import follow_up
from pipeline.office.carry import Cause
from pipeline.office.desk import Desk
from pipeline.sop.case import Case
from pipeline.sop.steps import PIPELINE
from pipeline.store import outbox
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)


def put_off(
    desk: Desk,
    connection: Connection,
    row: AnyRow,
    case: Case | None,
    word: ServerWord,
    *,
    at_once: bool = False,
) -> None:
    """Try again after a pause, the same bytes; after the days of `retry_for` it is refused."""
    at = desk.clock()
    if at > outbox.frozen_at(connection, row.outbox_id) + desk.retry_for:
        refuse(desk, connection, row, case, word)
        return
    pauses = desk.retry_minutes
    pause = timedelta(minutes=pauses[min(row.attempts, len(pauses) - 1)])
    outbox.settle(
        connection,
        row.id,
        state=outbox.FROZEN,
        at=at,
        attempts=row.attempts + 1,
        next_at=at if at_once else at + pause,
        code=word.code,
        word=word.text,
    )
    event = "kirim_ulang_setelah_terputus" if at_once else "surel_ditunda"
    record(connection, row, event, at, f"{word.code} {word.text}".strip())


def refuse(desk: Desk, connection: Connection, row: AnyRow, case: Case | None, word: ServerWord) -> None:
    """No server will take it: who has to know is told, by name of the address and the server's words."""
    at = desk.clock()
    words = f"{word.code} {word.text}".strip()
    outbox.settle(connection, row.id, state=outbox.REFUSED, at=at, code=word.code, word=word.text)
    record(connection, row, "surel_ditolak", at, words)
    log.warning("mail refused", extra={"recipient_id": row.id, "code": word.code})
    mail = outbox.mail_of(connection, row.outbox_id)
    told = f"Surel kepada {row.address} tidak dapat dikirim. Jawaban server: “{words}”"
    follow_up(desk, connection, mail, case, told, Cause(by=PIPELINE, at=at))
