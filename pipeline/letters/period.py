"""The periods that reports tell of: a month, a quarter or a year, and the weeks or months of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from pipeline.letters.wording import MONTHS

MONTH, QUARTER, YEAR = 1, 3, 12
SHORT = tuple(name[:3] for name in MONTHS)
_ROMAN = ("I", "II", "III", "IV")
_NAME = re.compile(r"((?:19|20|21)\d\d)(?:-(?:(0[1-9]|1[0-2])|[QqTt]([1-4])))?")


@dataclass(frozen=True, slots=True)
class Part:
    """A week or a month of a period, clipped to it."""

    #: under a bar of a chart: 2–8 Nov, of a year Nov
    label: str
    #: in a sentence: 2–8 November, November
    words: str
    first: date


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of the office's own calendar."""

    first: date
    #: 1, 3 or 12
    months: int

    @property
    def after(self) -> date:
        """The day after its last."""
        return _shifted(self.first, self.months)

    @property
    def before(self) -> "Period":
        """The period of this length that ends where this one begins."""
        return Period(_shifted(self.first, -self.months), self.months)

    @property
    def name(self) -> str:
        """2026-11, 2026-Q4 or 2026: as commands take it and files are called."""
        if self.months == YEAR:
            return str(self.first.year)
        if self.months == QUARTER:
            return f"{self.first.year}-Q{self._quarter}"
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """November 2026, Triwulan IV Tahun 2026, Tahun 2026."""
        if self.months == YEAR:
            return f"Tahun {self.first.year}"
        if self.months == QUARTER:
            return f"Triwulan {_ROMAN[self._quarter - 1]} Tahun {self.first.year}"
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"

    @property
    def within(self) -> str:
        """The period as it stands in a sentence: bulan November 2026, triwulan IV tahun 2026, tahun 2026."""
        return f"bulan {self.words}" if self.months == MONTH else self.bare

    @property
    def bare(self) -> str:
        """The same without the word bulan: November 2026, triwulan IV tahun 2026, tahun 2026."""
        return self.words.replace("Triwulan", "triwulan").replace("Tahun", "tahun")

    @property
    def part_name(self) -> str:
        """What its parts are: minggu, of a year bulan."""
        return "bulan" if self.months == YEAR else "minggu"

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // QUARTER

    def begins(self, zone: tzinfo) -> datetime:
        """Its first moment in the office's zone."""
        return datetime.combine(self.first, time(), zone)

    def ends(self, zone: tzinfo) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.after, time(), zone)

    def parts(self) -> tuple[Part, ...]:
        """Its months where it is a year, else its weeks, which begin on Mondays."""
        if self.months == YEAR:
            months = enumerate(zip(SHORT, MONTHS, strict=True))
            return tuple(Part(*names, _shifted(self.first, place)) for place, names in months)
        return tuple(self._weeks())

    def _weeks(self) -> Iterator[Part]:
        day = self.first
        while day < self.after:
            following = min(day + timedelta(days=7 - day.weekday()), self.after)
            last = following - timedelta(days=1)
            short, long = SHORT[day.month - 1], MONTHS[day.month - 1]
            if self.months == MONTH:
                days = str(day.day) if day == last else f"{day.day}–{last.day}"
                yield Part(f"{days} {short}", f"{days} {long}", day)
            else:
                yield Part(f"{day.day} {short}", f"yang dimulai {day.day} {long}", day)
            day = following


def _shifted(first: date, months: int) -> date:
    place = first.year * YEAR + first.month - 1 + months
    return date(place // YEAR, place % YEAR + 1, 1)


def month_before(day: date) -> Period:
    """The month before that of a day."""
    return Period(_shifted(day, -1), MONTH)


def parse_period(text: str) -> Period | None:
    """2026-11, 2026-Q4 (or 2026-T4, for triwulan) or 2026; None for anything else."""
    found = _NAME.fullmatch(text.strip())
    if found is None:
        return None
    year, month, quarter = int(found[1]), found[2], found[3]
    if month:
        return Period(date(year, int(month), 1), MONTH)
    if quarter:
        return Period(date(year, int(quarter) * QUARTER - 2, 1), QUARTER)
    return Period(date(year, 1, 1), YEAR)
