"""A day until which somebody asks for time: "s.d. Jumat", "sampai tgl 5 Des", "besok".

Apart from the extension because a day is no number of days: how many working days lie before it only
the office's calendar knows, and it is handed in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.letters.dates import find_dates

_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6}
_SOON = {"besok": 1, "lusa": 2}
_UNTIL = r"(?:s\.?\s?/?\s?d\.?|sd|sampai(?: dengan)?|hingga|paling lambat|selambat-lambatnya|maksimal|pada)"
_WEEKDAY = re.compile(
    rf"\b{_UNTIL}\s+(?:hari\s+)?(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b(\s+(?:minggu\s+)?depan)?",
    re.IGNORECASE,
)
_IN_DAYS = re.compile(rf"\b{_UNTIL}\s+(besok|lusa)\b", re.IGNORECASE)
#: "tgl 5" alone, and "5/12", are days only behind such a word
_DAY = re.compile(
    rf"\b(?:{_UNTIL}\s+(?:hari\s+\w+\s+)?)?(?:tgl|tanggal)\.?\s+(\d{{1,2}})(?![\d/.-]|\s+[a-z]{{3}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """What makes a day into working days."""

    #: the day on which the mail came, in the office
    today: date
    #: by how many working days the due time has to move to fall on that day; 0 or less if it need not
    working_days: Callable[[date], int]


def days_named(text: str, today: date) -> tuple[date, ...]:
    """The days that the text names, each once; a weekday is the next one, and no day lies behind `today`."""
    found = [each.day for each in find_dates(text, today)]
    found += [_weekday(hit, today) for hit in _WEEKDAY.finditer(text)]
    found += [today + timedelta(days=_SOON[hit.group(1).casefold()]) for hit in _IN_DAYS.finditer(text)]
    found += [day for hit in _DAY.finditer(text) if (day := _of_month(int(hit.group(1)), today))]
    return tuple(dict.fromkeys(day for day in found if day >= today))


def _weekday(hit: re.Match[str], today: date) -> date:
    """The next such day, or the one of the next week."""
    ahead = (_WEEKDAYS[hit.group(1).casefold()] - today.weekday()) % 7
    if hit.group(2):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday + timedelta(days=_WEEKDAYS[hit.group(1).casefold()])
    return today + timedelta(days=ahead or 7)


def _of_month(day: int, today: date) -> date | None:
    """The next day of this number, this month or next."""
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    month = today if day >= today.day else following
    try:
        return month.replace(day=day)
    except ValueError:
        return None
