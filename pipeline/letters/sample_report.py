"""An invented month, once empty and once busy, for whoever tries the template of the report.

Apart from the invented case: what it is made of are counts.
"""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from pipeline.letters.figure_values import berkala_values
from pipeline.letters.figures import (
    CaseLine,
    Count,
    LateStep,
    LimitLine,
    Outcome,
    Report,
    Satisfaction,
    Series,
    StepLine,
    UnitLine,
)
from pipeline.letters.letter_case import Office
from pipeline.letters.period import MONTH, Period
from pipeline.letters.shared_values import Values

NOVEMBER = Period(date(2026, 11, 1), MONTH)
WIB = timezone(timedelta(hours=7))
#: Tuesday 1 December 2026, 07.30 WIB
FIRST = datetime(2026, 12, 1, 7, 30, tzinfo=WIB)
_END = NOVEMBER.ends(WIB)
_NAMES = ("registrasi", "disposisi", "tindak lanjut", "tanda tangan", "penyampaian", "evaluasi")
_TIMES = ("1 jam", "30 menit", "7 hari", "30 menit", "30 menit", "1 hari")
_AGES = ("0–7 hari", "8–14 hari", "15–30 hari", "31–60 hari", "lebih dari 60 hari")

EMPTY = Report(
    periode=NOVEMBER,
    sampai=_END,
    masuk=0,
    masuk_sebelumnya=0,
    bukan=0,
    banding=0,
    keberatan=0,
    lapor=0,
    diteruskan=0,
    dicabut=0,
    wbs=0,
    dijawab=0,
    tepat=0,
    hari_jawab=None,
    terlambat_pada=(),
    layanan=(),
    pokja=(),
    tahap=tuple(
        StepLine(
            tahap=name,
            mutu=time,
            selesai=0,
            tepat=0,
            sebaran=(0,) * 4,
            median=None,
            terlama=None,
            menunggak=0,
        )
        for name, time in zip(_NAMES, _TIMES, strict=True)
    ),
    penyebab=(),
    tanpa_penyebab=0,
    evaluasi=(Outcome(nama="Notulen evaluasi", efektif=0, tidak=0, belum=0, tanpa_jawaban=0),),
    kepuasan=Satisfaction(ditanya=0, nilai=(0,) * 5, tanpa_nilai=0),
    umur=tuple(Count(name, 0) for name in _AGES),
    berjalan_lewat=0,
    batas=(),
    terlambat=(),
    perkara=(),
)

BUSY = Report(
    periode=NOVEMBER,
    sampai=_END,
    masuk=42,
    masuk_sebelumnya=35,
    bukan=2,
    banding=1,
    keberatan=1,
    lapor=3,
    diteruskan=1,
    dicabut=1,
    wbs=2,
    dijawab=31,
    tepat=38,
    hari_jawab=5.0,
    terlambat_pada=(Count("tindak lanjut", 3), Count("tanda tangan", 1)),
    layanan=(
        Series("pengujian", (0, 6, 5, 4, 5, 0)),
        Series("kalibrasi", (0, 3, 2, 4, 1, 0)),
        Series("sertifikasi", (0, 1, 3, 1, 2, 1)),
        Series("layanan pelanggan", (0, 1, 0, 2, 1, 0)),
    ),
    pokja=(
        UnitLine(nama="Pokja Pengujian", masuk=20, dijawab=16, terlambat=3, berjalan=6),
        UnitLine(nama="Pokja Kalibrasi", masuk=10, dijawab=8, terlambat=0, berjalan=2),
        UnitLine(nama="Pokja Sertifikasi", masuk=12, dijawab=7, terlambat=1, berjalan=6),
    ),
    tahap=tuple(
        StepLine(
            tahap=name,
            mutu=time,
            selesai=sum(bins),
            tepat=sum(bins[:2]),
            sebaran=bins,
            median=middle,
            terlama=longest,
            menunggak=overdue,
        )
        for name, time, bins, middle, longest, overdue in zip(
            _NAMES,
            _TIMES,
            ((42, 0, 0, 0), (20, 21, 1, 0), (9, 19, 2, 1), (18, 12, 0, 1), (31, 0, 0, 0), (12, 10, 1, 0)),
            (0.3, 14.0, 1_830.0, 12.0, 0.2, 160.0),
            (2.0, 41.0, 5_400.0, 75.0, 1.0, 520.0),
            (0, 0, 1, 0, 0, 0),
            strict=True,
        )
    ),
    penyebab=(
        Count("Peralatan", 12),
        Count("Administrasi dan dokumen", 8),
        Count("Personel", 5),
        Count("Komunikasi", 3),
        Count("Penyebab lain", 2),
    ),
    tanpa_penyebab=12,
    evaluasi=(
        Outcome(nama="Notulen evaluasi", efektif=20, tidak=1, belum=2, tanpa_jawaban=0),
        Outcome(nama="Pemeriksaan setelah 30 hari", efektif=14, tidak=1, belum=1, tanpa_jawaban=2),
        Outcome(nama="Pemeriksaan setelah 90 hari", efektif=9, tidak=0, belum=0, tanpa_jawaban=1),
    ),
    kepuasan=Satisfaction(ditanya=28, nilai=(1, 0, 2, 8, 6), tanpa_nilai=1),
    umur=tuple(Count(name, count) for name, count in zip(_AGES, (8, 4, 2, 1, 0), strict=True)),
    berjalan_lewat=1,
    batas=(
        LimitLine(label="Batas tanggapan pertama (14 hari)", dalam=30, lewat=1, berjalan=11),
        LimitLine(label="Batas penyelesaian (60 hari)", dalam=31, lewat=0, berjalan=11),
    ),
    terlambat=(
        LateStep(
            perkara="PGD-2026-0003",
            tahap="tindak lanjut",
            pemegang="Pokja Pengujian",
            batas=datetime(2026, 11, 12, 10, 20, tzinfo=WIB),
            selesai=datetime(2026, 11, 19, 14, 5, tzinfo=WIB),
            telat=2_250.0,
            alasan="diminta perpanjangan 3 hari kerja: suku cadang alat uji belum tiba",
        ),
        LateStep(
            perkara="PGD-2026-0019",
            tahap="tindak lanjut",
            pemegang="Pokja Sertifikasi",
            batas=datetime(2026, 11, 27, 9, 0, tzinfo=WIB),
            selesai=None,
            telat=520.0,
            alasan="",
        ),
    ),
    perkara=(
        CaseLine(
            "PGD-2026-0003",
            "9/2026",
            datetime(2026, 11, 2, 9, 15, tzinfo=WIB),
            "pengujian",
            "Pokja Pengujian",
            "selesai",
            datetime(2026, 11, 20, 8, 40, tzinfo=WIB),
            14,
            "tindak lanjut",
            "Peralatan",
        ),
    ),
)


def sample_values(office: Office, *, busy: bool) -> Values:
    """The values of the report about the invented month."""
    return berkala_values(office, BUSY if busy else EMPTY, _charts() if busy else {}, FIRST)


@lru_cache(maxsize=1)
def _charts() -> dict[str, bytes]:
    from pipeline.letters.charts import draw  # noqa: PLC0415  as charts.py says

    return draw(BUSY)
