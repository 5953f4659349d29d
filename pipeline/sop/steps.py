"""The SOP Penanganan Keluhan Pelanggan as a table: steps, owners, times, answers.

The rows are the SOP's own, cell by cell; the code walks them. Beside each row
stand the answers that its actor may give by e-mail, and the requests (`Ask`)
in which a routing mail asks for them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The six steps of the SOP."""

    REGISTRASI = "registrasi"
    DISPOSISI = "disposisi"
    TINDAK_LANJUT = "tindak_lanjut"
    TANDA_TANGAN = "tanda_tangan"
    PENYAMPAIAN = "penyampaian"
    EVALUASI = "evaluasi"


class State(StrEnum):
    """Where a case stands: in one of the steps 2 to 6, or at an end."""

    DISPOSISI = "disposisi"
    TINDAK_LANJUT = "tindak_lanjut"
    TANDA_TANGAN = "tanda_tangan"
    PENYAMPAIAN = "penyampaian"
    EVALUASI = "evaluasi"
    SELESAI = "selesai"
    BUKAN_PENGADUAN = "bukan_pengaduan"
    #: another agency has to answer, and has the letter
    DITERUSKAN = "diteruskan"
    DICABUT = "dicabut"


#: the states in which nobody has anything left to do
ENDS = frozenset({State.SELESAI, State.BUKAN_PENGADUAN, State.DITERUSKAN, State.DICABUT})
#: the same, as the register has them
ENDED = tuple(sorted(state.value for state in ENDS))


#: post keys that every office has; the Pokja have keys of their own (config/office.toml)
KEPALA = "kepala"
PENGGANTI = "penyetuju_pengganti"
TU = "tu"
WBS = "wbs"
#: not posts: the holder of the case's Pokja, the customer, and the program itself
KETUA = "ketua_pokja"
PELANGGAN = "pelanggan"
PIPELINE = "pipeline"


class Unit(StrEnum):
    """Units of the mutu baku; days and hours are of working time."""

    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"


@dataclass(frozen=True, slots=True)
class Mutu:
    """A time of the SOP, for example 30 menit."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the SOP, in its own words, with the answers its actor may give."""

    no: int
    step: Step
    kegiatan: str
    pelaksana: str
    kelengkapan: str
    waktu: Mutu
    output: str
    keterangan: str
    #: who acts: a post key, KETUA or PIPELINE
    actor: str


ROWS: tuple[Row, ...] = (
    Row(
        1,
        Step.REGISTRASI,
        "Pelanggan menyampaikan keluhan atas layanan jasa teknis Balai dengan surat pengaduan "
        "kepada Kepala Balai",
        "Pelanggan → Kepala Balai",
        "Surat Pengaduan",
        Mutu(1, Unit.JAM),
        "Surat dan Form Pengaduan",
        "SOP surat masuk",
        PIPELINE,
    ),
    Row(
        2,
        Step.DISPOSISI,
        "Memerintahkan Ketua Pokja fungsi terkait untuk menindaklanjuti",
        "Kepala Balai → Ketua Pokja",
        "Surat dan Form Pengaduan",
        Mutu(30, Unit.MENIT),
        "Disposisi",
        "",
        KEPALA,
    ),
    Row(
        3,
        Step.TINDAK_LANJUT,
        "Berkoordinasi mencari penyebab ketidaksesuaian, melakukan tindakan koreksi dan pencegahan, "
        "membuat konsep surat balasan dan memarafnya",
        "Ketua Pokja",
        "Disposisi",
        Mutu(7, Unit.HARI),
        "Konsep Surat Balasan",
        "",
        KETUA,
    ),
    Row(
        4,
        Step.TANDA_TANGAN,
        "Menandatangani surat jawaban atas keluhan",
        "Kepala Balai",
        "Konsep Surat Balasan",
        Mutu(30, Unit.MENIT),
        "Surat Keluar",
        "SOP surat keluar",
        KEPALA,
    ),
    Row(
        5,
        Step.PENYAMPAIAN,
        "Pelanggan menerima surat jawaban",
        "Pelanggan",
        "Surat Keluar",
        Mutu(30, Unit.MENIT),
        "Surat Keluar",
        "",
        PIPELINE,
    ),
    Row(
        6,
        Step.EVALUASI,
        "Sosialisasi dan penerapan tindakan perbaikan/pencegahan, memantau dan mengevaluasi keefektifannya, "
        "melaporkan ke Kepala Balai",
        "Ketua Pokja → Kepala Balai",
        "Surat Keluar",
        Mutu(1, Unit.HARI),
        "Notulen",
        "",
        KETUA,
    ),
)

BY_STEP = {row.step: row for row in ROWS}
