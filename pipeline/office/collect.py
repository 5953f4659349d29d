"""Stage collect: new mail of the mailbox becomes rows of the inbox, bytes and all.

It marks nothing on arrival. The deciding transaction owes a mark, and the next
pass carries marks out in bulk; the database, not the mailbox, is the truth.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import FetchedMail, FolderState, Marking
from pipeline.office.canary import notice
from pipeline.office.desk import Desk
from pipeline.office.fetch import LARGEST, Fetched, Fetcher, Place, Source
from pipeline.office.set_apart import Border, Old, border, set_apart
from pipeline.store import arrivals, audit, cursors, earlier, inbox, unread
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: mails, and bytes of them, that one transaction takes in
MOST_MAILS, MOST_BYTES = 20, 16 * 1024 * 1024
#: so often every mail that lies in the folder is compared with the register
COMPARE = timedelta(days=1)

Batch = list[Fetched]


class Box(Source, Old, Protocol):
    """What collect needs of a mailbox (outside/imap.py, and the demo's)."""

    def state(self) -> FolderState:
        """UIDVALIDITY and UIDNEXT as they are now."""

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
    largest: int = LARGEST,
    meanwhile: Callable[[], object] = lambda: None,
) -> bool:
    """Take in what is new and carry out owed marks; True if any mail came.

    `since` is the setting `mulai_dari`: mail received from that moment on is taken
    at the first start, otherwise only what arrives after it. Of a mail of more than
    `largest` bytes, header and structure alone are taken. `meanwhile` is called after
    each batch, so that others are read while the rest is fetched.
    """
    state = box.state()
    crash.point("collect.state_read")
    place = Place(desk.address, folder, state.uidvalidity)
    cursor = _cursor(desk, place, state, since)
    of = border(desk, place, cursor)
    if cursor.from_start:
        set_apart(desk, box, of, state.uidnext, meanwhile)
    fetcher = Fetcher(desk, box, place, largest)
    above = [] if state.uidnext and state.uidnext <= cursor.last_uid + 1 else box.uids_after(cursor.last_uid)
    fresh = _not_before(desk, of, above)
    uids = fresh + _overlooked(desk, box, of, state)
    came = False
    for batch in _batches(fetcher.fetch(uids)):
        came = _take(desk, batch, of) or came
        meanwhile()
    if len(fresh) < len(above):
        _pass_by(desk, place, above[-1])
    _mark(desk, box, place, keyword, move_to)
    if not cursor.from_start:
        # What is new does not wait for what is old, unless the one must be told from the other.
        set_apart(desk, box, of, state.uidnext, meanwhile)
    return came


def _cursor(desk: Desk, place: Place, state: FolderState, since: datetime | None) -> AnyRow:
    """How far the folder was read; at the first sight of it, where to begin."""
    where = (place.mailbox, place.folder)
    with reading(desk.engine) as connection:
        known = cursors.find(connection, *where, place.uidvalidity)
        first = cursors.first_sight(connection, *where)
    if known:
        return known
    # A new UIDVALIDITY of a known folder is read from its beginning, and known mails are known again.
    from_start = first is not None or since is not None
    last = 0 if from_start else state.uidnext - 1
    at = desk.clock()
    # What came after a backup is no nonsense though the clock of a rebuild stands before it.
    seen = desk.present() if desk.present else at
    event = "uidvalidity_berubah" if first else "kotak_surat_dibuka"
    if first:
        log.warning("uidvalidity changed", extra={"uidvalidity": place.uidvalidity})
    with writing(desk.engine) as connection:
        cursors.start(
            connection,
            *where,
            place.uidvalidity,
            last_uid=last,
            since=first or since or at,
            from_start=from_start,
            begun_at=seen,
            begun_uid=state.uidnext - 1,
        )
        unread.compared(connection, *where, place.uidvalidity, at)
        payload = {"folder": place.folder, "uidvalidity": place.uidvalidity, "uid": last}
        audit.append(connection, at=at, actor="pipeline", event=event, payload=payload)
        begun = cursors.find(connection, *where, place.uidvalidity)
    assert begun is not None
    return begun


