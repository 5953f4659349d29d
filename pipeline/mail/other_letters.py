"""The words of letters that are no complaint: what they are, by their subject and by their text.

Apart from the words of complaint so that an office can add a kind of letter that it gets often. The
phrases are written as `mail/phrases.py` says. Source: domain.md G.3, the table of classes.
"""

#: other letters: what they are → words of their subject
SUBJECTS: dict[str, tuple[str, ...]] = {
    "undangan": (
        "undangan|mengundang|diundang|invitation|webinar|seminar|workshop|lokakarya|fgd|~undang",
        "save the date",
        "rapat|zoom|meeting|kalender|narasumber|pembicara|resepsi|pernikahan|apel|upacara|pembukaan"
        "|peresmian",
        "kunjungan ..1 kerja|industri|studi",
    ),
    "permohonan layanan": (
        "permohonan|permintaan|pengajuan|pendaftaran|mendaftar|~daftar ..3 uji|~uji|kalibrasi"
        "|sertifikasi|~sertifikasi|inspeksi|pelatihan|konsultansi|tkdn|verifikasi|layanan|sampling|sni"
        "|kunjungan",
        "permintaan|minta|mohon|permohonan ..1 penawaran|harga|kuotasi|quotation",
        "request for quotation",
        "quotation|inquiry|enquiry",
        "tanya|info|informasi|bertanya|menanyakan ..2 biaya|tarif|harga|jam|syarat|persyaratan|prosedur"
        "|alur|jadwal|layanan",
        "biaya|tarif|jadwal|syarat|konsultasi|kelengkapan|penambahan|pengambilan|persetujuan|perubahan"
        "|sertifikasi|status ..2 uji|kalibrasi|sertifikasi|dokumen|parameter|alat|jadwal|metode|order"
        "|sni|penawaran|sampel",
        "perpanjangan|perpanjang|resertifikasi|survailen|surveilan|surveillance",
        "pendaftaran|booking|reservasi",
        "konfirmasi ..1 jadwal|kehadiran|pengambilan|pengantaran",
        "kata sandi",
        "pembatalan|penjadwalan|pengiriman|tambahan|perubahan|konsultasi|kalibrasi|salinan|minta|tanya"
        "|uji|pengujian|penggantian ..1 order|jadwal|kalibrasi|sampel|data|hasil|ulang|salinan|arti|lhu"
        "|pembanding|produk|alat",
        "jawaban|tindak ..2 temuan|audit|survailen",
        "laporan|pemberitahuan ..1 penarikan|perubahan|produk",
    ),
    "penawaran": (
        "penawaran|promo|promosi|diskon|profile|proposal|katalog|brosur|sponsorship|sponsor|perkenalan"
        "|offer|discount|introduction",
        "kerja sama",
        "kerjasama|jual|sewa|rental|servis|jasa ..2 murah|kebersihan|seo|website|kendaraan|kurir|pembuatan",
        "servis|sewa|jual|dijual|distributor|supplier|vendor|rekanan",
    ),
    "tagihan atau pembayaran": (
        "invoice|faktur|kuitansi|kwitansi|tagihan|slip|setoran|pencairan|rekonsiliasi|piutang|payment"
        "|statement",
        "bukti ..1 transfer|~bayar|~setor",
        "konfirmasi|permintaan|surat ..2 ~bayar|billing|kuitansi|faktur",
        "uang muka",
        "kontrak|langganan|reminder ..2 ~bayar|pemeliharaan|tarif",
        "kenaikan tarif|harga|biaya",
    ),
    "surat dinas": (
        "edaran|dinas|pelaporan|monev|monitoring|tugas|keputusan|sk|libur|cuti|lhp|spip|bmn|anggaran"
        "|renstra|kinerja",
        "surat ..1 edaran|tugas|keputusan|perintah",
        "permintaan|permohonan|pemutakhiran|penyampaian|rekapitulasi|pengumpulan ..2 data|laporan|hasil"
        "|dokumen|bahan|sk",
        "rekapitulasi|rekap|laporan ..2 ~adu|~keluh|triwulan|bulanan|semester|tahunan|kegiatan|kinerja"
        "|~korupsi|hasil|gratifikasi",
        "evaluasi|survei|pemeliharaan|berita|pengumuman|sosialisasi|pernyataan|pakta ..1 kanal|ikm"
        "|server|acara|internal|bebas|integritas|dinas",
        "nota|izin|libur dinas|lokal|nasional|tidak|sakit",
        "jadwal|cuti|usulan|pengumuman|konsep|kehilangan|teguran|permintaan|pemeriksaan piket|melahirkan"
        "|perbaikan|pemenang|jawaban|kunci|keterlambatan|data|kesehatan",
    ),
    "informasi publik (PPID)": (
        "ppid|dip|publik ..1 information",
        "informasi ..1 publik|dikecualikan",
        "keterbukaan|sengketa|permohonan|permintaan|keberatan|formulir ..2 informasi",
        "salinan|permintaan ..1 dipa|dokumen|rka|anggaran|renja",
        "public information",
        "lelang",
    ),
    "magang, penelitian, atau kunjungan": (
        "magang|pkl|prakerin|internship|skripsi|tesis|disertasi|mbkm|kkn|praktikum|mahasiswa|siswa"
        "|beasiswa|kuesioner|riset",
        "praktik|praktek kerja|industri",
        "izin|permohonan ..1 ~teliti|observasi|wawancara|survei",
        "~teliti|penelitian|kunjungan|wawancara|survei|survey|peminjaman",
    ),
    "ucapan": (
        "selamat ..1 atas|hari|tahun|ulang|kepada|idul|idulfitri|natal|datang|bertugas|purnatugas",
        "ucapan|apresiasi|penghargaan|thanks|thank|congratulations|salut|pujian|testimoni|mantap|lahir",
        "sesuai harapan",
        "terima kasih",
        "terimakasih",
    ),
    "buletin, iklan, atau penipuan": (
        "newsletter|buletin|digest|unsubscribe|hadiah|pemenang|pinjaman|lowongan|jackpot|slot|bitcoin"
        "|crypto|beneficiary|inheritance|lottery|seo|herbal|obat|tilang|voucher",
        "akun|account|password|webmail|mailbox ..4 dinonaktifkan|expired|suspended|kedaluwarsa|verify"
        "|verifikasi|expires",
        "verifikasi akun",
        "unpaid invoice",
        "paket anda",
        "backup report",
        "notifikasi|notification|tiket|ticket",
    ),
}

