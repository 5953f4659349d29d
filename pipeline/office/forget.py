"""Forget other mail after its time: its bytes, its files and what was read of it.

The row keeps hash and UID. What moved nothing is forgotten, and only what nothing else
holds: the same file may stand in a case, or be a letter of our own that came back.
"""

from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, cast, delete, exists, literal, or_, select

from pipeline.mail.kind import Kind
from pipeline.office.desk import Desk
from pipeline.sop.steps import PIPELINE
from pipeline.store import archive, audit, inbox
from pipeline.store.case_tables import letters
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import blobs, facts, mails, outbox
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: mails forgotten in one piece
BATCH = 20
# The answer by which TU decided on a mail is no other mail, though it belongs to no case.
_OTHER_BEFORE = (
    select(inbox_rows.c.id, inbox_rows.c.sha256)
    .where(
        inbox_rows.c.state == inbox.DONE,
        inbox_rows.c.case_id.is_(None),
        inbox_rows.c.kind != Kind.BALASAN.value,
        inbox_rows.c.collected_at < bindparam("until"),
        exists().where(facts.c.inbox_id == inbox_rows.c.id),
    )
    .order_by(inbox_rows.c.id)
    .limit(BATCH)
)


def forget_other(desk: Desk, now: datetime) -> bool:
    """Forget the oldest other mail that is past its time; True if there was any."""
    with reading(desk.engine) as connection:
        old = connection.execute(_OTHER_BEFORE, {"until": now - desk.keep_other}).all()
    if not old:
        return False
    with writing(desk.engine) as connection:
        for row in old:
            _forget(connection, row)
        audit.append(
            connection, at=now, actor=PIPELINE, event="surat_lain_dihapus", payload={"jumlah": len(old)}
        )
    return True


def _forget(connection: Connection, row: AnyRow) -> None:
    read = inbox.load_facts(connection, row.id)
    connection.execute(delete(facts).where(facts.c.inbox_id == row.id))
    if not _is_held(connection, row.sha256, but=row.id):
        archive.drop(connection, row.sha256)
    for digest in {item.sha256 for item in read.attachments} - {row.sha256}:
        # A row without bytes would be taken for the file when it comes again.
        if not _is_held(connection, digest, but=row.id):
            connection.execute(delete(blobs).where(blobs.c.sha256 == digest))


def _is_held(connection: Connection, digest: str, *, but: int) -> bool:
    """Whether a mail, a letter or what we sent needs these bytes, apart from the mail `but`."""
    of_letter = (
        letters.c.source_sha256,
        letters.c.docx_sha256,
        letters.c.pdf_sha256,
        letters.c.signed_sha256,
    )
    needed = (
        exists().where(inbox_rows.c.sha256 == digest, inbox_rows.c.id != but),
        exists().where(or_(*(column == digest for column in of_letter))),
        exists().where(outbox.c.sha256 == digest),
        exists().where(cast(mails.c.attachments, Text).contains(digest)),
        exists().where(cast(facts.c.data, Text).contains(digest)),
    )
    return any(connection.scalar(select(literal(1)).where(each)) for each in needed)
