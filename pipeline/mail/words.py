"""The words with which people answer: one entry per answer, as data.

To add an answer word, add it to the `words` of its entry. All words are lower
case, in the full spelling of `tokens.SHORT`. Apart from the reading so that an office
can see, and a test can check, every word that counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.letters.labels import phrases
from pipeline.mail.tokens import bag
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


#: who begs for something does not do it himself: these open an order, never a consent
BEGGED = bag("mohon tolong harap minta silakan agar segera perlu dengan ini saya kami")
#: what may open a word of consent
OWNED = bag(
    "ya baik baiklah ok oke siap saya kami dengan ini sangat hormat konsep surat jawaban balasan"
    " draf isi isinya tersebut berikut terlampir"
)
#: what may open a word that tells of a thing done
DONE = OWNED | bag("sudah telah yang pdf berkas file sebagaimana")
#: what may follow a word of consent in its clause without changing it
TRAIL = OWNED | bag(
    "sudah telah yang atas untuk dan pak bapak bu ibu terimakasih sekali saja sepenuhnya lanjut"
    " lanjutkan dilanjutkan diproses proses diteruskan kirim dikirim dikirimkan ditandatangani"
    " segera silakan mohon pelanggan kepada ke pdf file berkas lampiran terlampir usulan tindakan"
    " hasil notulen laporan evaluasi perpanjangan waktu adanya tersebut semua semuanya diarsipkan"
    " arsipkan"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """How one answer is said."""

    words: tuple[str, ...]
    manner: Manner
    #: words that may stand before it in its clause
    lead: frozenset[str]
    #: a line that can be sent as it stands
    example: str
    #: the words as rows by their first word, the longest first
    rows: Mapping[str, tuple[tuple[str, ...], ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the words for looking up."""
        rows = sorted((tuple(phrase.split()) for phrase in self.words), key=len, reverse=True)
        by_first = {row[0]: tuple(each for each in rows if each[0] == row[0]) for row in rows}
        object.__setattr__(self, "rows", by_first)


