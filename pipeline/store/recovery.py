"""A register after a restore: no new number before it is rebuilt, and the old numbers for the old letters.

States of a restore: terputus (while it is under way) → pulih (nothing may be numbered) → dibangun → selesai.
While it is rebuilt, a letter whose number left the building gets that number; one that has none takes a
number that nobody was told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.errors import OutsideError
from pipeline.store.book_tables import counters, numbers
from pipeline.store.recovery_tables import promises, register_keys, restores
from pipeline.store.schema import AnyRow

#: the register of numbers that people also reserve by hand
SURAT_KELUAR = "surat_keluar"
HALF, DUE, RUNNING, FINISHED = "terputus", "pulih", "dibangun", "selesai"
#: the row that stands while a restore is under way, behind all others
_MARKER = 2**31 - 1

REMEDY = "jalankan `tanggap rebuild`, agar surat dan nomor sesudah cadangan itu kembali seperti semula"

_OPEN = select(restores).where(restores.c.state != FINISHED).order_by(restores.c.id.desc()).limit(1)
_KEY = select(register_keys.c.value).where(register_keys.c.name == "surel")
_PROMISED = (
    select(promises)
    .where(
        promises.c.register == bindparam("wanted"),
        promises.c.owner == bindparam("whose"),
        promises.c.used_at.is_(None),
    )
    .order_by(promises.c.year, promises.c.value)
    .limit(1)
)
_PROMISE = {
    "sqlite": sqlite.insert(promises).on_conflict_do_nothing().returning(promises.c.value),
    "postgresql": postgresql.insert(promises).on_conflict_do_nothing().returning(promises.c.value),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A number that a letter gets while the register is rebuilt."""

    year: int
    value: int
    #: as it stood in the mail; '' for one that nobody was told
    text: str = ""
    tag: str = ""


def key(connection: Connection) -> str:
    """The key of the marks in our mails, hexadecimal; a backup has it too."""
    return str(connection.execute(_KEY).scalar_one())


def pending(connection: Connection) -> AnyRow | None:
    """The restore that is not rebuilt yet, None where there is none."""
    return connection.execute(_OPEN).first()


def is_pending() -> ColumnElement[bool]:
    """Whether there is one, to be asked with something else."""
    return exists().where(restores.c.state != FINISHED)


def forbid(connection: Connection, *, snapshot_at: datetime, source: str, at: datetime) -> None:
    """Note that a backup is being restored: if that is cut off, nothing may be done with what is there."""
    row = {"snapshot_at": snapshot_at, "restored_at": at, "state": HALF, "source": source, "changed_at": at}
    connection.execute(insert(restores), {"id": _MARKER, **row})


def allow(connection: Connection) -> None:
    """Note that the restore came to its end."""
    connection.execute(delete(restores).where(restores.c.id == _MARKER))


def begin(connection: Connection, *, snapshot_at: datetime, source: str, at: datetime) -> None:
    """Note that a backup was restored: from here on nothing is numbered."""
    row = {"snapshot_at": snapshot_at, "restored_at": at, "state": DUE, "source": source, "changed_at": at}
    connection.execute(insert(restores), row)


def turn(connection: Connection, state: str, at: datetime) -> None:
    """Bring the open restore into its next state."""
    open_ones = restores.c.state != FINISHED
    connection.execute(update(restores).where(open_ones).values(state=state, changed_at=at))


def check_rebuilt(connection: Connection) -> None:
    """Raises `OutsideError` where a restore is not rebuilt yet, or was cut off."""
    row = pending(connection)
    if row is not None:
        check_whole(row)
        raise OutsideError(
            f"register dipulihkan dari cadangan {row.source} dan belum dibangun ulang; tidak ada nomor baru "
            "yang diberikan dan tidak ada surel yang dikirim sebelum itu",
            permanent=True,
            remedy=REMEDY,
        )


def check_whole(restored: AnyRow) -> None:
    """Raises `OutsideError` where this restore was cut off before its end."""
    if restored.state == HALF:
        raise OutsideError(
            f"pemulihan dari cadangan {restored.source} terputus; isi basis data ini tidak lengkap",
            permanent=True,
            remedy="kosongkan basis data itu, lalu jalankan `tanggap restore` sekali lagi",
        )


