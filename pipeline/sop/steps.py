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
    DICABUT = "dicabut"


#: the states in which nobody has anything left to do
ENDS = frozenset({State.SELESAI, State.BUKAN_PENGADUAN, State.DICABUT})


class Action(StrEnum):
    """What a person can answer; the words of design and command line."""

    PENGADUAN = "pengaduan"
    BUKAN = "bukan"
    PERBAIKI = "perbaiki"
    GABUNG = "gabung"
    ABAIKAN = "abaikan"
    DISPOSISI = "disposisi"
    BUKAN_PENGADUAN = "bukan_pengaduan"
    TERLIBAT = "terlibat"
    KONSEP = "konsep"
    PARAF = "paraf"
    ALIHKAN = "alihkan"
    KOORDINASI = "koordinasi"
    PENDAPAT = "pendapat"
    TANYA = "tanya"
    PERPANJANG = "perpanjang"
    IZINKAN = "izinkan"
    TOLAK = "tolak"
    SETUJU = "setuju"
    REVISI = "revisi"
    TERTANDA = "tertanda"
    KIRIM = "kirim"
    TERKIRIM = "terkirim"
    NOTULEN = "notulen"
    TERIMA = "terima"
    BUKA_KEMBALI = "buka_kembali"
    ARSIP = "arsip"
    KEBERATAN = "keberatan"
    BARU = "baru"
    BATAL = "batal"


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


class Ask(StrEnum):
    """What a routing mail asks of one person; also the name of its mail template `minta_<ask>`."""

    REGISTRASI = "registrasi"
    DISPOSISI = "disposisi"
    KONSEP = "konsep"
    PARAF = "paraf"
    PERSETUJUAN = "persetujuan"
    TANDA_TANGAN = "tanda_tangan"
    IZIN = "izin"
    PENDAPAT = "pendapat"
    PENYAMPAIAN = "penyampaian"
    NOTULEN = "notulen"
    PENERIMAAN = "penerimaan"
    SUSULAN = "susulan"
    PENGIRIM = "pengirim"
    BATAL = "batal"


@dataclass(frozen=True, slots=True)
class AskRow:
    """Which answers a request takes, in the order of its options, and in which step it stands."""

    ask: Ask
    step: Step
    actions: tuple[Action, ...]
    #: answers that count only while the request shows the newest version of the draft
    newest_only: frozenset[Action] = frozenset()


_WORK = (Action.ALIHKAN, Action.KOORDINASI, Action.TANYA, Action.PERPANJANG)

ASKS: dict[Ask, AskRow] = {
    row.ask: row
    for row in (
        AskRow(
            Ask.REGISTRASI,
            Step.REGISTRASI,
            (Action.PENGADUAN, Action.BUKAN, Action.PERBAIKI, Action.GABUNG, Action.ABAIKAN),
        ),
        AskRow(
            Ask.DISPOSISI,
            Step.DISPOSISI,
            (Action.DISPOSISI, Action.BUKAN_PENGADUAN, Action.TERLIBAT),
        ),
        # The paraf is asked on the PDF of a draft, so this request does not take it (design 3c).
        AskRow(Ask.KONSEP, Step.TINDAK_LANJUT, (Action.KONSEP, *_WORK)),
        AskRow(
            Ask.PARAF, Step.TINDAK_LANJUT, (Action.PARAF, Action.KONSEP, *_WORK), frozenset({Action.PARAF})
        ),
        AskRow(Ask.IZIN, Step.TINDAK_LANJUT, (Action.IZINKAN, Action.TOLAK)),
        AskRow(Ask.PENDAPAT, Step.TINDAK_LANJUT, (Action.PENDAPAT,)),
        AskRow(
            Ask.PERSETUJUAN,
            Step.TANDA_TANGAN,
            (Action.SETUJU, Action.REVISI, Action.TERLIBAT),
            frozenset({Action.SETUJU}),
        ),
        AskRow(
            Ask.TANDA_TANGAN,
            Step.TANDA_TANGAN,
            (Action.TERTANDA, Action.KIRIM, Action.REVISI),
            frozenset({Action.TERTANDA, Action.KIRIM}),
        ),
        AskRow(Ask.PENYAMPAIAN, Step.PENYAMPAIAN, (Action.TERKIRIM,)),
        AskRow(Ask.NOTULEN, Step.EVALUASI, (Action.NOTULEN,)),
        AskRow(Ask.PENERIMAAN, Step.EVALUASI, (Action.TERIMA, Action.BUKA_KEMBALI)),
        AskRow(Ask.SUSULAN, Step.REGISTRASI, (Action.ARSIP, Action.KEBERATAN)),
        AskRow(Ask.PENGIRIM, Step.REGISTRASI, (Action.GABUNG, Action.BARU)),
        AskRow(Ask.BATAL, Step.REGISTRASI, (Action.BATAL,)),
    )
}


def actions_of(step: Step) -> tuple[Action, ...]:
    """Every answer that some request of `step` takes, in the order of the table."""
    listed = [action for row in ASKS.values() if row.step is step for action in row.actions]
    return tuple(dict.fromkeys(listed))


class LetterKind(StrEnum):
    """The letters that the office makes in a case."""

    FORM = "form_pengaduan"
    LEMBAR = "lembar_disposisi"
    #: a version of the reply: .docx and, from version 1 on, its PDF
    KONSEP = "konsep"
    #: the numbered final PDF, frozen
    SURAT = "surat"
    NOTULEN = "notulen"


class Notice(StrEnum):
    """Mails that ask nothing; each has a mail template of its name."""

    #: to the customer
    TANDA_TERIMA_AWAL = "tanda_terima_awal"
    TANDA_TERIMA = "tanda_terima"
    PERTANYAAN = "pertanyaan"
    SURAT_JAWABAN = "surat_jawaban"
    PENUTUPAN = "penutupan"
    BUKAN_PENGADUAN = "bukan_pengaduan"
    #: to staff
    KONFIRMASI = "konfirmasi"
    TANYA_BALIK = "tanya_balik"
    TEMBUSAN = "tembusan"
    PEMBERITAHUAN = "pemberitahuan"
    SALINAN = "salinan"
    WBS = "wbs"
    PENGINGAT = "pengingat"


#: notices that leave the office; they wait for the BATAL window where an answer caused them
OUTWARD = frozenset(
    {
        Notice.TANDA_TERIMA_AWAL,
        Notice.TANDA_TERIMA,
        Notice.PERTANYAAN,
        Notice.SURAT_JAWABAN,
        Notice.PENUTUPAN,
        Notice.BUKAN_PENGADUAN,
    }
)
