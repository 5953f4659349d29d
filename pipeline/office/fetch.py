"""Fetch mails one at a time; one that the server does not give stops no other and is not forgotten.

Apart from the stage because it decides what stands in the register for a mail without its bytes: one that
is too large, or whose FETCH fails for ever, is kept as header and structure for a person to look at.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from pipeline.errors import OutsideError, Unreadable
from pipeline.mail.envelope import FetchedMail, Outline
from pipeline.mail.substitute import is_substitute, megabytes, stand_in
from pipeline.office.desk import Desk
from pipeline.store import unread
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: bytes of one mail that are fetched, where the settings say nothing else
LARGEST = 40 * 1024 * 1024
#: a mail is given up after so many tries, and not before so much time: a bad minute is no bad mail
TRIES, PATIENCE = 3, timedelta(minutes=10)
#: after so many tries the server is not even asked for the header: the question may be what breaks it
LAST_TRIES = 6


class Source(Protocol):
    """What fetching needs of a mailbox."""

    def sizes(self, uids: Sequence[int]) -> Mapping[int, int]:
        """Bytes of each mail that still lies there."""

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail, None if it is gone; raises Unreadable if it is there and is not given."""

    def outline(self, uid: int) -> Outline | None:
        """Its header and structure."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder under one UIDVALIDITY: where a UID means anything."""

    mailbox: str
    folder: str
    uidvalidity: int

    @property
    def where(self) -> tuple[str, str, int]:
        """As the register is asked for it."""
        return self.mailbox, self.folder, self.uidvalidity


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one UID: a mail, or none where it is gone; or it is tried again later."""

    uid: int
    mail: FetchedMail | None
    waits: bool = False


@dataclass(slots=True)
class Fetcher:
    """The mails of one place, one after the other."""

    desk: Desk
    box: Source
    place: Place
    largest: int = LARGEST
    _waiting: Mapping[int, AnyRow] = field(init=False)

    def __post_init__(self) -> None:
        with reading(self.desk.engine) as connection:
            self._waiting = unread.waiting(connection, *self.place.where)

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """Each of `uids` and those that wait, the latter last: what breaks may break the connection."""
        fresh = [uid for uid in uids if uid not in self._waiting]
        sizes = self.box.sizes(fresh) if fresh else {}
        for uid in fresh:
            yield self._first(uid, sizes.get(uid, 0))
        for uid, row in self._waiting.items():
            yield self._again(uid, row)

    def _first(self, uid: int, size: int) -> Fetched:
        if size > self.largest:
            why = (
                f"Lampiran terlalu besar: surel ini {megabytes(size)}, sedangkan yang diambil paling banyak "
                f"{megabytes(self.largest)}. Mohon surel ini dibuka di kotak surat."
            )
            return self._guarded(uid, lambda: self._outlined(uid, why))
        return self._guarded(uid, lambda: self._whole(uid))

    def _again(self, uid: int, row: AnyRow) -> Fetched:
        if row.tries < TRIES or self.desk.clock() < row.since + PATIENCE:
            size = self.box.sizes([uid]).get(uid, 0)
            return self._first(uid, size)
        why = f"Surel ini tidak terbaca: {row.reason}. Mohon surel ini dibuka di kotak surat."
        log.warning("mail is given up", extra={"uid": uid, "tries": row.tries})
        if row.tries >= LAST_TRIES:
            return Fetched(uid, FetchedMail(uid, stand_in(None, why), row.since, note=why))
        return self._guarded(uid, lambda: self._outlined(uid, why))

    def _whole(self, uid: int) -> FetchedMail | None:
        mail = self.box.fetch(uid)
        if mail is not None and is_substitute(mail.raw):
            raise Unreadable(f"server hanya memberi surat pengganti untuk UID {uid}")
        return mail

    def _outlined(self, uid: int, why: str) -> FetchedMail | None:
        outline = self.box.outline(uid)
        if outline is None:
            return None
        return FetchedMail(uid, stand_in(outline, why), outline.received_at, note=why)

    def _guarded(self, uid: int, get: Callable[[], FetchedMail | None]) -> Fetched:
        """What `get` gives; a failure is on record before anything else is asked of the server."""
        try:
            return Fetched(uid, get())
        except OutsideError as error:
            at = self.desk.clock()
            with writing(self.desk.engine) as connection:
                unread.strike(connection, *self.place.where, uid, reason=str(error), at=at)
            if not isinstance(error, Unreadable):
                raise
            return Fetched(uid, None, waits=True)
