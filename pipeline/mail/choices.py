"""Every answer as it is offered: its word, what it does, what one tap writes, an example. A table.

Apart from the links because an office's words are data. To add an answer, add its row;
the examples and the prefilled lines are held by test to what replies are read as.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.sop.asks import Action

#: what a person fills in; the labels are those that the answer is read by
ANALYSIS_LABELS = ("Penyebab", "Koreksi", "Tindakan korektif", "Pencegahan", "Jawaban")
MINUTES_LABELS = (
    "Hari/tanggal",
    "Waktu",
    "Tempat",
    "Pimpinan",
    "Notulis",
    "Peserta",
    "Agenda",
    "Pembahasan",
    "Kesimpulan",
    "Tindak lanjut",
    "Efektif",
)
FORM_LABELS = (
    "Nama",
    "Perusahaan",
    "Jabatan",
    "Alamat",
    "Telepon",
    "Email",
    "Nomor surat",
    "Tanggal surat",
    "Hal",
    "Layanan",
    "Nomor order",
    "Uraian",
    "Kerugian",
    "Permintaan",
)
#: the instruction that a one-tap disposisi carries unless the Kepala writes his own
INSTRUKSI = "Tindak lanjuti dan siapkan konsep surat jawaban."


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: an answer and how it is offered. `{pokja}` and `{perkara}` stand for the case's own."""

    #: the word to type
    word: str
    #: what it does, in official Indonesian
    label: str
    #: lines of the prefilled answer
    body: tuple[str, ...]
    #: what a person might have written
    example: tuple[str, ...]
    #: what has to be added by hand, '' if one tap is enough
    note: str = ""
    #: a link cannot carry the file that this answer needs
    linked: bool = True


