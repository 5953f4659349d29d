"""Words of complaint that are none: "sosialisasi pengaduan", "tidak ada keluhan", "zona anti korupsi".

Apart from the words of complaint because these are whole phrases, each from letters that would else be
taken for complaints. They are cut out before anything is looked for. Source: domain.md G.3, false friends.
"""

_COMPLAINTS = "~keluh|pengaduan|aduan|komplain|pengadu|~complain|complaint|complaints|banding"
_CRIMES = (
    "korupsi|~korupsi|gratifikasi|~suap|suap|pungli|~pungli|kolusi|nepotisme|kepentingan|kkn|fraud"
    "|corruption|bribery"
)
_GATHERINGS = (
    "undangan|mengundang|sosialisasi|bimtek|teknis|pelatihan|workshop|webinar|seminar|rapat|lokakarya"
    "|forum|narasumber"
    "|materi|diklat|training|kursus|fgd|kegiatan|kampanye|unit|tim|laporan|modul"
)
_HANDLING = (
    "penanganan|pengelolaan|mengelola|menangani|prosedur|mekanisme|tata|sop|sistem|aplikasi|manajemen"
    "|handling|kelola"
)
_HARM = (
    "terlambat|~lambat|keterlambatan|salah|kesalahan|keliru|kekeliruan|kekurangan|~rusak|perubahan|delay"
    "|delayed|late|tidaknyamanan|ketidaknyamanan|inconvenience"
)
_US = "kami|saya|us|our|we"

