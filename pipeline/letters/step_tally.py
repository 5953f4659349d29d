"""Counts the runs of steps that a period's report tells of, one after the other: times, and what was late.

Apart from the cases, which are counted after them: whether any step of a complaint was late is known here.
What is open is judged as at the end of the period, so that the report of a past month is the same whenever
it is made.
"""

import json
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, Protocol

from pipeline.letters.figures import BINS, Count, LateStep, StepLine
from pipeline.letters.period import Period
from pipeline.sop.measuring import Timeline
from pipeline.sop.rules import Rules
from pipeline.sop.steps import BY_STEP, Step

#: bounds of BINS, as shares of the time that a step had
_BOUNDS = (0.5, 1.0, 2.0)
_NO_PAUSE = (None, "[]", "null")


class RunRow(Protocol):
    """What is read of a run of a step that did not end within its time, or not yet."""

    case_id: int
    step: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    #: the pauses as JSON: a list of beginnings and ends
    jeda: str | None
    number: str
    pokja: str
    approver: str
    #: who was asked for the step last; None where nobody was
    holder: str | None
    paused_at: datetime | None


@dataclass(slots=True)
class _Step:
    """The ended runs of one step."""

    on_time: int = 0
    overdue: int = 0
    bins: list[int] = field(default_factory=lambda: [0] * len(BINS))
    minutes: "array[float]" = field(default_factory=lambda: array("d"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is counted against: the period, the office's rules and words."""

    period: Period
    until: datetime
    rules: Rules
    timeline: Timeline
    #: state of a case → its words
    stages: Mapping[str, str]
    #: who had to act
    holder: "Callable[[RunRow], str]"

    @property
    def first(self) -> datetime:
        """The first moment of the period."""
        return self.period.begins(self.rules.calendar.zone)


class StepTally:
    """The runs of a period, as far as they were added."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._steps = {step.value: _Step() for step in Step}
        #: case → its late steps, in the order of their runs
        self.late_steps: dict[int, list[str]] = {}
        #: cases with a step that is late and still open
        self.overdue: set[int] = set()
        #: case, when the run began, and how the report tells of it
        self.late: list[tuple[int, datetime, LateStep]] = []

    def add(self, run: RunRow) -> None:
        """Count a run that ended late in the period, or was open at its end."""
        closed = run.closed_at if run.closed_at is not None and run.closed_at < self._frame.until else None
        if closed is None:
            waits = run.paused_at is not None and run.paused_at < self._frame.until
            if run.due_at < self._frame.until and not waits:
                self._steps[run.step].overdue += 1
                self.overdue.add(run.case_id)
                self._add_late(run, None)
        else:
            self._add_late(run, closed)
            self.add_ended(run.step, run.opened_at, run.due_at, closed, run.jeda)

    def add_ended(
        self, step: str, opened: datetime, due: datetime, closed: datetime, jeda: str | None
    ) -> None:
        """Count a run that ended in the period; `jeda` are its pauses as JSON."""
        worked, found, late = self._frame.timeline.worked, self._steps[step], closed > due
        start = worked(opened)
        waited = 0.0 if jeda in _NO_PAUSE else self._waited(json.loads(jeda or "[]"), opened)
        used = max(0.0, (worked(closed) - start) / 60 - waited)
        had = max(1.0, (worked(due) - start) / 60 - waited)
        found.on_time += not late
        found.minutes.append(used)
        place = bisect_left(_BOUNDS, used / had)
        # Whoever answers after the close of his last day used no more working time, and is late all the same.
        found.bins[max(place, 2) if late else min(place, 1)] += 1

    def _waited(self, pauses: Sequence[tuple[str, str]], opened: datetime) -> float:
        """Working minutes of a run in which the customer was waited for."""
        told = ((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in pauses)
        return sum(self._frame.timeline.minutes(max(start, opened), end) for start, end in told)

    def _add_late(self, run: RunRow, closed: datetime | None) -> None:
        self.late_steps.setdefault(run.case_id, []).append(run.step)
        line = LateStep(
            perkara=run.number,
            tahap=spoken(run.step),
            pemegang=self._frame.holder(run),
            batas=run.due_at,
            selesai=closed,
            telat=self._frame.timeline.minutes(run.due_at, closed or self._frame.until),
            alasan="",
        )
        self.late.append((run.case_id, run.opened_at, line))

    def lines(self) -> tuple[StepLine, ...]:
        """The six steps in the SOP's order."""
        return tuple(
            StepLine(
                tahap=spoken(step),
                mutu=str(self._frame.rules.times.get(step, BY_STEP[step].waktu)),
                selesai=len(found.minutes),
                tepat=found.on_time,
                sebaran=tuple(found.bins),
                median=median(found.minutes) if found.minutes else None,
                terlama=max(found.minutes, default=None),
                menunggak=found.overdue,
            )
            for step, found in ((Step(name), found) for name, found in self._steps.items())
        )


def spoken(step: str) -> str:
    """A step as it is said."""
    return step.replace("_", " ")


def order(step: str) -> int:
    """Its number in the SOP."""
    return BY_STEP[Step(step)].no


def ranked(counts: Counter[str]) -> tuple[Count, ...]:
    """The steps of a counter, most frequent first."""
    found = sorted(counts.items(), key=lambda each: (-each[1], order(each[0])))
    return tuple(Count(spoken(name), count) for name, count in found)


def explained(
    late: Sequence[tuple[int, datetime, LateStep]], told: Iterable[Any], words: Callable[[Any], str]
) -> Mapping[int, str]:
    """Place in `late` → what was answered in that case while the step ran, in order and each once."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, (case_id, _, _) in enumerate(late):
        places[case_id].append(place)
    found: dict[int, list[str]] = defaultdict(list)
    for row in told:
        for place in places.get(row.case_id, ()):
            _, opened, line = late[place]
            said = words(row)
            ran = opened <= row.accepted_at and (line.selesai is None or row.accepted_at <= line.selesai)
            if ran and said not in found[place]:
                found[place].append(said)
    return {place: "; ".join(texts) for place, texts in found.items()}
