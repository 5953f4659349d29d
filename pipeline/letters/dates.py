"""Dates as Indonesian letters write them, read into ISO.

Apart from the fields because the same dates stand in any letter and reply.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = (
    "jan(?:uari|uary)?",
    "feb(?:ruari|ruary)?|peb(?:ruari)?",
    "mar(?:et|ch)?",
    "apr(?:il)?",
    "mei|may",
    "jun[ie]?",
    "jul[iy]?",
    "agu?s?t?(?:us)?|aug(?:ust)?",
    "sept?(?:ember)?",
    "okt(?:ober)?|oct(?:ober)?",
    "no[vp](?:ember)?",
    "des(?:ember)?|dec(?:ember)?",
)
_MONTHS = tuple(re.compile(name) for name in _NAMES)
_WRITTEN = re.compile(
    rf"(?<![\w/.-])(?:(\d{{1,2}})[ .-]{{1,2}}({'|'.join(_NAMES)})\.?[ .,-]{{1,2}}(\d{{4}}|\d{{2}})"
    r"|(\d{1,2})([/.-])(\d{1,2})\5(\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2}))(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
#: years of two figures belong to this century
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its place in the text."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[Dated]:
    """Every date of the text that the calendar has, in order."""
    for hit in _WRITTEN.finditer(text):
        day = _day(hit)
        if day:
            yield Dated(day, hit.start(), hit.end())


def _day(hit: re.Match[str]) -> date | None:
    day, name, year, day2, _, month2, year2, *iso = hit.groups()
    if name:
        return _date(year, _month(name), day)
    return _date(year2, int(month2), day2) if day2 else _date(iso[0], int(iso[1]), iso[2])


def _month(name: str) -> int:
    return next(number for number, known in enumerate(_MONTHS, start=1) if known.fullmatch(name.casefold()))


def _date(year: str, month: int, day: str) -> date | None:
    full = int(year) + (_CENTURY if len(year) == 2 else 0)
    try:
        found = date(full, month, int(day))
    except ValueError:
        return None
    return found if _CENTURY <= found.year < _CENTURY + 100 else None
