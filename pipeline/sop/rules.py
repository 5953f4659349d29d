"""What an office has settled for itself and the flow decides by: calendar, times, signing, alternates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.sop.case import Case
from pipeline.sop.steps import BY_STEP, PENGGANTI, Mutu, Step
from pipeline.sop.worktime import Calendar


class Signing(StrEnum):
    """How the surat keluar is signed (design 6)."""

    TERTANDA = "tertanda"
    SEGEL = "segel"


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

    def due(self, step: Step, start: datetime) -> datetime:
        """When a run of `step` that starts now is due."""
        return self.calendar.due(start, self.times.get(step, BY_STEP[step].waktu))

    def name(self, post: str) -> str:
        """The post as written in mails."""
        return self.names.get(post, post)

    def other_approver(self, case: Case) -> str:
        """Who approves when the present approver was involved; '' if there is nobody."""
        return PENGGANTI if self.has_alternate and case.approver != PENGGANTI else ""
