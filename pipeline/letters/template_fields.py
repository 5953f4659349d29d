"""What the fields of the Word templates mean, in the words of whoever edits them.

Apart from the values because this is for people: the list in `letter_templates/README.md` is made of it,
and a test holds it against the values that the code gives.
"""

from collections.abc import Mapping, Sequence

#: names of fields, then what they hold
Row = tuple[str, str]

#: what every template may say
LETTERHEAD: Sequence[Row] = (
    ("kementerian badan balai", "nama instansi pada kop"),
    ("kantor_alamat kantor_telepon kantor_laman kantor_surel", "alamat pada kop"),
    ("kota", "kota sebelum tanggal surat, boleh kosong"),
    ("logo", "gambar logo (tidak ditulis sebagai isian)"),
    ("sapaan", "sapaan kepada pelanggan, mis. Saudara"),
)

#: what every letter about a case may say
CASE: Sequence[Row] = (
    ("nomor_pengaduan nomor_agenda", "PGD-2026-0007, dan nomor agenda surat masuk"),
    ("nama perusahaan jabatan_pelanggan alamat telepon email", "pelanggan"),
    ("nomor_surat tanggal_surat hal_surat", "surat pelanggan"),
    ("layanan rujukan", "jenis layanan; nomor order, LHU, atau sertifikat"),
    ("uraian kerugian permintaan", "isi pengaduan"),
    ("periksa", "isian yang belum dipastikan, dalam satu baris; kosong bila tidak ada"),
)