SPOKEN: dict[Action, Spoken] = {
    Action.PENGADUAN: Spoken(
        phrases("pengaduan | keluhan | ini pengaduan | benar pengaduan | ini keluhan | termasuk pengaduan"),
        Manner.BARE,
        OWNED,
        "PENGADUAN",
    ),
    Action.BUKAN: Spoken(
        phrases("bukan | bukan pengaduan | bukan keluhan | ini bukan pengaduan | ini bukan keluhan"),
        Manner.REASON,
        OWNED,
        "BUKAN",
    ),
    Action.PERBAIKI: Spoken(
        phrases("perbaiki | perbaikan | koreksi | ralat | pembetulan"),
        Manner.OPEN,
        BEGGED,
        "PERBAIKI\nNama: …",
    ),
    Action.GABUNG: Spoken(
        phrases("gabung | gabungkan | digabung | digabungkan | satukan"),
        Manner.OPEN,
        BEGGED,
        "GABUNG PGD-2026-0007",
    ),
    Action.ABAIKAN: Spoken(("abaikan", "diabaikan"), Manner.BARE, BEGGED | OWNED, "ABAIKAN"),
    Action.DISPOSISI: Spoken(
        phrases(
            "disposisi | didisposisikan | disposisikan | disposisi kepada | disposisi ke"
            " | teruskan ke | teruskan kepada | diteruskan ke | diteruskan kepada"
        ),
        Manner.OPEN,
        BEGGED | OWNED,
        "DISPOSISI: Pokja Pengujian",
    ),
    Action.BUKAN_PENGADUAN: Spoken(
        ("bukan pengaduan", "bukan keluhan", "ini bukan pengaduan", "ini bukan keluhan"),
        Manner.REASON,
        OWNED,
        "BUKAN PENGADUAN: surat ini permintaan informasi",
    ),
    Action.TERLIBAT: Spoken(
        phrases(
            "terlibat | saya terlibat | saya pernah terlibat | saya ikut terlibat"
            " | ada konflik kepentingan | konflik kepentingan | benturan kepentingan"
            " | ada benturan kepentingan"
        ),
        Manner.BARE,
        OWNED,
        "TERLIBAT",
    ),
    Action.KONSEP: Spoken(("konsep", "konsep terlampir", "draf"), Manner.OPEN, DONE, "Jawaban: …"),
    Action.PARAF: Spoken(
        phrases("paraf | diparaf | terparaf | memaraf | saya paraf | kami paraf"), Manner.BARE, DONE, "PARAF"
    ),
    Action.ALIHKAN: Spoken(
        phrases("alihkan | dialihkan | limpahkan | dilimpahkan | pindahkan | dipindahkan"),
        Manner.OPEN,
        BEGGED,
        "ALIHKAN: Pokja Kalibrasi",
    ),
    Action.KOORDINASI: Spoken(
        ("koordinasi", "koordinasikan", "minta pendapat", "koordinasi dengan"),
        Manner.OPEN,
        BEGGED,
        "KOORDINASI: Pokja Kalibrasi: apakah timbangan itu pernah diperiksa ulang?",
    ),
    Action.PENDAPAT: Spoken(
        ("pendapat", "pendapat kami", "pendapat saya"), Manner.SIGNED, OWNED, "PENDAPAT: …"
    ),
    Action.TANYA: Spoken(
        phrases("tanya | tanyakan | tanya pelanggan | tanyakan kepada pelanggan | tanya ke pelanggan"),
        Manner.SIGNED,
        BEGGED,
        "TANYA: mohon nomor LHU yang dimaksud",
    ),
    Action.PERPANJANG: Spoken(
        phrases(
            "perpanjang | perpanjangan | perpanjangan waktu | diperpanjang | perpanjang waktu"
            " | tambahan waktu | tambah waktu"
        ),
        Manner.OPEN,
        BEGGED,
        "PERPANJANG: 3 hari, alasan: pengujian ulang belum selesai",
    ),
    Action.IZINKAN: Spoken(
        phrases("izinkan | diizinkan | izin diberikan | ijinkan | diijinkan | setuju | disetujui | acc"),
        Manner.BARE,
        OWNED,
        "IZINKAN",
    ),
    Action.TOLAK: Spoken(
        phrases(
            "tolak | ditolak | menolak | tidak diizinkan | tidak disetujui | tidak setuju"
            " | tidak izinkan | tidak saya izinkan | tidak saya setujui | tidak dapat disetujui"
            " | tidak diijinkan"
        ),
        Manner.REASON,
        OWNED,
        "TOLAK: mohon diselesaikan sesuai batas waktu",
    ),
    Action.SETUJU: Spoken(
        phrases(
            "setuju | disetujui | menyetujui | setujui | saya setujui | acc | approve | approved"
            " | setujuh | stuju | setju"
        ),
        Manner.BARE,
        DONE,
        "SETUJU",
    ),
    Action.REVISI: Spoken(
        phrases(
            "revisi | direvisi | refisi | perbaiki | diperbaiki | perbaikan | koreksi | dikoreksi"
            " | ubah | diubah | ganti | diganti"
        ),
        Manner.OPEN,
        BEGGED | bag("konsep surat jawaban ya"),
        "REVISI: paragraf kedua mohon disingkat",
    ),
    Action.TERTANDA: Spoken(
        phrases(
            "tertanda | ditandatangani | tandatangani | saya tandatangani | tanda tangani"
            " | ditanda tangani | saya tanda tangani | bertanda tangan | tanda tangan | ttd"
            " | saya ttd"
        ),
        Manner.BARE,
        DONE,
        "TERTANDA",
    ),
    Action.KIRIM: Spoken(
        phrases(
            "kirim | kirimkan | silakan dikirim | mohon dikirim | dapat dikirim | boleh dikirim"
            " | segera dikirim | harap dikirim | tolong dikirim | agar dikirim | silakan dikirimkan"
        ),
        Manner.BARE,
        bag("ya baik ok oke siap mohon tolong harap silakan segera surat"),
        "KIRIM",
    ),
    Action.TERKIRIM: Spoken(
        phrases(
            "terkirim | dikirim | dikirimkan | disampaikan | diantar | diserahkan | tersampaikan | kirim"
        ),
        Manner.OPEN,
        DONE,
        "TERKIRIM: lewat pos tercatat, resi terlampir",
    ),
    Action.NOTULEN: Spoken(
        phrases("notulen | notula | notulensi | notulen rapat | notulen terlampir"),
        Manner.OPEN,
        DONE,
        "NOTULEN\nPembahasan: …\nKesimpulan: …\nEfektif: ya",
    ),
    Action.TERIMA: Spoken(
        ("terima", "diterima", "saya terima", "menerima"),
        Manner.BARE,
        bag("ya baik ok oke siap laporan notulen hasil evaluasi dapat tersebut dengan ini"),
        "TERIMA",
    ),
    Action.BUKA_KEMBALI: Spoken(
        phrases(
            "buka kembali | dibuka kembali | buka lagi | tolak | ditolak | tidak diterima | tidak terima"
        ),
        Manner.REASON,
        BEGGED | OWNED,
        "BUKA KEMBALI: tindakan pencegahan belum diterapkan",
    ),
    Action.ARSIP: Spoken(("arsip", "arsipkan", "diarsipkan"), Manner.BARE, BEGGED | OWNED, "ARSIP"),
    Action.KEBERATAN: Spoken(
        ("keberatan", "ini keberatan", "sebagai keberatan", "keberatan baru"),
        Manner.BARE,
        bag("ya baik catat proses"),
        "KEBERATAN",
    ),
    Action.BARU: Spoken(
        phrases("baru | pengaduan baru | keluhan baru | perkara baru | kasus baru"),
        Manner.BARE,
        OWNED,
        "BARU",
    ),
    Action.BATAL: Spoken(
        phrases("batal | batalkan | dibatalkan | batalkan jawaban | batalkan jawaban saya"),
        Manner.BARE,
        BEGGED | OWNED,
        "BATAL",
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
