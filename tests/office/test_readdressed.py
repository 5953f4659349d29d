"""A customer's address that TU corrects holds for all that has not left yet, and for what follows."""

from pipeline.office.release import release
from tests.office.registers import CUSTOMER
from tests.office.town import KETUA, TU, Town
from tests.pdfs import pdf_of

RIGHT = "mutu@perusahaan.example"


def correct(town: Town) -> None:
    release(town.desk, "PGD-2026-0001", f"perbaiki\nEmail: {RIGHT}")
    town.work()


def test_a_question_that_has_not_left_goes_to_the_corrected_address(town: Town) -> None:
    town.go_to("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Kapan contoh uji diserahkan?")
    before = len(town.relay.taken)

    correct(town)
    town.pass_time(minutes=16)

    assert [who for who, _ in town.since(before)] == [RIGHT]


def test_a_letter_on_paper_is_answered_by_mail_once_the_address_is_known(town: Town) -> None:
    scan = ("pindaian.pdf", "application/pdf", pdf_of("Keluhan LHU"))
    town.write(TU, "SURAT MASUK", "SURAT MASUK\nNama: Pelanggan\nHal: Keluhan LHU", files=[scan])

    correct(town)
    town.go_to("evaluasi")

    assert len(town.got(RIGHT, "Surat jawaban")) == 1
    assert town.got(TU, "Mohon disampaikan") == []


def test_a_bounce_from_the_old_address_does_not_close_the_corrected_one(town: Town) -> None:
    town.complain()
    correct(town)

    town.returned(town.last(CUSTOMER))
    town.go_to("evaluasi")

    assert len(town.got(RIGHT, "Surat jawaban")) == 1


def test_a_letter_that_comes_back_from_the_old_address_leaves_the_corrected_one_in_use(town: Town) -> None:
    town.go_to("evaluasi")
    correct(town)

    town.returned(town.last(CUSTOMER, "Surat jawaban"))

    assert town.case().bounced
    assert town.case().reachable


def test_a_letter_is_not_sent_to_an_address_that_takes_no_answers(town: Town) -> None:
    town.complain("no-reply@portal.example")

    town.go_to("penyampaian")

    assert town.got("no-reply@portal.example") == []
    assert len(town.got(TU, "Mohon disampaikan")) == 1
