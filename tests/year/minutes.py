"""Working time as a plain list: every open minute of the office, one after the other.

Apart from `sop/worktime.py`, which it is held against: it reads the calendar's files by itself and knows no
windows, only minutes that are open and minutes that are not.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jakarta")
MINUTE = timedelta(minutes=1)


class Minutes:
    """The open minutes from `first` to `last`, both included."""

    def __init__(self, folder: Path, first: date, last: date, *closed_too: date) -> None:
        self._folder, self._first, self._last, self._closed_too = folder, first, last, closed_too
        self._origin = datetime.combine(first, time(), ZONE)
        files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
        closed = {entry["tanggal"] for file in files for entry in file.get("libur", ())} | {*closed_too}
        regimes = [regime for file in files for regime in file.get("regime", ())]
        days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
        self._open = [
            self._number(datetime.combine(day, time(), ZONE)) + minute
            for day in days
            if day not in closed
            for minute in _minutes_of(day, regimes)
        ]
        self._set = set(self._open)
        #: the first minute of every spell of work
        self.openings = [each for each in self._open if each - 1 not in self._set]

    def without(self, day: date) -> "Minutes":
        """The same, where one more day is free."""
        return Minutes(self._folder, self._first, self._last, *self._closed_too, day)

    def _number(self, moment: datetime) -> int:
        return int((moment - self._origin) / MINUTE)

    def _moment(self, number: int) -> datetime:
        return self._origin + number * MINUTE

    def is_open(self, moment: datetime) -> bool:
        """Whether this minute is one of work."""
        return self._number(moment) in self._set

    def next_open(self, moment: datetime) -> datetime:
        """This minute, or the first open one after it."""
        return self._moment(self._open[bisect_left(self._open, self._number(moment))])

    def between(self, start: datetime, end: datetime) -> int:
        """How many open minutes pass."""
        return max(0, self._before(end) - self._before(start))

    def _before(self, moment: datetime) -> int:
        return bisect_left(self._open, self._number(moment))

    def after(self, start: datetime, count: int) -> datetime:
        """The end of the `count`-th open minute from `start` on."""
        return self._moment(self._open[self._before(start) + count - 1] + 1)

    def days_after(self, start: datetime, days: int) -> datetime:
        """The same minute so many open days later; if the office rests then, when it opens, or its close."""
        begin = self.next_open(start)
        day = begin.date()
        for _ in range(days):
            day += timedelta(days=1)
            while not self._of(day):
                day += timedelta(days=1)
        wanted = self._number(datetime.combine(day, begin.time(), ZONE))
        # A spell of work ends with its last minute, so that its close is still a moment of it.
        later = [each for each in self._of(day) if each >= wanted or each + 1 == wanted]
        return self._moment(max(later[0], wanted) if later else self._of(day)[-1] + 1)

    def close_after(self, start: datetime, days: int) -> datetime:
        """The close of the day so many calendar days later, or of the first open day after that."""
        day = start.astimezone(ZONE).date() + timedelta(days=days)
        while not self._of(day):
            day += timedelta(days=1)
        return self._moment(self._of(day)[-1] + 1)

    def _of(self, day: date) -> list[int]:
        midnight = self._number(datetime.combine(day, time(), ZONE))
        return self._open[bisect_left(self._open, midnight) : bisect_left(self._open, midnight + 24 * 60)]

    def openings_in(self, after: datetime, until: datetime) -> int:
        """How often the office opened later than `after` and not later than `until`."""
        first, last = self._number(after) + 1, self._number(until) + 1
        return bisect_left(self.openings, last) - bisect_left(self.openings, first)


def _minutes_of(day: date, regimes: list[dict[str, Any]]) -> Iterator[int]:
    fitting = [each for each in regimes if each["mulai"] <= day <= each["selesai"]]
    name = ("senin_kamis",) * 4 + ("jumat", "", "")
    for spell in fitting[-1].get(name[day.weekday()], ()) if fitting else ():
        start, _, end = spell.partition("-")
        yield from range(_minute(start), _minute(end))


def _minute(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
