"""Words of complaint that are none: "sosialisasi pengaduan", "tidak ada keluhan", "zona anti korupsi".

Apart from the words of complaint because these are whole phrases, each from letters that would else be
taken for complaints. They are cut out before anything is looked for. Source: domain.md G.3, false friends.
"""

_COMPLAINTS = "~keluh|pengaduan|aduan|komplain|pengadu|~complain|complaint|complaints|banding"
_CRIMES = (
    "korupsi|~korupsi|gratifikasi|~suap|suap|pungli|~pungli|kolusi|nepotisme|kepentingan|kkn|fraud|corruption|bribery"
)
_GATHERINGS = (
    "undangan|mengundang|sosialisasi|bimtek|teknis|pelatihan|workshop|webinar|seminar|rapat|lokakarya|forum|narasumber"
    "|materi|diklat|training|kursus|fgd|kegiatan|kampanye|unit|tim|laporan|modul"
)
_HANDLING = "penanganan|pengelolaan|mengelola|menangani|prosedur|mekanisme|tata|sop|sistem|aplikasi|manajemen|handling|kelola"
_HARM = "terlambat|~lambat|keterlambatan|salah|kesalahan|keliru|kekeliruan|kekurangan|~rusak|perubahan|delay|delayed|late|tidaknyamanan|ketidaknyamanan|inconvenience"
_US = "kami|saya|us|our|we"

