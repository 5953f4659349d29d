"""What is said in the words of an answer and belongs elsewhere: to another paper, reader, or meeting.

Apart from doubt, because none of it denies or limits anything.
"""

import re

from pipeline.mail.abbreviations import bag
from pipeline.mail.beside import PLACES
from pipeline.mail.tokens import clauses, words

#: what an office mends beside the letter at hand, in words and in pairs of words
_THINGS = bag(
    "ac printer komputer laptop internet wifi jaringan lampu atap plafon toilet mobil motor ban kendaraan"
    " gedung ruangan meja kursi server website grup wa hp email surel password akun anggaran rab dipa rkakl"
    " rka renstra renja undangan sppd spd spj proposal paparan presentasi slide notulen absen absensi"
    " presensi cuti piket lembur gaji tukin skp dupak sk agenda"
)
_PAIRS = re.compile(
    r"\b(?:(?:jadwal|bahan|hasil|undangan) (?:rapat|pertemuan|piket|cuti|dinas)"
    r"|(?:surat|nota|mobil|perjalanan|rumah) (?:tugas|dinas|cuti|undangan|keputusan|edaran|perintah)"
    r"|laporan (?:bulanan|tahunan|keuangan|triwulan|mingguan|kinerja)|rencana (?:kerja|anggaran)|di sistem)\b"
)
#: with one of these it is the letter after all, or what stands in it
_LETTER = PLACES - bag(
    "nama tanggal nomor hal alamat di pada dan isi lampiran dua tiga empat lima 1 2 3"
) | bag("surat konsep draf jawaban redaksi kalimatnya typo ketik sebutkan cantumkan pelanggan")
_ANOTHER = re.compile(
    r"\b(?:surat|perkara|kasus|pengaduan) (?:yang )?(?:lain|lainnya|satunya|satu lagi|sebelah)\b"
    r"|\bbukan (?:untuk )?(?:surat|konsep|perkara|yang)(?: yang)? ini\b"
)
#: what a letter names so that one can be reached
_CONTACT = re.compile(
    r"\b(?:nomor (?:hp|wa)|alamat (?:email|surel|website)|(?:email|surel) (?:kontak|resmi|pelanggan))\b"
)
#: an order that takes a person for its object
_OF_MYSELF = re.compile(r"(?:ke |kepada |untuk )?(?:saya|aku)\b(?! (?:minta|mohon|harap|usul))")
_PRAISED = re.compile(
    r"(?:.* )?(?:sudah|telah) (?:saya (?:baca|terima|lihat|cek|pelajari)"
    r"|baik|bagus|oke|ok|cukup|sesuai|benar|betul|tepat|mantap|masuk|selesai)(?: sekali)?"
)

#: what concerns the answer, the office, or this program; a Pokja that writes to a customer says "kami"
_OURS = bag(
    "saya konsep paraf memaraf diparaf disposisi tenggat deadline admin aplikasi link tautan klik perkara"
    " pokja kepala pimpinan atasan tu kasubbag balas balasan membalas error"
)
_OUR_WORK = re.compile(
    r"\b(?:batas waktu|minta (?:perpanjangan|waktu)|jawab(?:nya)? (?:lewat|di|ke) mana"
    r"|isi kolom(?:nya)?|perpanjangan waktu|menandatangani surat|(?:surel|email) ini)\b"
)
#: with these a colleague is spoken to; a customer is Bapak or Ibu
_COLLEAGUE = bag("pak bu mas min ini itu maksud maksudnya dong kok")
#: who opens his reply so asks for himself
_FOR_MYSELF = bag("izin maaf mau numpang")

_MEETING = "rapat|pertemuan|sosialisasi|pembahasan"
_WAS_NOT = "jadi|bisa|dapat|sempat|pernah|dilaksanakan|diadakan|digelar|dilakukan|terlaksana|ada(?= karena|$)"
# Only a clause that opens so: what the meeting says of other meetings, or of a lid that is not tight, counts
# for nothing.
_NEVER_HELD = re.compile(
    r"(?:(?:mohon|maaf|kami|pokja|tim|memang|masih|baru|saat|sampai|hari|minggu|ini) )*"
    rf"(?:(?:belum|tidak) (?:(?:ada|pernah|sempat|jadi|bisa|dapat|melaksanakan|mengadakan) (?:{_MEETING})"
    r"|dirapatkan|dibahas|dibicarakan)|belum rapat"
    r"|(?:akan|menunggu|rencana|rencananya) (?:jadwal )?(?:rapat|dirapatkan|dibahas|disosialisasikan)"
    rf"|(?:{_MEETING})(?:nya)?(?: (?:ini|evaluasi|internal|tim|pokja|masih|memang|kami))?"
    rf" (?:(?:belum|tidak) (?:{_WAS_NOT})|batal|dibatalkan|ditunda|diundur|menyusul|baru (?:besok|akan|nanti)"
    r"|akan (?:dilaksanakan|diadakan|digelar)))(?! (?:lain|lanjutan|lagi|tambahan))\b"
)
_NOTHING = re.compile(r"(?:tidak ada|nihil|kosong|belum|tidak|menyusul|nanti)")


def is_about_other_paper(note: str, *, signed: bool) -> bool:
    """Whether a wish for changes is about another paper, a thing, or a person, or only tells of changes."""
    heard = " ".join(words(note))
    first = next(iter(clauses(note)), "")
    said = _CONTACT.sub(" ", " ".join(words(first)))
    paired = _PAIRS.sub(" ", said).split()
    thing = not _THINGS.isdisjoint(paired) or _PAIRS.search(said) is not None
    return (
        _ANOTHER.search(heard) is not None
        or (thing and _LETTER.isdisjoint(paired))
        or (not signed and (_OF_MYSELF.match(heard) or _PRAISED.fullmatch(heard)) is not None)
    )


def is_for_colleagues(question: str, *, before: str) -> bool:
    """Whether a question is for the office or this program; `before` it stands whom to ask."""
    if "pelanggan" in words(before):
        return False
    heard = words(question)
    said = " ".join(heard)
    return (
        not _OURS.isdisjoint(heard)
        or _OUR_WORK.search(said) is not None
        or not _COLLEAGUE.isdisjoint(heard[:1])
        or not _FOR_MYSELF.isdisjoint(words(before)[:1])
        or before.rstrip().endswith((",", ".", ";"))
    )


def was_never_held(told: str) -> bool:
    """Whether minutes tell of a meeting that is still to come."""
    said = [" ".join(words(clause)) for line in told.splitlines() for clause in clauses(line)]
    return any(map(_NEVER_HELD.match, said)) or (len(said) == 1 and _NOTHING.fullmatch(said[0]) is not None)
