"""Numbers without gaps: one counter row per register and year.

A number is drawn in the transaction that uses it, so a rolled-back transaction
gives it back. Database sequences would leave gaps (PostgreSQL says so itself).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.errors import OutsideError
from pipeline.store import recovery
from pipeline.store.book_tables import counters, numbers
from pipeline.store.database import add, remembered
from pipeline.store.schema import AnyRow, Moment

AGENDA = "agenda_masuk"
CASE = "perkara"
SURAT_KELUAR = recovery.SURAT_KELUAR
#: surat keluar that another application numbered: counted as they come, with its wording
GIVEN = "surat_keluar_luar"
#: the registers whose numbers stand on letters
LETTERS = (SURAT_KELUAR, GIVEN)

#: hosts that draw from one register may differ by so much, and a clock may be set back by so much
TOLERANCE = timedelta(minutes=5)

_SQLITE, _POSTGRESQL = sqlite.insert(counters), postgresql.insert(counters)
_COUNTER = [counters.c.register, counters.c.year]
#: where it is remembered for a transaction
_NEWEST = "numbers"
_NEWEST_DRAWN = select(func.max(counters.c.drawn_at, type_=Moment))
_BEFORE = select(
    _NEWEST_DRAWN.scalar_subquery().label("newest"),
    recovery.is_pending().label("restored"),
)
_RAISE = {
    "sqlite": _SQLITE.on_conflict_do_update(
        index_elements=_COUNTER, set_={"last": counters.c.last + 1, "drawn_at": _SQLITE.excluded.drawn_at}
    ).returning(counters.c.register, counters.c.last),
    "postgresql": _POSTGRESQL.on_conflict_do_update(
        index_elements=_COUNTER, set_={"last": counters.c.last + 1, "drawn_at": _POSTGRESQL.excluded.drawn_at}
    ).returning(counters.c.register, counters.c.last),
}
_BOOK = insert(numbers)
_SETTLE = update(numbers).where(
    numbers.c.register == bindparam("in_register"), numbers.c.text == bindparam("known")
)
_FIND = (
    select(numbers)
    .where(numbers.c.register.in_(LETTERS), numbers.c.text == bindparam("known"))
    # One that was voided may have been given again by another application.
    .order_by(numbers.c.voided_at.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number that is drawn and not yet booked; that has to follow in the same transaction."""

    register: str
    year: int
    value: int
    #: as it stands on the letter
    text: str
    at: datetime
    #: of a case that is registered again after a restore: the tag that its mails bear
    tag: str = ""


def draw(
    connection: Connection,
    register: str,
    year: int,
    *,
    at: datetime,
    text_of: Callable[[int], str],
    owner: str = "",
) -> Drawn:
    """Raise the counter of a register and year; see `draw_together`."""
    (drawn,) = draw_together(connection, {register: text_of}, year, at=at, owner=owner)
    return drawn


def draw_together(
    connection: Connection,
    texts: Mapping[str, Callable[[int], str]],
    year: int,
    *,
    at: datetime,
    owner: str = "",
) -> list[Drawn]:
    """Raise the counters of several registers, each with how its number is worded, in the order given.

    While a restored register is rebuilt, `owner` gets the numbers again that it had. Raises OutsideError
    before that, and where the clock stands more than five minutes before the last number of any register.
    """
    before = _before(connection)
    kept: dict[str, Drawn] = {}
    for register, text_of in texts.items() if before.restored else ():
        old = recovery.number(connection, register, year, owner, at)
        if old is not None:
            text = old.text or text_of(old.value)
            kept[register] = Drawn(register, old.year, old.value, text, at, old.tag)
    new = [register for register in texts if register not in kept]
    if new:
        _check_clock(at, before.newest)
        raised = _raised(connection, new, year, at)
        kept |= {each: Drawn(each, year, raised[each], texts[each](raised[each]), at) for each in new}
    return [kept[register] for register in texts]


def _before(connection: Connection) -> AnyRow:
    """The newest number of any register, and whether one that was restored is rebuilt.

    Asked once in a transaction: what it draws itself bears the time of its own clock.
    """
    known = remembered(connection)
    if _NEWEST not in known:
        known[_NEWEST] = connection.execute(_BEFORE).one()
    before: AnyRow = known[_NEWEST]
    return before


