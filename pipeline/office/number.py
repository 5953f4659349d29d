"""Number a surat keluar: the next number of the year's series, drawn in the deciding transaction.

Apart from what the operator does with numbers because here a decision of the flow asks for it.
"""

from datetime import date, datetime

from sqlalchemy import Connection

from pipeline.office.desk import Desk
from pipeline.sop.case import Case
from pipeline.store import numbers

#: why a number of our series is passed over
TAKEN = "nomor yang sama sudah diberikan oleh aplikasi lain"


def draw(desk: Desk, connection: Connection, case: Case, at: datetime) -> str:
    """The number of the case's letter, as it stands on it."""
    return next_free(desk, connection, today(desk, at), at, sifat=case.sifat, case=case).text


def next_free(
    desk: Desk,
    connection: Connection,
    day: date,
    at: datetime,
    *,
    sifat: str = "biasa",
    case: Case | None = None,
    purpose: str | None = None,
) -> numbers.Drawn:
    """Draw and book the next number for a letter of `day`.

    One that another application has given already is voided and the next one is drawn.
    """
    while True:
        drawn = numbers.draw(
            connection,
            numbers.SURAT_KELUAR,
            day.year,
            at=at,
            text_of=lambda value: desk.numbers.text(value, day, sifat),
            owner=case.number if case else "",
        )
        if numbers.find(connection, drawn.text) is None:
            letter = {"tanggal": day.isoformat()} if purpose else None
            numbers.book(connection, (drawn,), case.id if case else None, purpose=purpose, letter=letter)
            return drawn
        numbers.book(connection, (drawn,), None)
        numbers.void(connection, drawn.register, drawn.text, at=at, reason=TAKEN)


def today(desk: Desk, at: datetime) -> date:
    """The day of a moment where the office is."""
    return at.astimezone(desk.rules.calendar.zone).date()


def void(connection: Connection, text: str, *, at: datetime, reason: str) -> None:
    """The number of a letter that will never be: it stays in the book with the reason."""
    row = numbers.find(connection, text)
    if row is not None:
        numbers.void(connection, row.register, text, at=at, reason=reason)
