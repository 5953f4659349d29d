"""Working time: which minutes of which days count for the SOP's clocks.

A calendar is data (config/calendar/*.toml): regimes of office hours with their
range of validity, and the days on which the office is closed. Perpres 21/2023
sets the weekly hours; the split of a day is each office's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from pipeline.sop.steps import Mutu, Unit

#: a search never walks further than this; only a calendar without open days gets there
_HORIZON = 3660
#: how the name of such a day begins in every decree
JOINT_LEAVE = "cuti bersama"

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Regime:
    """Office hours that hold from `first` to `last`, both included."""

    name: str
    first: date
    last: date
    #: weekday (Monday 0) → (opening, closing) pairs in order; the lunch break is the gap
    hours: Mapping[int, tuple[tuple[time, time], ...]]


@dataclass(frozen=True, slots=True)
class Decree:
    """The joint decree (SKB) that the holidays and cuti bersama of a year rest on, or one that changed it."""

    year: int
    number: str
    day: date


@dataclass(frozen=True)
class Calendar:
    """The office's working time in its own zone; of two regimes that fit a day the later listed holds."""

    zone: ZoneInfo
    regimes: tuple[Regime, ...]
    #: closed days and why: national holidays, cuti bersama, local closures
    closed: Mapping[date, str] = field(default_factory=dict)
    decrees: tuple[Decree, ...] = ()
    #: listed days on which this office works all the same
    opened: frozenset[date] = frozenset()

    @cached_property
    def fingerprint(self) -> str:
        """Tells one calendar from another: equal where no moment of working time differs."""
        hours = [
            (
                str(regime.first),
                str(regime.last),
                sorted((day, str(pairs)) for day, pairs in regime.hours.items()),
            )
            for regime in self.regimes
        ]
        told = repr((self.zone.key, hours, sorted(map(str, self.closed))))
        return sha256(told.encode()).hexdigest()[:16]

    def has_joint_leave(self, year: int) -> bool:
        """Whether any cuti bersama of the year is known; every year's decree has some."""
        return any(JOINT_LEAVE in name.lower() for day, name in self.closed.items() if day.year == year)

    def windows(self, day: date) -> tuple[Window, ...]:
        """The open windows of a day, aware, in order."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._windows(day)
        return known

    @cached_property
    def _known(self) -> dict[date, tuple[Window, ...]]:
        """The days that were asked for: every look at what is late asks for the same ones."""
        return {}

    def _windows(self, day: date) -> tuple[Window, ...]:
        if day in self.closed:
            return ()
        fitting = [regime for regime in self.regimes if regime.first <= day <= regime.last]
        if not fitting:
            return ()
        pairs = fitting[-1].hours.get(day.weekday(), ())
        return tuple((self._at(day, opening), self._at(day, closing)) for opening, closing in pairs)

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)

    def _windows_from(self, start: datetime) -> Iterator[Window]:
        day = start.astimezone(self.zone).date()
        for offset in range(_HORIZON):
            for opening, closing in self.windows(day + timedelta(days=offset)):
                if closing > start:
                    yield max(opening, start.astimezone(self.zone)), closing

    def is_open(self, moment: datetime) -> bool:
        """Whether the office works at this moment."""
        day = moment.astimezone(self.zone).date()
        return any(opening <= moment < closing for opening, closing in self.windows(day))

    def next_open(self, moment: datetime) -> datetime:
        """The first open moment that is not before this one; the moment itself where no day is open."""
        return next((opening for opening, _ in self._windows_from(moment)), moment)

    def add(self, start: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` of working time after `start` have passed."""
        left = timedelta(minutes=minutes)
        for opening, closing in self._windows_from(start):
            if opening + left <= closing:
                return opening + left
            left -= closing - opening
        return start + left

    def add_days(self, start: datetime, days: int) -> datetime:
        """The same time of day `days` working days later; receipt is time zero."""
        begin = self.next_open(start)
        day = begin.date()
        for _ in range(days):
            day = self._next_working_day(day)
        windows = self.windows(day)
        if not windows:
            return begin
        wanted = self._at(day, begin.timetz().replace(tzinfo=None))
        for opening, closing in windows:
            if wanted <= closing:
                return max(wanted, opening)
        return windows[-1][1]

    def days_until(self, start: datetime, day: date) -> int:
        """How many working days after that of `start` the day is; 0 where it is not later."""
        first = self.next_open(start).date()
        later = (first + timedelta(days=offset) for offset in range(1, min((day - first).days, _HORIZON) + 1))
        return sum(bool(self.windows(each)) for each in later)

    def roll(self, start: datetime, days: int) -> datetime:
        """The close of the day `days` calendar days after that of `start`.

        Where the office is closed then, of the next working day: a term of law never ends on a holiday.
        """
        day = start.astimezone(self.zone).date() + timedelta(days=days)
        if not self.windows(day):
            day = self._next_working_day(day)
        windows = self.windows(day)
        return windows[-1][1] if windows else self._at(day, time(23, 59))

    def _next_working_day(self, day: date) -> date:
        for offset in range(1, _HORIZON):
            following = day + timedelta(days=offset)
            if self.windows(following):
                return following
        return day

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; zero when `end` is not later."""
        total = timedelta()
        for opening, closing in self._windows_from(start):
            if opening >= end:
                break
            total += min(closing, end) - opening
        return total

    def due(self, start: datetime, mutu: Mutu) -> datetime:
        """When a time of the SOP that runs from `start` is over."""
        match mutu.unit:
            case Unit.MENIT:
                return self.add(start, mutu.amount)
            case Unit.JAM:
                return self.add(start, mutu.amount * 60)
            case Unit.HARI:
                return self.add_days(start, mutu.amount)
