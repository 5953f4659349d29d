"""What an office has settled for itself and the flow decides by: calendar, times, signing, alternates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pipeline.sop.case import Case
from pipeline.sop.steps import BY_STEP, PENGGANTI, Mutu, Step
from pipeline.sop.worktime import Calendar


class Signing(StrEnum):
    """How the surat keluar is signed (design 6)."""

    TERTANDA = "tertanda"
    SEGEL = "segel"


@dataclass(frozen=True, slots=True)
class Limit:
    """A term beside the SOP: its label, and how long it is from the receipt of the letter."""

    label: str
    days: int
    #: working days; else calendar days, of which the last rolls to a working day
    working: bool = False
    #: it holds only for what came by SP4N-LAPOR!
    only_lapor: bool = False

    def end(self, calendar: Calendar, received: datetime) -> datetime:
        """When it is over."""
        return calendar.add_days(received, self.days) if self.working else calendar.roll(received, self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The frozen settings of the flow."""

    calendar: Calendar
    #: post key → name as it is written in mails, Pokja first and in their order
    names: Mapping[str, str]
    #: keys of the Pokja, in the order of the option numbers
    pokja: tuple[str, ...]
    signing: Signing = Signing.TERTANDA
    #: an alternate approver is configured
    has_alternate: bool = True
    #: mutu baku that differ from the SOP's
    times: Mapping[Step, Mutu] = field(default_factory=dict)
    #: how long an answer can be taken back
    undo: timedelta = timedelta(minutes=15)
    #: how long a case waits for the customer
    pause: timedelta = timedelta(days=30)
    #: how long a bounce of the letter is waited for
    bounce_window: timedelta = timedelta(hours=72)

    #: how many days after the end it is asked whether the cure holds
    checks: tuple[int, ...] = (30, 90)
    #: how long after the letter arrived the customer is asked how content he is; None: never
    satisfaction: timedelta | None = timedelta(days=3)
    #: so many working days lie between that question and whatever he got before it: letter, closing notice
    satisfaction_gap: int = 1
    #: so many working days more need no permission
    free_extension: int = 0
    #: the terms of law and of the office beside the SOP's own times
    limits: tuple[Limit, ...] = ()

    def due(self, step: Step, start: datetime) -> datetime:
        """When a run of `step` that starts now is due."""
        return self.calendar.due(start, self.times.get(step, BY_STEP[step].waktu))

    def due_of(self, case: Case, step: Step) -> datetime | None:
        """When the running step of a case is due by its inputs on record; None where they are unknown."""
        if case.started_at is None:
            return None
        due = self.due(step, case.started_at)
        if case.extended_days:
            due = self.calendar.add_days(due, case.extended_days)
        waited = sum((self.calendar.between(*pause) for pause in case.pauses), timedelta())
        return self.calendar.add(due, int(waited.total_seconds()) // 60) if waited else due

    def inputs(self, case: Case, step: Step) -> dict[str, Any]:
        """What a due time rests on, for the record; moments as ISO 8601."""
        return {
            "mulai": case.started_at.isoformat() if case.started_at else None,
            "waktu": str(self.times.get(step, BY_STEP[step].waktu)),
            "perpanjangan_hari": case.extended_days,
            "jeda": [[start.isoformat(), end.isoformat()] for start, end in case.pauses],
            "kalender": self.calendar.fingerprint,
        }

    def outer(self, received: datetime, *, lapor: bool) -> tuple[tuple[str, datetime], ...]:
        """Label and end of every outer limit of a letter that came at `received`."""
        holding = (limit for limit in self.limits if lapor or not limit.only_lapor)
        return tuple((limit.label, limit.end(self.calendar, received)) for limit in holding)

    def name(self, post: str) -> str:
        """The post as written in mails."""
        return self.names.get(post, post)

    def other_approver(self, case: Case) -> str:
        """Who approves when the present approver was involved; '' if there is nobody."""
        return PENGGANTI if self.has_alternate and case.approver != PENGGANTI else ""
