"""The words with which people answer: one entry per answer, as data.

The words themselves stand in `vocabulary.py`, those that may stand beside them in `beside.py`.
Apart from the reading so that an office can see, and a test can check, every word that counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.mail.beside import BEGGED, CLOSING, DONE, EXTENSION, LETTER, OWNED, PLACES, REGISTER, TRAIL
from pipeline.mail.tokens import bag
from pipeline.mail.vocabulary import WORDS
from pipeline.sop.asks import Action


class Manner(StrEnum):
    """How much may stand beside the word of an answer."""

    #: the word must stand alone in its clause, and nothing near it may deny, limit or ask
    BARE = "bare"
    #: a sign and a reason may follow ("BUKAN: ini undangan"), but no plain word
    REASON = "reason"
    #: a sign must follow, and then the text ("TANYA: …")
    SIGNED = "signed"
    #: what follows belongs to the answer ("REVISI paragraf kedua")
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Spoken:
    """How one answer is said."""

    words: tuple[str, ...]
    manner: Manner
    #: words that may stand before it in its clause
    lead: frozenset[str]
    #: a line that can be sent as it stands
    example: str
    #: words that may follow it in its clause, if it stands bare
    trail: frozenset[str] = TRAIL
    #: a subject may follow: "pengaduan atas layanan kalibrasi"
    about: bool = False
    #: it moves a letter or closes a case: every clause of its sentence must be harmless
    strict: bool = False
    #: words of caution that are none beside it
    harmless: frozenset[str] = frozenset()
    #: the words as rows by their first word, the longest first
    rows: Mapping[str, tuple[tuple[str, ...], ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the words for looking up."""
        rows = sorted((tuple(phrase.split()) for phrase in self.words), key=len, reverse=True)
        by_first = {row[0]: tuple(each for each in rows if each[0] == row[0]) for row in rows}
        object.__setattr__(self, "rows", by_first)


#: what may open a word on the end of a case, and on whether a cure holds
_MATTER = OWNED | bag("perkara kasus pengaduan tetap")
_CURE = DONE | bag(
    "tindakan perbaikan korektif koreksi pencegahan hasil keefektifan efektivitas sampai saat sekarang masih"
    " tetap menurut dinilai menilai nilai"
)

#: how a letter was signed
_WAY = bag(
    "via lewat melalui secara memakai menggunakan pakai elektronik digital basah manual srikandi bsre panter"
    " aplikasi sistem tte hp hape ponsel hasil scan pindai pindaian"
)

