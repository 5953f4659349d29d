"""Mails that do not reach their address: who is told, once, and what becomes of the case."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, NOTULEN, TU, Town, body, file_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]


def test_a_letter_that_is_refused_at_once_goes_to_tu(till: Till) -> None:
    town = till("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.relay.refuses.add(CUSTOMER)

    town.sign()

    assert town.case().state == "penyampaian"
    assert len(town.got(TU, "Mohon disampaikan")) == 1


def test_a_letter_that_tu_brought_opens_the_evaluation_with_its_proof(till: Till) -> None:
    town = till("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.relay.refuses.add(CUSTOMER)
    town.sign()
    proof = pdf_of("Tanda terima surat")

    town.reply(
        TU, "Mohon disampaikan", "TERKIRIM: diambil sendiri", files=[("bukti.pdf", "application/pdf", proof)]
    )

    assert town.case().state == "evaluasi"
    assert file_of(town.last(KETUA, "Salinan"), "bukti.pdf") == proof


def test_a_second_bounce_of_the_same_letter_asks_tu_no_second_time(till: Till) -> None:
    town = till("evaluasi")
    letter = town.last(CUSTOMER, "Surat jawaban")

    town.returned(letter)
    town.returned(letter)

    assert len(town.got(TU, "Mohon disampaikan")) == 1


def test_a_delay_is_no_bounce(till: Till) -> None:
    town = till("evaluasi")

    town.returned(town.last(CUSTOMER, "Surat jawaban"), "4.4.1", "delayed")

    assert not town.case().bounced
    assert town.got(TU, "Mohon disampaikan") == []


def test_whoever_accepts_a_case_with_a_bounced_letter_is_told_that_it_bounced(till: Till) -> None:
    town = till("evaluasi")
    town.returned(town.last(CUSTOMER, "Surat jawaban"))
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))

    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    assert "Surat jawaban terpantul" in body(town.last(KEPALA, "dicatat"))


def test_a_bounce_after_terima_keeps_the_case_open_until_tu_has_brought_the_letter(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(hours=30)
    town.returned(town.last(CUSTOMER, "Surat jawaban"))
    town.pass_time(days=4)
    waiting = town.case().state

    town.reply(TU, "Mohon disampaikan", "TERKIRIM: dikirim lewat pos")

    assert (waiting, town.case().state) == ("evaluasi", "selesai")


def test_a_bounce_after_the_end_is_told_to_tu_and_opens_nothing(till: Till) -> None:
    town = till("selesai")
    before = len(town.relay.taken)

    town.returned(town.last(CUSTOMER, "Surat jawaban"))

    assert town.case().state == "selesai"
    assert town.since(before) == [(TU, "Pemberitahuan")]


@pytest.mark.parametrize("way", ["refused", "returned"])
def test_nobody_waits_for_a_customer_who_never_got_the_question(till: Till, way: str) -> None:
    town = till("tindak_lanjut")
    if way == "refused":
        town.relay.refuses.add(CUSTOMER)
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    before = len(town.relay.taken)
    town.pass_time(minutes=16)

    if way == "returned":
        town.returned(town.last(CUSTOMER, "Mohon keterangan"))

    told = [who for who, what in town.since(before) if what == "Pemberitahuan"]
    assert sorted(told) == [KETUA, TU]
    assert town.case().paused_at is None


def test_a_request_that_its_holder_never_got_is_told_to_tu(town: Town) -> None:
    town.relay.refuses.add(KEPALA)

    town.complain()

    assert [who for who, what in town.since(0) if what == "Pemberitahuan"] == [TU]


def test_a_mail_is_tried_again_until_its_time_is_over(town: Town) -> None:
    town.relay.delays.add(KEPALA)
    town.complain()

    for _ in range(73):
        town.clock.pass_time(hours=1)
        town.work("produce", "send")

    (row,) = town.rows("select state from recipients where address = :who", who=KEPALA)
    assert row.state == "ditolak"
    assert len(town.got(TU, "Pemberitahuan")) == 1


def test_what_follows_from_sending_locks_the_case_before_the_head_of_the_audit_trail(till: Till) -> None:
    town = till("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    said: list[str] = []
    event.listen(town.desk.engine, "before_cursor_execute", lambda *args: said.append(str(args[2])))

    town.sign()

    settled = [place for place, words in enumerate(said) if "recipients SET" in words and "code=" in words]
    accepted = settled[0]
    begun = max(place for place, words in enumerate(said[:accepted]) if words.startswith("BEGIN"))
    inside = said[begun:accepted]
    assert any("FROM cases" in words for words in inside)
    assert not any("INTO audit" in words for words in inside)


def test_a_letter_that_tu_brought_waits_for_no_bounce(till: Till) -> None:
    town = till("evaluasi")
    town.returned(town.last(CUSTOMER, "Surat jawaban"))
    town.reply(TU, "Mohon disampaikan", "TERKIRIM: dikirim lewat pos")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))

    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    assert town.case().state == "selesai"


def test_tu_and_not_the_bad_address_is_told_that_the_case_is_closed(till: Till) -> None:
    town = till("evaluasi")
    town.returned(town.last(CUSTOMER, "Surat jawaban"))
    town.reply(TU, "Mohon disampaikan", "TERKIRIM: dikirim lewat pos")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    before = len(town.relay.taken)

    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(minutes=16)

    assert town.got(CUSTOMER, "telah selesai") == []
    assert (TU, "Pemberitahuan") in town.since(before)
    assert "diberi tahu dengan cara lain" in " ".join(body(town.last(TU)).replace("> ", " ").split())
    town.check()


def test_an_address_that_does_not_exist_gets_no_further_mail(town: Town) -> None:
    town.complain()
    before = len(town.relay.taken)

    town.returned(town.last(CUSTOMER))
    town.go_to("penyampaian")

    assert [who for who, _ in town.since(before) if who == CUSTOMER] == []
    assert len(town.got(TU, "Mohon disampaikan")) == 1
    town.check()


def test_a_full_mailbox_is_tried_again_with_the_next_mail(town: Town) -> None:
    town.complain()

    town.returned(town.last(CUSTOMER), "5.2.2")
    town.go_to("tindak_lanjut")

    assert len(town.got(CUSTOMER)) == 2