def newest(connection: Connection) -> datetime | None:
    """When the newest number of any register was drawn."""
    drawn: datetime | None = connection.scalar(_NEWEST_DRAWN)
    return drawn


def _check_clock(at: datetime, newest: datetime | None) -> None:
    if newest is not None and at < newest - TOLERANCE:
        raise OutsideError(
            f"jam komputer ini ({at:%Y-%m-%d %H:%M} UTC) lebih awal daripada nomor terakhir di buku "
            f"({newest:%Y-%m-%d %H:%M} UTC); tidak ada nomor yang diambil",
            permanent=False,
            remedy="betulkan jam komputer (timedatectl status; NTP); pekerjaan lalu diteruskan sendiri",
        )


def _raised(connection: Connection, registers: Sequence[str], year: int, at: datetime) -> dict[str, int]:
    """The counters' new values; where several are raised, every host takes them in the same order."""
    rows = [{"register": each, "year": year, "last": 1, "drawn_at": at} for each in registers]
    return {row.register: row.last for row in connection.execute(_RAISE[connection.dialect.name], rows)}


def book(
    connection: Connection,
    drawn: Sequence[Drawn],
    case_id: int | None,
    *,
    purpose: str | None = None,
    letter: Mapping[str, Any] | None = None,
) -> None:
    """Enter the numbers in the book, with the case that they belong to or what they are reserved for."""
    rows = [
        {
            "register": each.register,
            "year": each.year,
            "value": each.value,
            "text": each.text,
            "case_id": case_id,
            "drawn_at": each.at,
            "purpose": purpose,
            "letter": letter,
        }
        for each in drawn
    ]
    add(connection, _BOOK, rows)


def find(connection: Connection, text: str) -> AnyRow | None:
    """The row of a letter's number, one that counts before one that is void."""
    return connection.execute(_FIND, {"known": text}).first()


def of_year(connection: Connection, registers: Sequence[str], year: int) -> Sequence[AnyRow]:
    """The numbers of a year, register after register in the given order, each in its own order."""
    wanted = select(numbers).where(numbers.c.register.in_(registers), numbers.c.year == year)
    rows = connection.execute(wanted.order_by(numbers.c.value)).all()
    return sorted(rows, key=lambda row: registers.index(row.register))


def settle(connection: Connection, register: str, text: str, **values: Any) -> None:
    """Write what became of a number (letter, voided_at, reason); its wording and value never change."""
    connection.execute(_SETTLE, {"in_register": register, "known": text, **values})


def void(connection: Connection, register: str, text: str, *, at: datetime, reason: str) -> None:
    """Mark a drawn number as never to be used; it stays in the book with its reason."""
    settle(connection, register, text, voided_at=at, reason=reason)


def last(connection: Connection, register: str) -> str:
    """The wording of the highest number in the book, '' where there is none."""
    wanted = select(numbers.c.text).where(numbers.c.register == register)
    newest = wanted.order_by(numbers.c.year.desc(), numbers.c.value.desc()).limit(1)
    return connection.scalar(newest) or ""


def missing(connection: Connection, register: str, year: int) -> list[int]:
    """The values that the book lacks up to the counter, or has beyond it. Empty is right."""
    counted = (counters.c.register == register) & (counters.c.year == year)
    last = connection.scalar(select(counters.c.last).where(counted)) or 0
    booked = {row.value for row in of_year(connection, (register,), year)}
    return sorted(booked ^ set(range(1, last + 1)))


def gaps(connection: Connection) -> list[tuple[str, int, int]]:
    """Registers whose counter and booked numbers disagree: (register, year, missing). Empty is right."""
    booked = (
        select(numbers.c.register, numbers.c.year, func.count().label("booked"))
        .group_by(numbers.c.register, numbers.c.year)
        .subquery()
    )
    query = select(counters, booked.c.booked).outerjoin(
        booked, (booked.c.register == counters.c.register) & (booked.c.year == counters.c.year)
    )
    rows = connection.execute(query).all()
    return [(row.register, row.year, row.last - (row.booked or 0)) for row in rows if row.last != row.booked]
