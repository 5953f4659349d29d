"""An erasure from end to end: the register, its files, the backups, and what a person has to delete.

The register's transaction comes first and decides. All that follows may be done again, and is: by
`tanggap erase` of the same case, and by the next backup.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from pipeline.errors import OutsideError, Refusal
from pipeline.mail.register_mark import RegisterMark
from pipeline.office.desk import Desk
from pipeline.office.erase import Ground, bury, erase, release
from pipeline.office.going import Copy, Going, going
from pipeline.office.rebuild import promise
from pipeline.office.show import find_case
from pipeline.outside import tombstone_file
from pipeline.outside.imap import Mailbox
from pipeline.outside.imap_account import Account
from pipeline.safekeeping import STAMP, Place
from pipeline.sop.steps import PIPELINE, State
from pipeline.store import belongings, cases, erasures
from pipeline.store.database import reading, writing
from pipeline.store.erasures import Tombstone
from pipeline.store.mail_tables import blobs
from pipeline.store.roles import check_may_erase
from pipeline.store.sweep import sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """An erasure that is done."""

    stone: Tombstone
    #: what the program could not reach, in Indonesian
    remains: tuple[str, ...]


def erase_case(desk: Desk, place: Place, number: str, ground: Ground) -> Erased:
    """Erase a case wherever the program can reach; one that is erased already is cleaned up again.

    Raises as `check_may_erase`, `office.erase` and `clean` do.
    """
    check_may_erase(desk.engine)
    with reading(desk.engine) as connection:
        known = erasures.stone(connection, find_case(connection, number).number)
    stone = known or erase(desk, number, ground)
    return Erased(stone=stone, remains=clean(desk.engine, place))


def destroy(
    desk: Desk, place: Place, approved: Sequence[tuple[str, Ground]]
) -> tuple[list[str], list[str], tuple[str, ...]]:
    """Erase every case of an approved list: those that went, why others did not, and what remains.

    Raises as `check_may_erase` and `clean` do.
    """
    check_may_erase(desk.engine)
    gone, left = [], []
    for number, ground in approved:
        try:
            gone.append(erase(desk, number, ground).stays.perkara)
        except Refusal as refusal:
            left.append(f"{number}: {refusal}")
    return gone, left, clean(desk.engine, place)


def clean(engine: Engine, place: Place) -> tuple[str, ...]:
    """Rid the backups' archive and the database's files of what was erased; gives what remains.

    Raises `OutsideError` while the database is in use; done again it takes up where it was left.
    """
    with reading(engine) as connection:
        stones = erasures.stones(connection)
        buried = frozenset[str]().union(*(stone.mails | stone.files for stone in stones))
        lacking = _lacking(connection, buried)
    if stones:
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tombstone_file.add(place.folder, stones)
        place.vault.forget(lacking)
    return (*sweep(engine), *_older_backups(place, stones))


def _lacking(connection: Connection, digests: Collection[str]) -> set[str]:
    """Those that the register has no bytes of: a file may have come again with another letter."""
    kept = select(blobs.c.sha256).where(blobs.c.content.is_not(None))
    return set(digests) - set(connection.scalars(kept))


def _older_backups(place: Place, stones: Sequence[Tombstone]) -> Iterator[str]:
    """The backups whose database was copied before the last erasure."""
    if not stones:
        return
    last = max(datetime.fromisoformat(stone.stays.dihapus) for stone in stones)
    old = [path.name for path in place.all() if path.name <= last.astimezone(UTC).strftime(STAMP)]
    if old:
        yield (
            f"{len(old)} cadangan dibuat sebelum penghapusan ({old[0]} sampai {old[-1]}) dan basis datanya "
            "masih memuat data itu; buat cadangan baru dengan `tanggap backup`, lalu hapus folder yang lama, "
            "juga salinannya di tempat lain. Bila dipulihkan, data itu dihapus lagi."
        )


def obey(engine: Engine, stones: Collection[Tombstone], at: datetime) -> int:
    """Erase from a restored register what was erased after its backup; gives how many cases that were."""
    with writing(engine) as connection:
        new = erasures.unknown(connection, stones)
        for stone in new:
            _bury_again(connection, stone, at)
    if new:
        sweep(engine)
    return len(new)


def _bury_again(connection: Connection, stone: Tombstone, at: datetime) -> None:
    stays = stone.stays
    case_id = cases.find(connection, number=stays.perkara)
    if case_id is None:
        mine = belongings.of_mails(connection, stone.mails)
    else:
        mine = belongings.of_case(connection, case_id)
        release(connection, case_id, mine, at)
        _end_as_it_ended(connection, case_id, stone)
    bury(connection, stays, mine, at, by=PIPELINE, known=stone)
    # Its mails may be gone, so that nothing else tells of its numbers.
    promise(connection, _mark(stone))


def _end_as_it_ended(connection: Connection, case_id: int, stone: Tombstone) -> None:
    ended = datetime.fromisoformat(stone.stays.ditutup) if stone.stays.ditutup else None
    case = cases.load(connection, case_id, lock=True)
    ended_so = replace(case, state=State(stone.stays.tahap), closed_at=ended, due_at=None, paused_at=None)
    cases.save(connection, ended_so)


def _mark(stone: Tombstone) -> RegisterMark:
    stays = stone.stays
    return RegisterMark(
        id="",
        surat=stays.surat,
        perkara=stays.perkara,
        tag=stays.tag,
        agenda=stays.agenda,
        nomor=stays.nomor if stays.urutan else "",
        urutan=stays.urutan,
        templat="",
        pos="",
        kepada="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What there is of a case before it is erased."""

    #: None where it is erased already
    going: Going | None
    copies: tuple[Copy, ...]


def seen(desk: Desk, number: str, accounts: Collection[Account]) -> Seen:
    """What would go with a case, and where copies of its mails lie now; raises `Refusal` for no such case.

    A mailbox that cannot be opened is told by what the register knows of it. Raises as `check_may_erase`
    does, so that nobody confirms what cannot be done.
    """
    check_may_erase(desk.engine)
    told, known = going(desk, number)
    ids = sorted({copy.message_id for copy in known if copy.message_id})
    found = [copy for account in accounts for copy in _find(account, ids)]
    there = {copy.message_id for copy in found}
    left = (copy for copy in known if copy.message_id not in there)
    return Seen(going=told, copies=(*found, *left))


def _find(account: Account, message_ids: Collection[str]) -> list[Copy]:
    try:
        with Mailbox(account) as box:
            return [
                Copy(kotak=account.user, folder=account.folder, uid=uid, message_id=each)
                for each in message_ids
                for uid in box.find(each, account.folder)
            ]
    except OutsideError:
        return []
