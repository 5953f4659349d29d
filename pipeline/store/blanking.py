"""Blank what a case says of people, row by row; numbers, hashes, and the days of its steps stay.

Each table's columns that hold what somebody wrote, or who he is, stand here once; a test holds the lists
against the tables, so that a new column has to be thought about.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select, update

from pipeline.store import archive
from pipeline.store.belongings import Belongings
from pipeline.store.book_tables import audit, audit_payloads, numbers
from pipeline.store.case_tables import answers, cases, forms, letters, requests
from pipeline.store.erasures import ERASED, GONE
from pipeline.store.mail_tables import facts, inbox, mails, outbox, recipients
from pipeline.store.recovery_tables import journal_mails
from pipeline.store.schema import AnyRow

#: table → what stands in its columns once they are blank
BLANK: Mapping[Table, Mapping[str, Any]] = {
    cases: {
        "instruksi": "",
        "penyebab": "",
        "koreksi": "",
        "korektif": "",
        "pencegahan": "",
        "jawaban": "",
        "penerusan": "",
        "alasan": "",
        "involved": [],
        # Nobody is written to about it any more.
        "reachable": False,
        "answerable": False,
        "end_told": True,
    },
    forms: {"data": {"hal": GONE}, "address": "", "thread": ""},
    requests: {"words": ""},
    answers: {"data": {}, "before": None},
    letters: {"data": {}, "signature": None, "note": None},
    mails: {
        "address": "",
        "words": "",
        "data": {},
        "attachments": [],
        "answers_to": "",
        "note": None,
        "state": ERASED,
    },
    recipients: {"address": "", "word": None},
    inbox: {
        "reason": None,
        "held_reason": None,
        "corrections": None,
        "sender": None,
        "note": None,
        "server_id": None,
        "content_key": None,
        "likeness": None,
    },
    journal_mails: {"address": ""},
    numbers: {"letter": None},
}
#: entries without a case that name a mail that came, by its number
_OF_INBOX = ("ditahan", "isian_diperbaiki", "ditanya_balik", "pantulan_tak_dikenal", "tidak_di_tempat")


def blank(connection: Connection, mine: Belongings) -> None:
    """Blank all rows of a case and the payloads of its audit trail; bytes are another matter."""
    _blank(connection, requests, requests.c.id.in_(mine.requests))
    _blank(connection, answers, answers.c.id.in_(mine.answers))
    _blank(connection, mails, mails.c.id.in_(mine.mails))
    frozen = select(outbox.c.id).where(outbox.c.mail_id.in_(mine.mails))
    _blank(connection, recipients, recipients.c.outbox_id.in_(frozen))
    ids = connection.scalars(select(outbox.c.message_id).where(outbox.c.mail_id.in_(mine.mails))).all()
    _blank(connection, journal_mails, journal_mails.c.message_id.in_(ids))
    _blank(connection, inbox, inbox.c.id.in_(mine.inbox))
    connection.execute(delete(facts).where(facts.c.inbox_id.in_(mine.inbox)))
    if mine.case_id is not None:
        _blank(connection, cases, cases.c.id == mine.case_id)
        _blank(connection, forms, forms.c.case_id == mine.case_id)
        _blank(connection, letters, letters.c.case_id == mine.case_id)
        # What is known of a number that another application gave is only which of ours it replaced.
        own = (numbers.c.case_id == mine.case_id, numbers.c.register == "surat_keluar")
        _blank(connection, numbers, *own)
    _forget_payloads(connection, mine, ids)


def _blank(connection: Connection, table: Table, *wanted: Any) -> None:
    connection.execute(update(table).where(*wanted).values(**BLANK[table]))


def _forget_payloads(connection: Connection, mine: Belongings, message_ids: Collection[str]) -> None:
    entries = (
        select(audit.c.seq, audit.c.case_id, audit.c.event, audit_payloads.c.payload)
        .join(audit_payloads, audit_payloads.c.seq == audit.c.seq)
        .where(or_(audit.c.case_id == (mine.case_id or 0), audit.c.case_id.is_(None)))
        .execution_options(yield_per=5000)
    )
    ours = set(message_ids)
    gone = [row.seq for row in connection.execute(entries) if _tells_of(row, mine, ours)]
    for start in range(0, len(gone), 500):
        batch = gone[start : start + 500]
        connection.execute(delete(audit_payloads).where(audit_payloads.c.seq.in_(batch)))


def _tells_of(row: AnyRow, mine: Belongings, message_ids: set[str]) -> bool:
    """Whether an entry is about this case: by its case, a mail that came, or a mail of ours."""
    if row.case_id is not None:
        return True
    named = row.payload.get("surel")
    if row.event.startswith(_OF_INBOX):
        return named in mine.inbox
    if row.event.startswith(("surel_", "kirim_ulang")):
        return named in mine.mails or row.payload.get("message_id") in message_ids
    return False


def drop_bytes(connection: Connection, digests: Collection[str]) -> None:
    """Forget these bytes and keep their hashes."""
    for digest in digests:
        archive.drop(connection, digest)
