"""Dates as Indonesian and English letters write them, read into days.

Apart from the fields because the same dates stand in any letter and reply. Where day and month
could be told either way the Indonesian order holds; a year that is missing is the one that brings
the day nearest to the letter, and without a letter's day there is no such date.
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
_NAME = "|".join(_NAMES)
_DAYS = (
    r"senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
#: what must stand before "3/11" to make it a day and no fraction
_CUE = rf"(?:\b(?:tgl|tgl\.|tanggal|sejak|pada|dated|{_DAYS})[ ,:(]{{1,3}})"
_TO = r"(?:\s?(?:-|–|s/d|s\.d\.?|sd|sampai(?: dengan)?|dan|&|hingga|to|and)\s?)"
#: a further day before the month: "18 s.d. 20 Agustus"
_FIRST = rf"(?:(?P<first>\d{{1,2}}){_TO})?"
_SHAPES = (
    (
        rf"{_FIRST}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]{{1,2}}(?:of )?(?P<name>{_NAME})\b"
        r"(?:\.?[ .,-]{1,2}(?P<year>\d{4}|\d{2}(?![\d.:])))?"
    ),
    rf"(?P<name2>{_NAME})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})",
    r"(?P<one>\d{1,2})(?P<part>[/.-])(?P<two>\d{1,2})(?P=part)(?P<year3>\d{4}|\d{2})",
    r"(?P<year4>\d{4})(?P<part2>[-/])(?P<month4>\d{2})(?P=part2)(?P<day4>\d{2})",
    r"(?P<day5>\d{1,2})/(?P<month5>\d{1,2})",
)
_WRITTEN = re.compile(
    rf"(?:(?<=\s)|(?<=^)|(?<=[(,:;\"'“])|(?<=[-–]))(?:{'|'.join(_SHAPES)})(?![\w/]|[.-]\d)", re.IGNORECASE
)
#: what every date has, and most lines do not
_FIGURE = re.compile(r"\d")
_CUED = re.compile(rf"{_CUE}$", re.IGNORECASE)
#: years of two figures belong to this century
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its place in the text."""

    day: date
    start: int
    end: int


def find_dates(text: str, near: date | None = None) -> Iterator[Dated]:
    """Every date of the text that the calendar has, in order; `near` is the day of the letter."""
    if not _FIGURE.search(text):
        return
    for hit in _WRITTEN.finditer(text):
        for day in _days(hit, near):
            yield Dated(day, hit.start(), hit.end())


def _days(hit: re.Match[str], near: date | None) -> Iterator[date]:
    found = hit.groupdict()
    if found["name"]:
        days = [found["first"], found["day"]]
        read = [_date(found["year"], _month(found["name"]), day, near) for day in days if day]
    elif found["name2"]:
        read = [_date(found["year2"], _month(found["name2"]), found["day2"], near)]
    elif found["one"]:
        read = [_in_figures(found, near)]
    elif found["year4"]:
        read = [_date(found["year4"], int(found["month4"]), found["day4"], near)]
    else:
        cued = _CUED.search(hit.string[max(0, hit.start() - 14) : hit.start()])
        read = [_date(None, int(found["month5"]), found["day5"], near)] if cued else []
    yield from (day for day in read if day)


def _in_figures(found: dict[str, str], near: date | None) -> date | None:
    """Day before month; the other way only where that alone is in the calendar."""
    day, month = found["one"], found["two"]
    if int(month) > 12 and found["part"] == "/":
        day, month = month, day
    return _date(found["year3"], int(month), day, near)


def _month(name: str) -> int:
    return next(number for number, known in enumerate(_MONTHS, start=1) if known.fullmatch(name.casefold()))


def _date(year: str | None, month: int, day: str, near: date | None) -> date | None:
    if year is None:
        return _nearest(month, int(day), near) if near else None
    found = _valid(int(year) + (_CENTURY if len(year) == 2 else 0), month, int(day))
    return found if found and _CENTURY <= found.year < _CENTURY + 100 else None


def _nearest(month: int, day: int, near: date) -> date | None:
    """The day of any year that lies nearest to the letter."""
    days = (_valid(near.year + step, month, day) for step in (-1, 0, 1))
    return min((each for each in days if each), key=lambda each: abs(each - near), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