def _not_before(desk: Desk, of: Border, uids: Sequence[int]) -> list[int]:
    """Those of `uids` whose mail was not set apart."""
    upper = of.cursor.begun_uid
    if not of.cursor.from_start or (upper is not None and all(uid > upper for uid in uids)):
        return list(uids)
    with reading(desk.engine) as connection:
        before = earlier.received(connection, *of.place.where)
    return [uid for uid in uids if uid not in before]


def _overlooked(desk: Desk, box: Box, of: Border, state: FolderState) -> list[int]:
    """UIDs at or below the cursor whose mail the register does not know.

    A lax server gives UIDs a second time; that shows where its next UID has been taken already. Whatever
    else went wrong is found once a day.
    """
    at, cursor, where = desk.clock(), of.cursor, of.place.where
    lax = 0 < state.uidnext <= cursor.last_uid
    if not lax and cursor.compared_at is not None and at < cursor.compared_at + COMPARE:
        return []
    with reading(desk.engine) as connection:
        known, before = unread.received(connection, *where), earlier.received(connection, *where)
    found = [
        mail.uid
        for mail in box.listing()
        if mail.uid <= cursor.last_uid
        and mail.received_at != before.get(mail.uid)
        and not known.get(mail.uid, set()) & {mail.received_at, of.receipt(mail.uid, mail.received_at)}
        # Until all that is from before is remembered, only its date tells it.
        and (cursor.remembered or mail.received_at >= of.since)
    ]
    if found:
        log.warning("mails were overlooked", extra={"count": len(found), "lax": lax})
    with writing(desk.engine) as connection:
        unread.compared(connection, *where, at)
    return found


def _batches(fetched: Iterator[Fetched]) -> Iterator[Batch]:
    """The mails in batches for one transaction.

    What came before a failure of the mailbox is handed on first.
    """
    batch: Batch = []
    size = 0
    try:
        for each in fetched:
            batch.append(each)
            size += len(each.mail.raw) if each.mail else 0
            if len(batch) >= MOST_MAILS or size >= MOST_BYTES:
                yield batch
                batch, size = [], 0
    except OutsideError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _take(desk: Desk, batch: Batch, of: Border) -> bool:
    mails = [
        replace(each.mail, received_at=of.receipt(each.uid, each.mail.received_at))
        for each in batch
        if each.mail
    ]
    where = of.place.where
    with writing(desk.engine) as connection:
        if mails:
            ids = arrivals.add_all(connection, mails, **asdict(of.place), at=desk.clock())
            for inbox_id, mail in zip(ids, mails, strict=True):
                notice(desk, connection, inbox_id, mail, of.place.folder, of.place.uidvalidity)
        unread.settle(connection, *where, [each.uid for each in batch if not each.waits])
        cursors.advance(connection, *where, max(each.uid for each in batch))
        crash.point("collect.before_commit")
    crash.point("collect.committed")
    return bool(mails)


def _pass_by(desk: Desk, place: Place, uid: int) -> None:
    """What was set apart lies behind the cursor too."""
    with writing(desk.engine) as connection:
        cursors.advance(connection, *place.where, uid)


def _mark(desk: Desk, box: Box, place: Place, keyword: str, move_to: str) -> None:
    where = (place.mailbox, place.folder, place.uidvalidity)
    with reading(desk.engine) as connection:
        uids = inbox.marks_due(connection, *where)
    if not uids:
        return
    crash.point("collect.before_mark")
    how = box.mark(uids, keyword, move_to)
    crash.point("collect.marked")
    with writing(desk.engine) as connection:
        inbox.marked(connection, *where, uids, how.value)


def register_file(connection: Connection, raw: bytes, received_at: datetime, at: datetime) -> int:
    """Take in a letter from a file, as if it had come by mail; gives its inbox row."""
    mail = FetchedMail(uid=inbox.next_uid_of_file(connection), raw=raw, received_at=received_at)
    return arrivals.add(connection, mail, mailbox=inbox.FROM_FILE, folder="", uidvalidity=0, at=at)
