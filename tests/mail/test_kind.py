"""What a mail is: complaints found among all the other mail, and the reason kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.kind import Evidence, Kind, Verdict, classify

COMPLAINTS = [
    ("Keluhan atas keterlambatan penerbitan Laporan Hasil Uji", "Dengan hormat, surat kami terlampir."),
    ("Pengaduan pelayanan pengujian contoh air limbah", "Mohon ditindaklanjuti."),
    ("Keberatan atas hasil uji parameter kadar abu", "Nilai pada halaman 2 kami ragukan."),
    ("Layanan kalibrasi", "Bersama ini kami menyampaikan keluhan terkait layanan kalibrasi timbangan."),
    ("LHU", "Sampai surat ini kami tulis, LHU nomor order 12 belum kami terima. Mohon penjelasan."),
    (
        "Hasil uji",
        "Hasil uji berbeda jauh dengan laboratorium lain. Kami memohon uji ulang atas arsip contoh.",
    ),
    ("Sertifikat", "Ada kesalahan penulisan nama perusahaan pada sertifikat kalibrasi. Mohon diganti."),
    (
        "Alat",
        "Alat kami dikembalikan petugas dalam keadaan tergores dan layar tidak menyala. Mohon tindak lanjut.",
    ),
    ("billing", "Kode billing sudah kedaluwarsa ketika hendak kami bayar, mohon diterbitkan kembali."),
    ("Sikap petugas", "Kami kecewa dengan sikap petugas pengambil contoh yang datang tanpa surat tugas."),
    ("tanya", "Pak, ini sudah lewat sebulan kok sertifikatnya belum jadi juga ya, mohon dicek"),
    ("Complaint on test report", "We have not received the test report. Please reply."),
    ("Calibration", "We are very disappointed with the calibration of our balance."),
    ("Tarif", "Biaya yang ditagihkan tidak sesuai dengan tarif PNBP. Mohon klarifikasi."),
    ("Surat kami", "Sampai hari ini Balai belum menjawab keluhan kami."),
    ("Surat kami", "Balai tidak menanggapi pengaduan kami bulan lalu."),
    ("Tanggapan atas surat Saudara", "Surat balasan tidak menjawab keluhan kami."),
    ("", "layanannya parah, 2 bln sertifikat ga jadi2, tiap ditelp dilempar2 terus"),
    ("Fwd: surat", "Diteruskan.\n\nPerihal: Pengaduan keterlambatan sertifikat"),
]

OTHERS = [
    (
        "Undangan sosialisasi penanganan pengaduan",
        "Hari/tanggal: Senin. Pukul 09.00. Tempat: aula. Hadir ya.",
    ),
    (
        "Undangan Rapat Koordinasi Pengelolaan Pengaduan",
        "Mengharap kehadiran Saudara pada rapat pengelolaan pengaduan.",
    ),
    ("Rekapitulasi pengaduan triwulan III", "Bersama ini disampaikan rekapitulasi pengaduan triwulan III."),
    (
        "Permohonan pengujian contoh kertas",
        "Kami mengajukan permohonan pengujian, jumlah contoh 3. Mohon biaya.",
    ),
    ("Permintaan penawaran harga kalibrasi", "Mohon estimasi biaya kalibrasi 5 timbangan."),
    ("Penawaran alat laboratorium", "Kami menawarkan produk kami dengan diskon 20 persen."),
    ("Invoice 123", "Terlampir faktur bulan ini."),
    ("Bukti transfer pengujian", "Terlampir bukti transfer untuk pengujian."),
    ("Surat edaran hari libur", "Terlampir surat edaran."),
    ("Keberatan informasi", "Mengajukan keberatan atas permohonan informasi publik sesuai UU 14 tahun 2008."),
    ("Izin penelitian", "Mahasiswa kami meneliti penanganan keluhan pelanggan, mohon izin."),
    ("Tanya", "Selamat siang, mohon maaf mengganggu, kami ingin menanyakan biaya uji kadar air."),
    ("Apresiasi", "Terima kasih telah menanggapi keluhan kami dengan cepat."),
    ("Permohonan magang", "Siswa kami ingin magang di laboratorium."),
    ("Apresiasi", "Terima kasih, kami puas dengan layanan kalibrasi dan kami tidak ada keluhan."),
    ("Undangan webinar gratifikasi", "Zoom, pukul 09.00."),
    ("Sosialisasi", "Kami mengundang Saudara. Hari/tanggal: Senin. Pukul 10.00. Tempat: aula."),
]

REPORTS = [
    ("Pungli di loket", "Petugas meminta imbalan agar sampel kami didahulukan."),
    ("Laporan", "Kami melaporkan dugaan gratifikasi dan penyalahgunaan wewenang oleh petugas."),
    ("pengaduan", "Ada petugas yang minta uang rokok, kami anggap pungutan liar."),
]


def verdict(subject: str = "", own: str = "", evidence: Evidence | None = None, **more: object) -> Verdict:
    """The verdict on a mail of which a test names only what matters."""
    facts = Facts(subject=subject, own=own, text=own, **more)  # type: ignore[arg-type]
    return classify(facts, evidence or Evidence())


@pytest.mark.parametrize(("subject", "own"), COMPLAINTS)
def test_a_complaint_is_found_in_subject_or_text(subject: str, own: str) -> None:
    found = verdict(subject, own)

    assert found.kind is Kind.PENGADUAN, found


@pytest.mark.parametrize(("subject", "own"), OTHERS)
def test_other_letters_are_no_complaint(subject: str, own: str) -> None:
    found = verdict(subject, own)

    assert found.kind is Kind.LAIN, found


@pytest.mark.parametrize(("subject", "own"), REPORTS)
def test_an_integrity_report_goes_before_the_complaint(subject: str, own: str) -> None:
    found = verdict(subject, own)

    assert found.kind is Kind.WBS


@pytest.mark.parametrize(
    "own",
    [
        "Kami tidak ada keluhan.",
        "Kami tidak keberatan dengan jadwal itu.",
        "Layanan Pengaduan: 021-0000000",
        "Apabila ada keluhan silakan hubungi kami.",
        "Salah satu petugas kami akan datang, mohon disambut.",
        "Kami tidak memberi suap.",
    ],
)
def test_words_that_only_sound_like_a_complaint_make_none(own: str) -> None:
    found = verdict("Informasi", own)

    assert found.kind in {Kind.RAGU, Kind.LAIN}


def test_an_appeal_is_marked() -> None:
    own = "Kami mengajukan banding atas keputusan pembekuan SPPT SNI."
    found = verdict("Banding", own)

    assert (found.kind, found.banding) == (Kind.PENGADUAN, True)


@pytest.mark.parametrize(
    ("said", "banding"),
    [
        ("Kami mohon keberatan ini ditinjau oleh pihak yang tidak terlibat.", True),
        ("Mohon hasilnya ditelaah kembali oleh personel yang tidak ikut dalam pengujian tersebut.", True),
        ("Kami meminta peninjauan oleh tim independen.", True),
        ("Mohon petugas lain, yaitu pihak yang tidak terlibat, meninjau hasil itu.", True),
        ("Please have it reviewed by persons who were not involved in the test.", True),
        ("Mohon penjelasan tertulis.", False),
        ("Petugas yang tidak terlibat pun tahu bahwa hasilnya keliru.", False),
        ("Contoh sudah kami periksa, dan tim kami tidak terlibat dalam pengambilannya.", False),
        ("Mohon dilakukan uji ulang atas arsip contoh.", False),
    ],
)
def test_an_objection_is_an_appeal_where_it_asks_for_uninvolved_reviewers(said: str, banding: bool) -> None:
    found = verdict("Keberatan atas hasil uji", f"Kami keberatan atas hasil uji kadar abu. {said}")

    assert (found.kind, found.banding) == (Kind.PENGADUAN, banding)


def test_who_asks_for_uninvolved_reviewers_and_objects_to_nothing_appeals_against_nothing() -> None:
    found = verdict(
        "Keluhan keterlambatan LHU", "LHU belum kami terima. Mohon ditinjau oleh pihak yang tidak terlibat."
    )

    assert (found.kind, found.banding) == (Kind.PENGADUAN, False)


def test_a_comparison_between_laboratories_is_no_appeal() -> None:
    found = verdict(
        "Uji banding antarlaboratorium", "Kami menyampaikan keluhan atas keputusan jadwal uji banding."
    )

    assert found.banding is False


def test_a_complaint_under_the_subject_of_another_letter_is_unsure() -> None:
    found = verdict("Permohonan kalibrasi", "Kami kecewa, kalibrasi yang lalu terlambat.")

    assert found.kind is Kind.RAGU
    assert "permohonan layanan" in found.reason


@pytest.mark.parametrize(
    "own",
    [
        "Dengan ini kami mencabut pengaduan kami mengenai keterlambatan LHU, karena sudah selesai.",
        "Kami menarik kembali komplain kami kemarin, ternyata kami yang keliru.",
        "We wish to withdraw our complaint about the delayed report.",
    ],
)
def test_whoever_takes_a_complaint_back_makes_no_new_one(own: str) -> None:
    found = verdict("Pengaduan kami", own)

    assert found.kind is Kind.RAGU
    assert "pencabutan pengaduan" in found.reason


@pytest.mark.parametrize(
    "own",
    [
        "Kami tidak akan mencabut pengaduan kami: LHU belum terbit.",
        "Kami keberatan atas pencabutan sertifikat SNI kami, dan mengajukan pengaduan.",
    ],
)
def test_whoever_takes_back_nothing_complains(own: str) -> None:
    assert verdict("Pengaduan kami", own).kind is Kind.PENGADUAN


def test_a_complaint_that_came_in_bulk_is_unsure() -> None:
    found = verdict("Keluhan", "Kami mengeluh.", headers={"list-id": ("<milis.example>",)})

    assert found.kind is Kind.RAGU


def test_a_newsletter_is_another_letter() -> None:
    found = verdict("Kabar minggu ini", "Berita.", headers={"list-unsubscribe": ("<https://milis.example>",)})

    assert found.kind is Kind.LAIN


def test_words_in_an_attachment_count() -> None:
    scan = Attachment(
        name="surat.pdf", media_type="application/pdf", sha256="a", size=1, text="Hal: Pengaduan LHU"
    )
    found = verdict("Surat", "Terlampir.", attachments=(scan,))

    assert found.kind is Kind.PENGADUAN


def test_words_in_the_quotation_do_not_count() -> None:
    facts = Facts(subject="Jadwal", own="Kami datang besok.", text="Kami datang besok.\n> pengaduan Saudara")
    found = classify(facts, Evidence())

    assert found.kind is Kind.RAGU


def test_a_mail_without_readable_text_is_unsure() -> None:
    found = verdict("", "")

    assert found.kind is Kind.RAGU
    assert "tidak memuat teks" in found.reason


COMPLAINT = ("Pengaduan keterlambatan LHU", "Mohon ditindaklanjuti.")


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (Evidence(ours=True, token=True), Kind.SENDIRI),
        (Evidence(token=True, tag=True), Kind.BALASAN),
        (Evidence(office=True, tag=True), Kind.BALASAN),
        (Evidence(office=True, thread=True), Kind.BALASAN),
        (Evidence(customer=True, tag=True), Kind.SUSULAN),
        (Evidence(tag=True), Kind.SUSULAN),
        (Evidence(thread=True), Kind.SUSULAN),
        (Evidence(office=True), Kind.PENGADUAN),
    ],
)
def test_what_the_register_knows_goes_before_words(evidence: Evidence, kind: Kind) -> None:
    found = verdict(*COMPLAINT, evidence=evidence)

    assert found.kind is kind


def test_a_bounce_is_known_by_its_failed_recipients() -> None:
    found = verdict(*COMPLAINT, bounced=(("pelanggan@perusahaan.example", "5.1.1"),))

    assert found.kind is Kind.PANTULAN


def test_an_out_of_office_notice_on_a_request_is_no_staff_reply() -> None:
    found = verdict(
        "Balasan otomatis: Mohon disposisi",
        "Saya sedang cuti.",
        evidence=Evidence(token=True, office=True),
        headers={"auto-submitted": ("auto-replied",)},
    )

    assert found.kind is Kind.OTOMATIS


def test_a_complaint_that_a_machine_forwarded_is_a_complaint() -> None:
    found = verdict(*COMPLAINT, headers={"auto-submitted": ("auto-generated",)})

    assert found.kind is Kind.PENGADUAN


@given(subject=st.text(max_size=80), own=st.text(max_size=400))
@settings(deadline=None)
def test_any_mail_gets_a_verdict_with_a_reason(subject: str, own: str) -> None:
    found = verdict(subject, own)

    assert found.reason.endswith(".")
    assert 0 <= found.confidence <= 1
