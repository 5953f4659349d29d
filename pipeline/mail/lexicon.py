"""The words by which letters are told apart (domain.md G.3), as tables.

All patterns are matched in lower-case text with single spaces. Apart from the
rules so that an office can see and mend its words without reading code.
"""

import re

#: a subject or sentence with one of these complains, whatever else it says
STRONG: tuple[str, ...] = (
    r"keluh\w*|mengeluh\w*",
    r"pengaduan|mengadukan|aduan",
    r"komplain\w*|complain\w*|complaints?",
    r"keberatan",
    r"kecewa|kekecewaan|mengecewakan|disappoint\w+|dissatisf\w+",
    r"(?:tidak|kurang|belum) puas|ketidakpuasan",
    r"menyayangkan|sayangkan",
    r"protes|somasi|teguran",
    r"klaim",
    r"ganti rugi|pengembalian biaya|refund",
    r"meragukan (?:hasil|nilai)",
    r"pelayanan (?:\w+ ){0,2}(?:buruk|lambat|mengecewakan|tidak profesional)",
)
#: an appeal against a decision (ISO/IEC 17025 7.9.6, 17065 7.13)
APPEAL: tuple[str, ...] = (r"banding", r"sanggah\w*|menyanggah", r"appeal")

#: what an appeal is against
DECISION: tuple[str, ...] = (r"keputusan|pembekuan|dibekukan|pencabutan|dicabut|temuan|decision|suspension",)

#: what the office did for the writer
SERVICE: tuple[str, ...] = (
    r"lhu|laporan hasil uji|hasil uji\w*|pengujian|uji|contoh uji|sampel",
    r"kalibrasi|sertifikat\w*|sertifikasi|sppt|sni",
    r"order|spjpt|e-?billing|kode billing|tarif|pnbp|tagihan",
    r"petugas|loket|laboratorium|auditor|inspektur|balai",
    r"test (?:report|result)s?|calibration|certificate",
)
#: that it was not as it should have been
GAP: tuple[str, ...] = (
    r"belum (?:\w+ ){0,3}(?:terima|diterima|terbit|diterbitkan|selesai|jadi|keluar|ada|dikirim)",
    r"belum (?:ditanggapi|dijawab|mendapat)",
    r"tidak (?:\w+ ){0,2}(?:sesuai|ditanggapi|dijawab|mendapat|sama|benar|menerima|dihubungi)",
    r"tidak ada (?:\w+ ){0,2}(?:tanggapan|jawaban|kejelasan|kabar|pemberitahuan)",
    r"terlambat|keterlambatan|molor|tertunda|melewati batas|melebihi (?:batas|waktu)",
    r"lewat (?:se)?\w*bulan|sudah lewat",
    r"salah(?! satu)|kesalahan|keliru|kekeliruan|berbeda|tertukar",
    r"rusak|kerusakan|hilang|tergores|pecah|kedaluwarsa|kadaluarsa|kadaluwarsa",
    r"padahal|seharusnya|sampai (?:saat ini|sekarang|surat ini)|hingga (?:saat ini|kini|sekarang)",
    r"not (?:yet )?(?:been )?received|delay(?:ed)?|overdue|wrong|incorrect|damaged",
)
#: what the writer wants of the office
DEMAND: tuple[str, ...] = (
    r"mohon|memohon|meminta|minta|harap|mengharapkan|menuntut|please|request",
    r"uji ulang|penjelasan|klarifikasi|tindak lanjut\w*|ditindaklanjuti|perbaikan|ditarik|diganti",
)

#: integrity: goes to nobody but the address `wbs` (design 3g)
INTEGRITY: tuple[str, ...] = (
    r"pungli|pungutan liar",
    r"suap|menyuap|disuap|penyuapan|sogok\w*|menyogok",
    r"gratifikasi",
    r"korupsi|koruptif|kolusi|nepotisme",
    r"penyalahgunaan (?:wewenang|kewenangan|jabatan)|menyalahgunakan (?:wewenang|kewenangan|jabatan)",
    r"uang (?:pelicin|rokok|tambahan tanpa kuitansi)|imbalan (?:uang|pribadi)",
    r"(?:minta|meminta) (?:sejumlah )?(?:uang(?! (?:kembali|muka|kami))|imbalan)",
    r"konflik kepentingan|pemerasan|memeras",
    r"bribe\w*|corruption|extortion",
)


def words_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds whole words of any of these."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
