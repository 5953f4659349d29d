"""Builders of what a mail may say: a full sample, of which a test names what matters."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.mail.options import options
from pipeline.mail.wording import Kantor, Pelanggan, Penerima, Perkara, View, Wordings
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice

TEMPLATES = Path(__file__).parents[2] / "letter_templates" / "mail"

POKJA = (
    ("pengujian", "Pokja Pengujian"),
    ("kalibrasi", "Pokja Kalibrasi"),
    ("sertifikasi", "Pokja Sertifikasi"),
    ("inspeksi", "Pokja Inspeksi dan Verifikasi"),
    ("jasa", "Pokja Konsultansi, Pelatihan dan RBPI"),
    ("layanan", "Pokja Layanan Pelanggan dan Kerja Sama (UPP)"),
    ("tu", "Subbagian Tata Usaha"),
)
CODE = "9TFW-3LHA-6BNE-V8PC-M4RD-K2XQ-77"
REPLY_TO = "pengaduan+9tfw3lha6bnev8pcm4rdk2xq77@balai.example"
DUE = "Senin, 23 November 2026 pukul 09.42 WIB"

#: notices that may carry a request's options: a reminder, a question back, a confirmation
ASKING_NOTICES = {
    Notice.KONFIRMASI: Ask.BATAL,
    Notice.TANYA_BALIK: Ask.DISPOSISI,
    Notice.PENGINGAT: Ask.KONSEP,
}


@cache
def wordings() -> Wordings:
    """The templates as they are shipped."""
    return Wordings({path.name: path.read_text() for path in TEMPLATES.glob("*.j2")})


def a_case(**changes: Any) -> Perkara:
    """A case that has come all the way."""
    case = Perkara(
        nomor="PGD-2026-0007",
        tag="K7QM-2XRD",
        agenda="123/SM/XI/2026",
        diterima="Senin, 23 November 2026 pukul 08.12 WIB",
        tahap="Disposisi",
        pelanggan=Pelanggan(
            nama="Manajer Mutu", perusahaan="PT Contoh Sejahtera", email="pelanggan@perusahaan.example"
        ),
        hal="Keluhan atas keterlambatan Laporan Hasil Uji",
        layanan="Pengujian",
        nomor_surat="012/CS/XI/2026",
        tanggal_surat="20 November 2026",
        ringkas="LHU atas contoh dengan nomor order 2026-1187 belum kami terima.",
        pokja="Pokja Pengujian",
        instruksi="Tindak lanjuti dan siapkan konsep surat jawaban.",
        sifat="Biasa",
        versi="2",
        nomor_keluar="B/45/BSKJI/BSPJI-Contoh/HM/XI/2026",
        tanggal_keluar="1 Desember 2026",
        penyebab="Alat uji menunggu kalibrasi ulang.",
        koreksi="Pengujian diselesaikan.",
        korektif="Jadwal kalibrasi dimajukan.",
        pencegahan="Status alat diperiksa setiap Senin.",
        jawaban="Laporan telah kami terbitkan.",
    )
    return replace(case, **changes)


def a_view(**changes: Any) -> View:
    """A mail about that case that asks nothing."""
    view = View(
        kantor=Kantor(
            balai="Balai Standardisasi dan Pelayanan Jasa Industri Contoh",
            singkat="BSPJI Contoh",
            surel="pengaduan@balai.example",
            telepon="(021) 000-0000",
            laman="www.balai.example",
            alamat="Jalan Industri Nomor 1, Contoh",
        ),
        penerima=Penerima(sapaan="Yth. Kepala Balai", jabatan="Kepala Balai"),
        perkara=a_case(),
        batas=DUE,
        kata="Mohon diperiksa kembali.",
        lampiran=("Form Pengaduan PGD-2026-0007.pdf",),
        alasan="Kami membaca dua Pokja dalam satu jawaban.",
    )
    return replace(view, **changes)


def a_request(ask: Ask, *, segel: bool = False, **changes: Any) -> View:
    """The same mail with the options of `ask`."""
    view = a_view(kode=CODE, **changes)
    view = replace(view, kantor=replace(view.kantor, segel=segel))
    subject = wordings().subject(f"minta_{ask}", view)
    offered = options(ask, reply_to=REPLY_TO, subject=subject, code=CODE, units=POKJA, segel=segel)
    return replace(view, pilihan=offered)


def every_mail() -> dict[str, View]:
    """Each template's name with a view that fits it; requests with their options."""
    asks = {f"minta_{ask}": a_request(ask) for ask in Ask}
    notices = {str(notice): a_view() for notice in Notice}
    asking = {str(notice): a_request(ask) for notice, ask in ASKING_NOTICES.items()}
    return {**asks, **notices, **asking}
