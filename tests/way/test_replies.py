"""Replies that must not count, on real servers: the wrong person, the wrong time, the wrong kind of mail."""

from pipeline.demo.replies import reply_to
from tests.way.configuration import ADDRESS
from tests.way.office import CONCEPT, Office


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


def test_a_request_is_too_old_after_fourteen_days(office: Office) -> None:
    matter = office.complain()
    request = matter.mail(office.kepala, "Mohon disposisi")
    office.pass_time(days=15)

    office.kepala.reply(request, "DISPOSISI: Pokja Pengujian")
    office.work()

    assert matter.state == "disposisi"
    assert "sudah lewat" in matter.mail(office.kepala, "Mohon diperjelas").text


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
