"""When whoever holds a step is reminded of it, and when the next level is told.

At half of the time, when it is over, and at each half day of the office after that; in a step of
minutes once more when as much time again has passed. A half day begins where the office opens in the
morning or after its break, so that what a person owes comes together in one mail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.sop.rules import Rules
from pipeline.sop.steps import BY_STEP, KEPALA, PENGGANTI, TU, Step, Unit

HALF, DUE, AFTER = "setengah", "batas", "lewat"


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment at which a reminder comes due; its name is unique in its run, so that each comes once."""

    name: str
    #: the time is over since some working time: the next level is told as well
    late: bool = False


def mark(
    rules: Rules, step: Step, opened: datetime, due: datetime, waited: timedelta, now: datetime
) -> Mark | None:
    """The newest mark that has come by `now`, None before half of the time.

    `waited` is the working time between `opened` and `due` in which the customer was waited for.
    A due time that was moved has marks of its own; only the half comes once in a run.
    """
    calendar = rules.calendar
    if now < due:
        whole = calendar.between(opened, due) - waited
        return Mark(HALF) if calendar.between(now, due) * 2 <= whole else None
    # A time that ends as the office closes is over when it opens again.
    over = calendar.next_open(due)
    passed = sum(1 for _ in _half_days(rules, over, now))
    short = rules.times.get(step, BY_STEP[step].waktu)
    again = short.unit is Unit.MENIT and calendar.between(due, now) >= timedelta(minutes=short.amount)
    if passed:
        return Mark(_named(f"{AFTER}{passed}", due), late=True)
    return Mark(_named(f"{AFTER}0", due), late=True) if again else Mark(_named(DUE, due))


def _named(name: str, due: datetime) -> str:
    return f"{name}@{due.astimezone(UTC):%Y%m%dT%H%M}"


def _half_days(rules: Rules, due: datetime, now: datetime) -> Iterator[datetime]:
    """The openings of the office after `due` and up to `now`."""
    day = due.astimezone(rules.calendar.zone).date()
    while day <= now.astimezone(rules.calendar.zone).date():
        yield from (opening for opening, _ in rules.calendar.windows(day) if due < opening <= now)
        day += timedelta(days=1)


def next_level(post: str, approver: str, rules: Rules) -> str:
    """Who is told when `post` is late: for a Pokja the approver, for the Kepala his alternate, else TU."""
    if post == TU:
        return KEPALA
    if post in rules.pokja:
        return approver
    if post == KEPALA and rules.has_alternate:
        return PENGGANTI
    return TU