SPOKEN: dict[Action, Spoken] = {
    Action.PENGADUAN: Spoken(
        WORDS[Action.PENGADUAN],
        Manner.BARE,
        OWNED
        | bag("pelanggan silakan tolong mohon harap sebagai layanan dicatat catat diregister daftarkan"),
        "PENGADUAN",
        trail=REGISTER | bag("sebagai pengaduan keluhan resmi"),
        about=True,
    ),
    Action.BUKAN: Spoken(WORDS[Action.BUKAN], Manner.REASON, OWNED, "BUKAN"),
    Action.PERBAIKI: Spoken(
        WORDS[Action.PERBAIKI], Manner.OPEN, BEGGED, "PERBAIKI\nPerusahaan: PT Contoh Sejahtera"
    ),
    Action.GABUNG: Spoken(WORDS[Action.GABUNG], Manner.OPEN, BEGGED | OWNED, "GABUNG PGD-2026-0007"),
    Action.ABAIKAN: Spoken(
        WORDS[Action.ABAIKAN],
        Manner.BARE,
        BEGGED | OWNED | bag("bisa dapat boleh cukup spam iklan"),
        "ABAIKAN",
        trail=TRAIL | bag("surat email surel ini itu spam iklan promosi"),
        about=True,
    ),
    Action.DISPOSISI: Spoken(
        WORDS[Action.DISPOSISI],
        Manner.OPEN,
        BEGGED | OWNED | bag("setuju"),
        "DISPOSISI: Pokja Pengujian",
    ),
    Action.BUKAN_PENGADUAN: Spoken(
        WORDS[Action.BUKAN_PENGADUAN], Manner.REASON, OWNED, "BUKAN PENGADUAN: surat ini permintaan informasi"
    ),
    Action.TERLIBAT: Spoken(
        WORDS[Action.TERLIBAT],
        Manner.BARE,
        OWNED | bag("ada punya memiliki pernah ikut langsung secara"),
        "TERLIBAT",
        trail=TRAIL | bag("kegiatan pengujian proses penyetuju pengganti sini langsung kegiatannya"),
        about=True,
    ),
    Action.TERUSKAN: Spoken(
        WORDS[Action.TERUSKAN],
        Manner.OPEN,
        BEGGED | OWNED | bag("karena pengaduan keluhan hal masalah"),
        "TERUSKAN: Dinas Lingkungan Hidup Kota Contoh",
    ),
    Action.KONSEP: Spoken(
        WORDS[Action.KONSEP], Manner.OPEN, DONE, "Jawaban: Laporan hasil uji telah kami terbitkan."
    ),
    Action.PARAF: Spoken(
        WORDS[Action.PARAF],
        Manner.BARE,
        DONE,
        "PARAF",
        trail=LETTER | bag("konsep versi ketua pokja"),
        strict=True,
    ),
    Action.ALIHKAN: Spoken(WORDS[Action.ALIHKAN], Manner.OPEN, BEGGED, "ALIHKAN: Pokja Kalibrasi"),
    Action.KOORDINASI: Spoken(
        WORDS[Action.KOORDINASI],
        Manner.OPEN,
        BEGGED,
        "KOORDINASI: Pokja Kalibrasi: apakah timbangan itu pernah diperiksa ulang?",
    ),
    Action.PENDAPAT: Spoken(
        WORDS[Action.PENDAPAT], Manner.SIGNED, OWNED, "PENDAPAT: alat itu dikalibrasi bulan lalu"
    ),
    Action.TANYA: Spoken(
        WORDS[Action.TANYA],
        Manner.SIGNED,
        BEGGED,
        "TANYA: mohon nomor LHU yang dimaksud",
    ),
    Action.PERPANJANG: Spoken(
        WORDS[Action.PERPANJANG],
        Manner.OPEN,
        BEGGED,
        "PERPANJANG: 3 hari, alasan: pengujian ulang belum selesai",
    ),
    Action.IZINKAN: Spoken(
        WORDS[Action.IZINKAN],
        Manner.BARE,
        OWNED | bag("perpanjangan waktu permohonan usulan tambahan"),
        "IZINKAN",
        trail=EXTENSION,
        strict=True,
    ),
    Action.TOLAK: Spoken(
        WORDS[Action.TOLAK],
        Manner.REASON,
        OWNED | bag("maaf mohon"),
        "TOLAK: mohon diselesaikan sesuai batas waktu",
    ),
    Action.TUTUP: Spoken(WORDS[Action.TUTUP], Manner.REASON, BEGGED | _MATTER, "TUTUP"),
    Action.LANJUTKAN: Spoken(WORDS[Action.LANJUTKAN], Manner.REASON, BEGGED | _MATTER, "LANJUTKAN"),
    Action.SETUJU: Spoken(
        WORDS[Action.SETUJU],
        Manner.BARE,
        DONE,
        "SETUJU",
        trail=LETTER,
        strict=True,
    ),
    Action.REVISI: Spoken(
        WORDS[Action.REVISI],
        Manner.OPEN,
        BEGGED | PLACES | bag("konsep surat jawaban ya masih maaf kembali sebaiknya"),
        "REVISI: paragraf kedua mohon disingkat",
    ),
    Action.TERTANDA: Spoken(
        WORDS[Action.TERTANDA],
        Manner.BARE,
        DONE | _WAY,
        "TERTANDA",
        trail=LETTER | _WAY | bag("final asli bernomor resmi terbaca bertanda bertandatangan ttd"),
        strict=True,
    ),
    Action.KIRIM: Spoken(
        WORDS[Action.KIRIM],
        Manner.BARE,
        bag("ya baik ok oke siap mohon tolong harap silakan segera surat saya untuk langsung sip"),
        "KIRIM",
        # Whoever asks for a letter once more has not got it, and sends none.
        trail=LETTER - bag("lagi"),
        strict=True,
    ),
    Action.TERKIRIM: Spoken(
        WORDS[Action.TERKIRIM],
        Manner.OPEN,
        DONE
        | bag("lapor izin lampirkan berikut kepada pelanggan pagi siang sore tadi hari fisik asli kemarin"),
        "TERKIRIM: lewat pos tercatat, resi terlampir",
    ),
    Action.KIRIM_ULANG: Spoken(
        WORDS[Action.KIRIM_ULANG],
        Manner.BARE,
        BEGGED | bag("ya baik ok oke siap surat surel email itu jawaban sip"),
        "KIRIM ULANG",
        trail=LETTER | bag("surel email jawaban"),
        strict=True,
    ),
    Action.SUDAH_TERKIRIM: Spoken(
        WORDS[Action.SUDAH_TERKIRIM],
        Manner.BARE,
        DONE | bag("surel email pelanggan konfirmasi"),
        "SUDAH TERKIRIM",
        trail=LETTER | bag("oleh di surel email kotak masuk beliau ybs bersangkutan dengan baik"),
        strict=True,
    ),
    Action.NOTULEN: Spoken(
        WORDS[Action.NOTULEN],
        Manner.OPEN,
        DONE | bag("kami sampaikan kirimkan lampirkan"),
        "NOTULEN\nPembahasan: jadwal kalibrasi\nKesimpulan: jadwal diterapkan\nEfektif: ya",
    ),
    Action.TERIMA: Spoken(
        WORDS[Action.TERIMA],
        Manner.BARE,
        bag(
            "ya baik ok oke siap laporan notulen hasil evaluasi evaluasinya dapat tersebut dengan ini saya"
            " silakan bisa boleh perkara kasus setuju acc kami rapat dan maka mohon"
        ),
        "TERIMA",
        trail=CLOSING,
        strict=True,
    ),
    Action.BUKA_KEMBALI: Spoken(
        WORDS[Action.BUKA_KEMBALI],
        Manner.REASON,
        BEGGED | OWNED | bag("maaf perkara kasus"),
        "BUKA KEMBALI: tindakan pencegahan belum diterapkan",
    ),
    Action.EFEKTIF: Spoken(
        WORDS[Action.EFEKTIF], Manner.REASON, _CURE, "EFEKTIF: tidak ada keluhan serupa sejak Januari"
    ),
    Action.TIDAK_EFEKTIF: Spoken(
        WORDS[Action.TIDAK_EFEKTIF], Manner.REASON, _CURE, "TIDAK EFEKTIF: keterlambatan terjadi lagi"
    ),
    Action.BELUM_DINILAI: Spoken(
        WORDS[Action.BELUM_DINILAI], Manner.REASON, _CURE, "BELUM DAPAT DINILAI: layanan belum berjalan"
    ),
    Action.ARSIP: Spoken(
        WORDS[Action.ARSIP],
        Manner.BARE,
        BEGGED | OWNED | bag("cukup masukkan dimasukkan ke"),
        "ARSIP",
        trail=TRAIL | bag("di dalam berkas perkara ke arsip"),
    ),
    Action.KEBERATAN: Spoken(
        WORDS[Action.KEBERATAN],
        Manner.BARE,
        bag("ya baik catat proses ini benar betul daftarkan didaftarkan surat merupakan adalah tolong mohon"),
        "KEBERATAN",
        trail=REGISTER | bag("pelanggan baru"),
    ),
    Action.BARU: Spoken(
        WORDS[Action.BARU],
        Manner.BARE,
        OWNED | bag("daftarkan didaftarkan sebagai mohon tolong catat dicatat"),
        "BARU",
        trail=REGISTER,
    ),
    Action.BATAL: Spoken(
        WORDS[Action.BATAL],
        Manner.BARE,
        BEGGED | OWNED,
        "BATAL",
        trail=TRAIL | bag("jawaban jawab balasan tadi barusan sebelumnya maaf keliru salah"),
        harmless=bag("salah keliru"),
    ),
}

#: two answers in one mail that are one: the pair → what it means
TOGETHER: dict[frozenset[Action], Action] = {
    frozenset({Action.KONSEP, Action.PARAF}): Action.KONSEP,
    frozenset({Action.TERTANDA, Action.KIRIM}): Action.TERTANDA,
    frozenset({Action.SETUJU, Action.KIRIM}): Action.SETUJU,
    frozenset({Action.PENGADUAN, Action.PERBAIKI}): Action.PENGADUAN,
    frozenset({Action.BUKAN, Action.ABAIKAN}): Action.BUKAN,
    frozenset({Action.BUKAN, Action.ARSIP}): Action.BUKAN,
}
