"""Words of complaint that are none: "sosialisasi pengaduan", "tidak ada keluhan", "zona anti korupsi".

Apart from the words of complaint because these are whole phrases, each from letters that
would else be taken for complaints.
"""

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
