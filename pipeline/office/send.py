"""Stage send: frozen mails go out, and the server's own words are kept as proof.

It sees finished bytes only; every try of a mail sends the same ones.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pipeline import crash
from pipeline.mail.envelope import Envelope, Outcome, Receipt, Result
from pipeline.office.bounce import follow_up
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.sop import signing
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, State
from pipeline.store import audit, cases, outbox
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: mails handed to the server in one pass
BATCH = 100

Deliver = Callable[
    [Sequence[Envelope], Callable[[Envelope], None], Callable[[Envelope, Receipt], None]], None
]


def send(desk: Desk, deliver: Deliver) -> bool:
    """Send what is due; True if there was anything."""
    with reading(desk.engine) as connection:
        rows = {row.id: row for row in outbox.due(connection, desk.clock(), BATCH)}
    if not rows:
        return False

    def begin(envelope: Envelope) -> None:
        with writing(desk.engine) as connection:
            outbox.settle(connection, envelope.id, state=outbox.BEGUN, at=desk.clock())
            _record(connection, rows[envelope.id], "pengiriman_dimulai", desk.clock())
        crash.point("send.begun")

    def note(envelope: Envelope, receipt: Receipt) -> None:
        crash.point("send.answered")
        with writing(desk.engine) as connection:
            for result in receipt.results:
                _note(desk, connection, rows[envelope.id], result)
            crash.point("send.before_commit")
        crash.point("send.committed")

    deliver([_envelope(row) for row in rows.values()], begin, note)
    return True


def _envelope(row: AnyRow) -> Envelope:
    return Envelope(row.id, row.sender, (row.address,), bytes(row.content))


def recover(desk: Desk) -> None:
    """After a start: mails whose DATA had begun when the program died go out again, byte for byte.

    Between the final dot and the 250 both sides own a mail (RFC 1047); a second copy has the
    same Message-ID and is better than a letter that never left.
    """
    with writing(desk.engine) as connection:
        for row in outbox.interrupted(connection):
            at = desk.clock()
            outbox.settle(connection, row.id, state=outbox.FROZEN, at=at, next_at=at)
            payload = {"kepada": row.address, "message_id": row.message_id}
            audit.append(
                connection,
                at=at,
                actor=PIPELINE,
                event="kirim_ulang_setelah_terputus",
                case_id=row.case_id,
                payload=payload,
            )
            crash.point("recover.frozen_again")
    crash.point("recover.committed")


def _note(desk: Desk, connection: Connection, row: AnyRow, result: Result) -> None:
    at = desk.clock()
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
    match result.outcome:
        case Outcome.ACCEPTED:
            words = f"{result.word.code} {result.word.text}"
            settled = {"code": result.word.code, "word": result.word.text}
            outbox.settle(connection, row.id, state=outbox.ACCEPTED, at=at, **settled)
            _record(connection, row, "surel_diterima_server", at, words)
            if case is not None:
                _arrived(desk, connection, row, case, words, at)
        case Outcome.REFUSED:
            _refused(desk, connection, row, case, result, at)
        case Outcome.LATER | Outcome.UNKNOWN:
            _later(desk, connection, row, case, result, at)


def _later(
    desk: Desk, connection: Connection, row: AnyRow, case: Case | None, result: Result, at: datetime
) -> None:
    frozen = outbox.frozen_at(connection, row.outbox_id)
    if at > frozen + desk.retry_for:
        _refused(desk, connection, row, case, result, at)
        return
    pauses = desk.retry_minutes
    pause = timedelta(minutes=pauses[min(row.attempts, len(pauses) - 1)])
    outbox.settle(
        connection,
        row.id,
        state=outbox.FROZEN,
        at=at,
        attempts=row.attempts + 1,
        next_at=at + pause,
        code=result.word.code,
        word=result.word.text,
    )
    _record(connection, row, "surel_ditunda", at, f"{result.word.code} {result.word.text}")


def _arrived(desk: Desk, connection: Connection, row: AnyRow, case: Case, proof: str, at: datetime) -> None:
    letter = outbox.mail_of(connection, row.outbox_id).template == Notice.SURAT_JAWABAN.value
    if not letter or case.state is not State.PENYAMPAIAN:
        return
    # The server that said so may only pass the letter on: a bounce can still follow.
    words = f"Server surel menerima surat untuk {row.address} pada {moment(desk, at)}: “{proof}”"
    decision = signing.deliver(case, at, desk.rules, words)
    carry_out(desk, connection, decision, Cause(by=PIPELINE, at=at, payload={"bukti": proof}))


def _refused(
    desk: Desk, connection: Connection, row: AnyRow, case: Case | None, result: Result, at: datetime
) -> None:
    word = f"{result.word.code} {result.word.text}".strip()
    outbox.settle(
        connection, row.id, state=outbox.REFUSED, at=at, code=result.word.code, word=result.word.text
    )
    _record(connection, row, "surel_ditolak", at, word)
    log.warning("mail refused", extra={"recipient_id": row.id, "code": result.word.code})
    mail = outbox.mail_of(connection, row.outbox_id)
    words = f"Surel kepada {row.address} tidak dapat dikirim. Jawaban server: “{word}”"
    follow_up(desk, connection, mail, case, words, Cause(by=PIPELINE, at=at))


def _record(connection: Connection, row: AnyRow, event: str, at: datetime, word: str = "") -> None:
    payload = {"kepada": row.address, "message_id": row.message_id, "jawaban": word}
    audit.append(connection, at=at, actor=PIPELINE, event=event, case_id=row.case_id, payload=payload)
