"""A reservation of numbers: told to TU by mail, and made again from the copy of that mail.

Apart from the operator's words about numbers because the rebuild of a restored register needs it too: no
letter of Tanggap bears these numbers, so no other mail can tell of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus

from sqlalchemy import Connection

from pipeline.letters.numbers import place_in
from pipeline.letters.wording import date_words
from pipeline.mail.register_mark import RegisterMark
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, TU
from pipeline.store import audit, numbers, owed, recovery
from pipeline.store.owed import Owed

#: name in the mail's data under which its mark finds the reservation
RESERVED = "cadangan"
#: a purpose is cut off behind so many characters of the mark, which is one line of a header
LONGEST = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Numbers that follow one another, for letters of one day."""

    #: of the series
    year: int
    first: int
    last: int
    #: the wording that they have in common (letters/numbers.py)
    series: str
    day: date
    purpose: str

    def texts(self) -> dict[int, str]:
        """Each place in the series with the number as it stands on its letter."""
        return {place: place_in(self.series, place) for place in range(self.first, self.last + 1)}

    def told(self) -> dict[str, str]:
        """What the mark of its mail says of it."""
        return {
            "cadangan": f"{self.year}/{self.first}-{self.last}",
            "wujud": self.series,
            "tanggal": self.day.isoformat(),
            "untuk": _cut(self.purpose),
        }


def tell(
    connection: Connection, places: Sequence[int], *, series: str, day: date, purpose: str, at: datetime
) -> None:
    """Owe TU a mail for each row of numbers without a hole; its copy outlives the register."""
    for first, last in _rows(places):
        _owe(
            connection,
            Reservation(year=day.year, first=first, last=last, series=series, day=day, purpose=purpose),
            at,
        )


def reserve_again(connection: Connection, mark: RegisterMark, at: datetime) -> None:
    """Reserve the numbers that a copy tells of, and owe its mail; those that are known stay as they are."""
    found = _read(mark)
    promised = {
        place: text
        for place, text in found.texts().items()
        if recovery.promise(
            connection, numbers.SURAT_KELUAR, found.year, place, text=text, owner=mark.cadangan
        )
    }
    if not promised:
        return
    drawn = [
        numbers.Drawn(numbers.SURAT_KELUAR, found.year, place, text, at) for place, text in promised.items()
    ]
    letter = {"tanggal": found.day.isoformat()}
    numbers.book(connection, drawn, None, purpose=found.purpose, letter=letter)
    recovery.use_of(connection, mark.cadangan, at)
    _owe(connection, found, at)
    payload = {"nomor": list(promised.values()), "untuk": found.purpose}
    audit.append(connection, at=at, actor=PIPELINE, event="nomor_dicadangkan_kembali", payload=payload)


def _owe(connection: Connection, reservation: Reservation, at: datetime) -> None:
    mail = Owed(
        template=Notice.PEMBERITAHUAN.value,
        post=TU,
        words=_words(reservation),
        data={RESERVED: reservation.told()},
    )
    owed.owe_mail(connection, mail, at=at)


def mark_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What the mark of a mail with this data says of a reservation, nothing where it tells of none."""
    return dict(data.get(RESERVED, {}))


def _words(reservation: Reservation) -> str:
    texts = list(reservation.texts().values())
    many = f" sampai dengan {texts[-1]} ({len(texts)} nomor)" if len(texts) > 1 else ""
    return (
        f"Nomor surat keluar {texts[0]}{many} telah dicadangkan untuk surat yang dibuat di luar Tanggap, "
        f"bertanggal {date_words(reservation.day)}: {reservation.purpose}. Tanggap tidak memberikan nomor "
        "itu kepada surat lain. Surat yang memakainya dicatat administrator dengan `tanggap numbers use`; "
        "nomor yang tidak jadi dipakai dibatalkan dengan `tanggap numbers void`."
    )


def _read(mark: RegisterMark) -> Reservation:
    year, _, places = mark.cadangan.partition("/")
    first, _, last = places.partition("-")
    return Reservation(
        year=int(year),
        first=int(first),
        last=int(last),
        series=mark.wujud,
        day=date.fromisoformat(mark.tanggal),
        purpose=mark.untuk,
    )


def _rows(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each row without a hole."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def _cut(purpose: str) -> str:
    while len(quote_plus(purpose)) > LONGEST:
        purpose = purpose[:-2].rstrip() + "…"
    return purpose
