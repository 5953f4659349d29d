"""A reply that may be forged changes nothing, and a flood of them does not flood TU (T01, T08)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.mail.authentic import Policy, Profile
from pipeline.mail.deputies import Deputy, may_answer
from tests.office.town import DISPOSISI, KEPALA, KETUA, TU, Town, body
from tests.offices import MONDAY

Till = Callable[[str], Town]
FORGED = "mx.balai.example; dmarc=fail header.from=balai.example; spf=pass smtp.mailfrom=x@x.test"
DEPUTY = "kepala-plh@balai.example"


def test_a_reply_from_a_domain_that_is_not_proven_is_held_and_both_are_told(town: Town) -> None:
    town.complain()

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI, Authentication_Results=FORGED)

    assert town.case().state == "disposisi"
    assert "Balasan palsu?" in body(town.last(TU, "Mohon ditelaah"))
    assert "kode permintaan Bapak/Ibu" in body(town.last(KEPALA, "Pemberitahuan"))


def test_forty_forged_replies_cost_tu_three_questions_and_one_mail(town: Town) -> None:
    town.complain()
    asked = town.last(KEPALA, "Mohon disposisi")

    for _ in range(40):
        town.box.drop(town.answer_to(asked, DISPOSISI, Authentication_Results=FORGED))
    town.work()
    town.pass_time(hours=1, minutes=1)

    assert len(town.got(TU, "Mohon ditelaah")) == 3
    assert "37 balasan ditahan" in " ".join(body(town.last(TU, "Pemberitahuan")).replace(">", " ").split())
    assert len(town.got(KEPALA, "Pemberitahuan")) == 1
    assert len(town.held()) == 40
    assert town.case().state == "disposisi"


def test_a_forged_mail_without_a_token_is_not_answered(town: Town) -> None:
    town.complain()
    subject = f"Re: {town.last(KEPALA, 'Mohon disposisi')['Subject']}"

    town.write(KEPALA, subject, DISPOSISI, Authentication_Results=FORGED)

    assert town.got(KEPALA, "Mohon diperjelas") == []
    assert [kind for kind, _ in town.held()] == ["balasan"]


def test_a_letter_on_paper_that_a_stranger_sends_as_tu_is_not_registered(town: Town) -> None:
    town.write(
        TU, "SURAT MASUK", "Nama: Orang\nHal: Keluhan\nlaporan belum terbit", Authentication_Results=FORGED
    )

    assert town.rows("select id from cases") == []


def test_without_a_profile_no_scan_releases_a_letter(till: Till) -> None:
    town = till("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.desk = replace(town.desk, policy=Policy())

    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[town.scan()])

    assert town.case().state == "tanda_tangan"
    assert town.got(KEPALA, "Mohon pengiriman") == []
    assert "tanggap check auth" in body(town.last(KEPALA, "Mohon diperjelas"))


def test_who_acts_for_the_kepala_may_answer_in_his_period_alone(town: Town) -> None:
    town.complain()
    acting = Deputy(
        post="kepala", address=DEPUTY, since=MONDAY + timedelta(hours=1), until=MONDAY + timedelta(days=2)
    )
    town.desk = replace(town.desk, deputies=lambda _: (acting,))

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI, sender=DEPUTY)
    before = town.case().state
    town.pass_time(hours=2)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI, sender=DEPUTY)

    assert (before, town.case().state) == ("disposisi", "tindak_lanjut")


@pytest.mark.parametrize("address", ["kepala@gmail.example", "kepala@x.balai.example", "kepala"])
def test_a_private_address_never_answers_whatever_is_on_record(address: str) -> None:
    acting = Deputy(post="kepala", address=address, since=MONDAY, until=MONDAY + timedelta(days=1))

    assert may_answer("kepala", KEPALA, [acting], {"balai.example"}, MONDAY) == {KEPALA}


def test_a_deputy_of_one_post_does_not_answer_for_another() -> None:
    acting = Deputy(post="kepala", address=DEPUTY, since=MONDAY, until=MONDAY + timedelta(days=1))

    assert may_answer("pengujian", KETUA, [acting], {"balai.example"}, MONDAY) == {KETUA}


def test_an_office_without_a_name_for_its_server_believes_nobody(town: Town) -> None:
    town.complain()
    town.desk = replace(town.desk, policy=Policy(profile=Profile.AUTHRES))

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    assert town.case().state == "disposisi"
    assert "authserv_id" in town.held()[0][1]
