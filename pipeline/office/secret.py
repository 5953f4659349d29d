"""What only the address for integrity reports may read, by whatever way it comes (design 3g).

A report does not always call itself one: it may be a further mail in a case, whose holder is the accused, or
go on from an earlier report. Apart from the kinds of mail because this takes the register to tell.
"""

from dataclasses import replace

from sqlalchemy import Connection, select

from pipeline.mail.facts import Facts
from pipeline.mail.kind import Evidence, Kind, Verdict, classify
from pipeline.office.desk import Desk
from pipeline.office.evidence import Mail
from pipeline.office.park import VERIFICATION
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, WBS
from pipeline.store import audit, inbox, outbox, owed
from pipeline.store.mail_tables import facts as facts_rows
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

GOES_ON = "Surel ini melanjutkan sebuah laporan integritas."
#: what lists say of a report in place of its words, and of its sender
HIDDEN = "laporan integritas"
#: kinds of mail behind which a report may stand
_OUTSIDE = frozenset({Kind.SUSULAN, Kind.PENGADUAN, Kind.RAGU, Kind.LAIN})


def as_report(desk: Desk, connection: Connection, mail: Mail) -> Mail:
    """The mail, as the report that it is where it is one; a report belongs to no case."""
    verdict = _verdict(desk, connection, mail)
    if verdict.kind is not Kind.WBS:
        return mail
    # What a case shows of its mails is seen by more than the one reader.
    return replace(mail, verdict=verdict, known=replace(mail.known, case_id=None))


def _verdict(desk: Desk, connection: Connection, mail: Mail) -> Verdict:
    if mail.verdict.kind not in _OUTSIDE:
        return mail.verdict
    if mail.verdict.kind is Kind.SUSULAN:
        score = mail.weighed.score if mail.weighed else None
        alone = classify(mail.facts, Evidence(), desk.own_words, score)
        if alone.kind is Kind.WBS:
            # Whoever holds the case may be the one who is accused.
            return alone
    if _goes_on(connection, mail.facts):
        return Verdict(Kind.WBS, False, GOES_ON, 0.9)
    return mail.verdict


def _goes_on(connection: Connection, facts: Facts) -> bool:
    """Whether it answers a report that its reader has not dealt with yet."""
    if not facts.references:
        return False
    name = facts_rows.c.data["message_id"].as_string()
    open_reports = (inbox_rows.c.state == inbox.HELD, inbox_rows.c.kind == Kind.WBS.value)
    query = select(inbox_rows.c.id).join(facts_rows, facts_rows.c.inbox_id == inbox_rows.c.id)
    found = query.where(*open_reports, name.in_(facts.references)).limit(1)
    return connection.scalar(found) is not None or answers_report(connection, facts)


def answers_report(connection: Connection, facts: Facts) -> bool:
    """Whether it answers the mail by which a report was passed on, and so may quote it."""
    answered = outbox.by_message_ids(connection, facts.references)
    return any(row.template == Notice.WBS.value for row in answered)


def accuses(desk: Desk, connection: Connection, row: AnyRow) -> bool:
    """Whether a mail that could not be handled is an integrity report, as far as its words can be weighed."""
    try:
        facts = inbox.load_facts(connection, row.id)
        return classify(facts, Evidence(), desk.own_words).kind is Kind.WBS
    except Exception:  # noqa: BLE001  (the fault that put the mail aside may be in its words)
        return False


def lay_by(desk: Desk, connection: Connection, row: AnyRow, reason: str) -> None:
    """A report that could not be handled is told to its reader alone, and nothing of it."""
    at = desk.clock()
    inbox.settle(connection, row.id, state=inbox.HELD, kind=Kind.WBS.value, held_reason=reason)
    words = f"Sebuah {HIDDEN} (surel masuk nomor {row.id}) tidak dapat diproses; mohon dibaca di kotak surat."
    owed.owe_mail(connection, Owed(template=Notice.PEMBERITAHUAN.value, post=WBS, words=words), at=at)
    audit.append(connection, at=at, actor=PIPELINE, event="wbs", payload={"surel": row.id})


def about(row: AnyRow, facts: Facts) -> str:
    """A held mail in a list: sender and subject, unless these are what has to stay secret."""
    if row.kind == Kind.WBS.value:
        return HIDDEN
    # The subject of a foreign service's mail may be its code.
    subject = "(tidak ditampilkan)" if row.parked == VERIFICATION else facts.subject or "(tanpa subjek)"
    return f"{facts.sender or 'pengirim tidak jelas'}: {subject}"