#: phrases that are cut out before looking
FALSE_FRIENDS: tuple[str, ...] = (
    # gatherings, handling, statistics, counters and studies of complaints
    f"{_GATHERINGS} ..8 {_COMPLAINTS}|{_CRIMES}",
    f"{_HANDLING} ..2 {_COMPLAINTS}",
    "rekapitulasi|rekap|statistik|jumlah|data|monitoring|triwulan|bulanan|semester|evaluasi|kanal ..4"
    f" {_COMPLAINTS}",
    "layanan|kanal|saluran|hotline|kotak|portal|center|pusat|sarana|kontak|nomor|formulir|call"
    f" {_COMPLAINTS}",
    f"~teliti|skripsi|tesis|kuesioner|survei|survey|pengaruh|tugas|memerlukan|tentang ..10 {_COMPLAINTS}"
    "|~puas|keterlambatan",
    "draf|draft|konsep|rancangan ..3 jawaban|balasan|tanggapan|surat ..8 ~keluh|mengeluh|pengaduan"
    "|komplain|banding",
    "komplain|complaints|appeals|banding ..3 procedure|procedures|handling|process|policy|management"
    "|prosedur|scope",
    "pelanggan|konsumen|anda|pasien|warga ..1 mengeluh|mengeluhkan|komplain|kecewa ..2 antre|karena|soal"
    "|lutut|sakit|dan|tentang|lama|nyeri",
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
    "~maaf|izin|ijin ..1 mengganggu|ganggu|merepotkan",
    "segala|semua kesalahan|khilaf|salah ..2 ~khilaf|kekhilafan",
    "maaf ..1 atas|for ..1 perubahan|the|ketidaknyamanan|ketidaknyamanannya ..1 ini|ketidaknyamanan"
    "|inconvenience",
    "apologise|apologize|sorry for ..1 inconvenience|any",
    "kesalahan penulisan|ketik ..6 undangan|surat|lampiran ..1 kami|sebelumnya|kemarin|terdahulu",
    "bagi|unit|peserta|pegawai|yang ..2 belum|tidak ..6 agar|harap|ditunggu|segera|dapat|diminta",
    "tidak perlu|usah|dapat mendaftar|datang|diwakilkan|membawa|khawatir",
    "usulan|rencana|anggaran|dianggarkan perbaikan",
    "belum|tidak ..1 terdeteksi|detected|detection",
    "menghindari|terhindar|agar|supaya ..2 tidak|dari ..3 pemutusan|gangguan|denda|sanksi|dibatalkan|terjadi",
    "pelanggan ..1 yang ..1 terhormat|setia",
    f"tidak|tanpa|bukan|tiada|belum|no|nihil|without|nothing ..3 {_COMPLAINTS}|keberatan|~klaim|~kecewa"
    "|~protes",
    f"~selesai|menyelesaikan|~tangani|menangani|~jawab|jawaban|menanggapi ..3 {_COMPLAINTS} ..3 kami"
    "|bulan|pelanggan|tersebut",
    "terima|apresiasi|mengapresiasi|menghargai ..8 menyelesaikan|~selesai|menangani|~cepat ..2"
    f" {_COMPLAINTS}|masalah",
    f"kalau|jika ..6 {_COMPLAINTS}|keberatan|pertanyaan|kendala|masalah|rusak|salah|kesalahan|kehilangan"
    "|hilang",
    f"jawaban|tembusan|laporan ..3 {_COMPLAINTS} ..2 pelanggan|konsumen|produk",
    "~masalah|masalahnya|masalah ..1 tuntas|selesai|teratasi|beres",
    # somebody else's: our customer's buyer, our customer himself
    f"pembeli|konsumen|pelanggan|buyer|customer ..1 kami|saya|our ..2 {_COMPLAINTS}|mengeluhkan|mengeluh",
    "dikeluhkan|dikomplain|dikomplen ..1 pembeli|konsumen|pelanggan",
    f"~maaf|sorry|apologize|apologise ..1 atas|karena|bila|jika|kalau|sebelumnya|for|dapat ..5 {_HARM}"
    f" ..3 {_US}",
    f"~maaf|sorry|apologize ..1 atas|karena|for|the ..2 {_HARM}",
    f"{_HARM} ..2 dari|dari ..1 pihak {_US}",
    f"keterlambatan|kesalahan|kekurangan|kekeliruan|kelalaian {_US}",
    f"{_US} ..2 salah|keliru ..1 ~isi|mengisi|tulis|ketik|mengetik|menulis|kirim",
    f"{_US} ..1 terlambat ..2 mengirim|kirim|membayar|menjawab|menyampaikan|datang",
    f"produksi|produk|sampel|supplier|pemasok|forwarder|kurir|driver|barang|samples ..1 {_US} ..2"
    " terlambat|belum|delayed|~lambat",
    "samples are delayed",
    "our forwarder|side|supplier",
    "delayed by our",
    "oven|alat|mesin|unit|timbangan|produk|sertifikat|kartu|lift ..4 rusak|hilang|macet|gagal|lulus ..5"
    " ~baik|sendiri|pindah|normal|kami|formulanya",
    "kami lupa",
    "saya lupa",
    "kata sandi",
    # machines and footers
    "pesan|email|surel|message|e-mail ..6 kesalahan|error|salah|keliru|mistake ..6 ~hapus|delete|notify"
    "|~abai",
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

#: a complaint that nobody answers is one, whatever of the above stands in it
UNANSWERED: tuple[str, ...] = (
    "tidak|belum ..3 ~jawab|~tanggap|~balas|~respons|~gubris|~urus|~tangani|menanggapi|ditindaklanjuti"
    f"|menindaklanjuti|menyelesaikan|memproses ..1 {_COMPLAINTS} ..1 kami|saya",
)

#: the writer takes it on himself, or nothing presses
EASE: dict[str, tuple[str, ...]] = {
    "sebab pada pengirim sendiri": (
        "kami|saya ..1 ~tanggung|~perbaiki|~ganti ..1 sendiri|biaya",
        "kami|saya ..1 membatalkan|batalkan|pindah|berhalangan|mengganti|mengubah|bersengketa|terjatuh"
        "|menjatuhkan",
        "kami|saya tidak bisa|dapat ..2 karena|sebab|hadir|datang",
        "ekspor|rencana|acara|proyek|kegiatan|produksi|panen ..1 kami batal|tertunda|~tunda|mundur"
        "|terlambat|libur",
        "kami|saya ..1 tidak sengaja",
        "dokumen|data|formulir|berkas|surel kami|saya ..2 memang|keliru|salah|kurang ..1 belum|keliru"
        "|salah|kurang|isi|lengkap",
        "kami|saya ..1 tulis|isi|cantumkan|ketik|daftarkan ..4 keliru|salah|kurang",
        "lab|laboratorium|metode|alat|timbangan internal|kami ..4 yang|kami|mungkin|belum ..2 belum"
        "|kurang|salah|tepat",
        "dari|oleh|karena|atas kami|saya ..1 sendiri|minta|yang",
        "permintaan|kehendak|keinginan kami|saya",
        "saya|kami|teknisi|staf|tas sendiri|saya ..1 sendiri|salah",
        "kami|saya ..1 minta|mohon ..2 digeser|diundur|dimundurkan|dijadwal",
        "susulkan|menyusul|kami susulkan|kami",
        "peserta|perwakilan|delegasi|utusan kami ..1 tidak|batal|berhalangan",
        "our ..6 broke|failed|broken ..6 our|test|factory|transit|way|from",
        "we ..2 improved|repaired|replaced|changed|ship|fixed|will",
        "sekarang|sudah|kini ..1 bisa|normal|lancar|berhasil|benar|betul|correct",
        "ralat ..1 data|formulir|surat|permohonan ..2 kami",
        "bukan karena|sebab salah|kesalahan",
        "ban|mobil|motor|payung|dompet|tas|kunci ..6 ~tinggal|bocor|hilang|parkir",
        "~keluh|komplain|masalah|kendala|problem|issue|kesalahan|typo ..6 sudah|telah|has|was|been ..2"
        " ~selesai|~tangani|~jawab"
        "|~tuntas|~beres|teratasi|~atasi|diperbaiki|dibetulkan|resolved|solved|fixed|closed",
        "terima|thank|thanks|apresiasi|mengapresiasi|salut|puas ..10 ~keluh|komplain|masalah|kendala"
        "|problem|issue|typo",
        "~keluh|komplain|~klaim ..2 dari|pelanggan|konsumen|pembeli|customer ..2 kami|our|produk",
        "our customer|buyer|client|supplier|vendor|forwarder|courier ..3 complained|rejected|claims"
        "|delayed|late",
        "pemasok|vendor|kurir|ekspedisi|supplier|kontraktor ..1 kami|saya ..4 ~lambat|salah|rusak|belum"
        "|tidak|batal|~tunda",
        "tembusan|salinan|laporan ..3 jawaban|tindakan|penanganan|perbaikan|penarikan",
        "murni ..1 ~keliru|kesalahan|kelalaian|kekeliruan",
        "bagian|tim|staf|admin|kurir|sopir ..1 kami|saya ..2 salah|keliru|lupa|tidak|terlambat",
        "dari|di|dalam ..1 tempat|pihak|gudang|pabrik|kantor|komputer|perjalanan|bengkel|kurir kami|saya"
        "|dari",
        "pengiriman|sampel|paket|kiriman ..2 kami ..2 ~hambat|~tahan|terhambat|tertahan|terlambat|kurang"
        "|tertinggal|salah",
        "maaf ..3 kemarin|kami|saya|tadi|sebelumnya ..2 salah|keliru|lupa|kurang|terlambat|kelupaan",
        "karena|akibat|terhambat|tertahan|terhalang ..2 banjir|cuaca|macet|longsor|mogok",
        "berkonsultasi|konsultasi|konsultasikan|belajar|menurunkan|memperbaiki|meningkatkan ..4 cara"
        "|produk|kadar|mutu|hasil|proses",
        "awalnya|semula|tadinya ..8 ternyata|sekarang|namun|tapi ..2 mudah|cepat|bagus|baik|lancar|ramah",
        "tindakan|langkah perbaikan|korektif|koreksi ..3 kami|telah|atas|terlampir|sudah",
        "thank you|thanks for ..3 correcting|fixing|quick|fast|prompt|resolving",
        "all good|fine|clear|resolved",
        "biaya|ongkos|biayanya ..1 kami|saya tanggung|~tanggung",
        "sudah|telah|sedang kami|saya ~baik|~perbaiki|~ganti|lengkapi|~lengkap",
        "kesalahan|kekeliruan|kelalaian|keterlambatan|kekurangan ..1 kami|saya|internal|pihak ..1 kami|saya",
        "kami|saya ..1 salah|keliru|lupa|lalai",
        "~maaf atas|karena",
        "our mistake|fault|side|delay|forwarder|supplier",
        "sorry|apologies|apologize for",
        "mau|ingin|akan|hendak|bermaksud|berencana ..1 ~daftar|daftar|mengulang|mencoba|uji|~uji|menguji"
        "|mengajukan",
        "tidak ..1 buru-buru|terburu-buru|mendesak|masalah|apa-apa|perlu",
        "no rush|hurry|problem|worries",
        "milik kami hilang|rusak",
        "sewaktu|ketika|saat ..2 pindah|kami ~simpan",
        "pembeli|konsumen|pelanggan kami|saya",
        "sudah ..2 normal|lancar|tuntas|teratasi|beres|baik",
    ),
}
