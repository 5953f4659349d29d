"""The terms of an office: the SOP's times, the limits beside them, and who acts for whom on which days.

Apart from the settings, which name the files that these tables stand in.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.outside.config_file import mutu
from pipeline.sop.steps import Mutu, Unit

Address = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$"), BeforeValidator(str.lower)]
Positive = Annotated[int, Field(gt=0)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Time = Annotated[Mutu, BeforeValidator(mutu)]


class Waktu(_Table):
    """The SOP's times and the office's own limits."""

    registrasi: Time = Mutu(1, Unit.JAM)
    disposisi: Time = Mutu(30, Unit.MENIT)
    tindak_lanjut: Time = Mutu(7, Unit.HARI)
    tanda_tangan: Time = Mutu(30, Unit.MENIT)
    penyampaian: Time = Mutu(30, Unit.MENIT)
    evaluasi: Time = Mutu(1, Unit.HARI)
    batal_menit: Positive = 15
    jeda_hari: Positive = 30
    pantulan_jam: Positive = 72
    #: so many days after the letter arrived the customer is asked how content he is; 0: never
    kepuasan_hari: Annotated[int, Field(ge=0)] = 3
    #: and not before so many working days have passed since the letter, and since the closing notice
    kepuasan_jeda: Annotated[int, Field(ge=0)] = 1
    #: so many days after the end it is asked whether the cure holds; empty: never
    cek_hari: tuple[Positive, ...] = (30, 90)
    permintaan_hari: Positive = 14
    perpanjangan_bebas_hari: Annotated[int, Field(ge=0)] = 0
    simpan_surat_lain_hari: Positive = 30


class Penggantian(_Table):
    """Another acts for the holder of a post, from `mulai` to `sampai`, both included."""

    jabatan: str
    surel: Address
    nama_pejabat: str
    nip: str = ""
    sebutan: Literal["Plh.", "Plt.", "a.n."] = "Plh."
    mulai: date
    sampai: date


class Batas(_Table):
    """A term beside the SOP's own times, from the receipt of the letter."""

    label: Annotated[str, Field(pattern=r"^[^:\n]+$")]
    hari: Positive
    #: working days; else calendar days, of which the last rolls to a working day
    kerja: bool = False
    #: only for what comes by SP4N-LAPOR!
    lapor: bool = False


LIMITS = (
    Batas(label="Batas tanggapan pertama (14 hari)", hari=14),
    Batas(label="Batas penyelesaian (60 hari)", hari=60),
    Batas(label="Batas SP4N-LAPOR! (5 hari kerja)", hari=5, kerja=True, lapor=True),
)
