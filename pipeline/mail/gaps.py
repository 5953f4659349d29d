"""The words by which a letter tells what went wrong, kind by kind.

Apart from the other words of complaint because there are so many ways to go wrong. The phrases are
written as `mail/phrases.py` says. Sources: domain.md G.1 and G.3; the tuned letters of the tests.
"""

#: what went wrong
GAPS: dict[str, tuple[str, ...]] = {
    "keterlambatan": (
        "belum ..4 ~terima|~terbit|terbit|~jadi|jadi|~selesai|~keluar|keluar|~dapat|~oleh|~proses|~kerja",
        "belum ..4 dikirim|dikirimkan|terkirim|sampai|turun|datang|dikembalikan|kembali|diunggah|muncul"
        "|dibayarkan|diserahkan|dibagikan|ada",
        "belum ..3 terealisasi|terlaksana|dilaksanakan|dilanjutkan|berjalan|cair|tuntas|dipenuhi|tiba"
        "|siap|diuji|dikalibrasi|dijadwalkan|disampaikan",
        "tidak kunjung",
        "tidak ..1 keluar-keluar|jadi-jadi|datang-datang|dikirim-kirim|selesai-selesai|beres|beres-beres",
        "belum ..1 dicetak|ditandatangani|diperbaiki|diganti|ditagih|diambil|diproses",
        "tidak pernah|juga|jadi ..2 ~terima|~serah|~datang|datang|~kirim|~jadwal|~muncul|~laksana|~jalan"
        "|jalan",
        "tidak jadi ..1 datang|hadir",
        "tidak ~datang|~hadir|muncul|~muncul|~laksana|~kirim|~kirim|dikirim-kirim|~bagi|dipenuhi|dibayar"
        "|dibayarkan",
        "tidak tepat waktu",
        "terlambat|keterlambatan|~lambat|lelet|molor|~molor|ngaret|lama sekali|banget|amat",
        "~undur|mundur|diundur|~tunda|tertunda|~batal|dibatalkan|dibatalin|pembatalan",
        "~tangguh|~gantung|digantung|~katung|terkatung-katung|~mandek|mandek|~sendat|~larut"
        "|berlarut-larut|mangkrak",
        "mengendap|~endap|~tahan|tertahan",
        "lewat|~lewat|~lampau|~lebih|lampaui ..3 batas|waktu|tenggat|janji|tempo|jadwal|estimasi|deadline",
        "sudah ..2 lewat|~lewat|lebih ..2 # bulan|minggu|hari|tahun",
        "sudah ..3 # bulan|minggu|tahun|hari|mingguan|bulanan",
        "# bulan|minggu|tahun|hari lebih|lalu|berjalan|berlalu|menunggu",
        "~janji|katanya|estimasi ..6 # hari|minggu|bulan|jam",
        "~janji ..6 sekarang|~terima|~datang|selesai|muncul|tidak|belum|besok|kenyataan",
        "selalu|cuma|hanya ..2 besok|nanti|tunggu|menunggu|~proses",
        "hari|minggu|bulan ke #",
        "menunggu|~tunggu ..3 # jam|hari|minggu|bulan|antrean|tanpa|lama|sore|siang|kepastian|berjam-jam",
        "antre|antri|~antre|~antri ..4 jam|lama|panjang|dilangkahi|dilompati",
        "# jam ..3 ~tunggu|~putar|~antre|~antri|tanpa|baru",
        "baru ..3 ~terima|~layan|~dapat|~terbit|hadir|datang|~kirim|~bayar ..4 # bulan|minggu|hari|jam"
        "|kali|setelah",
        "baru dilayani|ditangani|dilayanin",
        "masih ..2 antre|antri|antrean|antrian|menunggu|belum|tertahan",
        "status|statusnya ..2 masih|tetap|selalu",
        "tahun|dulu|sebelumnya|biasanya ..6 sekarang ..2 #",
        "mana|kapan ..3 sertifikat|lhu|hasil|laporan|~jadi|selesai|keluar|turun|terbit|~kembali",
        "late|delay|delayed|delays|overdue|postponed|postponing|postpone|pending|stuck|behind",
        "still ..2 not|no|waiting|pending|missing|unresolved",
        "not ..3 received|got|arrived|issued|delivered|completed|returned|shown|show|updated|released",
        "waiting|waited ..4 # jam|hour|hours|weeks|week|months|month|days|day",
        "waiting ..2 since|for",
        "# weeks|months ..2 not|no|still|late|now",
        "did|does not|n't ..2 show|come|arrive|appear|turn",
        "# hari kerja ..4 belum|~jadi|molor",
    ),
    "kesalahan": (
        "salah|kesalahan|~keliru|kekeliruan|~keliru|typo|~ngawur|ngaco|asal-asalan",
        "~beda ..2 jauh|dengan|dari|nyata|signifikan|antara",
        "~beda|berbeda|selisih|perbedaan|~berlainan|berlainan|lain ..3 ~terima|~harus|seharusnya|padahal"
        "|hasil",
        "tidak|kurang|belum ..2 ~sesuai|cocok|~cocok|sama|benar|akurat|~akurat|wajar|logis|konsisten|lengkap",
        "tidak|kurang ..1 masuk|tepat akal|nalar|sasaran",
        "tidak|kurang ..2 tertelusur|~baca|terbaca|tercantum|~cantum|memenuhi|lulus|lolos",
        "ketidaksesuaian|ketidakcocokan|ketidakjelasan|ketidakpastian ..1 jadwal|proses|biaya|hasil|antara",
        "~tukar|tertukar|ketukar",
        "bukan ..1 milik|punya|contoh|sampel|produk|alat ..1 kami|saya|perusahaan",
        "bukan ..2 kami|saya|kepunyaan",
        "seharusnya|semestinya|mestinya|harusnya|sebenarnya",
        "yang benar|betul",
        "tertulis|tercantum|tertera|~tulis ..8 seharusnya|sedangkan|padahal|harusnya|benar|bukan|tapi",
        "~ragu ..3 hasil|nilai|angka|laporan|data|kebenaran|dengan|keabsahan",
        "~duga ..4 salah|~tukar|~palsu|~keliru|kami|contoh",
        "mustahil|janggal|~janggal|aneh|mencurigakan|heran|masa iya|sih|mosok",
        "jauh ..3 dari|berbeda|beda|~spesifikasi",
        "~melenceng|melenceng|~simpang|meleset|lari ..1 #|jauh",
        "~gandakan|ganda|dobel|# kali ..2 ~tagih|~bayar|~hitung|lipat",
        "sama persis|kosong halaman|persis",
        "halaman ..3 kosong|hilang|tidak|tertinggal|kurang",
        "kurang # angka|huruf|halaman|lembar|unit|varian|buah",
        "~tinggal|ketinggalan|kelewatan",
        "~cemar|tercemar|kontaminasi|terkontaminasi",
        "~loncat|loncat|berubah|goyang|naik ..1 loncat|terus|turun|sendiri",
        "selisih|selisihnya|sampel|alat|uang|barang ..2 ke|kemana ..1 mana|dong|ya",
        "nomor|kode ..1 sama ..4 satu|dua|lain",
        "third|fourth|another different|wrong|version",
        "~salin|menyalin|copy ..3 perusahaan|lain|paste",
        "~bocor|kebocoran|~edar|beredar|tersebar ..4 data|pihak|lhu|dokumen|rahasia",
        "milik|data|file|alat|nomor|nama perusahaan|orang|pt|pelanggan|rumah lain|tetangga|sakit",
        "wrong|wrongly|incorrect|incorrectly|mistake|mistakes|error|errors|misspelled|misspelt|spelled"
        "|typo|inaccurate",
        "incomplete|inconsistent|mismatch|mismatched|mixed|swapped|contradicts|contradictory|impossible"
        "|doubtful|doubt",
        "does|do|did not ..2 correspond|match|make|reflect|agree|meet|include|comply",
        "not ..2 correct|ours|accurate|valid|consistent|traceable|plausible",
        "by mistake",
        "breach|confidentiality",
        "copy ..1 of another",
        "someone|somebody else",
    ),
    "kerusakan atau kehilangan": (
        "~rusak|~pecah|pecah|~retak|~gores|~lecet|lecet|~penyok|~patah|patah|~cacat|~sobek|robek|~bocor"
        "|bocor",
        "mati|~mati ..1 total|mesin|layar|alat|ac",
        "kondisi|keadaan ..1 mati|buruk|basah|tidak|kotor|terbuka|rusak|hancur|kosong",
        "balik|kembali|pulang|diterima|dikembalikan ..4 mati|lecet|rusak|pecah|tanpa|penyok|kurang|basah"
        "|kotor",
        "tidak ..2 ~nyala|~fungsi|~fungsi|berfungsi|~hidup|hidup|normal|~gerak|bergerak|rapat|~kembali"
        "|utuh|nol",
        "tidak pernah jalan|hidup|berfungsi",
        "~hilang|hilang|raib|lenyap|~lenyap|~cecer|tercecer|~selip|terselip",
        "tidak ..3 ~temu|ditemukan|ketemu|ikut|~kembali",
        "~buang|dibuang|~musnah|dimusnahkan|terbuang",
        "busuk|membusuk|~karat|berkarat|bercak|berasap|meledak|terbakar|konslet|~elupas|mengelupas|apek"
        "|berjamur",
        "damaged|damage|broken|lost|bent|missing|cracked|scratched|leaking|dead|contaminated|destroyed"
        "|rusted|torn",
        "not|n't|cannot be|been found",
        "not|no ..2 working|work|functioning|longer|function",
        "without ..1 its|the case|cover|certificate|cable",
    ),
    "tidak ditanggapi": (
        "tidak|belum|tanpa|bukan|nihil ..5 ~tanggap|~jawab|~balas|~respons|~angkat|~kabar|kabar"
        "|~beritahu|~hubung|~gubris",
        "tidak|belum|tanpa ..4 ~keterangan|keterangan|~jelas|~pasti|alasan|~hirau|lanjutan|lanjutannya"
        "|ditindaklanjuti",
        "tidak|belum|tanpa ..3 pemberitahuan|diberitahu|diberitahukan|rincian|disampaikan|kesimpulan"
        "|info|informasi|penyelesaian",
        "tidak tahu ..3 nasib|kapan|bagaimana|status|kelanjutan|keberadaan|siapa",
        "tidak ..1 mengangkat|membalas|menjawab|menanggapi|merespons|menggubris",
        "suara|sinyal|koneksi|video putus-putus|hilang|putus|jelek",
        "~putar-putar|putus-putus",
        "di mana ..4 alat|sampel|berkas|sertifikat|dokumen|barang",
        "alat|sampel|berkas|sertifikat|dokumen|barang ..2 di mana",
        "tidak ada ..2 tahu|peduli|datang|menjawab|menanggapi|jawab|kelanjutannya|kelanjutan|kejelasan"
        "|perubahan",
        "tidak|susah|sulit ..2 ~hubung|dihubungi|aktif",
        "~abai|dicuekin|dicuekkan|didiamkan|didiemin|mendiamkan|dianggurin|~telantar|terlantar|ditelantarkan",
        "centang biru",
        "~pingpong|dipingpong|dilempar-lempar|dioper|dioper-oper|diputar-putar|dilempar|bolak-balik"
        "|mondar-mandir|wara-wiri",
        "bolak balik",
        "~putar ..2 loket|kami|saya",
        "sudah ..3 # kali|surat|surel|email|pesan|telp|telepon",
        "# kali ..4 ~telepon|~tanya|~surat|~datang|~minta|~hubung|~kirim|~lapor|telp|~email"
        "|berturut-turut|percuma",
        "~ulang kali",
        "berulang|berulang-ulang|berkali-kali|berapa kali|terus-terusan|terus-menerus",
        "email|surel|surat|pesan|reminder|keempat|peringatan # saya|kami|ya",
        "ini|surat|email|surel|reminder|reminder ..1 #|fifth|fourth|third ..1 reminder|kali|kalinya",
        "menanyakan|~tanya ..3 tapi|tidak|belum|juga",
        "terlewat|terselip|tercecer|tidak ~sampai",
        "no|never|without|not|n't|nobody|none ..3 reply|replied|answer|answers|answered|respons"
        "|explanation|notice|feedback|explained|informed",
        "unanswered|unresponsive|silence|unreachable|unresolved",
        "# ..2 reminder|reminders|emails|mails",
        "have|has asked|written|emailed|called|reminded|requested #|repeatedly|several|many",
        "asked|told ..3 #|again|repeatedly",
    ),
    "sikap petugas": (
        "kasar|jutek|ketus|judes|~bentak|membentak|arogan|sinis|sombong|angkuh|~ngegas|ngegas|cuek|galak"
        "|acuh",
        "~remeh|meremehkan|~hina|menghina|~leceh|melecehkan|~usir|diusir|~maki|~teriak|diteriaki"
        "|dimarahi|~marah",
        "tidak|kurang ..2 ~sopan|ramah|~profesional|becus|~adil|etis|~sigap|~kompeten|~peduli|setara"
        "|~santun|serius|senonoh",
        "nada ..1 tinggi|keras|ketus|sinis",
        "sikap|perilaku|kelakuan|tingkah|perlakuan ..3 petugas|staf|pegawai|auditor|satpam|oknum|loket"
        "|inspektur",
        "~tindih|menindih|ditaruh|ditumpuk ..4 lantai|kardus|barang",
        "laughed|mocked|insulted|refused",
        "pegawai|petugas|loket|satpam|staf ..1 a|b|lain|satu|# ..2 bilang|berkata|bilangnya|mengatakan",
        "~lempar|dilempar|digeletakkan|dibanting",
        "main|bermain|asyik|sibuk hp|hape|ponsel|handphone|ngobrol|mengobrol",
        "~dahulu|didahulukan|duluan|~langkah|dilangkahi|~serobot|diserobot|pilih kasih|orang dalam",
        "pilih kasih",
        "orang dalam",
        "~sulit|dipersulit|~sulit|dipersulit|~beban|berbelit|~belit|berbelit-belit|ribet|~bingung"
        "|membingungkan|simpang siur",
        "~beda-beda|berubah-ubah|~ubah ..2 tanpa|terus|lagi|mendadak|sepihak|kabar",
        "sepihak|semena-mena|seenaknya|sewenang-wenang|~tolak",
        "merokok|mabuk|tidur|makan siang",
        "tidak bersedia|mau ..2 ~bantu|membuat|melayani|tahu|menerima|mendengar",
        "petugas|pegawai|staf|auditor|satpam|teknisi ..3 ~bingung|salah|kasar|malah|justru|terlambat|tidak",
        "rude|impolite|arrogant|careless|hostile|shouted|yelled|dismissive|unhelpful|incompetent",
        "bribed|discriminated|discrimination",
        "tanpa izin|seizin",
        "tanpa surat|identitas ..1 tugas",
    ),
    "biaya atau tagihan": (
        "tidak|beda|berbeda|~selisih ..4 tarif|tarip|penawaran|pnbp|tagihan|kuitansi",
        "tagihan|billing|biaya|invoice|tarif|harga|nilai ..5 ~beda|beda|selisih|keliru|salah|dobel|ganda"
        "|kemahalan|melebihi|membengkak",
        "billing|tagihan ..5 kedaluwarsa|mati|~blokir|tidak|~mati|habis",
        "kedaluwarsa ..2 lagi|sebelum|ketika|saat|waktu|padahal",
        "~tagih|ditagih ..3 lagi|# kali|tidak|padahal",
        "~lebih bayar",
        "kelebihan ..1 bayar|pembayaran",
        "# kali lipat|bayar|dipungut|~tagih",
        "~bayar|lunas ..3 #|lama|maret|sejak|tapi|belum|dari|penuh ..4 tapi|belum|tidak|mana|bulan|lalu",
        "sudah|telah ..1 ~bayar|lunas|~lunas|dilunasi|transfer ..6 belum|tidak|malah|~tagih|tapi|masih",
        "biaya tambahan|ekstra",
        "tambahan biaya|bayar",
        "~pungut|dipungut ..6 # kali",
        "~pungut|dibebankan|dibebani ..3 biaya|lagi",
        "overcharged|overcharge|overbilled|overpaid",
        "charged|billed|invoiced ..3 #|again|more|wrong|double",
        "uang ..3 ~kembali|balik|mana|kapan|tidak|hangus",
        "refund|reimburse|reimbursement|compensation",
        "money back",
        "expired again",
        "kedaluwarsa again",
    ),
    "gangguan sistem": (
        "error|eror|~gagal|lemot|ngehang|crash|down|gangguan|mental|trouble|bermasalah|bug|mogok",
        "otp|kode ..2 tidak|belum",
        "gagal|susah|sulit|tidak ..3 login|akses|~akses|upload|~unggah|~unduh",
        "tidak bisa|dapat ..3 ~akses|diakses|~buka|dibuka|~unggah|~unduh|login|masuk|~daftar|~bayar"
        "|dibayar|upload|download|submit|log",
        "tidak bisa|dapat ..3 ~pakai|~guna|~lihat|~simpan|~kirim|~jual|~edar|~cetak|~nyala|jalan",
        "~blokir|diblokir|terkunci",
        "link|tautan|zoom|nomor|web|website|situs|aplikasi|portal|server ..3 mati|~mati|rusak|salah"
        "|tidak|kosong|error",
        "portal|website|system|page|link ..3 down|not|keeps|crashes|broken|fails|failed|dead",
        "keeps logging|crashing|failing|asking",
        "cannot|unable|not ..2 upload|login|log|apply|access|open|download|register|pay|reach",
    ),
    "mutu layanan": (
        "tidak|kurang|belum ..4 ~layan|~penuh|memadai|~maksimal|optimal|tanggap|terlindungi|dilindungi"
        "|berpihak|~lindung",
        "panas|pengap|kotor|bau|mampet|mogok|~bocor ..2 ruang|ruangan|toilet|tidak|sekali|mess|tunggu",
        "ruang|ruangan|toilet|mushola|ac|kursi|parkir|mesin|fasilitas|kamar|konsumsi ..3 panas|mati"
        "|kotor|mampet|rusak|tidak|bau|sempit|hanya|kurang",
        "loket|pintu|kantor|pelayanan ..3 tutup|ditutup|kosong|gelap|terkunci|digembok",
        "kinerja|mutu|kualitas|pelayanan|layanan ..4 menurun|~turun|~buruk|merosot|anjlok",
        "tidak ..2 sebanding|setimpal|sepadan|layak|pantas|patut|mewakili|representatif|higienis|steril"
        "|aman|konsisten|seragam",
        "tidak ..2 memakai|membawa|mengikuti|menggunakan|menunjukkan|mengenakan|mencuci|mencatat"
        "|memeriksa|mematuhi ..4 sarung|alat|prosedur|apd|surat|metode|seragam|identitas|standar|aturan"
        "|sop",
        "padahal ..4 mensyaratkan|~syarat|seharusnya|harus|wajib|tertulis|diatur|ketentuan",
        "~khawatir|khawatir|cemas|was-was ..6 hasil|alat|data|kerahasiaan|rahasia|tercemar|bocor|terbuka"
        "|hilang|tidak",
        "menutupi|ketutupan|tertutup ..2 layar|angka|label",
        "dilewati|diabaikan|dilewatkan|tidak ditanggapi",
        "sementara|sedangkan ..6 sesudah|setelah|belakangan ..3 saya|kami|sudah|duluan",
        "materi|pelatihan|instruktur|konsultan|praktik|modul ..4 tidak|kurang|~batal|tiada|hanya"
        "|ditiadakan|~beda",
        "~tiada|ditiadakan|~kurang|dikurangi|~potong|dipotong ..2 hari|sesi|praktik|jam",
        "~tolak|ditolak|penolakan",
        "~gagal|tidak lulus|lolos|laku",
        "~cabut|dicabut|~beku|dibekukan|pembekuan|pencabutan",
        "~repot|merepotkan|~ribet|~susah|menyusahkan|~berat kami|saya|kita|pelanggan",
        "memberatkan|menyulitkan|~susah|mempersulit|membingungkan|menghambat|~hambat|~kendala|kendala",
        "masalah|permasalahan|persoalan|kejanggalan|miskomunikasi|insiden",
        "~lalai|kelalaian|~ceroboh|~teledor|keteledoran|lengah|sembrono|~langgar|pelanggaran",
        "percuma|sia-sia|mubazir|hangus",
        "jauh-jauh|bolak-balik|capek-capek ..6 dari|ke|dibilang|ternyata|tidak",
        "disuruh|diminta|diharuskan|dipaksa|suruh ..4 lagi|ulang|bayar|menunggu|kembali|pulang",
        "dari|mulai nol|awal|pertama lagi",
        "asap|bau|bising|debu|limbah ..6 rumah|warga|ruang|tetangga|masuk",
        "bahaya|berbahaya|membahayakan|celaka|terjatuh|tergelincir",
        "~alih|mengalihkan|pindah|beralih ..6 laboratorium|lab|lembaga|tempat lain",
        "mengambil|ambil|dipungut|diambil ..8 tidak|tanpa ..2 membayar|kuitansi|surat|izin",
        "buang-buang|buang waktu|tenaga|biaya|uang",
        "capek|capai|lelah|pusing|bingung",
        "~sayang|sayang",
        "mengecewakan|mengganggu|terganggu",
        "problem|problems|issue|issues|trouble|inconvenience|concern|concerns|concerned|failure|failed"
        "|fails|rejected|refused",
    ),
}
