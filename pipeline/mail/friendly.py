"""Friendly words beside an answer: thanks, good wishes, praise, which neither limit it nor ask for anything.

Apart from the words that may follow a consent (`beside`), because nobody can list with what people thank:
what counts is how such a clause opens, and that nothing in it wishes, doubts, or decides.
"""

import re

from pipeline.mail.abbreviations import bag
from pipeline.mail.doubt import is_doubtful
from pipeline.mail.tokens import clauses, words

#: how a friendly clause opens
_OPENERS = bag(
    "terimakasih semoga mugi mudah mudahan selamat salam sukses salut apresiasi sehat barakallah jazakallah"
    " jazakumullah alhamdulillah bravo assalamualaikum assalamu waalaikumsalam wassalam"
    " wassalamualaikum wassalamu semangat"
)
#: who is spoken to, and what leads over, before it
_BEFORE = bag("dan sekali lagi juga pak bu bapak ibu mas ya saya kami ucapkan tetap")
#: with these it speaks of the letter or its parts, of somebody else who decides, or asks for something
_SERIOUS = bag(
    "surat konsep draf isi kalimat alinea paragraf bagian judul nomor tanggal lampiran alamat redaksi bahasa"
    " kata kop perihal daftar hadir notulen laporan berkas file pdf versi halaman baris angka nama"
    " kepala pimpinan atasan menteri direktur kementerian tolong harap agar supaya silakan coba mencoba minta"
    " segera senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli"
    " agustus september oktober november desember dua tiga empat lima"
)
#: what is changed or looked into is not settled
_CHANGING = re.compile(
    r"revis|ubah|ganti|hapus|oreksi|tambah|nambah|lengkap|sesuai|singkat|halus|rapi|(?<!pen)jelas|cek|periksa|meriksa"
    r"|betul|benar|benah|perbaik|tolak|nolak|batal|cabut|\d"
)


def is_friendly(clause: str) -> bool:
    """Whether the clause only thanks, wishes well, or praises."""
    heard = list(words(clause))
    while heard and heard[0] in _BEFORE and heard[0] not in _OPENERS:
        heard.pop(0)
    if not heard or heard[0] not in _OPENERS:
        return False
    said = heard[1:]
    return _SERIOUS.isdisjoint(said) and not any(map(_CHANGING.search, said)) and not is_doubtful(clause)


def without_friendly(text: str) -> str:
    """The text without its friendly clauses."""
    lines = (
        "".join(clause for clause in clauses(line) if not is_friendly(clause)) for line in text.splitlines()
    )
    return "\n".join(lines)
