"""A customer's address that TU corrects holds for all that has not left yet, and for what follows."""

import pytest

from pipeline.errors import Refusal
from pipeline.office.release import release
from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, TU, Town, body
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


def test_another_address_after_the_approval_asks_for_it_again(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    number = town.case().letter_number

    correct(town)

    asked = " ".join(body(town.last(KEPALA, "Mohon persetujuan")).replace(">", " ").split())
    assert f"“{CUSTOMER}” menjadi “{RIGHT}”" in asked
    assert asked.count(RIGHT) == 2
    assert town.case().letter_number == number


def test_a_signature_under_the_old_approval_sends_nothing(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    correct(town)

    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[town.scan()])

    assert town.case().state == "tanda_tangan"
    assert town.got(KEPALA, "Mohon konfirmasi pengiriman") == []
    assert "tidak berlaku lagi" in body(town.last(KEPALA, "Mohon diperjelas"))


def test_a_release_under_the_old_approval_sends_nothing(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[town.scan()])
    correct(town)

    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    assert town.case().state == "tanda_tangan"
    assert town.got(RIGHT, "Surat jawaban") == town.got(CUSTOMER, "Surat jawaban") == []


def test_after_the_second_approval_the_letter_goes_to_the_new_address(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    correct(town)

    town.go_to("evaluasi")

    assert len(town.got(RIGHT, "Surat jawaban")) == 1


def test_a_letter_that_was_released_keeps_its_address(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[town.scan()])
    town.box.drop(town.answer_to(town.last(KEPALA, "Mohon konfirmasi pengiriman"), "KIRIM"))
    town.work("collect", "read", "handle")

    with pytest.raises(Refusal, match="belum dapat diubah"):
        release(town.desk, "PGD-2026-0001", f"perbaiki\nEmail: {RIGHT}")

    town.work()
    assert len(town.got(CUSTOMER, "Surat jawaban")) == 1


def test_another_name_of_the_customer_asks_for_the_approval_again(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    release(town.desk, "PGD-2026-0001", "perbaiki\nPerusahaan: PT Lain Sejahtera")
    town.work()

    assert "PT Lain Sejahtera" in body(town.last(KEPALA, "Mohon persetujuan"))
    assert len(town.got(KEPALA, "Mohon persetujuan")) == 2


def test_what_says_nothing_of_the_recipient_leaves_the_approval(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    release(town.desk, "PGD-2026-0001", "perbaiki\nLayanan: Kalibrasi")
    town.work()

    assert len(town.got(KEPALA, "Mohon persetujuan")) == 1


def test_a_letter_is_not_sent_to_an_address_that_takes_no_answers(town: Town) -> None:
    town.complain("no-reply@portal.example")

    town.go_to("penyampaian")

    assert town.got("no-reply@portal.example") == []
    assert len(town.got(TU, "Mohon disampaikan")) == 1
