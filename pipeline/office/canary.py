"""The canary: a mail to ourselves through the real servers, which has to come back in time.

Servers that take mail and lose it look healthy from inside. What fails here cannot be told by mail, so the
alarm goes over a second channel, once for an outage and once for its end. A canary is no mail of the office:
it has no outbox row and no audit entry, is never read as a letter, and is cleared out of the mailbox again.
"""

import logging
import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from pipeline.errors import OutsideError
from pipeline.mail import thread
from pipeline.mail.compose import Composed, compose
from pipeline.mail.envelope import Deliver, Envelope, FetchedMail, FolderState, Told
from pipeline.mail.kind import Kind
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.store import archive, canaries, inbox
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: gives the alarm: subject and text; raises OutsideError
Alarm = Callable[[str, str], None]

#: bytes in which a canary shows
_HEAD = 20_000
_ID = re.compile(rb"^Message-ID:\s*(<kenari\.[a-z2-7]{26}@[^>\s]{1,200}>)", re.IGNORECASE | re.MULTILINE)
_SUBJECT = "Surel uji otomatis"
_TEXT = (
    "Surel ini dikirim oleh sistem kepada dirinya sendiri untuk memastikan bahwa surat keluar dan surat "
    "masuk berjalan. Surel ini tidak perlu dibalas dan dihapus kembali oleh sistem."
)
_REMEDY = "Mohon pengelola surel memeriksa server pengirim (SMTP) dan kotak surat (IMAP)."


class Clearable(Protocol):
    """What clearing up needs of a mailbox (outside/imap.py)."""

    def state(self) -> FolderState:
        """UIDVALIDITY and UIDNEXT as they are now."""

    def remove(self, uids: Collection[int]) -> None:
        """Remove our own mails, where that harms nobody else's."""


def notice(
    desk: Desk, connection: Connection, inbox_id: int, mail: FetchedMail, folder: str, uidvalidity: int
) -> None:
    """A mail was taken in: if it is a canary it has come back, and nothing else becomes of it."""
    head = mail.raw[:_HEAD].partition(b"\r\n\r\n")[0]
    found = _ID.search(head)
    if found is None:
        return
    place = {"folder": folder, "uidvalidity": uidvalidity, "uid": mail.uid}
    if canaries.come_back(connection, found[1].decode(), at=desk.clock(), **place):  # type: ignore[arg-type]
        row = inbox.get(connection, inbox_id)
        why = "Surel uji dari sistem ini sendiri."
        inbox.settle(connection, inbox_id, state=inbox.DONE, kind=Kind.SENDIRI.value, reason=why)
        archive.drop(connection, row.sha256)


def clear(desk: Desk, box: Clearable, folder: str) -> None:
    """Take the canaries that came back out of the mailbox."""
    if not desk.canary_every:
        return
    uidvalidity = box.state().uidvalidity
    with reading(desk.engine) as connection:
        uids = canaries.to_clear(connection, folder, uidvalidity)
    if uids:
        box.remove(uids)
        with writing(desk.engine) as connection:
            canaries.clear(connection, folder, uidvalidity, uids)


def watch(desk: Desk, deliver: Deliver, alarm: Alarm) -> bool:
    """Judge the last canary and send the next one if it is time; True if one was sent."""
    if not desk.canary_every:
        return False
    now = desk.clock()
    try:
        _judge(desk, alarm, now)
    except OutsideError as error:
        # Tried again at the next pass; the log is all that is left to say it.
        log.error("the alarm could not be given", extra={"reason": str(error), "remedy": error.remedy})
    return _send(desk, deliver, now)


def _judge(desk: Desk, alarm: Alarm, now: datetime) -> None:
    with reading(desk.engine) as connection:
        last, outage = canaries.newest(connection), canaries.outage(connection)
        back = canaries.back_since(connection, outage.id) if outage else None
    if outage and back:
        alarm("PULIH: surat keluar dan masuk berjalan kembali", _recovery(desk, outage, back))
        log.warning("mail comes round again")
        with writing(desk.engine) as connection:
            canaries.recovered(connection, outage.id, now)
    elif outage is None and last is not None and _is_late(desk, last, now):
        log.warning("a mail to ourselves did not come back", extra={"reason": last.word})
        alarm("GANGGUAN: surel uji tidak kembali", _outage(desk, last))
        with writing(desk.engine) as connection:
            canaries.alarmed(connection, last.id, now)


def _is_late(desk: Desk, last: AnyRow, now: datetime) -> bool:
    # Without any word it was never handed over: the program ended between the two.
    return last.back_at is None and bool(last.word) and now >= last.sent_at + desk.canary_late


def _outage(desk: Desk, last: AnyRow) -> str:
    return (
        f"Surel uji {desk.address} kepada dirinya sendiri, dikirim {moment(desk, last.sent_at)}, belum "
        f"kembali. Jawaban saat mengirim: “{last.word}”. Selama gangguan ini surat pengaduan mungkin tidak "
        f"diterima dan surat jawaban mungkin tidak terkirim. {_REMEDY}"
    )


def _recovery(desk: Desk, outage: AnyRow, back: datetime) -> str:
    return (
        f"Surel uji {desk.address} kembali pada {moment(desk, back)}; gangguan sejak "
        f"{moment(desk, outage.sent_at)} berakhir. Surat yang tertahan diproses dengan sendirinya."
    )


def _send(desk: Desk, deliver: Deliver, now: datetime) -> bool:
    slot = int(now.timestamp() // desk.canary_every.total_seconds())
    message_id = f"<kenari.{thread.new_token(desk.chance(thread.TOKEN_BYTES))}@{desk.domain}>"
    with writing(desk.engine) as connection:
        if not canaries.begin(connection, slot=slot, message_id=message_id, at=now):
            return False

    def note(told: Sequence[Told]) -> None:
        [(_, receipt)] = told
        word = receipt.results[0].word
        _note(desk, message_id, f"{word.code} {word.text}".strip())

    envelope = Envelope(0, desk.address, (desk.address,), _composed(desk, message_id, now))
    try:
        deliver([envelope], lambda _: None, note)
    except OutsideError as error:
        _note(desk, message_id, f"{error}; {error.remedy}" if error.remedy else str(error))
    return True


def _note(desk: Desk, message_id: str, word: str) -> None:
    with writing(desk.engine) as connection:
        canaries.note(connection, message_id, word or "tanpa jawaban")


def _composed(desk: Desk, message_id: str, at: datetime) -> bytes:
    return compose(
        Composed(
            from_name=desk.sender_name,
            from_address=desk.address,
            to=desk.address,
            subject=_SUBJECT,
            message_id=message_id,
            date=at,
            text=_TEXT,
            html=f"<p>{_TEXT}</p>",
        )
    )
