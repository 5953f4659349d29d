"""A bounce is tied to the exact mail it is about; a letter that came back opens step 5 again."""

from sqlalchemy import Connection

from pipeline.mail.facts import Facts
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop import signing, working
from pipeline.sop.case import Case
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
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, mail.case_id, lock=True) if mail.case_id else None
    outbox.settle(connection, mail.recipient_id, state=mail.state, at=at, bounced_at=at)
    inbox.settle(connection, row.id, case_id=mail.case_id, mark_due=True)
    audit.append(
        connection,
        at=at,
        actor="pipeline",
        event="surel_terpantul",
        case_id=mail.case_id,
        payload={"penerima": mail.address, "kode": code, "templat": mail.template},
    )
    words = f"Surel kepada {mail.address} kembali" + (f" dengan kode {code}." if code else ".")
    follow_up(desk, connection, mail, case, words, Cause(by="pipeline", at=at, payload={"surel": row.id}))


def follow_up(
    desk: Desk, connection: Connection, mail: AnyRow, case: Case | None, words: str, cause: Cause
) -> None:
    """What follows from a mail that did not reach its address, be it refused at once or returned later.

    `mail` has template, post and case_id. For the letter step 5 is opened again; of a question to the
    customer its asker is told, and nobody waits for an answer; of anything else TU is told, unless
    TU's own address is the one that fails.
    """
    if case is not None and mail.template == Notice.SURAT_JAWABAN.value and case.state not in ENDS:
        carry_out(desk, connection, signing.bounce(case, words), cause)
        return
    told = f"{words} Mohon alamatnya diperiksa; surel “{mail.template.replace('_', ' ')}” tidak sampai."
    posts = [TU] if mail.post != TU else []
    if case is not None and mail.template == Notice.PERTANYAAN.value and case.paused_at is not None:
        decision = working.resume(case, cause.at, desk.rules, "pertanyaan_tidak_sampai")
        carry_out(desk, connection, decision, cause)
        told += " Waktu penyelesaian berjalan kembali."
        posts = [case.pokja, *posts]
    for post in dict.fromkeys(posts):
        notice = Owed(template=Notice.PEMBERITAHUAN.value, post=post, words=told, case_id=mail.case_id)
        owed.owe_mail(connection, notice, at=cause.at)
