"""Numbers without gaps: one counter row per register and year.

A number is drawn in the transaction that uses it, so a rolled-back transaction
gives it back. Database sequences would leave gaps (PostgreSQL says so itself).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.book_tables import counters, numbers

AGENDA = "agenda_masuk"
CASE = "perkara"
SURAT_KELUAR = "surat_keluar"

_NEXT = {"last": counters.c.last + 1}
_RAISE = {
    "sqlite": sqlite.insert(counters)
    .on_conflict_do_update(index_elements=[counters.c.register, counters.c.year], set_=_NEXT)
    .returning(counters.c.last),
    "postgresql": postgresql.insert(counters)
    .on_conflict_do_update(index_elements=[counters.c.register, counters.c.year], set_=_NEXT)
    .returning(counters.c.last),
}
_BOOK = insert(numbers)
_BOOKED = update(numbers).where(numbers.c.text.in_(bindparam("known", expanding=True)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number that is drawn and not yet booked; that has to follow in the same transaction."""

    register: str
    year: int
    value: int
    #: as it stands on the letter
    text: str
    at: datetime


def draw(
    connection: Connection, register: str, year: int, *, at: datetime, text_of: Callable[[int], str]
) -> Drawn:
    """Raise the counter of a register and year."""
    counter = {"register": register, "year": year, "last": 1}
    value = connection.execute(_RAISE[connection.dialect.name], counter).scalar_one()
    return Drawn(register, year, value, text_of(value), at)


def book(connection: Connection, drawn: Sequence[Drawn], case_id: int | None) -> None:
    """Enter the numbers in the book, with the case that they belong to."""
    rows = [
        {
            "register": each.register,
            "year": each.year,
            "value": each.value,
            "text": each.text,
            "case_id": case_id,
            "drawn_at": each.at,
        }
        for each in drawn
    ]
    connection.execute(_BOOK, rows)


def void(connection: Connection, text: str, *, at: datetime, reason: str) -> None:
    """Mark a drawn number as never to be used; it stays in the book with its reason."""
    connection.execute(_BOOKED, {"known": [text], "voided_at": at, "reason": reason})


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
