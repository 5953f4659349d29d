"""Step 1 on real servers: which mail becomes a case, and who decides where nobody can tell."""

from pipeline.demo.replies import File
from tests.way.configuration import ADDRESS
from tests.way.office import Office

UNSURE = "Selamat pagi, kami ingin membicarakan sesuatu dengan Bapak/Ibu. Terima kasih."
PAPER = """SURAT MASUK
Nama: Kepala Bagian Mutu
Perusahaan: PT Kertas Contoh
Alamat: Jalan Contoh Nomor 9, Kota Contoh
Nomor surat: 77/KC/XI/2026
Hal: Keluhan hasil kalibrasi
Uraian: Sertifikat kalibrasi salah mencantumkan nomor seri."""


def test_a_complaint_is_registered_and_marked_but_left_unseen_in_its_place(office: Office) -> None:
    customer = office.customer()
    subject = f"Keluhan atas LHU dari {customer.address}"

    customer.write(ADDRESS, subject, "Kami mengeluh: LHU belum kami terima. Mohon penjelasan.")
    office.work()
    office.work()

    assert office.matter(customer).state == "disposisi"
    assert customer.mails("telah kami terima")
    flags = office.flags(subject) or ""
    assert "$Diagenda" in flags
    assert "Seen" not in flags


def test_other_mail_stays_where_it_is_unseen_and_unmarked(office: Office) -> None:
    customer = office.customer()
    subject = f"Undangan rapat koordinasi {customer.address}"

    customer.write(ADDRESS, subject, "Mengundang Bapak/Ibu hadir pada rapat koordinasi. Terima kasih.")
    office.work()
    office.work()

    flags = office.flags(subject) or ""
    assert "FLAGS ()" in flags
    assert customer.inbox() == []
    (row,) = office.inbox_rows(customer.address)
    assert (row.state, row.kind, row.case_id) == ("selesai", "lain", None)


def test_an_unclear_mail_is_registered_when_tu_says_it_is_a_complaint(office: Office) -> None:
    customer = office.write_letter("Permohonan waktu", UNSURE)
    assert customer.inbox() == []

    office.tu.reply(office.tu.last("Mohon ditelaah", customer.author.name), "PENGADUAN")
    office.work()

    assert office.matter(customer).state == "disposisi"
    assert customer.mails("telah kami terima")


def test_an_unclear_mail_stays_ordinary_mail_when_tu_says_so(office: Office) -> None:
    customer = office.write_letter("Permohonan waktu", UNSURE)

    office.tu.reply(office.tu.last("Mohon ditelaah", customer.author.name), "BUKAN")
    office.work()

    assert customer.inbox() == []
    assert "biasa" in office.tu.last("telah dicatat").text
    assert office.rows("select 1 from forms where address = :a", a=customer.address) == []


def test_tu_corrects_the_form_before_it_registers(office: Office) -> None:
    customer = office.write_letter("Permohonan waktu", UNSURE)

    office.tu.reply(
        office.tu.last("Mohon ditelaah", customer.author.name), "PERBAIKI\nPerusahaan: PT Baru Contoh"
    )
    office.work()
    office.tu.reply(office.tu.last("Mohon ditelaah", customer.author.name), "PENGADUAN")
    office.work()

    matter = office.matter(customer)
    form = office.rows("select data from forms where case_id = :id", id=matter.row.id)[0].data
    assert "PT Baru Contoh" in str(form)
    assert "PT Baru Contoh" in matter.mail(office.kepala, "Mohon disposisi").text


def test_tu_joins_an_unclear_mail_to_the_case_it_belongs_to(office: Office) -> None:
    matter = office.complain()
    stranger = office.write_letter("Permohonan waktu", UNSURE)

    office.tu.reply(office.tu.last("Mohon ditelaah", stranger.author.name), f"GABUNG {matter.number}")
    office.work()

    told = matter.mail(office.kepala, "Pemberitahuan")
    assert "susulan" in told.text
    assert stranger.inbox() == []
    assert matter.events[-1] != "ditahan"


def test_tu_may_leave_a_held_mail_alone(office: Office) -> None:
    customer = office.write_letter("Permohonan waktu", UNSURE)

    office.tu.reply(office.tu.last("Mohon ditelaah", customer.author.name), "ABAIKAN")
    office.work()

    assert customer.inbox() == []
    assert office.tu.mails("telah dicatat")
    (row,) = office.inbox_rows(customer.address)
    assert (row.state, row.mark_due) == ("selesai", False)


