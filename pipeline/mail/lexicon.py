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

_WORDS = r"(?:[\w/-]+ )"
_COMPLAINTS = r"(?:keluhan|pengaduan|aduan|komplain)"
_GATHERINGS = (
    r"(?:undangan|mengundang|sosialisasi|bimbingan teknis|bimtek|pelatihan|workshop|webinar|seminar|rapat"
    r"|lokakarya|forum|narasumber|materi|diklat)"
)
_REPORTS = (
    r"(?:rekapitulasi|rekap|statistik|jumlah|data|monitoring"
    r"|laporan (?:triwulan|bulanan|semester|tahunan|berkala))"
)
_COUNTERS = (
    r"(?:layanan|kanal|saluran|unit|hotline|kotak|portal|call center|pusat|sarana|kontak|nomor|formulir)"
)
_STUDIES = r"(?:penelitian|meneliti|skripsi|tesis|kuesioner|survei|survey)"
_NO = (
    r"(?:tidak|tak|tiada|tanpa|bukan|belum)"
    r"(?: (?:ada|pernah|menerima|terdapat|mengajukan|memiliki|punya|merasa|sedang|bermaksud|satu pun))*"
)
_CRIMES = r"(?:korupsi|gratifikasi|suap|pungli|pungutan liar|kolusi|nepotisme|benturan kepentingan)"
_AGAINST = r"(?:anti|bebas|bebas dari|wilayah bebas|pemberantasan|pencegahan|pengendalian|menolak|tolak)"
#: words of complaint that are none: cut out before looking
FALSE_FRIENDS: tuple[str, ...] = (
    rf"{_GATHERINGS} {_WORDS}{{0,8}}?(?:{_COMPLAINTS}|{_CRIMES})",
    rf"{_REPORTS} {_WORDS}{{0,4}}?{_COMPLAINTS}",
    rf"{_COUNTERS} {_COMPLAINTS}(?: pelanggan| masyarakat)?",
    rf"{_STUDIES} {_WORDS}{{0,10}}?(?:{_COMPLAINTS}|kepuasan)",
    rf"{_NO} (?:{_COMPLAINTS}|keberatan|mengeluh|klaim|kecewa|protes)",
    rf"(?:apabila|bila|jika|kalau|bilamana) {_WORDS}{{0,4}}?(?:{_COMPLAINTS}|keberatan|pertanyaan)",
    rf"(?:terima ?kasih|apresiasi|menghargai) {_WORDS}{{0,6}}?{_COMPLAINTS}",
    rf"{_AGAINST} ?-?{_CRIMES}(?:,? (?:dan |atau )?{_CRIMES}){{0,6}}",
    rf"tidak (?:menerima|memberi|memberikan|meminta) {_WORDS}{{0,6}}?(?:{_CRIMES}|imbalan|uang)",
    r"keberatan (?:atas )?(?:permohonan )?informasi(?: publik)?",
    r"studi banding|uji banding|banding antar ?laboratorium|perbandingan|banding harga|harga banding",
    r"klaim (?:asuransi|perjalanan|bpjs)|keluhan kesehatan",
)

_SERVICES = r"(?:pengujian|uji|kalibrasi|sertifikasi|inspeksi|konsultansi|pelatihan|verifikasi|layanan)"
#: other letters: what they are → words of their subject, words of their text (two of them tell as much)
OTHERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "undangan": (
        (r"undangan|mengundang|invitation|webinar|seminar|save the date|rapat",),
        (
            r"mengundang|mengharap kehadiran|kehadiran (?:bapak|saudara)",
            r"hari ?[/,]? ?tanggal",
            r"pukul|waktu ?:",
            r"tempat ?:|zoom|meeting id|acara ?:|agenda ?:",
        ),
    ),
    "permohonan layanan": (
        (
            rf"permohonan (?:\w+ ){{0,2}}{_SERVICES}",
            rf"permintaan (?:penawaran|harga|{_SERVICES})|pendaftaran|estimasi biaya|order baru",
        ),
        (
            r"mengajukan permohonan|permohonan (?:pengujian|kalibrasi|sertifikasi)",
            r"dapat diuji|untuk diuji|parameter",
            r"jumlah contoh|formulir permohonan",
            r"penawaran harga|estimasi biaya|berapa (?:biaya|tarif)",
        ),
    ),
    "penawaran": (
        (r"penawaran|promo\w*|diskon|company profile|proposal|katalog|brosur|kerja ?sama",),
        (
            r"kami menawarkan|penawaran",
            r"proposal|company profile|brosur",
            r"diskon|promo",
            r"produk kami|distributor",
        ),
    ),
    "tagihan atau pembayaran": (
        (r"invoice|faktur|bukti (?:transfer|bayar|pembayaran)|konfirmasi pembayaran|kuitansi|tagihan",),
        (
            r"invoice|faktur",
            r"bukti (?:transfer|pembayaran)",
            r"konfirmasi pembayaran",
            r"jatuh tempo|rekening",
        ),
    ),
    "surat dinas": (
        (
            r"surat edaran|nota dinas|permintaan data|pelaporan|monev|monitoring|surat tugas|surat keputusan",
            r"rekapitulasi|rekap|laporan (?:triwulan|bulanan|semester|tahunan)|penyampaian laporan",
        ),
        (
            r"surat edaran|nota dinas",
            r"permintaan data|menyampaikan data",
            r"monev|pelaporan",
            r"unit kerja|satuan kerja",
        ),
    ),
    "informasi publik (PPID)": (
        (r"informasi publik|ppid|keberatan informasi|keterbukaan informasi",),
        (r"informasi publik", r"ppid", r"14 tahun 2008|14/2008"),
    ),
    "magang, penelitian, atau kunjungan": (
        (r"magang|pkl|praktik kerja|praktek kerja|penelitian|skripsi|kunjungan|kuesioner|survei|survey",),
        (r"mahasiswa|siswa", r"penelitian|skripsi|tesis", r"magang|praktik kerja", r"kunjungan"),
    ),
    "ucapan": (
        (r"selamat (?:hari|tahun|idul|natal)|ucapan|terima ?kasih|apresiasi",),
        (r"mengucapkan selamat", r"apresiasi|penghargaan", r"puas (?:dengan|atas)|sangat membantu"),
    ),
    "buletin atau iklan": (
        (r"newsletter|buletin|unsubscribe|verifikasi akun|hadiah|pinjaman|lowongan",),
        (
            r"unsubscribe|berhenti berlangganan",
            r"klik (?:di sini|tautan)|click here",
            r"hadiah|pinjaman|pemenang",
        ),
    ),
}


def words_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds whole words of any of these."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
