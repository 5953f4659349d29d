"""Mails that have left already: after a restore the register owes them again, and finds them in its journal.

What left stays what it was, byte for byte, with its Message-ID and its token, so that the answers to it still
count; nothing is sent twice. Each mail also carries away what this needs: the mark of the register.
"""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes

from sqlalchemy import Connection, bindparam, select, update

from pipeline.mail import thread
from pipeline.mail.register_mark import RegisterMark, read_mark, stamp
from pipeline.office.arrive import arrive
from pipeline.office.desk import Desk
from pipeline.office.reservation import mark_of
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.store import archive, audit, cases, inbox, journal, numbers, outbox, owed, recovery, requests
from pipeline.store.book_tables import numbers as book
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import letters
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

REMINDERS = (Notice.PENGINGAT.value, Notice.DAFTAR_TUGAS.value)
#: mails that come again and again, of which a copy proves that one has left, not that this one has: so long
#: after it the next is owed in its own right
RECURRING = {
    **dict.fromkeys(
        (*REMINDERS, Notice.LAPORAN_HARIAN.value, Notice.PEMBERITAHUAN.value), timedelta(hours=12)
    ),
    Notice.LAPORAN_BULANAN.value: timedelta(days=20),
}
#: earlier than any mail
EVER = datetime.fromtimestamp(0, UTC)
#: what stands in place of the server's words
WORDS = "surel ini ditemukan pada jurnal; ia sudah terkirim sebelum register dipulihkan"

# Each mail asks these, and to build a statement takes longer than to run it.
_REGISTERED = (
    select(case_rows.c.agenda, inbox_rows.c.sha256)
    .join(inbox_rows, inbox_rows.c.id == case_rows.c.inbox_id)
    .where(case_rows.c.id == bindparam("wanted"))
)
_PLACE = select(book.c.year, book.c.value).where(
    book.c.register == numbers.SURAT_KELUAR, book.c.text == bindparam("wanted")
)


def marked(
    connection: Connection, mail: AnyRow, case: Case | None, raw: bytes, *, message_id: str, address: str
) -> bytes:
    """The finished bytes under the mark of the register."""
    mark = RegisterMark(
        id=message_id,
        templat=mail.template,
        pos=mail.post,
        kepada=address,
        **(_of_case(connection, case) if case else _of_letter(connection, mail)),
        **mark_of(mail.data),
    )
    return stamp(raw, mark, recovery.key(connection))


def _of_case(connection: Connection, case: Case) -> dict[str, str]:
    row = connection.execute(_REGISTERED, {"wanted": case.id}).one()
    told = {"perkara": case.number, "tag": case.tag, "agenda": row.agenda, "surat": row.sha256}
    if not case.letter_number:
        return told
    found = connection.execute(_PLACE, {"wanted": case.letter_number}).first()
    return {**told, "nomor": case.letter_number, "urutan": f"{found.year}/{found.value}"} if found else told


def _of_letter(connection: Connection, mail: AnyRow) -> dict[str, str]:
    return {"surat": inbox.get(connection, mail.inbox_id).sha256} if mail.inbox_id else {}


def _subject(connection: Connection, mail: AnyRow) -> str:
    told = _of_letter(connection, mail) or mark_of(mail.data)
    return told.get("surat") or told.get("cadangan") or ""


def has_left(
    desk: Desk, connection: Connection, mail: AnyRow, request: Request | None, case: Case | None
) -> bool:
    """Freeze an owed mail as it left before the restore, and settle it as sent; False where none has left."""
    subject = case.number if case else _subject(connection, mail)
    again = RECURRING.get(mail.template)
    since = mail.owed_at - again if again else EVER
    copy = journal.next_copy(connection, subject, mail.template, mail.post, since)
    if copy is None and mail.template in REMINDERS:
        # What was bundled depends on the minute: a reminder left, alone or with others.
        copy = journal.next_of(connection, REMINDERS, mail.post, since)
    if copy is None or not owed.settle_mail(connection, mail.id, owed.FROZEN):
        return False
    at = desk.clock()
    # Of one that spoke of a case that was erased since, the hash alone is left.
    raw = archive.load(connection, copy.sha256) if archive.has(connection, copy.sha256) else None
    outbox.freeze_kept(
        connection,
        mail_id=mail.id,
        message_id=copy.message_id,
        sender=desk.address,
        address=copy.address,
        digest=copy.sha256,
        at=at,
    )
    journal.use(connection, copy.id, at)
    # A bundle has no request: its code moves no case.
    own = request is not None and copy.template == mail.template
    for token in thread.tokens_of(copy.message_id) if own else ():
        assert request is not None
        requests.mint(connection, token, request_id=request.id, mail_id=mail.id, at=at)
    if raw is not None:
        _keep_papers(connection, mail, raw, at)
    confirm_sent(desk, connection, copy.message_id)
    return True


def confirm_sent(desk: Desk, connection: Connection, message_id: str) -> bool:
    """A frozen mail was found in the journal: it is sent; False where that was known."""
    row = outbox.recipient_of(connection, message_id)
    if row is None or row.state in (outbox.ACCEPTED, outbox.REFUSED):
        return False
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
    outbox.settle(connection, row.id, state=outbox.ACCEPTED, at=desk.clock(), code=None, word=WORDS)
    arrive(desk, connection, row, case, WORDS, "Salinan di jurnal membuktikan bahwa surat terkirim kepada")
    return True


def _keep_papers(connection: Connection, mail: AnyRow, raw: bytes, at: datetime) -> None:
    """What was read and signed is what went with the mail; a second making differs in its bytes."""
    found = read_mark(raw, recovery.key(connection))
    if found is None or not found.whole or mail.case_id is None:
        return
    parts = [
        part for part in message_from_bytes(raw).walk() if part.get_content_disposition() == "attachment"
    ]
    items = [item for item in mail.attachments if "left" not in item]
    if len(parts) != len(items):
        return
    for item, part in zip(items, parts, strict=True):
        if "letter" in item:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            _keep_paper(connection, mail.case_id, item, archive.store(connection, content, at))


def _keep_paper(connection: Connection, case_id: int, item: dict[str, str], digest: str) -> None:
    row = owed.letter(connection, case_id, item["letter"], int(item["version"]))
    if row is None or row._mapping[f"{item['as']}_sha256"] == digest:
        return
    connection.execute(update(letters).where(letters.c.id == row.id).values({f"{item['as']}_sha256": digest}))
    payload = {"naskah": row.kind, "versi": row.version, "sha256": digest}
    audit.append(
        connection,
        at=row.made_at,
        actor="pipeline",
        event="naskah_dari_jurnal",
        case_id=case_id,
        payload=payload,
    )