def _fields(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{label}: " for label in labels)


CHOICES: Mapping[Action, Choice] = {
    Action.PENGADUAN: Choice("PENGADUAN", "Daftarkan sebagai pengaduan", ("PENGADUAN",), ("PENGADUAN",)),
    Action.BUKAN: Choice("BUKAN", "Bukan pengaduan; tangani sebagai surat biasa", ("BUKAN",), ("BUKAN",)),
    Action.PERBAIKI: Choice(
        "PERBAIKI",
        "Perbaiki data surat ini",
        ("PERBAIKI", *_fields(FORM_LABELS)),
        ("PERBAIKI", "Perusahaan: PT Contoh Sejahtera", "Nomor surat: 012/CS/XI/2026"),
        "Isi hanya data yang perlu diperbaiki; yang dikosongkan tidak berubah.",
    ),
    Action.GABUNG: Choice(
        "GABUNG {perkara}",
        "Gabungkan dengan perkara yang sudah ada",
        ("GABUNG {perkara}",),
        ("GABUNG PGD-2026-0007",),
        "Periksa atau lengkapi nomor perkaranya.",
    ),
    Action.ABAIKAN: Choice("ABAIKAN", "Abaikan; tidak perlu tindak lanjut", ("ABAIKAN",), ("ABAIKAN",)),
    Action.DISPOSISI: Choice(
        "DISPOSISI: {pokja}",
        "Disposisi kepada {pokja}",
        ("DISPOSISI: {pokja}", f"Instruksi: {INSTRUKSI}"),
        ("DISPOSISI: {pokja}", "Instruksi: Teliti penyebabnya dan siapkan konsep jawaban.", "Sifat: segera"),
    ),
    Action.BUKAN_PENGADUAN: Choice(
        "BUKAN PENGADUAN",
        "Surat ini bukan pengaduan atas layanan Balai",
        ("BUKAN PENGADUAN", "Alasan: "),
        ("BUKAN PENGADUAN", "Alasan: surat ini permohonan pengujian."),
        "Sebutkan alasannya.",
    ),
    Action.TERLIBAT: Choice(
        "TERLIBAT",
        "Saya terlibat dalam kegiatan yang dikeluhkan; serahkan kepada penyetuju pengganti",
        ("TERLIBAT",),
        ("TERLIBAT",),
    ),
    Action.TERUSKAN: Choice(
        "TERUSKAN",
        "Bukan kewenangan Balai; teruskan dengan surat kepada instansi yang berwenang",
        ("TERUSKAN: ", "Alamat instansi: ", "Alasan: "),
        (
            "TERUSKAN: Dinas Lingkungan Hidup Kota Contoh",
            "Alamat instansi: Jalan Contoh Nomor 2, Kota Contoh",
            "Alasan: yang diadukan adalah izin pembuangan air limbah.",
        ),
        "Sebutkan instansi, alamat, dan alasannya; konsep surat penerusan kami kirim untuk disetujui.",
    ),
    Action.KONSEP: Choice(
        "KONSEP",
        "Kirim isian konsep surat jawaban",
        ("KONSEP", *_fields(ANALYSIS_LABELS)),
        (
            "KONSEP",
            "Penyebab: Alat uji menunggu kalibrasi ulang.",
            "Koreksi: Pengujian diselesaikan dan laporan diterbitkan.",
            "Tindakan korektif: Jadwal kalibrasi dimajukan.",
            "Pencegahan: Jadwal kalibrasi diperiksa setiap bulan.",
            "Jawaban: Laporan hasil uji telah kami terbitkan dan kami kirimkan.",
        ),
        "Untuk mengubah isi surat secara langsung, sunting konsep .docx yang kami kirim, lalu balas surel "
        "ini dan lampirkan berkasnya.",
    ),
    Action.PARAF: Choice("PARAF", "Bubuhkan paraf; diteruskan ke tahap berikutnya", ("PARAF",), ("PARAF",)),
    Action.ALIHKAN: Choice(
        "ALIHKAN",
        "Alihkan kepada Pokja lain",
        ("ALIHKAN: ", "Alasan: "),
        ("ALIHKAN: Pokja Kalibrasi", "Alasan: yang dikeluhkan adalah kalibrasi."),
        "Sebutkan Pokja tujuan dan alasannya.",
    ),
    Action.KOORDINASI: Choice(
        "KOORDINASI",
        "Minta pendapat Pokja atau pejabat lain",
        ("KOORDINASI: ", "Pertanyaan: "),
        ("KOORDINASI: Pokja Kalibrasi", "Pertanyaan: Kapan alat tersebut terakhir dikalibrasi?"),
        "Sebutkan kepada siapa dan apa yang ditanyakan.",
    ),
    Action.PENDAPAT: Choice(
        "PENDAPAT",
        "Kirim pendapat",
        ("PENDAPAT: ",),
        ("PENDAPAT: Alat tersebut terakhir dikalibrasi pada 12 Oktober 2026.",),
        "Tulis pendapat Bapak/Ibu; berkas pendukung dapat dilampirkan.",
    ),
    Action.TANYA: Choice(
        "TANYA",
        "Tanyakan kepada pelanggan; batas waktu berhenti sampai ia menjawab",
        ("TANYA: ",),
        ("TANYA: Mohon kirimkan foto label contoh uji.",),
        "Tulis pertanyaannya; pertanyaan itu dikirim kepada pelanggan.",
    ),
    Action.PERPANJANG: Choice(
        "PERPANJANG",
        "Mohon perpanjangan waktu kepada Kepala Balai",
        ("PERPANJANG", "Jumlah hari: ", "Alasan: "),
        ("PERPANJANG", "Jumlah hari: 3", "Alasan: menunggu hasil uji ulang."),
        "Sebutkan jumlah hari kerja dan alasannya.",
    ),
    Action.IZINKAN: Choice("IZINKAN", "Izinkan perpanjangan", ("IZINKAN",), ("IZINKAN",)),
    Action.TOLAK: Choice(
        "TOLAK",
        "Tolak perpanjangan",
        ("TOLAK", "Alasan: "),
        ("TOLAK", "Alasan: data sudah lengkap, mohon diselesaikan tepat waktu."),
        "Sebutkan alasannya.",
    ),
    Action.TUTUP: Choice(
        "TUTUP",
        "Tutup perkara; pengaduan dianggap dicabut dan pelanggan kami beri tahu",
        ("TUTUP",),
        ("TUTUP",),
    ),
    Action.LANJUTKAN: Choice(
        "LANJUTKAN",
        "Lanjutkan; pengaduan dijawab dengan keterangan yang sudah ada",
        ("LANJUTKAN",),
        ("LANJUTKAN",),
    ),
    Action.SETUJU: Choice("SETUJU", "Setujui; surat diberi nomor dan tanggal", ("SETUJU",), ("SETUJU",)),
    Action.REVISI: Choice(
        "REVISI",
        "Kembalikan untuk diperbaiki",
        ("REVISI: ",),
        ("REVISI: Mohon paragraf kedua dipersingkat.",),
        "Tulis apa yang perlu diperbaiki.",
    ),
    Action.TERTANDA: Choice(
        "TERTANDA",
        "Kirim surat yang sudah ditandatangani",
        ("TERTANDA",),
        ("TERTANDA",),
        "Balas surel ini dan lampirkan PDF yang sudah ditandatangani.",
        linked=False,
    ),
    Action.KIRIM: Choice("KIRIM", "Kirim surat ini kepada pelanggan", ("KIRIM",), ("KIRIM",)),
    Action.TERKIRIM: Choice(
        "TERKIRIM",
        "Surat sudah disampaikan dengan cara lain",
        ("TERKIRIM: ",),
        ("TERKIRIM: diambil langsung oleh pelanggan pada 23 November 2026.",),
        "Tulis cara dan tanggalnya, dan lampirkan buktinya (tanda terima atau resi).",
    ),
    Action.KIRIM_ULANG: Choice(
        "KIRIM ULANG",
        "Surel belum sampai; kirim sekali lagi, isi yang sama",
        ("KIRIM ULANG",),
        ("KIRIM ULANG",),
    ),
    Action.SUDAH_TERKIRIM: Choice(
        "SUDAH TERKIRIM",
        "Surel sudah diterima pelanggan; jangan dikirim lagi",
        ("SUDAH TERKIRIM",),
        ("SUDAH TERKIRIM",),
    ),
    Action.NOTULEN: Choice(
        "NOTULEN",
        "Kirim isian notulen",
        ("NOTULEN", *_fields(MINUTES_LABELS)),
        (
            "NOTULEN",
            "Hari/tanggal: Selasa, 24 November 2026",
            "Waktu: 09.00-10.00",
            "Tempat: Ruang rapat Balai",
            "Pimpinan: Ketua Pokja Pengujian",
            "Notulis: Staf Pokja Pengujian",
            "Peserta: Pokja Pengujian, Subbagian Tata Usaha",
            "Agenda: Sosialisasi tindakan perbaikan",
            "Pembahasan: Jadwal kalibrasi yang baru dijelaskan.",
            "Kesimpulan: Jadwal yang baru diterapkan.",
            "Tindak lanjut: Jadwal diperiksa, oleh Pokja Pengujian, paling lambat 30 November 2026",
            "Efektif: ya",
        ),
        "Tulis setiap tindak lanjut pada baris sendiri: tindakannya, oleh siapa, dan paling lambat tanggal "
        "berapa. Efektif diisi ya, tidak, atau belum dapat dinilai. Notulen dalam bentuk berkas dan daftar "
        "hadir dapat dilampirkan dengan membalas surel ini.",
    ),
    Action.TERIMA: Choice("TERIMA", "Terima notulen; perkara ditutup", ("TERIMA",), ("TERIMA",)),
    Action.BUKA_KEMBALI: Choice(
        "BUKA KEMBALI",
        "Tindakan belum cukup; buka kembali tindak lanjut",
        ("BUKA KEMBALI: ",),
        ("BUKA KEMBALI: jadwal yang baru belum diterapkan.",),
        "Tulis apa yang masih kurang.",
    ),
    Action.EFEKTIF: Choice(
        "EFEKTIF",
        "Tindakan masih efektif",
        ("EFEKTIF: ",),
        ("EFEKTIF: tidak ada keluhan serupa sejak tindakan diterapkan.",),
        "Sebutkan apa dasarnya; bukti dapat dilampirkan.",
    ),
    Action.TIDAK_EFEKTIF: Choice(
        "TIDAK EFEKTIF",
        "Tindakan tidak efektif; perkara dibuka kembali untuk perbaikan",
        ("TIDAK EFEKTIF: ",),
        ("TIDAK EFEKTIF: keterlambatan yang sama terjadi lagi dua kali.",),
        "Sebutkan apa yang terjadi; bukti dapat dilampirkan.",
    ),
    Action.BELUM_DINILAI: Choice(
        "BELUM DAPAT DINILAI",
        "Keefektifan belum dapat dinilai",
        ("BELUM DAPAT DINILAI: ",),
        ("BELUM DAPAT DINILAI: layanan itu belum berjalan lagi.",),
        "Sebutkan alasannya.",
    ),
    Action.ARSIP: Choice("ARSIP", "Simpan dalam berkas perkara", ("ARSIP",), ("ARSIP",)),
    Action.KEBERATAN: Choice(
        "KEBERATAN", "Daftarkan sebagai keberatan (perkara baru yang terkait)", ("KEBERATAN",), ("KEBERATAN",)
    ),
    Action.BARU: Choice("BARU", "Daftarkan sebagai perkara baru", ("BARU",), ("BARU",)),
    Action.BATAL: Choice("BATAL", "Batalkan jawaban tadi", ("BATAL",), ("BATAL",)),
}