def promise(
    connection: Connection, register: str, year: int, value: int, *, text: str, owner: str, tag: str = ""
) -> bool:
    """Keep a number for whose it is; False where it is in the book or kept already."""
    taken = (numbers.c.register == register) & (
        ((numbers.c.year == year) & (numbers.c.value == value)) | (numbers.c.text == text)
    )
    if connection.scalar(select(numbers.c.value).where(taken)) is not None:
        return False
    row = {"register": register, "year": year, "value": value, "text": text, "owner": owner, "tag": tag}
    return connection.execute(_PROMISE[connection.dialect.name], row).first() is not None


def raise_counters(connection: Connection) -> None:
    """Count on from the highest number that left the building."""
    highest = select(promises.c.register, promises.c.year, func.max(promises.c.value).label("value"))
    for row in connection.execute(highest.group_by(promises.c.register, promises.c.year)).all():
        place = (counters.c.register == row.register) & (counters.c.year == row.year)
        last = connection.scalar(select(counters.c.last).where(place))
        if last is None:
            blank = {"register": row.register, "year": row.year, "last": row.value}
            connection.execute(insert(counters), blank)
        elif last < row.value:
            connection.execute(update(counters).where(place).values(last=row.value))


def number(connection: Connection, register: str, year: int, owner: str, at: datetime) -> Kept | None:
    """The number that `owner` has, or one that is free below the counter; None: count on.

    Raises `OutsideError` while a restore waits to be rebuilt.
    """
    row = pending(connection)
    if row is None:
        return None
    if row.state != RUNNING:
        check_rebuilt(connection)
    found = connection.execute(_PROMISED, {"wanted": register, "whose": owner}).first()
    if found is not None:
        use(connection, found, at)
        return Kept(year=found.year, value=found.value, text=found.text, tag=found.tag)
    if register == SURAT_KELUAR:
        # It may have been reserved by hand, for a letter that no mail tells of.
        return None
    free = next(untold(connection, register, year), None)
    return Kept(year=year, value=free) if free is not None else None


def use(connection: Connection, row: AnyRow, at: datetime) -> None:
    """Note that a promised number is in the book."""
    place = (
        promises.c.register == row.register,
        promises.c.year == row.year,
        promises.c.value == row.value,
    )
    connection.execute(update(promises).where(*place).values(used_at=at))


def use_of(connection: Connection, owner: str, at: datetime) -> None:
    """Note that all that was promised to `owner` is in the book."""
    theirs = (promises.c.owner == owner, promises.c.used_at.is_(None))
    connection.execute(update(promises).where(*theirs).values(used_at=at))


def untold(connection: Connection, register: str, year: int) -> Iterator[int]:
    """The values up to the counter that are in no book and in no mail, ascending."""
    of_year = (counters.c.register == register) & (counters.c.year == year)
    last = connection.scalar(select(counters.c.last).where(of_year)) or 0
    taken = {
        *connection.scalars(
            select(numbers.c.value).where(numbers.c.register == register, numbers.c.year == year)
        ),
        *connection.scalars(
            select(promises.c.value).where(promises.c.register == register, promises.c.year == year)
        ),
    }
    yield from (value for value in range(1, last + 1) if value not in taken)


def unclaimed(connection: Connection) -> Sequence[AnyRow]:
    """The numbers that left the building and whose letters are not back yet."""
    waiting = select(promises).where(promises.c.used_at.is_(None))
    return connection.execute(waiting.order_by(promises.c.register, promises.c.year, promises.c.value)).all()


def last(connection: Connection, register: str) -> tuple[int, int] | None:
    """Year and value of the last number of a register, None where there is none."""
    newest = select(counters.c.year, counters.c.last).where(counters.c.register == register)
    row = connection.execute(newest.order_by(counters.c.year.desc()).limit(1)).first()
    return (row.year, row.last) if row else None


def series(connection: Connection) -> Sequence[tuple[str, int]]:
    """The registers and years that are counted."""
    rows = connection.execute(select(counters.c.register, counters.c.year))
    return [(row.register, row.year) for row in rows.all()]