def test_a_letter_on_paper_is_registered_with_what_tu_wrote_beside_its_scan(office: Office) -> None:
    scan = File("pindaian.png", b"\x89PNG\r\n\x1a\n" + bytes(200))

    office.tu.write(ADDRESS, "SURAT MASUK", PAPER, [scan])
    office.work()

    (row,) = office.rows(
        "select c.number, c.reachable, f.data from cases c join forms f on f.case_id = c.id"
        " where cast(f.data as text) like '%PT Kertas Contoh%'"
    )
    assert not row.reachable
    request = office.kepala.last(row.number, "Mohon disposisi")
    assert "pindaian.png" in [file.name for file in request.files]


def test_an_integrity_report_reaches_the_wbs_address_alone(office: Office) -> None:
    customer = office.customer()
    before = {key: len(office.staff(key).inbox()) for key in ("kepala", "tu", "pengujian")}

    customer.write(ADDRESS, "Laporan pungli", "Petugas loket meminta uang pelicin. Ini pungli.")
    office.work()

    report = office.staff("wbs").last("Rahasia")
    assert [file.name for file in report.files] == ["surel-asli.eml"]
    assert {key: len(office.staff(key).inbox()) for key in before} == before
    assert customer.inbox() == []


def test_the_same_mail_delivered_twice_is_registered_once(office: Office) -> None:
    customer = office.customer()
    letter = customer.letter(ADDRESS, "Keluhan", "Kami mengeluh, LHU belum kami terima.")

    customer.send(letter)
    customer.send(letter)
    office.work()

    query = "select 1 from forms where address = :address"
    assert len(office.rows(query, address=customer.address)) == 1
    assert len(customer.mails("telah kami terima")) == 1


def test_a_case_that_does_not_exist_is_asked_back_and_the_mail_stays_held(office: Office) -> None:
    stranger = office.write_letter("Permohonan waktu", UNSURE)

    office.tu.reply(office.tu.last("Mohon ditelaah", stranger.author.name), "GABUNG PGD-2026-9999")
    office.work()

    assert "tidak ditemukan" in office.tu.last("Mohon diperjelas").text
    assert office.inbox_rows(stranger.address)[0].state == "ditahan"


def test_a_held_mail_is_settled_once(office: Office) -> None:
    customer = office.write_letter("Permohonan waktu", UNSURE)
    request = office.tu.last("Mohon ditelaah", customer.author.name)

    office.tu.reply(request, "PENGADUAN")
    office.work()
    office.tu.reply(request, "BUKAN")
    office.work()

    assert office.matter(customer).state == "disposisi"
    assert "tidak berlaku lagi" in office.tu.last("Mohon diperjelas").text


def test_two_complaints_of_one_customer_are_two_cases(office: Office) -> None:
    customer = office.customer()

    customer.write(ADDRESS, "Keluhan LHU", "Kami mengeluh: LHU belum kami terima.")
    customer.write(ADDRESS, "Keluhan sertifikat", "Kami mengeluh: sertifikat kalibrasi salah.")
    office.work()

    rows = office.rows("select 1 from forms where address = :address", address=customer.address)
    assert len(rows) == 2
    assert len(customer.mails("telah kami terima")) == 2


def test_nothing_is_sent_to_whoever_may_not_be_answered(office: Office) -> None:
    customer = office.customer()

    customer.write(
        ADDRESS, "Keluhan", "Kami mengeluh: LHU belum kami terima.", Auto_Submitted="auto-generated"
    )
    office.work()

    assert office.matter(customer).state == "disposisi"
    assert customer.inbox() == []


def test_a_letter_that_a_pokja_forwards_is_its_writers_once_tu_says_so(office: Office) -> None:
    customer = office.customer()
    before = len(office.ketua.mails("telah kami terima"))
    words = (
        "Mohon didaftarkan.\n\n---------- Pesan terusan ---------\n"
        f"Dari: {customer.author.name} <{customer.address}>\nTanggal: Sen, 23 Nov 2026 pukul 07.15\n"
        f"Subjek: Keluhan LHU\nKepada: <{office.ketua.address}>\n\n\n"
        "Kami mengeluh: LHU nomor 12/LHU/2026 belum kami terima. Mohon penjelasan tertulis."
    )

    office.ketua.write(ADDRESS, f"Fwd: Keluhan LHU {customer.address}", words)
    office.work()
    office.tu.reply(office.tu.last("Mohon ditelaah", customer.author.name), "PENGADUAN")
    office.work()

    assert office.matter(customer).state == "disposisi"
    assert customer.mails("telah kami terima")
    assert len(office.ketua.mails("telah kami terima")) == before
