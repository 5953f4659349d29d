"""Set apart what lay in the mailbox before the register looked after it: it is never taken for a letter.

It is remembered by a few fields of its header at the first look, while the register knows for certain which
mail that is. When the mailbox is moved all its mails are new to the register by UID, and their dates may say
anything; then what is remembered is left out, and whatever is not is a letter until the contrary is known.
"""

import logging
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, select

from pipeline.mail.envelope import Glimpse, Lying
from pipeline.mail.heading import heading, written_at
from pipeline.office.desk import Desk
from pipeline.office.fetch import Place
from pipeline.office.gather import moment
from pipeline.sop.steps import PIPELINE
from pipeline.store import audit, cursors, earlier, unread
from pipeline.store.book_tables import audit as trail
from pipeline.store.book_tables import audit_payloads
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: mails that are asked about at once, and how often in one pass where nothing depends on it yet
MOST, PARTS = 500, 10
#: no mail comes from so far ahead; a clock may be wrong by less
AHEAD = timedelta(days=1)
#: so long the digest says that old mail was told by its dates
SHOWN = timedelta(days=7)
#: how the audit trail names that mail of a moved folder was left out, by memory or by its dates
REMEMBERED, BY_DATE = "surel_lama_dikenali", "surel_lama_menurut_tanggal"


class Old(Protocol):
    """What is needed of a mailbox (outside/imap.py) to know its old mail again."""

    def uids_after(self, uid: int) -> list[int]:
        """UIDs above `uid`, ascending."""

    def glimpses(self, uids: Sequence[int]) -> list[Glimpse]:
        """A few fields of the header of each."""

    def listing(self) -> list[Lying]:
        """Every mail of the folder, without a byte of it."""


@dataclass(frozen=True, slots=True)
class Border:
    """Which mails of a folder are from before, and when the others came."""

    place: Place
    #: the place's row of `cursors`
    cursor: AnyRow
    #: the folder is known under another UIDVALIDITY
    moved: bool
    #: and what was not the register's is remembered under that
    has_memory: bool

    @property
    def since(self) -> datetime:
        """When the register began to look after the folder; INTERNALDATE has whole seconds."""
        began: datetime = self.cursor.since
        return began.replace(microsecond=0)

    def upper(self, uidnext: int) -> int:
        """The highest UID that may be from before."""
        if self.cursor.begun_uid is not None:
            return int(self.cursor.begun_uid)
        return uidnext - 1 if self.cursor.from_start else int(self.cursor.last_uid)

    def receipt(self, uid: int, received_at: datetime) -> datetime:
        """When a mail came: where the move of the folder made a date of no sense, when the move was seen."""
        begun: datetime | None = self.cursor.begun_at
        if not self.moved or begun is None or uid > self.cursor.begun_uid:
            return received_at
        return received_at if self.since <= received_at <= begun + AHEAD else begun

    def is_before(self, mail: Glimpse, known: Container[str]) -> bool:
        """Whether a mail that lay there at the first look is from before."""
        if self.moved and heading(mail.header) in known:
            return True
        if self.has_memory:
            return False
        if not (self.moved or self.cursor.from_start or self.cursor.begun_uid is None):
            return True
        # Moved before all of it was remembered: whichever date speaks for a letter is believed.
        written = written_at(mail.header) if self.moved else None
        return mail.received_at < self.since and (written is None or written < self.since)


def border(desk: Desk, place: Place, cursor: AnyRow) -> Border:
    """What is known of the folder under this UIDVALIDITY and others."""
    with reading(desk.engine) as connection:
        others = cursors.others(connection, *place.where)
    return Border(place, cursor, moved=bool(others), has_memory=any(others))


def set_apart(desk: Desk, box: Old, of: Border, uidnext: int, meanwhile: Callable[[], object]) -> None:
    """Remember what is from before, unless that was done; a part at a time, so that a break costs little.

    Where nothing depends on it yet it is some parts a pass, so that nothing waits for it long.
    """
    if of.cursor.remembered:
        return
    where = of.place.where
    with reading(desk.engine) as connection:
        done = {*earlier.received(connection, *where), *unread.received(connection, *where)}
    upper = of.upper(uidnext)
    uids = [uid for uid in box.uids_after(0) if uid <= upper and uid not in done]
    now = uids if of.cursor.from_start else uids[: MOST * PARTS]
    for part in (now[begin : begin + MOST] for begin in range(0, len(now), MOST)):
        _remember(desk, of, _seen(box, part))
        meanwhile()
    if len(now) < len(uids):
        return
    with writing(desk.engine) as connection:
        cursors.remember(connection, *where)
        if of.moved:
            _tell(connection, desk, of)


def _seen(box: Old, uids: Sequence[int]) -> list[Glimpse]:
    """The header of each that lies there; b'' where the server, asked for it alone too, does not give it."""
    mails = box.glimpses(uids)
    if left := set(uids) - {mail.uid for mail in mails}:
        # One that is damaged may end the answer for all.
        mails += [mail for uid in sorted(left) for mail in box.glimpses([uid])]
    if left := set(uids) - {mail.uid for mail in mails}:
        mails += [Glimpse(lying.uid, b"", lying.received_at) for lying in box.listing() if lying.uid in left]
    return mails


def _remember(desk: Desk, of: Border, mails: Sequence[Glimpse]) -> None:
    place = of.place
    headings = [heading(mail.header) for mail in mails]
    with writing(desk.engine) as connection:
        known = earlier.known(connection, place.mailbox, place.folder, headings)
        before = [
            (mail.uid, mail.received_at, told)
            for mail, told in zip(mails, headings, strict=True)
            if of.is_before(mail, known)
        ]
        earlier.add_all(connection, *place.where, before)


def _tell(connection: Connection, desk: Desk, of: Border) -> None:
    """Write down how many mails of a moved folder were left out, and by what they were known."""
    left_out = len(earlier.received(connection, *of.place.where))
    payload = {"folder": of.place.folder, "uidvalidity": of.place.uidvalidity, "surel": left_out}
    event = REMEMBERED if of.has_memory or not left_out else BY_DATE
    audit.append(connection, at=desk.clock(), actor=PIPELINE, event=event, payload=payload)
    if event == BY_DATE:
        log.warning("old mail was told by its dates alone", extra={"count": left_out})


def told_by_date(desk: Desk, connection: Connection, now: datetime) -> Iterator[str]:
    """For the digest: of what a person should make sure, since only dates told it."""
    query = select(trail.c.at, audit_payloads.c.payload).where(trail.c.seq == audit_payloads.c.seq)
    lately = query.where(trail.c.event == BY_DATE, trail.c.at > now - SHOWN)
    for row in connection.execute(lately.order_by(trail.c.seq)):
        yield (
            f"Kotak surat dipindahkan ({moment(desk, row.at)}): {row.payload['surel']} surel di folder "
            f"{row.payload['folder']} dianggap surat lama menurut tanggalnya saja. Mohon dilihat apakah ada "
            "surat pengaduan yang belum diagendakan di antaranya; surat itu dapat didaftarkan dengan "
            "`tanggap register`."
        )
