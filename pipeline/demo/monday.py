"""When the demo takes place: a Monday, 08.00 of office time, whatever the real day and hour.

It stands apart because the play may be given on any night, weekend or holiday, in any year.
"""

from datetime import date, datetime, time, timedelta

from pipeline.sop.worktime import Calendar

#: the office works from here until the play's first day is over
_MORNING = (time(8), time(11))
#: a Monday whose calendar ships with the program, for times that no calendar file knows yet
_KNOWN = date(2026, 11, 23)
#: weeks to look ahead for a Monday that is no holiday
_WEEKS = 8


def next_monday(calendar: Calendar, now: datetime) -> datetime:
    """08.00 on the next Monday on which the office works, in the office's zone."""
    today = now.astimezone(calendar.zone).date()
    first = today + timedelta(days=7 - today.weekday())
    mondays = [first + timedelta(weeks=week) for week in range(_WEEKS)]
    day = next((day for day in mondays if _works(calendar, day)), _KNOWN)
    return datetime.combine(day, _MORNING[0], calendar.zone)


def _works(calendar: Calendar, day: date) -> bool:
    return all(calendar.is_open(datetime.combine(day, hour, calendar.zone)) for hour in _MORNING)
