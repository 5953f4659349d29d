"""The words of an integrity report: bribes, levies, false papers, abuse of a post.

Apart from the words of complaint because such a letter goes to nobody but the address `wbs` (design 3g).
Source: domain.md G.3 and the kinds of UU 31/1999 with UU 20/2001 on corruption.
"""

#: any one of these makes a mail an integrity report, unless a false friend took it away
INTEGRITY: tuple[str, ...] = (
    "pungli|dipungli|~pungli",
    "pungutan ..1 liar|gelap",
    "pungutan|tarif|biaya|bayaran|setoran ..2 luar|tidak|tak ..1 tarif|resmi|ketentuan",
    "~suap|suap|menyuap|disuap|penyuapan|~sogok|sogokan|menyogok",
    "gratifikasi",
    "korupsi|koruptif|korup|~korupsi|kolusi|nepotisme|kkn",
    "~salah guna|gunakan ..1 wewenang|kewenangan|jabatan|kekuasaan",
    "penyalahgunaan|menyalahgunakan ..1 wewenang|kewenangan|jabatan|kekuasaan|anggaran",
    "uang ..1 pelicin|rokok|kopi|terima|tutup|lelah|jasa|damai|semir|bensin",
    "minta|dimintai|~minta|~mintai ..2 imbalan|amplop|jatah|upeti|komisi|fee|sejumlah|setoran|bagian",
    "petugas|auditor|oknum|pegawai|inspektur|pejabat|dia ..3 minta|~minta ..1 uang|imbalan|transfer|tip",
    "~terima|mendapat|memberi|diberi|kasih|dikasih ..2 amplop|parsel|komisi|imbalan|hadiah|voucher|fee"
    " ..3 dari|kepada|perusahaan|rekanan|agar|supaya|dari",
    "amplop ..3 supaya|agar|biar|kalau",
    "konflik|benturan kepentingan",
    "dugaan|diduga|indikasi|menduga|melaporkan ..4 korupsi|pungli|suap|gratifikasi|pungutan"
    "|penyalahgunaan|kolusi|fiktif",
    "~peras|memeras|pemerasan|diperas",
    "~palsu|memalsukan|dipalsukan ..4 hasil|uji|sertifikat|laporan|data",
    "perjalanan|spj|kuitansi|honor|kegiatan|dinas|proyek ..1 fiktif",
    "untuk ..2 usaha|kepentingan pribadi|pribadinya|keluarga|sendiri",
    "pemenang|lelang|tender|pengadaan ..3 diatur|ditentukan|~atur|~kongkalikong",
    "kongkalikong|main mata|mata",
    "bribe|bribes|bribery|bribed|kickback|kickbacks|corruption|corrupt|extortion|embezzlement|extorted",
    "asked|demanded|wanted ..4 cash|money|envelope|gift|payment ..5 pass|inspection|approve|faster|under",
)
