"""BATAL on real servers: an answer is taken back while nobody has acted on it."""

import pytest

from tests.way.configuration import ADDRESS
from tests.way.office import CONCEPT, Office

# Here the register takes back what it has begun to write, which each database does in its own way.
pytestmark = pytest.mark.parametrize("office", ["sqlite", "postgresql"], indirect=True, scope="module")


def test_a_disposisi_is_taken_back_and_the_next_holder_told(office: Office) -> None:
    matter = office.complain()
    matter.dispose()

    matter.answer(office.kepala, "telah dicatat", "BATAL")

    assert matter.state == "disposisi"
    assert "tidak berlaku lagi" in matter.mail(office.ketua, "Pemberitahuan").text
    again = matter.mails(office.kepala, "Mohon disposisi")
    assert len(again) == 2
    assert "dibatalkan" in again[-1].text
    assert "tidak berlaku lagi" in matter.refused(office.ketua, "Mohon konsep", CONCEPT)
    matter.dispose("DISPOSISI: Pokja Kalibrasi")
    assert matter.row.pokja == "kalibrasi"


def test_the_customer_never_hears_of_an_answer_that_was_taken_back(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.answer(office.ketua, "Mohon konsep", "TANYA: Mohon nomor seri alat.")

    matter.answer(office.ketua, "telah dicatat", "BATAL")
    office.pass_time(minutes=30)

    assert matter.mails(matter.customer, "Mohon keterangan") == []
    assert matter.row.paused_at is None


def test_it_is_too_late_after_the_window(office: Office) -> None:
    matter = office.complain()
    matter.dispose()
    office.pass_time(minutes=16)

    asked = matter.refused(office.kepala, "telah dicatat", "BATAL")

    assert "sudah lewat" in asked
    assert matter.state == "tindak_lanjut"


def test_it_is_too_late_once_the_next_person_has_acted(office: Office) -> None:
    matter = office.complain()
    matter.dispose()
    matter.draft()

    asked = matter.refused(office.kepala, "telah dicatat", "BATAL")

    assert "tidak dapat dibatalkan lagi" in asked
    assert matter.row.version == 1


def test_a_paraf_is_taken_back_and_given_again(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")

    matter.answer(office.ketua, "telah dicatat", "BATAL")
    back = matter.state
    told = matter.mail(office.kepala, "Pemberitahuan").text
    matter.initial()

    assert back == "tindak_lanjut"
    assert "tidak berlaku lagi" in told
    assert len(matter.mails(office.kepala, "Mohon persetujuan")) == 2
    matter.approve()
    assert matter.row.letter_number


def test_a_verdict_of_no_complaint_is_taken_back_before_the_customer_hears_of_it(office: Office) -> None:
    matter = office.complain()
    matter.dispose("BUKAN PENGADUAN\nAlasan: ini permintaan informasi.")

    matter.answer(office.kepala, "telah dicatat", "BATAL")
    office.pass_time(minutes=30)

    assert matter.state == "disposisi"
    assert matter.mails(matter.customer, "Tindak lanjut surat") == []
    matter.dispose()
    assert matter.state == "tindak_lanjut"


def test_an_acceptance_is_taken_back_and_the_case_stays_open(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    matter.minute()
    matter.accept()

    matter.answer(office.kepala, "telah dicatat", "BATAL")
    office.pass_time(days=4)

    assert matter.state == "evaluasi"
    assert matter.mails(matter.customer, "telah selesai") == []
    matter.answer(office.kepala, "Mohon penerimaan", "BUKA KEMBALI: jadwalnya belum diterapkan")
    assert matter.state == "tindak_lanjut"


def test_the_minutes_are_taken_back_and_written_again(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    matter.minute(kesimpulan="Keliru.")

    matter.answer(office.ketua, "telah dicatat", "BATAL")
    matter.minute(efektif="tidak", kesimpulan="Belum berjalan.")

    assert "tidak efektif" in matter.mail(office.kepala, "Mohon penerimaan").text
    matter.accept()
    assert matter.state == "tindak_lanjut"


def test_batal_twice_takes_back_once(office: Office) -> None:
    matter = office.complain()
    matter.dispose()
    confirmation = matter.mail(office.kepala, "telah dicatat")
    office.kepala.reply(confirmation, "BATAL")
    office.work()

    office.kepala.reply(confirmation, "Batalkan.")
    office.work()

    assert matter.state == "disposisi"
    assert "tidak berlaku lagi" in matter.mail(office.kepala, "Mohon diperjelas").text


def test_a_paraf_ends_the_question_and_batal_lets_it_leave_after_all(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.draft()
    matter.answer(office.ketua, "Mohon paraf", "TANYA: Mohon nomor seri alat.")
    matter.initial()
    told = " ".join(matter.mail(office.ketua, "telah dicatat").text.replace("> ", " ").split())

    matter.answer(office.ketua, "telah dicatat", "BATAL")
    office.pass_time(minutes=30)

    assert "tidak jadi dikirim: “Mohon nomor seri alat.”" in told
    assert len(matter.mails(matter.customer, "Mohon keterangan")) == 1
    assert matter.row.paused_at is not None


def test_what_tu_said_of_a_held_mail_is_taken_back(office: Office) -> None:
    customer = office.customer()
    customer.write(ADDRESS, "Selamat siang", "Mohon bantuannya.")
    office.work()
    office.tu.reply(office.tu.last("Mohon ditelaah"), "BUKAN")
    office.work()

    office.tu.reply(office.tu.last("telah dicatat"), "BATAL")
    office.work()
    office.tu.reply(office.tu.last("Mohon ditelaah"), "PENGADUAN")
    office.work()

    assert office.matter(customer).state == "disposisi"


def test_a_mail_that_tu_joined_to_a_case_is_taken_out_again(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    stranger = office.customer()
    stranger.write(ADDRESS, f"Keluhan {matter.tag}", "Kami juga mengeluh, LHU kami belum terbit.")
    office.work()
    office.tu.reply(matter.mail(office.tu, "dari alamat lain"), f"GABUNG {matter.number}")
    office.work()

    office.tu.reply(office.tu.last("telah dicatat"), "BATAL")
    office.work()
    matter.answer(office.tu, "dari alamat lain", "BARU")

    assert "membatalkan penggabungan" in matter.mail(office.ketua, "Pemberitahuan").text
    assert office.matter(stranger).number != matter.number