#: phrases that are cut out before looking
FALSE_FRIENDS: tuple[str, ...] = (
    # gatherings, handling, statistics, counters and studies of complaints
    f"{_GATHERINGS} ..8 {_COMPLAINTS}|{_CRIMES}",
    f"{_HANDLING} ..2 {_COMPLAINTS}",
    f"rekapitulasi|rekap|statistik|jumlah|data|monitoring|triwulan|bulanan|semester|evaluasi|kanal ..4 {_COMPLAINTS}",
    f"layanan|kanal|saluran|hotline|kotak|portal|center|pusat|sarana|kontak|nomor|formulir|call {_COMPLAINTS}",
    f"~teliti|skripsi|tesis|kuesioner|survei|survey|pengaruh|tugas|memerlukan|tentang ..10 {_COMPLAINTS}|~puas|keterlambatan",
    "draf|draft|konsep|rancangan ..3 jawaban|balasan|tanggapan|surat ..8 ~keluh|mengeluh|pengaduan|komplain|banding",
    "komplain|complaints|appeals|banding ..3 procedure|procedures|handling|process|policy|management|prosedur|scope",
    "pelanggan|konsumen|anda|pasien|warga ..1 mengeluh|mengeluhkan|komplain|kecewa ..2 antre|karena|soal|lutut|sakit|dan|tentang|lama|nyeri",
    "jumlah|data|responden|persentase|% ..6 tidak puas",
    f"# {_COMPLAINTS} ..3 selesai|diterima|masuk|tertangani|ditutup|diselesaikan|tercatat",
    f"{_COMPLAINTS} ..1 konsumen|pasar|pembeli ..4 produk|barang|kami|kewajiban",
    f"apakah|adakah|bilamana ada ..1 {_COMPLAINTS}",
    "tidak ada ..4 diadukan|dikeluhkan|dikomplain",
    f"susunan|tim|sk|notulen|grafik|slide|bahan ..6 {_COMPLAINTS}",
    "masa|jadwal|komite|tim|anggota|daftar ..1 sanggah|banding",
    f"{_COMPLAINTS} ..4 nihil|kosong",
    "kalau ..6 tidak|belum|kurang ..1 memenuhi|lulus|lolos|sesuai|selesai|cocok|terima",
    "bagi|yang|siapa ..2 kehilangan|menemukan",
    "bukan|not ..1 kesalahan|salah|your|because ..1 balai|pihak|fault",
    "domain|subscription|registration|hosting ..3 expired|expires",
    "abaikan surel|email|pesan",
    "anda|you mengeluh|rugi|kecewa|komplain|bosan|kesal",
    "klaim ..1 cepat|mudah|tanpa|asuransi",
    "jangan|tanpa|bebas ..1 rugi|ribet|repot|kecewa|~rugi|antre|~khawatir|~sampai",
    # none, solved, or only if
    "tidak ada ..2 ~keluh|salah|kritik|rusak|kurang|masalah|kendala|~kecewa|~cela",
    "tidak terdapat ..1 pengaduan|keluhan|kesalahan|masalah|selisih",
    "maaf lahir|atas ..3 segala|batin|salah",
    "segala|semua kesalahan|khilaf|salah ..2 ~khilaf|kekhilafan",
    "maaf ..1 atas|for ..1 perubahan|the|ketidaknyamanan|ketidaknyamanannya ..1 ini|ketidaknyamanan|inconvenience",
    "apologise|apologize|sorry for ..1 inconvenience|any",
    "kesalahan penulisan|ketik ..6 undangan|surat|lampiran ..1 kami|sebelumnya|kemarin|terdahulu",
    "bagi|unit|peserta|pegawai|yang ..2 belum|tidak ..6 agar|harap|ditunggu|segera|dapat|diminta",
    "tidak perlu|usah|dapat mendaftar|datang|diwakilkan|membawa|khawatir",
    "usulan|rencana|anggaran|dianggarkan perbaikan",
    "belum|tidak ..1 terdeteksi|detected|detection",
    "menghindari|terhindar|agar|supaya ..2 tidak|dari ..3 pemutusan|gangguan|denda|sanksi|dibatalkan|terjadi",
    "pelanggan ..1 yang ..1 terhormat|setia",
    f"tidak|tanpa|bukan|tiada|belum|no|nihil|without|nothing ..3 {_COMPLAINTS}|keberatan|~klaim|~kecewa|~protes",
    f"~selesai|menyelesaikan|~tangani|menangani|~jawab|jawaban|menanggapi ..3 {_COMPLAINTS} ..3 kami|bulan|pelanggan|tersebut",
    f"terima|apresiasi|mengapresiasi|menghargai ..8 menyelesaikan|~selesai|menangani|~cepat ..2 {_COMPLAINTS}|masalah",
    f"kalau|jika ..6 {_COMPLAINTS}|keberatan|pertanyaan|kendala|masalah|rusak|salah|kesalahan|kehilangan|hilang",
    f"jawaban|tembusan|laporan ..3 {_COMPLAINTS} ..2 pelanggan|konsumen|produk",
    "~masalah|masalahnya|masalah ..1 tuntas|selesai|teratasi|beres",
    # somebody else's: our customer's buyer, our customer himself
    f"pembeli|konsumen|pelanggan|buyer|customer ..1 kami|saya|our ..2 {_COMPLAINTS}|mengeluhkan|mengeluh",
    f"dikeluhkan|dikomplain|dikomplen ..1 pembeli|konsumen|pelanggan",
    f"~maaf|sorry|apologize|apologise ..1 atas|karena|bila|jika|kalau|sebelumnya|for|dapat ..5 {_HARM} ..3 {_US}",
    f"~maaf|sorry|apologize ..1 atas|karena|for|the ..2 {_HARM}",
    f"{_HARM} ..2 dari|dari ..1 pihak {_US}",
    f"keterlambatan|kesalahan|kekurangan|kekeliruan|kelalaian {_US}",
    f"{_US} ..2 salah|keliru ..1 ~isi|mengisi|tulis|ketik|mengetik|menulis|kirim",
    f"{_US} ..1 terlambat ..2 mengirim|kirim|membayar|menjawab|menyampaikan|datang",
    f"produksi|produk|sampel|supplier|pemasok|forwarder|kurir|driver|barang|samples ..1 {_US} ..2 terlambat|belum|delayed|~lambat",
    "samples are delayed",
    "our forwarder|side|supplier",
    "delayed by our",
    f"oven|alat|mesin|unit|timbangan|produk|sertifikat|kartu|lift ..4 rusak|hilang|macet|gagal|lulus ..5 ~baik|sendiri|pindah|normal|kami|formulanya",
    "kami lupa",
    "saya lupa",
    "kata sandi",
    # machines and footers
    "pesan|email|surel|message|e-mail ..6 kesalahan|error|salah|keliru|mistake ..6 ~hapus|delete|notify|~abai",
    "karena|by|in|secara kesalahan|error|mistake|keliru ..3 mohon|please|hapus|notify|harap",
    "mohon|harap|please ~abai|abaikan|ignore|disregard",
    "keterlambatan ..2 menjadi|akan|dikenakan|denda",
    "denda keterlambatan",
    "terhindar|agar|hindari|menghindari|mencegah|untuk ..2 denda|~rusak|~lambat|kesalahan|kehilangan",
    # integrity as a programme
    f"anti|bebas|wilayah|pemberantasan|pencegahan|pengendalian|menolak|tolak|zona ..4 {_CRIMES}",
    f"pernyataan|deklarasi|pakta|surat ..4 {_CRIMES}",
    f"tidak|never ..1 menerima|memberi|memberikan|meminta|menerima|minta ..6 {_CRIMES}|imbalan|uang|hadiah",
    # other meanings
    "keberatan|sanggahan ..2 permohonan|informasi|atasan|ppid|publik",
    "tidak keberatan",
    "~bersedia|berkenan|bila|jika tidak keberatan",
    "studi|uji|hasil banding",
    "banding ..1 antar|antarlaboratorium|harga|laboratorium",
    "harga banding",
    "klaim ..1 asuransi|perjalanan|bpjs|hadiah|voucher|bonus|rawat",
    "keluhan ..1 kesehatan|sakit|nyeri|pinggang|medis|pasien",
    "rusak berat",
    "uji ..1 rusak|jatuh|pecah|bocor",
    "tidak ..1 perlu|usah ..2 ~kembali|dikembalikan",
    "salah satu|seorang",
    "tanpa mengurangi",
    "sampai dengan",
    "tidak hanya|terbatas|terkecuali",
    "selambat-lambatnya",
    "paling|selambat|terlalu lambat",
    "at|of|no later|late than",
)