#: template → what it alone may say
OF_LETTER: Mapping[str, Sequence[Row]] = {
    "surat_balasan": (
        ("sifat", "sifat surat, mis. Biasa"),
        ("lampiran", "mis. 2 (dua) berkas; kosong bila tidak ada, barisnya lalu hilang"),
        ("yth", "baris-baris alamat tujuan"),
        (
            "rujukan_surat",
            "surat Saudara nomor … tanggal … hal …, atau pengaduan Saudara yang kami terima …",
        ),
        ("jawaban", "paragraf-paragraf jawaban"),
        ("hasil", "penyebab dan tindakan yang diberikan: `nomor`, `judul`, `isi` (paragraf-paragraf)"),
        ("tembusan", "`nomor`, `nama`; kosong bila tidak ada"),
    ),
    "lembar_disposisi": (
        ("tanggal_terima", "hari, tanggal, dan jam diterima"),
        ("dari isi_ringkas", "pengirim; hal surat atau paragraf pertamanya"),
        ("sifat urgensi", "daftar pilihan"),
        ("pokja isi_disposisi", "daftar pilihan: penerima dan perintah"),
        ("catatan", "kata-kata Kepala Balai seutuhnya"),
        ("tembusan", "`nomor`, `nama`"),
        ("tanggal_disposisi jabatan_disposisi nama_disposisi", "kotak paraf"),
    ),
    "form_pengaduan": (
        ("tanggal_terima jam_terima penerima", "penerimaan"),
        ("kanal rahasiakan jenis kategori tingkat efektif", "daftar pilihan"),
        ("lampiran_bukti", "nama berkas yang menyertai surat pelanggan"),
        ("pelaksana", "Pokja yang menangani"),
        ("penyebab koreksi korektif pencegahan", "hasil investigasi dan tindakan"),
        ("nomor_balasan tanggal_balasan penanda_balasan", "surat balasan"),
        ("penyampaian bukti", "cara dan bukti penyampaian"),
        ("tanggal_evaluasi evaluasi", "verifikasi keefektifan"),
        ("tanggapan tanggal_selesai", "tanggapan pelanggan dan penutupan"),
    ),
    "notulen": (
        ("rapat hari_tanggal waktu tempat", "rapat"),
        ("pimpinan_nama pimpinan_jabatan notulis_nama notulis_jabatan", "pimpinan dan notulis"),
        ("peserta", "`nomor`, `nama`"),
        ("hadir", "baris daftar hadir: `nomor`, `nama` (sekurang-kurangnya enam baris)"),
        ("agenda uraian_rapat kesimpulan", "paragraf-paragraf"),
        ("efektif", "daftar pilihan"),
        ("tindak_lanjut", "`nomor`, `tindakan`, `pic`, `tenggat`"),
    ),
    "nota_pengantar": (
        ("kepada dari tanggal_nota", "penyetuju, Ketua Pokja, dan tanggal nota"),
        ("lampiran", "1 (satu) berkas: konsep surat"),
        ("versi", "versi konsep yang diparaf"),
        ("banding", "benar bila perkara ini banding"),
        ("rujukan_surat", "surat pelanggan dalam satu frasa, dengan namanya"),
        ("hasil", "penyebab dan tindakan: `nomor`, `judul`, `isi` (paragraf-paragraf)"),
        ("waktu_paraf pemaraf", "kapan dan oleh siapa konsep diparaf"),
    ),
    "laporan_evaluasi": (
        ("tanggal_laporan", "tanggal laporan"),
        ("rujukan_surat", "surat pelanggan dalam satu frasa, dengan namanya"),
        ("pelaksana", "Pokja yang menangani"),
        ("nomor_balasan tanggal_balasan", "surat balasan"),
        ("hasil", "penyebab dan tindakan: `nomor`, `judul`, `isi` (paragraf-paragraf)"),
        ("hari_rapat", "tanggal rapat evaluasi"),
        ("pembahasan simpulan", "paragraf-paragraf"),
        ("efektif", "daftar pilihan"),
        ("saran", "`nomor`, `tindakan`, `tenggat`"),
        ("pelapor_jabatan pelapor_nama", "pelapor"),
    ),
    "surat_penerusan": (
        ("sifat lampiran", "seperti pada surat balasan"),
        ("yth", "baris-baris alamat instansi yang berwenang"),
        ("rujukan_surat", "surat pelanggan dalam satu frasa, dengan namanya"),
        ("alasan", "paragraf-paragraf: mengapa pengaduan ini bukan kewenangan Balai"),
        ("tembusan", "`nomor`, `nama`; yang pertama pelanggan"),
    ),
    "laporan_berkala": (
        ("judul_periode tanggal_laporan keadaan", "masa laporan, tanggal dibuat, dan saat keadaannya"),
        ("sementara", "benar bila masa laporan belum berakhir"),
        ("angka", "empat angka pokok: `nilai`, `judul`"),
        ("ringkasan", "paragraf-paragraf"),
        (
            "kalimat_masuk kalimat_tahap kalimat_penyebab kalimat_efektif kalimat_puas kalimat_umur",
            "kalimat yang menjelaskan grafiknya",
        ),
        ("kalimat_terlambat", "kalimat sebelum tabel tahap yang terlambat"),
        (
            "grafik_masuk grafik_tahap grafik_penyebab grafik_efektif grafik_puas grafik_umur",
            "grafik; gambar dengan nama itu diganti dan lebarnya tetap. Kosong bila tidak ada isinya",
        ),
        ("pokja", "`nama`, `masuk`, `dijawab`, `terlambat`, `berjalan`"),
        ("tahap", "`nama`, `mutu`, `selesai`, `tepat`, `median`, `terlama`, `menunggak`"),
        ("batas", "`nama`, `dalam`, `lewat`, `berjalan`"),
        ("terlambat", "`perkara`, `tahap`, `pemegang`, `batas`, `selesai`, `telat`, `alasan`"),
    ),
}


#: the templates that are about no case
APART = frozenset({"laporan_berkala"})


def fields_of(name: str) -> set[str]:
    """The fields that a template may use. Raises KeyError for no letter's name."""
    common = LETTERHEAD if name in APART else (*LETTERHEAD, *CASE)
    return {each for names, _ in (*common, *OF_LETTER[name]) for each in names.split()}
