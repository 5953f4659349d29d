"""The figures of a period: what the report of a month, a quarter or a year counts, ready to be told.

Apart from the counting and from the wording, because PDF, workbook, mail and JSON all show these values.
Shares are left to the wording: here are counts.
"""

from dataclasses import dataclass
from datetime import datetime

from pipeline.letters.period import Period

#: up to which multiple of the time that a step had: half, all of it, twice, and beyond
BINS = ("sampai separuh waktu", "separuh sampai penuh", "terlambat, sampai dua kali waktu", "lebih lama lagi")
#: days that an open case has waited, up to and with
AGES = (7, 14, 30, 60)
SCORES = (1, 2, 3, 4, 5)
#: services that a chart does not show by name, and complaints that name none
OTHERS, UNNAMED = "layanan lain", "tidak disebut"


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something."""

    nama: str
    banyak: int


@dataclass(frozen=True, slots=True)
class Series:
    """The complaints about one service, a number for each part of the period."""

    nama: str
    banyak: tuple[int, ...]

    @property
    def jumlah(self) -> int:
        """All of them."""
        return sum(self.banyak)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """The complaints of the period that one Pokja has, and what became of them."""

    nama: str
    masuk: int
    dijawab: int
    terlambat: int
    berjalan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """The runs of one step that ended in the period, and those that were late and still open at its end."""

    tahap: str
    mutu: str
    selesai: int
    tepat: int
    #: the ended runs by BINS
    sebaran: tuple[int, ...]
    #: working minutes; None where no run ended
    median: float | None
    terlama: float | None
    #: late and open at the end of the period
    menunggak: int

    @property
    def terlambat(self) -> int:
        """The ended runs that were late."""
        return self.selesai - self.tepat


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How cures were judged at one time after they were taken."""

    nama: str
    efektif: int
    tidak: int
    belum: int
    #: asked, and not answered
    tanpa_jawaban: int

    @property
    def jumlah(self) -> int:
        """All that were judged or asked for."""
        return self.efektif + self.tidak + self.belum + self.tanpa_jawaban


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """What customers said to the question how content they are."""

    ditanya: int
    #: by SCORES
    nilai: tuple[int, ...]
    #: answered without a number that is certain
    tanpa_nilai: int

    @property
    def dinilai(self) -> int:
        """The answers with a score."""
        return sum(self.nilai)

    @property
    def rata(self) -> float | None:
        """The mean score, None for none."""
        total = sum(score * count for score, count in zip(SCORES, self.nilai, strict=True))
        return total / self.dinilai if self.dinilai else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLine:
    """One term of law or of the office, over the complaints that came in the period."""

    label: str
    #: the letter reached the customer, or the case ended, within it
    dalam: int
    lewat: int
    #: the term still runs
    berjalan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStep:
    """One step that was late, with why."""

    perkara: str
    tahap: str
    pemegang: str
    batas: datetime
    #: None where it was open at the end of the period
    selesai: datetime | None
    #: working minutes beyond its time
    telat: float
    alasan: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A complaint of the period or one that was open at its end, for the workbook; it names nobody."""

    perkara: str
    agenda: str
    diterima: datetime
    layanan: str
    pokja: str
    keadaan: str
    dijawab: datetime | None
    #: working days from the receipt to the answer
    hari: int | None
    #: the steps that were late
    terlambat: str
    penyebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of a period. Complaints are letters that nobody judged to be none."""

    periode: Period
    #: the end of the period, or the moment of the report where that is earlier
    sampai: datetime
    #: complaints that came in the period, and in the one before
    masuk: int
    masuk_sebelumnya: int
    #: registered in the period, and judged to be no complaint
    bukan: int
    banding: int
    keberatan: int
    lapor: int
    diteruskan: int
    dicabut: int
    #: integrity reports: nothing but their number is told
    wbs: int
    #: of the complaints of the period: answered by a letter, and no step of them late
    dijawab: int
    tepat: int
    #: median of the working days to the answer
    hari_jawab: float | None
    #: of the complaints of the period with a late step: the steps, most frequent first
    terlambat_pada: tuple[Count, ...]
    layanan: tuple[Series, ...]
    pokja: tuple[UnitLine, ...]
    tahap: tuple[StepLine, ...]
    penyebab: tuple[Count, ...]
    tanpa_penyebab: int
    evaluasi: tuple[Outcome, ...]
    kepuasan: Satisfaction
    #: open at the end of the period, by age, and how many of them had a late step open
    umur: tuple[Count, ...]
    berjalan_lewat: int
    batas: tuple[LimitLine, ...]
    terlambat: tuple[LateStep, ...]
    perkara: tuple[CaseLine, ...]

    @property
    def berjalan(self) -> int:
        """The cases that were open at the end of the period."""
        return sum(each.banyak for each in self.umur)
