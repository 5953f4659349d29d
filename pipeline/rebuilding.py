"""The rebuild of a restored register: the mailbox is worked through once more, at the pace of its mails.

Nothing is sent. What our own mails prove is read from the journal first; then each mail of the mailbox since
the backup is handled as it was, one after the other, each with all that follows from it, under a clock that
shows when it came: so deadlines and the days of letters are those that they were.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline import crash
from pipeline.daemon import Daemon
from pipeline.errors import OutsideError, Refusal
from pipeline.office import rebuild
from pipeline.office.collect import collect
from pipeline.office.handle import handle
from pipeline.outside.imap import Account, Mailbox
from pipeline.store import erasures, inbox, journal, numbers, recovery
from pipeline.store.database import reading
from pipeline.store.schema import AnyRow
from pipeline.store.sweep import sweep
from pipeline.wiring import Works

#: why nothing is rebuilt from no copies
WITHOUT_COPIES = (
    "Tidak ada salinan surel kantor sejak cadangan itu: [journal] kosong, atau kotak jurnal tidak "
    "memuatnya. Tanpa salinan, nomor yang sudah keluar dapat diberikan sekali lagi dan surel yang "
    "sudah terkirim dikirim sekali lagi. Isilah [journal]; bila sejak cadangan itu memang tidak ada "
    "surel yang keluar, jalankan `tanggap rebuild --tanpa-salinan`."
)
#: what to do after a fault on the way
AGAIN = "perbaiki, lalu jalankan `tanggap rebuild` lagi; yang sudah selesai tidak diulang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What the rebuild found."""

    #: copies of our own mails
    copies: int
    #: mails of the mailbox that were handled again
    mails: int
    #: mails that left and that no decision led to again
    unused: Sequence[AnyRow]
    #: numbers that left the building and whose letters are missing
    missing: Sequence[AnyRow]
    #: the last number of a surat keluar that the register knows of, '' for none
    last_number: str


class _Then:
    """The clock of the rebuild: from the backup on with each mail, never past the present."""

    def __init__(self, start: datetime, now: Callable[[], datetime]) -> None:
        self._at, self._now = start, now

    def __call__(self) -> datetime:
        return self._at

    def reach(self, at: datetime) -> None:
        """Go on to that moment; the clock never goes back."""
        self._at = max(self._at, min(at, self._now()))


def rebuild_register(
    works: Works,
    copies: Sequence[Account],
    *,
    give_up: bool = False,
    nothing_left: bool = False,
    for_good: bool = True,
) -> Rebuilt:
    """Rebuild what came after the backup; `nothing_left`: no mail has left since.

    A register that is not rebuilt `for_good` stays closed to the daemon.

    Raises `Refusal` where nothing was restored, and where no copy tells what has left; `OutsideError` where
    the restore was cut off.
    """
    real = works.desk.clock
    restored, reached = _restored(works)
    clock = _Then(min(real(), reached), real)
    then = replace(works, desk=replace(works.desk, clock=clock, present=real))
    found = sum(_read(then, account, restored.snapshot_at) for account in copies)
    if not (found or nothing_left):
        raise Refusal(WITHOUT_COPIES)
    rebuild.begin(then.desk, found)
    crash.point("rebuild.begun")
    _collect_moved(then, restored.snapshot_at)
    mails = _work_through(then, clock)
    clock.reach(real())
    _produce(then)
    missing = rebuild.finish(then.desk, give_up=give_up, for_good=for_good)
    with reading(works.desk.engine) as connection:
        unused = journal.unused(connection)
        erased = erasures.numbers(connection)
        last = numbers.last(connection, numbers.SURAT_KELUAR)
    if erased:
        sweep(works.desk.engine)
    return Rebuilt(copies=found, mails=mails, unused=unused, missing=missing, last_number=last)


def _restored(works: Works) -> tuple[AnyRow, datetime]:
    """The restore that is to be made good, and the moment up to which that was done."""
    with reading(works.desk.engine) as connection:
        restored = recovery.pending(connection)
        done = inbox.newest_handled(connection), numbers.newest(connection)
    if restored is None:
        raise Refusal("Tidak ada cadangan yang dipulihkan; register ini tidak perlu dibangun ulang.")
    recovery.check_whole(restored)
    # A run that was cut off goes on at its own time: what it owed is due, and no number is gone behind.
    return restored, max([restored.snapshot_at, *filter(None, done)])


def _read(works: Works, account: Account, since: datetime) -> int:
    with Mailbox(account) as box:
        return rebuild.read_journal(works.desk, box, since)


def _collect_moved(works: Works, snapshot_at: datetime) -> None:
    """Registered mail that was moved away lies in another folder; where there is none, none was moved."""
    account = replace(works.account, folder=works.move_to)
    since = snapshot_at - rebuild.MARGIN
    try:
        with Mailbox(account) as box:
            collect(works.desk, box, folder=works.move_to, since=since, keyword="", move_to=works.move_to)
    except OutsideError as error:
        if not error.permanent:
            raise


def _work_through(works: Works, clock: _Then) -> int:
    with closing(Daemon(works, ("collect", "read"))) as daemon:
        daemon.drain(passes=1_000_000)
        _check(daemon)
    _produce(works)
    handled = 0
    while (row := _next(works)) is not None:
        clock.reach(row.received_at)
        handle(works.desk)
        crash.point("rebuild.handled")
        _produce(works)
        handled += 1
    return handled


def _next(works: Works) -> AnyRow | None:
    with reading(works.desk.engine) as connection:
        return next(iter(inbox.oldest(connection, inbox.READ, 1)), None)


def _produce(works: Works) -> None:
    """Make all letters and mails that are owed; what has left is found in the journal."""
    with closing(Daemon(works, ("produce",))) as daemon:
        daemon.drain(passes=1_000_000)
        _check(daemon)


def _check(daemon: Daemon) -> None:
    if daemon.trouble:
        raise OutsideError(
            f"pembangunan ulang berhenti: {daemon.trouble[0]}",
            permanent=False,
            remedy=AGAIN,
        )
