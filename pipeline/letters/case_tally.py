"""Counts the complaints that a period's report tells of, after the runs of their steps.

It holds sums, and lists only what the workbook lists. What became of a complaint meanwhile (its state, its
Pokja, its cause) is as it stands now; all else as at the end of the period.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Protocol

from pipeline.letters.causes import family
from pipeline.letters.figures import (
    AGES,
    OTHERS,
    UNNAMED,
    CaseLine,
    Count,
    LimitLine,
    Series,
    UnitLine,
)
from pipeline.letters.step_tally import Frame, StepTally, order, ranked, spoken
from pipeline.sop.rules import Limit
from pipeline.sop.steps import State

#: services that a chart shows by name; all others are one
SERVICES = 5
UNASSIGNED = "Belum didisposisikan"


class CaseRow(Protocol):
    """What is read of a complaint."""

    id: int
    number: str
    agenda: str
    received_at: datetime
    state: str
    pokja: str
    penyebab: str
    banding: bool
    surat_terkait: int | None
    lapor: bool
    diteruskan: bool
    delivered_at: datetime | None
    closed_at: datetime | None
    layanan: str | None


@dataclass(slots=True)
class _Unit:
    """The complaints of one Pokja."""

    came: int = 0
    answered: int = 0
    late: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class _Course:
    """How one complaint went, as at the end of the period."""

    #: its late steps, in the SOP's order
    late: Sequence[str]
    answered: datetime | None
    #: working days to the answer
    days: int | None
    open: bool


class CaseTally:
    """The complaints of a period, as far as they were added, over the runs of their steps."""

    def __init__(self, frame: Frame, steps: StepTally) -> None:
        self._frame = frame
        self._steps = steps
        self._first = frame.first
        self._zone = frame.rules.calendar.zone
        self._parts = [part.first for part in frame.period.parts()]
        self._units: dict[str, _Unit] = defaultdict(_Unit)
        self._services: dict[str, list[int]] = defaultdict(lambda: [0] * len(self._parts))
        self._causes: Counter[str] = Counter()
        self._ages = [0] * (len(AGES) + 1)
        self._limits = {limit.label: [0, 0, 0] for limit in frame.rules.limits}
        self._limit_ends: dict[tuple[str, object], datetime] = {}
        self._days = array("d")
        self._late_on: Counter[str] = Counter()
        #: by the names of the report's fields
        self.counts: Counter[str] = Counter()
        self.lines: list[CaseLine] = []
        #: open cases with a step that is late and open
        self.overdue_open = 0

    def add(self, case: CaseRow) -> None:
        """Count a complaint that came in the period, or that was open at its end."""
        course = self._course(case)
        if course.open:
            self._ages[bisect_left(AGES, (self._frame.until - case.received_at).days)] += 1
            self.overdue_open += case.id in self._steps.overdue
        if case.received_at >= self._first:
            self._add_new(case, course)
            self._add_part(case, case.received_at.astimezone(self._zone).date())
        self.lines.append(self._line(case, course))

    def _course(self, case: CaseRow) -> _Course:
        until, answered = self._frame.until, case.delivered_at
        if answered is not None and answered >= until:
            answered = None
        return _Course(
            late=sorted(set(self._steps.late_steps.get(case.id, ())), key=order),
            answered=answered,
            days=self._frame.timeline.days(case.received_at, answered) if answered else None,
            open=case.closed_at is None or case.closed_at >= until,
        )

    def _line(self, case: CaseRow, course: _Course) -> CaseLine:
        return CaseLine(
            perkara=case.number,
            agenda=case.agenda,
            diterima=case.received_at,
            layanan=case.layanan or UNNAMED,
            pokja=self._frame.rules.name(case.pokja) if case.pokja else "",
            keadaan=self._frame.stages[case.state],
            dijawab=course.answered,
            hari=course.days,
            terlambat=", ".join(map(spoken, course.late)),
            penyebab=family(case.penyebab),
        )

    def _add_new(self, case: CaseRow, course: _Course) -> None:
        cause = family(case.penyebab)
        held = {
            "tepat": not course.late,
            "dijawab": course.answered is not None,
            "banding": case.banding,
            "keberatan": case.surat_terkait is not None,
            "lapor": case.lapor,
            "diteruskan": case.diteruskan,
            "dicabut": case.state == State.DICABUT.value,
            "tanpa_penyebab": not cause,
        }
        self.counts.update(["masuk", *(name for name, holds in held.items() if holds)])
        self._late_on.update(course.late)
        if course.days is not None:
            self._days.append(course.days)
        if cause:
            self._causes[cause] += 1
        unit = self._units[case.pokja]
        unit.came, unit.answered = unit.came + 1, unit.answered + (course.answered is not None)
        unit.late, unit.open = unit.late + bool(course.late), unit.open + course.open

    def _add_part(self, case: CaseRow, day: date) -> None:
        self._services[case.layanan or UNNAMED][bisect_right(self._parts, day) - 1] += 1
        for limit in self._frame.rules.limits:
            if case.lapor or not limit.only_lapor:
                self._add_limit(limit, case, day)

    def _add_limit(self, limit: Limit, case: CaseRow, day: date) -> None:
        # A term in calendar days ends alike for all letters of a day, one in working days by the hour.
        key = (limit.label, case.received_at if limit.working else day)
        end = self._limit_ends.get(key)
        if end is None:
            end = self._limit_ends[key] = limit.end(self._frame.rules.calendar, case.received_at)
        until = self._frame.until
        settled = min(filter(None, (case.delivered_at, case.closed_at)), default=None)
        met = settled is not None and settled < until and settled <= end
        self._limits[limit.label][0 if met else 1 if end < until else 2] += 1

    @property
    def days_to_answer(self) -> float | None:
        """The median of the working days to the answer."""
        return median(self._days) if self._days else None

    def services(self) -> tuple[Series, ...]:
        """The services by their complaints, the smaller ones together as the last."""
        ranked = sorted(self._services.items(), key=lambda each: (-sum(each[1]), each[0]))
        shown = ranked if len(ranked) <= SERVICES + 1 else ranked[:SERVICES]
        rest = [counts for _, counts in ranked[len(shown) :]]
        other = [Series(OTHERS, tuple(map(sum, zip(*rest, strict=True))))] if rest else []
        return (*(Series(name, tuple(counts)) for name, counts in shown), *other)

    def units(self) -> tuple[UnitLine, ...]:
        """The Pokja in the office's own order, then what nobody has yet."""
        known = [key for key in self._frame.rules.pokja if key in self._units]
        others = sorted(key for key in self._units if key and key not in known)
        ordered = [*known, *others, *(("",) if "" in self._units else ())]
        return tuple(
            UnitLine(
                nama=self._frame.rules.name(key) if key else UNASSIGNED,
                masuk=self._units[key].came,
                dijawab=self._units[key].answered,
                terlambat=self._units[key].late,
                berjalan=self._units[key].open,
            )
            for key in ordered
        )

    def late_on(self) -> tuple[Count, ...]:
        """The late steps of the complaints of the period, most frequent first."""
        return ranked(self._late_on)

    def causes(self) -> tuple[Count, ...]:
        """The families of causes, most frequent first."""
        ranked = sorted(self._causes.items(), key=lambda each: (-each[1], each[0]))
        return tuple(Count(name, count) for name, count in ranked)

    def ages(self) -> tuple[Count, ...]:
        """The open cases by age."""
        return tuple(Count(name, count) for name, count in zip(age_names(), self._ages, strict=True))

    def limits(self) -> tuple[LimitLine, ...]:
        """The terms beside the SOP's times that any complaint of the period has."""
        found = ((label, counts) for label, counts in self._limits.items() if any(counts))
        return tuple(LimitLine(label=label, dalam=c[0], lewat=c[1], berjalan=c[2]) for label, c in found)


def age_names() -> tuple[str, ...]:
    """AGES in words: 0–7 hari, …, lebih dari 60 hari."""
    starts = (0, *(age + 1 for age in AGES))
    bounded = (f"{start}–{age} hari" for start, age in zip(starts, AGES, strict=False))
    return (*bounded, f"lebih dari {AGES[-1]} hari")
