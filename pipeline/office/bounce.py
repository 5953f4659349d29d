"""A bounce is tied to the exact mail it is about; a letter that came back opens step 5 again."""

from sqlalchemy import Connection

from pipeline.mail.facts import Facts
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop import signing
from pipeline.sop.papers import Notice
from pipeline.sop.steps import ENDS, TU
from pipeline.store import audit, cases, inbox, outbox, owed
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow


def note_bounce(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> None:
    """Note a bounce; one that names no mail of ours, or is only a delay, does nothing."""
    inbox.settle(connection, row.id, state=inbox.DONE)
    status = dict(facts.bounced)
    final = not status or any(not code.startswith("4") for code in status.values())
    for mail in outbox.by_message_ids(connection, facts.bounced_ids):
        if final and mail.bounced_at is None:
            _returned(desk, connection, row, mail, status.get(mail.address, ""))


def _returned(desk: Desk, connection: Connection, row: AnyRow, mail: AnyRow, code: str) -> None:
    at = desk.clock()
    outbox.settle(connection, mail.recipient_id, state=mail.state, at=at, bounced_at=at)
    inbox.settle(connection, row.id, case_id=mail.case_id, mark_due=True)
    words = f"Surel kepada {mail.address} kembali" + (f" dengan kode {code}." if code else ".")
    audit.append(
        connection,
        at=at,
        actor="pipeline",
        event="surel_terpantul",
        case_id=mail.case_id,
        payload={"penerima": mail.address, "kode": code, "templat": mail.template},
    )
    case = cases.load(connection, mail.case_id, lock=True) if mail.case_id else None
    if case is not None and mail.template == Notice.SURAT_JAWABAN.value and case.state not in ENDS:
        cause = Cause(by="pipeline", at=at, payload={"surel": row.id})
        carry_out(desk, connection, signing.bounce(case, words), cause)
        return
    told = Owed(
        template=Notice.PEMBERITAHUAN.value,
        post=TU,
        words=f"{words} Mohon alamatnya diperiksa; surel “{mail.template.replace('_', ' ')}” tidak sampai.",
        case_id=mail.case_id,
    )
    owed.owe_mail(connection, told, at=at)
