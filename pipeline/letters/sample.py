"""An invented case and meeting, each in its plainest and its fullest form, for whoever tries a template.

Apart because the operator's checks, the previews and the tests of the letters all fill the same two
cases in: what holds for both holds for what lies between them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from pipeline.letters.letter_case import Complaint, FollowUp, LetterCase, Minutes, Office, Signer
from pipeline.letters.report_values import laporan_values, penerusan_values, pengantar_values
from pipeline.letters.sample_report import sample_values
from pipeline.letters.shared_values import Values
from pipeline.letters.values import balasan_values, disposisi_values, form_values, notulen_values

KEPALA = Signer(jabatan="Kepala Balai", nama="Kepala Balai Contoh", nip="000000000000000000")
KETUA = Signer(jabatan="Ketua Pokja Pengujian", nama="Ketua Pokja Pengujian")
POKJA = ("Pokja Pengujian", "Pokja Kalibrasi", "Subbagian Tata Usaha")

#: Monday 23 November 2026, 08.15 WIB
MONDAY = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)

PLAIN = LetterCase(
    number="PGD-2026-0007",
    agenda_number="12/2026",
    received_at=MONDAY,
    complaint=Complaint(email="pelanggan@perusahaan.example", uraian="LHU belum kami terima."),
    pokja=POKJA,
)

CAUSE = (
    "Berdasarkan penelusuran, keterlambatan penerbitan Laporan Hasil Uji terjadi karena alat uji rusak pada "
    "2 November 2026 dan suku cadang baru tersedia sepuluh hari kerja kemudian."
)
FULL = replace(
    PLAIN,
    complaint=Complaint(
        nama="Bagian Mutu",
        perusahaan='PT Contoh & Rekan "Suku Cadang" <Tbk>',
        jabatan="Manajer Pengendalian Mutu",
        alamat="Kawasan Industri Contoh Blok A-1\nKabupaten Contoh 12345",
        telepon="(021) 555 0000",
        email="pelanggan@perusahaan.example",
        nomor_surat="045/QC/PT-CR/XI/2026",
        tanggal_surat="2026-11-20",
        hal="Keluhan atas keterlambatan LHU",
        layanan="Pengujian",
        rujukan=("LHU-2026-00123", "SPJPT/2026/0456"),
        uraian=f"{CAUSE}\n\n{CAUSE}",
        kerugian="Denda dari pembeli.",
        permintaan="LHU diterbitkan.",
        lampiran=("Bukti pembayaran.pdf", "Foto contoh uji.jpg"),
    ),
    diteruskan=("Pokja Pengujian",),
    instruksi="Tindak lanjuti dan siapkan konsep jawaban sebelum Jumat.",
    disposed_at=MONDAY,
    disposer=KEPALA,
    penyebab=f"{CAUSE}\n\n{CAUSE}",
    koreksi="LHU telah diterbitkan.",
    korektif=CAUSE,
    pencegahan="Suku cadang kritis disediakan.",
    jawaban=f"Kami mohon maaf atas ketidaknyamanan yang Saudara alami.\n\n{CAUSE}\n\n{CAUSE}\n\n{CAUSE}",
    tembusan=("Kepala BSKJI", "Manajer Mutu"),
    version=2,
    penerusan="Kepala Dinas Lingkungan Hidup Kabupaten Contoh\nJalan Contoh Nomor 2\nKabupaten Contoh 12345",
    alasan="Pengelolaan air limbah di kawasan industri merupakan kewenangan pemerintah daerah.",
    lampiran=2,
    letter_number="B/12/BSKJI/BSPJI-Contoh/HM/XI/2026",
    letter_date=date(2026, 11, 24),
    signer=KEPALA,
    evaluated_on=date(2026, 11, 30),
    efektif=True,
    closed_on=date(2026, 12, 1),
)

MEETING = Minutes(
    starts_at=datetime(2026, 11, 30, 2, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 30, 4, 0, tzinfo=UTC),
    tempat="Ruang rapat",
    pimpinan=KETUA,
    notulis=Signer(jabatan="Penguji Mutu Barang", nama="Notulis Rapat"),
    peserta=("Ketua Pokja Pengujian", "Manajer Mutu"),
    agenda="Evaluasi tindakan korektif",
    uraian=CAUSE,
    efektif=True,
    kesimpulan="Tindakan korektif dinyatakan efektif.",
    tindak_lanjut=(FollowUp("Revisi instruksi kerja", "Pokja Pengujian", "2026-12-15"),),
)

#: template → its values; a letter without a meeting takes none of it
VALUES: Mapping[str, Callable[[Office, LetterCase, Minutes], Values]] = {
    "form_pengaduan": lambda office, case, _: form_values(office, case),
    "lembar_disposisi": lambda office, case, _: disposisi_values(office, case),
    "surat_balasan": lambda office, case, _: balasan_values(office, case),
    "notulen": notulen_values,
    "nota_pengantar": lambda office, case, _: pengantar_values(office, case, KETUA, MONDAY),
    "laporan_evaluasi": lambda office, case, held: laporan_values(office, case, held, held.starts_at),
    "surat_penerusan": lambda office, case, _: penerusan_values(office, case),
    # It is about no case: the fuller one stands for a busy month, the plain one for an empty one.
    "laporan_berkala": lambda office, case, _: sample_values(office, busy=case.version > 0),
}
