"""Working time measured many thousand times: the calendar's windows summed up once, then looked up.

Apart from the calendar, which walks from day to day: that is quick enough for a case and not for the
hundred thousand of a report. A test holds the one against the other.
"""

from bisect import bisect_right
from datetime import date, datetime, timedelta

from pipeline.sop.worktime import Calendar


class Timeline:
    """The working time of a calendar between two days, both included; nothing counts outside of them."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        #: of each window: its opening and closing, and the seconds of all windows before it
        self._opening: list[float] = []
        self._closing: list[float] = []
        self._before: list[float] = []
        self._days: list[date] = []
        self._zone = calendar.zone
        total = 0.0
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            windows = calendar.windows(day)
            if windows:
                self._days.append(day)
            for opening, closing in windows:
                self._opening.append(opening.timestamp())
                self._closing.append(closing.timestamp())
                self._before.append(total)
                total += self._closing[-1] - self._opening[-1]

    def worked(self, moment: datetime) -> float:
        """Working seconds from the first day up to a moment."""
        at = moment.timestamp()
        place = bisect_right(self._opening, at) - 1
        if place < 0:
            return 0.0
        return self._before[place] + min(at, self._closing[place]) - self._opening[place]

    def minutes(self, start: datetime, end: datetime) -> float:
        """Working minutes from `start` to `end`; 0 when `end` is not later."""
        return max(0.0, self.worked(end) - self.worked(start)) / 60

    def days(self, start: datetime, end: datetime) -> int:
        """Working days after that of `start`, up to and with that of `end`: receipt is day zero."""
        first, last = start.astimezone(self._zone).date(), end.astimezone(self._zone).date()
        return max(0, bisect_right(self._days, last) - bisect_right(self._days, first))
