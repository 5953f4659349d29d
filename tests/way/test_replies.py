"""Replies that must not count, on real servers: the wrong person, the wrong time, the wrong kind of mail."""

from datetime import timedelta

import pytest

from pipeline.demo.replies import reply_to
from tests.way.configuration import ADDRESS
from tests.way.office import CONCEPT, Office

# Here the register takes back what it has begun to write, which each database does in its own way.
pytestmark = pytest.mark.parametrize("office", ["sqlite", "postgresql"], indirect=True, scope="module")


def test_a_token_in_a_stranger_s_hands_moves_nothing_and_its_owner_is_told(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    stranger = office.customer()

    stranger.reply(request, "DISPOSISI: Pokja Pengujian")
    office.work()

    assert matter.state == "disposisi"
    assert stranger.inbox() == []
    assert stranger.address in matter.mail(office.kepala, "Pemberitahuan").text
    assert office.inbox_rows(stranger.address)[0].state == "ditahan"
    matter.dispose()
    assert matter.state == "tindak_lanjut"


def test_a_forwarded_request_cannot_be_answered_by_a_colleague(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")

    office.ketua.write(ADDRESS, f"Fwd: {request.subject}", f"DISPOSISI: Pokja Pengujian\n\n{request.text}")
    office.work()

    assert matter.state == "disposisi"
    assert office.ketua.address in matter.mail(office.kepala, "Pemberitahuan").text


def test_an_answered_request_takes_no_second_answer(office: Office) -> None:
    matter = office.complain()
    matter.dispose()

    asked = matter.refused(office.kepala, "Mohon disposisi", "DISPOSISI: Pokja Kalibrasi")

    assert "tidak berlaku lagi" in asked
    assert matter.row.pokja == "pengujian"


def test_a_request_that_nobody_spoke_of_for_two_weeks_is_too_old_and_asked_again(office: Office) -> None:
    office.wait_for_monday()
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    # The daemon stands still meanwhile: each reminder would give as much time again.
    office.clock.move(timedelta(days=20))

    office.kepala.reply(request, "DISPOSISI: Pokja Pengujian")
    office.work()
    after_old = matter.state
    asked = matter.mail(office.kepala, "Mohon diperjelas").text
    matter.answer(office.kepala, "Mohon diperjelas", "DISPOSISI: Pokja Pengujian")

    assert after_old == "disposisi"
    assert "sudah lewat" in asked
    assert matter.state == "tindak_lanjut"


def test_an_out_of_office_notice_of_the_kepala_is_no_answer(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    before = len(office.kepala.inbox())

    office.kepala.reply(
        request, "DISPOSISI: Pokja Pengujian. Saya sedang cuti.", Auto_Submitted="auto-replied"
    )
    office.work()

    assert matter.state == "disposisi"
    assert len(office.kepala.inbox()) == before


def test_two_answers_in_one_mail_are_asked_back(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")

    asked = matter.refused(office.kepala, "Mohon persetujuan", "SETUJU\nREVISI: perbaiki paragraf kedua")

    assert "lebih dari satu jawaban" in asked
    assert matter.state == "tanda_tangan"
    assert matter.row.letter_number == ""


def test_a_reply_to_all_arrives_twice_and_counts_once(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    reply = office.ketua.answer(matter.mail(office.ketua, "Mohon konsep"), CONCEPT)
    reply["Cc"] = f"{office.kepala.address}, {ADDRESS}"

    office.ketua.send(reply)
    office.work()

    assert matter.row.version == 1
    assert len(matter.mails(office.ketua, "Mohon paraf")) == 1
    assert matter.mails(office.ketua, "Mohon diperjelas") == []


def test_a_staff_mail_without_a_token_is_told_to_answer_the_request(office: Office) -> None:
    matter = office.complain()

    office.kepala.write(ADDRESS, f"Disposisi {matter.tag}", "DISPOSISI: Pokja Pengujian")
    office.work()

    assert matter.state == "disposisi"
    assert "kode permintaan" in office.kepala.last("Mohon diperjelas").text


def test_the_code_in_the_body_is_enough_where_a_mail_program_drops_every_header(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    code = next(line for line in request.text.splitlines() if line.startswith("Kode:"))

    office.kepala.write(ADDRESS, "disposisi", f"DISPOSISI: Pokja Pengujian\n\n{code}")
    office.work()

    assert matter.state == "tindak_lanjut"


def test_a_second_from_line_is_nobody_s_answer(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    reply = reply_to(request.message, office.kepala.author, "DISPOSISI: Pokja Pengujian", office.clock())
    forged = b"From: orang@lain.example\r\n" + reply.as_bytes()

    office.post.lay(ADDRESS, forged)
    office.work()

    assert matter.state == "disposisi"
    assert "lebih dari satu From" in matter.mail(office.kepala, "Pemberitahuan").text


def test_answers_to_two_cases_do_not_touch_each_other(office: Office) -> None:
    first, second = office.complain(), office.complain()

    second.dispose("DISPOSISI: Pokja Kalibrasi")
    first.dispose("DISPOSISI: Pokja Pengujian")

    assert (first.row.pokja, second.row.pokja) == ("pengujian", "kalibrasi")
    assert second.mails(office.ketua, "Mohon konsep") == []


def test_an_answer_in_html_alone_is_understood(office: Office) -> None:
    matter = office.complain()
    reply = office.kepala.answer(matter.mail(office.kepala, "Mohon disposisi"), "…")
    reply.set_content("<div>DISPOSISI: Pokja Pengujian<br>Instruksi: Teliti</div>", subtype="html")

    office.kepala.send(reply)
    office.work()

    assert matter.state == "tindak_lanjut"
    assert matter.row.instruksi == "Teliti"


def test_the_words_of_the_quotation_are_nobody_s_answer(office: Office) -> None:
    matter = office.complain()

    asked = matter.refused(office.kepala, "Mohon disposisi", "")

    assert "tidak memuat jawaban" in asked
    assert matter.state == "disposisi"
