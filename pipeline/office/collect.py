"""Stage collect: new mail of the mailbox becomes rows of the inbox, bytes and all.

It marks nothing on arrival. The deciding transaction owes a mark, and the next
pass carries marks out in bulk; the database, not the mailbox, is the truth.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import FetchedMail, FolderState, Marking
from pipeline.office.canary import notice
from pipeline.office.desk import Desk
from pipeline.store import audit, inbox
from pipeline.store.database import reading, writing

#: mails, and bytes of them, that one transaction takes in
MOST_MAILS, MOST_BYTES = 20, 16 * 1024 * 1024

#: mails by their UIDs, ascending; None where one is gone
Batch = list[tuple[int, FetchedMail | None]]


class Box(Protocol):
    """What collect needs of a mailbox (outside/imap.py, and the demo's)."""

    def state(self) -> FolderState:
        """UIDVALIDITY and UIDNEXT as they are now."""

    def uids_after(self, uid: int) -> list[int]:
        """UIDs above `uid`, ascending."""

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail, None if it is gone."""

    def mark(self, uids: Sequence[int], keyword: str, move_to: str) -> Marking:
        """Carry out courtesy marks."""


def collect(
    desk: Desk,
    box: Box,
    *,
    folder: str = "INBOX",
    since: datetime | None = None,
    keyword: str = "$Diagenda",
    move_to: str = "Diagendakan",
) -> bool:
    """Take in what is new and carry out owed marks; True if any mail came.

    `since` is the setting `mulai_dari`: mail received from that moment on is taken
    at the first start, otherwise only what arrives after it.
    """
    state = box.state()
    crash.point("collect.state_read")
    last, oldest = _place(desk, folder, state, since)
    if state.uidnext and state.uidnext <= last + 1:
        _mark(desk, box, folder, state.uidvalidity, keyword, move_to)
        return False
    came = False
    for batch in _fetched(box, box.uids_after(last)):
        came = _take(desk, batch, folder, state.uidvalidity, oldest) or came
    _mark(desk, box, folder, state.uidvalidity, keyword, move_to)
    return came


def _place(
    desk: Desk, folder: str, state: FolderState, since: datetime | None
) -> tuple[int, datetime | None]:
    """The last UID taken, and the moment before which mail is not the register's (None: any is)."""
    with reading(desk.engine) as connection:
        known = inbox.cursor(connection, desk.address, folder, state.uidvalidity)
        first = inbox.first_sight(connection, desk.address, folder)
    if known:
        return known.last_uid, known.since if known.from_start else None
    # A new UIDVALIDITY of a known folder is read from its beginning, and known bytes are known again.
    from_start = first is not None or since is not None
    last = 0 if from_start else state.uidnext - 1
    began = first or since or desk.clock()
    with writing(desk.engine) as connection:
        inbox.start_cursor(
            connection,
            desk.address,
            folder,
            state.uidvalidity,
            last_uid=last,
            since=began,
            from_start=from_start,
        )
        event = "uidvalidity_berubah" if first else "kotak_surat_dibuka"
        payload = {"folder": folder, "uidvalidity": state.uidvalidity, "uid": last}
        audit.append(connection, at=desk.clock(), actor="pipeline", event=event, payload=payload)
    return last, began if from_start else None


def _fetched(box: Box, uids: Sequence[int]) -> Iterator[Batch]:
    """The mails, one fetched at a time, in batches for one transaction; None for one that is gone.

    What came before a failure of the mailbox is handed on first.
    """
    batch: Batch = []
    size = 0
    try:
        for uid in uids:
            mail = box.fetch(uid)
            batch.append((uid, mail))
            size += len(mail.raw) if mail else 0
            if len(batch) >= MOST_MAILS or size >= MOST_BYTES:
                yield batch
                batch, size = [], 0
    except OutsideError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _take(desk: Desk, batch: Batch, folder: str, uidvalidity: int, oldest: datetime | None) -> bool:
    # INTERNALDATE has whole seconds.
    since = oldest.replace(microsecond=0) if oldest else None
    wanted = [mail for _, mail in batch if mail and (since is None or mail.received_at >= since)]
    box, at = desk.address, desk.clock()
    with writing(desk.engine) as connection:
        for mail in wanted:
            place = {"mailbox": box, "folder": folder}
            inbox_id = inbox.add(connection, mail, **place, uidvalidity=uidvalidity, at=at)
            notice(desk, connection, inbox_id, mail, folder, uidvalidity)
        inbox.advance_cursor(connection, box, folder, uidvalidity, batch[-1][0])
        crash.point("collect.before_commit")
    crash.point("collect.committed")
    return bool(wanted)


def _mark(desk: Desk, box: Box, folder: str, uidvalidity: int, keyword: str, move_to: str) -> None:
    with reading(desk.engine) as connection:
        uids = inbox.marks_due(connection, desk.address, folder, uidvalidity)
    if not uids:
        return
    crash.point("collect.before_mark")
    how = box.mark(uids, keyword, move_to)
    crash.point("collect.marked")
    with writing(desk.engine) as connection:
        inbox.marked(connection, desk.address, folder, uidvalidity, uids, how.value)


def register_file(connection: Connection, raw: bytes, received_at: datetime, at: datetime) -> int:
    """Take in a letter from a file, as if it had come by mail; gives its inbox row."""
    mail = FetchedMail(uid=inbox.next_uid_of_file(connection), raw=raw, received_at=received_at)
    return inbox.add(connection, mail, mailbox=inbox.FROM_FILE, folder="", uidvalidity=0, at=at)
