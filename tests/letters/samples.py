"""A sample office, case and meeting, each in its plainest and its fullest form."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.letters.letter_case import Complaint, FollowUp, LetterCase, Minutes, Office, Signer
from pipeline.letters.render import render
from pipeline.letters.values import (
    Values,
    balasan_values,
    disposisi_values,
    form_values,
    notulen_values,
)

TEMPLATES = Path(__file__).parents[2] / "letter_templates"

OFFICE = Office(
    kementerian="Kementerian Perindustrian",
    badan="Badan Standardisasi dan Kebijakan Jasa Industri",
    balai="Balai Standardisasi dan Pelayanan Jasa Industri Contoh",
    alamat="Jalan Contoh Nomor 1, Kota Contoh 10000",
    telepon="(021) 000000",
    laman="www.balai.example",
    surel="tu@balai.example",
    kota="Kota Contoh",
)
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


def template(name: str) -> bytes:
    """A shipped template."""
    return (TEMPLATES / f"{name}.docx").read_bytes()


def values(name: str, case: LetterCase = FULL, minutes: Minutes = MEETING) -> Values:
    """The values of the template `name`."""
    makers: dict[str, Any] = {
        "form_pengaduan": form_values,
        "lembar_disposisi": disposisi_values,
        "surat_balasan": balasan_values,
    }
    return makers[name](OFFICE, case) if name in makers else notulen_values(OFFICE, case, minutes)


def letter(name: str = "surat_balasan", case: LetterCase = FULL) -> bytes:
    """A rendered letter."""
    return render(template(name), values(name, case))


NAMES = ("form_pengaduan", "lembar_disposisi", "surat_balasan", "notulen")