#: other letters: what they are → words of their text, each worth a point
SIGNS: dict[str, tuple[str, ...]] = {
    "undangan": (
        "mengundang|undangan|diundang|invite|invited|kehadiran|hadir|menghadiri|~undang",
        "pukul|wib|wita|wit",
        "tempat|zoom|aula|hotel|passcode|ruang|gedung ..1 rapat|serbaguna|contoh|pertemuan",
        "acara|agenda|narasumber|peserta|paparan|busana|seminar|rapat|webinar|workshop|pertemuan|kegiatan",
        "meeting id",
        "hari tanggal",
        "bimtek|peserta|mendaftar|finalis|lomba|daftar ulang",
        "ralat|ditunda|dibatalkan|digeser|pengganti ..3 undangan|rapat|tanggal|jadwal|acara",
        "diselenggarakan|dilaksanakan|menyelenggarakan|berlangsung|participation|registration",
    ),
    "permohonan layanan": (
        "mengajukan|ajukan|pengajuan|permohonan ..3 permohonan|~uji|kalibrasi|~sertifikasi|sertifikasi"
        "|perpanjangan|resertifikasi|verifikasi|jadwal|permintaan",
        "berapa|berapakah|brp ..3 biaya|harga|tarif|lama|gram|meter|hari|sampel|ongkos",
        "biaya|harga|tarif|biayanya ..3 berapa|brp",
        "penawaran|quotation|quote|estimasi ..1 harga|biaya|kalibrasi",
        "mohon|minta|tolong|bisa|dapat|boleh|mau|ingin ..2 info|informasi|arahan|penawaran|dijadwalkan"
        "|ditambahkan|dikirimkan|tanya|tahu|nomor|konfirmasi|jadwal|salinan|daftar",
        "mendaftarkan|mendaftar|~daftar|bermaksud|berminat|berencana|berkonsultasi|menyetujui|setuju"
        "|please quote",
        "mau|ingin|akan|hendak ..2 tanya|daftar|~uji|menguji|kalibrasi|mengantar|antar|mengambil|~uji"
        "|dikalibrasi|mengetahui",
        "apakah|apa ..4 bisa|perlu|dapat|bisakah|tetap|boleh|ada|menyelenggarakan|berkenan|sama",
        "syarat|persyaratan|syaratnya|kelengkapan|prosedur|formulir|terlampir daftar|dokumen|data|formulir",
        "sampai jam berapa",
        "terlampir|lampirkan|sampaikan|mengirim|kirimkan|berikut ..4 dokumen|kekurangan|po|formulir|akta"
        "|data|perbaikan|jawaban|nib|kelengkapan",
        "lead time",
        "kirim|serahkan|antar ..4 kurir|resi|besok|gantinya|resinya",
        "what would ..2 cost",
        "could|can you ..1 test|calibrate|quote|send|tell|provide",
        "mulai dari mana",
        "wajib sni",
        "apakah|bisa|bisakah|bolehkah ..5 bisa|memungkinkan|dibuatkan|dikalibrasi|diuji|wajib|lewat"
        "|perlu|penawarannya|sabtu|sni",
        "pertama kali ..3 menguji|mendaftar|kami|saya",
        "on site",
        "revisi|perubahan|ganti ..3 alamat|nama|merek|sertifikat",
        "jadwal ..3 oke|setuju|silakan|cocok",
        "telah|sudah kami terima lengkap",
        "bagaimana ..1 kalau|jika|prosedur|caranya|cara",
        "berapa lama|hari|jam ..2 biasanya|sampai|prosesnya|pengerjaan",
        "kapan ..2 bertemu|dimulai|kami ..1 kirim|antar|datang",
        "bisakah|bolehkah|apakah|bisa|mohon|minta ..4 salinan|salinannya|duplikat|keringanan|surat kuasa",
        "biayanya|biaya|syarat|syaratnya|prosedur ..3 apa|berapa|bagaimana|sama",
        "perlu|mohon disesuaikan|diperbarui|dijadwalkan|disiapkan",
        "formulir perubahan|permohonan|pendaftaran",
        "tahap selanjutnya|berikutnya",
        "kami|saya membatalkan|pindah|kirim",
        "pemegang|pemilik sppt|sertifikat",
        "mau tanya",
        "kira-kira|perkiraan ..2 selesai|waktu|kapan|waktunya",
        "besok|senin|selasa|rabu|kamis|jumat|sabtu|minggu ..4 ~ambil|~antar|kirim|~datang|~tunggu",
        "kami|saya tunggu|nantikan",
        "tidak ..1 buru-buru|keberatan|perlu|masalah|apa-apa",
    ),
    "penawaran": (
        "menawarkan|tawarkan|offer|menyediakan|tersedia|memperkenalkan|perkenalkan|melayani|menjajaki"
        "|spesialis",
        "diskon|promo|garansi|bergaransi|gratis|free|murah|nego|terbaik|stok|potongan|voucher|discount"
        "|khusus|terbatas",
        "distributor|supplier|penyedia|produk|marketing|sales|manufacturer|catalogue|katalog|brosur"
        "|brochure|portofolio ..1 resmi|kami|attached|terlampir|engineer|instansi",
        "company|proposal|brosur|portofolio|demo|presentasi|investasi|sponsor|survei profile|gratis|dan"
        "|terlampir|tanpa|rp|ada|spesifikasi",
        "company profile",
        "hubungi|kontak|telepon|wa ..2 kami|marketing|kami",
        "anda",
        "kerja sama",
        "tim|teknisi|mesin|aplikasi|produk|jasa|layanan kami",
        "kami ..1 siap|berpengalaman|membantu|mengurangi|menjamin|berizin|transporter|penyedia|distributor",
        "coba # hari|bulan",
        "best price|offer",
        "look forward",
        "paket|katalog|nego|mulai ..4 juta|rp|lampiran|acara",
        "memangkas|hemat|menghemat|efisien|solusi ..3 waktu|biaya|untuk|sampai",
        "premi|demo|konsultasi|pengecekan|solusi|ringan|bersaing|ongkir|investor|keuntungan|dijamin",
        "minta|jadwalkan|pesan|gabung|daftar demo|sekarang|dengan|hari",
        "in-house training",
    ),
    "tagihan atau pembayaran": (
        "invoice|faktur|kuitansi|kwitansi|slip|ntpn|billing|npwp|rekening|payment|credited|pencairan"
        "|saldo|piutang|termin",
        "bukti|konfirmasi|surat ..1 ~bayar|transfer|~setor",
        "~transfer|transfer|dibayar|melakukan ..2 ~bayar|ya|order",
        "jatuh tempo",
        "tagihan|langganan|periode|berlangganan",
        "melunasi|pelunasan|lunasi",
        "mohon ..3 kuitansi|kuitansinya|diproses|diterbitkan|dibuatkan",
    ),
    "surat dinas": (
        "edaran|dinas|monev|pelaporan|renstra|triwulan|semester|anggaran|bmn|spip|dipa|satker|lhp|asn|apbn",
        "unit|satuan kerja",
        "unit ..1 saudara|kami|masing-masing",
        "disampaikan|diketahui|diinformasikan|diberitahukan|dilaksanakan|dimaklumi",
        "seluruh|segenap|para|bagi ..1 pegawai|unit|satuan|karyawan|asn|wajib",
        "izin tidak|sakit|cuti|dinas",
        "cuti|piket|dokter|sakit|melahirkan|kenaikan|pensiun|honorarium|apel|mcu|lhkpn|rab|dianggarkan"
        "|gedung|poliklinik",
        "bagian umum|kepegawaian|keuangan",
        "draf|konsep|dinaikkan|koreksi ..3 jawaban|kepala|sebelum|kabalai",
        "kami|berikut sampaikan|laporan ..1 laporan|pengelolaan",
        "mengikuti sosialisasi|apel|rapat",
        "pegawai|pejabat|fungsional|inspektorat|gubernur|menteri|sekretaris|biro|kepegawaian|sekjen",
        "diminta|agar ..3 seluruh|satuan|setiap|menyampaikan|mengisi|segera|unit",
        "rekapitulasi|rekap|sebagai bahan|laporan",
        "dalam rangka",
        "kepada|para|agar|diminta ..3 admin|penghubung|mengusulkan|dilaksanakan|inventarisasi"
        "|dikumpulkan|dipasang",
        "papan pengumuman",
        "draf|laporan ..4 internal|diperiksa|manajer|sebelum",
        "nihil|biodata|skp|diklat|inaktif",
        "ditemukan|menemukan|mengambil ..6 pos|satpam|parkir",
        "surat ..1 tugas|keputusan|pernyataan",
        "tindak lanjut rekomendasi|lhp",
        "kerja|kegiatan|pencegahan|sosialisasi ..1 laporan|gratifikasi|pungli|pengendalian",
        "menindaklanjuti nota|surat dinas|edaran",
    ),
    "informasi publik (PPID)": (
        "informasi publik",
        "ppid|dikecualikan|register|ajudikasi",
        "keterbukaan informasi",
        "pemohon informasi",
        "permohonan|pemohon|salinan|memperoleh ..1 informasi|dipa|salinan|dokumen",
        "14|# ..2 2008",
        "public information",
        "badan publik",
        "komisi informasi",
    ),
    "magang, penelitian, atau kunjungan": (
        "mahasiswa|siswa|mahasiswi|dosen|kampus|sekolah|fakultas|universitas|smk|jurusan|undergraduate|prodi",
        "~teliti|penelitian|skripsi|tesis|riset|kuesioner|responden|tugas akhir|wawancara|kajian",
        "tugas akhir",
        "magang|pkl|prakerin|internship|bimbingan|pembimbing|praktikum",
        "kunjungan|rombongan|studi",
        "survei|survey|peneliti",
        "tim|sekolah|lomba|meminjam ..2 kami|robotika",
    ),
    "ucapan": (
        "mengucapkan selamat",
        "turut berduka|berbahagia|bangga|prihatin",
        "jempol|salut|mantap|keren|top",
        "idulfitri|natal|lebaran|lahir batin|alhamdulillah|terbantu|mantap|salut|jempol",
        "bintang lima|#",
        "maaf lahir",
        "mudah|cepat|bagus|baik|ramah|sabar sekali|ternyata|banget|menjelasan",
        "sesuai harapan",
        "tidak ada ..2 kritik|salah|saran|kekurangan",
        "pelayanan|petugas ..2 baik|sabar|ramah|bagus|cepat|memuaskan",
        "sampai bertemu|jumpa",
        "all good",
        "thank|thanks ..3 correcting|for|quick",
        "apresiasi|mengapresiasi|salut|memuaskan|puas|~puas|bangga|~jaya",
        "sangat|amat membantu|baik|ramah|cepat|memuaskan",
        "terima kasih ..4 sudah|telah|atas|lhu|kasih|layanan|bantuan",
        "tepat waktu",
        "sudah|telah ..3 ~terima ..2 baik|lengkap|tepat|selamat",
        "tidak ada ..3 ~keluh|masalah|kendala|komplain",
        "semua ..1 sudah|baik|lancar|bagus",
        "well done",
        "on time",
        "normal kembali|kembali",
        "kembali normal",
        "tuntas|beres|lancar|selesai dengan|baik",
    ),
    "buletin, iklan, atau penipuan": (
        "unsubscribe|berlangganan|newsletter|telegram|testimoni|gacor|deposit|bitcoin|agunan|bunga|usd",
        "klik|click|buka|open ..3 sini|tautan|here|below|link|attached|file|bawah|lampiran",
        "hadiah|pinjaman|pemenang|memenangkan|bonus|dana|funds|penghasilan",
        "anda",
        "kata|password|akun|account|verifikasi|kotak ..2 sandi|expires|akun|today|anda|surat|dalam",
        "bank details",
        "card number",
        "diblokir|mencurigakan|memulihkan|akses ..2 sementara|aktivitas|anda",
        "investor|investasi|keuntungan|ajaib|krim|gratis ongkir",
        "redaksi|edisi",
        "gangguan|pemeliharaan|maintenance ..2 jaringan|notice|server|area",
        "unavailable",
        "password",
        "pesan suara",
        "modal ..3 balik|untung|kembali",
        "bukan penipuan",
        "domain registration",
        "whatsapp|wa|telegram|balas kami|email|kami",
        "oleh sistem",
        "job|backup|otomatis|kapasitas|administrator|errors|warnings",
        "jangan membalas",
        "customers|pasien|testimoni",
        "keluhan nyeri|kesehatan|pasien",
        "traffic|rank|google|page",
        "daftar|pesan|hubungi|join sekarang|our|wa",
    ),
}
