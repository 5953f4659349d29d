"""Rebuild a restored register: what our own mails prove, and the old numbers for the old letters.

Apart from the loop that takes the mailbox's mails in again, which is the daemon's work (rebuilding.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, update

from pipeline import crash
from pipeline.letters.numbers import parse_case_number
from pipeline.mail.envelope import FetchedMail, Lying
from pipeline.mail.heading import written_at
from pipeline.mail.register_mark import Marked, RegisterMark, read_mark
from pipeline.office.desk import Desk
from pipeline.office.left import confirm_sent
from pipeline.office.mentioned import forget_again
from pipeline.office.reservation import reserve_again
from pipeline.sop.steps import PIPELINE
from pipeline.store import audit, erasures, journal, numbers, outbox, recovery
from pipeline.store.case_tables import cases
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

#: how much older than the backup a copy may be whose mail the backup does not know as sent
MARGIN = timedelta(days=1)
#: what the book says of a number whose letter did not come back
LOST = "nomor ini tercatat pada surel yang sudah terkirim; suratnya tidak kembali setelah pemulihan"
ERASED = "perkara dengan nomor ini sudah dihapus datanya"
UNKNOWN = "nomor ini tidak ditemukan pada surel mana pun setelah register dipulihkan"


class Box(Protocol):
    """What is needed of the journal's mailbox (outside/imap.py)."""

    def listing(self) -> list[Lying]:
        """Every mail of the folder, without a byte of it."""

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail, None if it is gone."""


def read_journal(desk: Desk, box: Box, since: datetime) -> int:
    """Take the copies of our mails since that moment; how many there were. Any mail may lie there."""
    with reading(desk.engine) as connection:
        key = recovery.key(connection)
    found = 0
    # Not by UID: what was put back from an archive is old and has a new one.
    for lying in [each for each in box.listing() if each.received_at >= since - MARGIN]:
        copy = box.fetch(lying.uid)
        ours = read_mark(copy.raw, key) if copy else None
        if copy and ours:
            found += 1
            # A copy may have followed days after its mail, behind those of later ones.
            written = written_at(ours.raw.partition(b"\r\n\r\n")[0])
            with writing(desk.engine) as connection:
                _take(desk, connection, ours, written or copy.received_at)
            crash.point("rebuild.copy_taken")
    return found


def _take(desk: Desk, connection: Connection, ours: Marked, at: datetime) -> None:
    mark = ours.mark
    if erasures.covers(connection, mark.perkara, mark.surat):
        # Of an erased case nothing comes back but the numbers that it had.
        promise(connection, mark)
        return
    if outbox.recipient_of(connection, mark.id) is not None:
        confirm_sent(desk, connection, mark.id)
    else:
        journal.keep(connection, ours, at)
        if mark.cadangan:
            reserve_again(connection, mark, at)
    promise(connection, mark)


def promise(connection: Connection, mark: RegisterMark) -> None:
    """Keep the numbers that a mail of ours bears for whose they are."""
    if parse_case_number(mark.perkara) == mark.perkara and mark.agenda:
        _, year, value = mark.perkara.split("-")
        place, of = mark.agenda.split("/")
        known = {"owner": mark.surat, "tag": mark.tag}
        recovery.promise(connection, numbers.AGENDA, int(of), int(place), text=mark.agenda, **known)
        recovery.promise(connection, numbers.CASE, int(year), int(value), text=mark.perkara, **known)
    if mark.nomor and mark.urutan:
        year, value = mark.urutan.split("/")
        recovery.promise(
            connection, numbers.SURAT_KELUAR, int(year), int(value), text=mark.nomor, owner=mark.perkara
        )


def begin(desk: Desk, found: int) -> None:
    """From here on numbers are given again, the old ones to the old letters."""
    at = desk.clock()
    with writing(desk.engine) as connection:
        recovery.raise_counters(connection)
        recovery.turn(connection, recovery.RUNNING, at)
        payload = {"surel": found}
        audit.append(connection, at=at, actor=PIPELINE, event="pembangunan_ulang_dimulai", payload=payload)


def finish(desk: Desk, *, give_up: bool, for_good: bool = True) -> Sequence[AnyRow]:
    """Open the register for new numbers; gives the numbers whose letters are missing, which forbid it.

    With `give_up` they stay in the book without a letter, and are never given again. A register that
    is not rebuilt `for_good`, the scratch of a drill, stays closed to every daemon.
    """
    at = desk.clock()
    with writing(desk.engine) as connection:
        _book_erased(connection, at)
        missing = recovery.unclaimed(connection)
        if missing and not give_up:
            return missing
        for row in missing:
            drawn = numbers.Drawn(row.register, row.year, row.value, row.text, at)
            numbers.book(connection, (drawn,), None, purpose=LOST)
            recovery.use(connection, row, at)
        for stone in erasures.stones(connection):
            received = datetime.fromisoformat(stone.stays.diterima)
            forget_again(connection, stone.stays.perkara, received)
        void = _void_untold(connection, at)
        if for_good:
            recovery.turn(connection, recovery.FINISHED, at)
        payload = {"tanpa_surat": [row.text for row in missing], "batal": void}
        audit.append(connection, at=at, actor=PIPELINE, event="pembangunan_ulang_selesai", payload=payload)
        crash.point("rebuild.before_commit")
    return ()


def _book_erased(connection: Connection, at: datetime) -> None:
    """The numbers of erased cases that are older than the backup: no letter comes for them."""
    for row in recovery.unclaimed(connection):
        if not erasures.covers(connection, row.owner, row.owner):
            continue
        drawn = numbers.Drawn(row.register, row.year, row.value, row.text, at)
        erased = erasures.find(connection, row.owner)
        case_id = erased.case_id if erased else None
        numbers.book(connection, (drawn,), case_id, purpose=None if case_id else ERASED)
        if case_id:
            # The backup has the case, from a time at which its letter had no number yet.
            connection.execute(update(cases).where(cases.c.id == case_id).values(letter_number=row.text))
        recovery.use(connection, row, at)


def _void_untold(connection: Connection, at: datetime) -> list[str]:
    """Numbers below the counter that are on no letter: nobody can say that they are not on one."""
    void = []
    for register, year in recovery.series(connection):
        for value in recovery.untold(connection, register, year):
            text = f"{register} {value}/{year}"
            numbers.book(connection, (numbers.Drawn(register, year, value, text, at),), None)
            numbers.void(connection, register, text, at=at, reason=UNKNOWN)
            void.append(text)
    return void
