"""The words of letters that are no complaint: what they are, by their subject and by their text.

Apart from the words of complaint so that an office can add a kind of letter that it gets often.
"""

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
