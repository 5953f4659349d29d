"""A mail has left: the proof is written down, and step 5 of a letter ends with it."""

from datetime import datetime

from sqlalchemy import Connection

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.sop import signing
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, State
from pipeline.store import audit, outbox
from pipeline.store.schema import AnyRow


def arrive(desk: Desk, connection: Connection, row: AnyRow, case: Case | None, proof: str, told: str) -> None:
    """What follows from `row`'s mail having left, the case locked; settling the row is the caller's.

    `proof` are the words that prove it, `told` who says so, in a sentence that they complete.
    """
    record(connection, row, "surel_diterima_server", desk.clock(), proof)
    letter = outbox.mail_of(connection, row.outbox_id).template == Notice.SURAT_JAWABAN.value
    if case is None or not letter or case.state is not State.PENYAMPAIAN:
        return
    # The server that said so may only pass the letter on: a bounce can still follow.
    at = desk.clock()
    words = f"{told} {row.address} pada {moment(desk, at)}: “{proof}”"
    decision = signing.deliver(case, at, desk.rules, words)
    carry_out(desk, connection, decision, Cause(by=PIPELINE, at=at, payload={"bukti": proof}))


def record(connection: Connection, row: AnyRow, event: str, at: datetime, word: str = "") -> None:
    """Write into the audit trail what happened to a mail on its way."""
    payload = {"kepada": row.address, "message_id": row.message_id, "jawaban": word}
    audit.append(connection, at=at, actor=PIPELINE, event=event, case_id=row.case_id, payload=payload)
