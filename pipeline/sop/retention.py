"""How long the file of a case is kept, and what becomes of it: the office's schedule (jadwal retensi arsip).

Source: UU 43/2009 pasal 47-53 and PP 28/2012 (retensi aktif, inaktif; musnah, permanen, dinilai kembali);
UU 27/2022 pasal 44 ayat (1) huruf a. The default is that of domain.md C.6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.sop.case import Case
from pipeline.sop.steps import State


class Fate(StrEnum):
    """Nasib akhir: what becomes of a file once both retentions are over."""

    MUSNAH = "musnah"
    PERMANEN = "permanen"
    #: the appraisers decide, file by file
    DINILAI = "dinilai kembali"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """One class of the schedule."""

    name: str
    #: jenis arsip, as the schedule calls it, and its code of classification
    kind: str
    code: str = ""
    #: the ends of a case that it is for; of appeals only, of others only, or of both (None)
    ends: frozenset[State]
    appeals: bool | None = None
    #: years of retensi aktif from the day the case was closed, and of retensi inaktif after them
    active: int
    inactive: int
    fate: Fate

    def fits(self, case: Case) -> bool:
        """Whether the class is this case's."""
        return case.state in self.ends and self.appeals in (None, case.banding)

    def over(self, closed: date) -> tuple[date, date]:
        """On which days both retentions of a case closed on that day are over."""
        return _later(closed, self.active), _later(closed, self.active + self.inactive)


def class_of(case: Case, schedule: Sequence[Retention]) -> Retention | None:
    """The first class that fits, None where the schedule has none for such a case."""
    return next((each for each in schedule if each.fits(case)), None)


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # 29 February: the day after the last of a shorter one.
        return date(day.year + years, 3, 1)
