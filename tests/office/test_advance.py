"""A reply counts only from the person who was asked; what was asked long ago can still be answered."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import DISPOSISI, KALIBRASI, KEPALA, KETUA, KONSEP, TU, Town, body

Till = Callable[[str], Town]


def test_an_answer_after_the_request_has_expired_changes_nothing(town: Town) -> None:
    town.complain()
    town.clock.pass_time(days=20)

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    assert town.case().state == "disposisi"
    assert "sudah lewat" in body(town.last(KEPALA, "Mohon diperjelas"))


def test_the_same_answer_counts_when_it_is_sent_once_more(town: Town) -> None:
    town.complain()
    town.clock.pass_time(days=20)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    town.reply(KEPALA, "Mohon diperjelas", DISPOSISI)

    assert town.case().state == "tindak_lanjut"


@pytest.mark.parametrize("days", [18, 29])
def test_a_request_may_be_answered_for_as_long_as_its_step_runs(till: Till, days: int) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(days=days)
    town.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")

    town.reply(KETUA, "Mohon konsep", KONSEP)

    assert town.case().version == 1


def test_batal_after_its_window_offers_no_further_code(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)
    town.pass_time(minutes=16)

    town.reply(KEPALA, "dicatat", "BATAL")

    assert "Kode:" not in body(town.last(KEPALA, "Mohon diperjelas"))
    assert town.case().state == "tindak_lanjut"


def test_a_colleague_who_was_forwarded_a_request_changes_nothing(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(KETUA, "Mohon konsep", KONSEP, sender=KALIBRASI)

    assert town.case().version == 0
    assert KALIBRASI in body(town.last(KETUA, "Pemberitahuan"))


def test_tu_sees_the_held_reply_itself_and_not_the_complaint(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(KETUA, "Mohon konsep", KONSEP, sender="ketua@luar.example")

    told = body(town.last(TU, "Mohon ditelaah"))
    assert "> Penyebab: Alat AAS rusak" in told
    assert "ketua@luar.example" in told
    assert CUSTOMER not in told


def test_a_staff_reply_of_bad_shape_and_without_a_code_is_held(town: Town) -> None:
    town.complain()
    asked = town.last(KEPALA, "Mohon disposisi")

    town.write(KEPALA, f"Re: {asked['Subject']}", DISPOSISI, List_Id="<milis.balai.example>")

    assert [kind for kind, _ in town.held()] == ["balasan"]
    assert len(town.got(TU, "Mohon ditelaah")) == 1


def test_a_receipt_of_a_staff_mail_program_disturbs_nobody(town: Town) -> None:
    town.complain()
    subject = f"Dibaca: {town.last(KEPALA, 'Mohon disposisi')['Subject']}"
    before = len(town.relay.taken)

    town.write(KEPALA, subject, "Pesan Anda telah dibaca.", Auto_Submitted="auto-generated")

    assert town.since(before) == []


def test_two_machines_that_answer_each_other_are_parted(town: Town) -> None:
    town.complain()

    for _ in range(12):
        town.reply(KEPALA, "", "Terima kasih, surel Anda kami terima.")

    assert len(town.got(KEPALA, "Mohon diperjelas")) == 8
    assert len(town.got(TU, "Mohon ditelaah")) == 4


@pytest.mark.parametrize("lost", [{"In_Reply_To": ""}, {"In_Reply_To": "", "References": ""}])
def test_a_reply_counts_although_its_mail_program_loses_the_thread(till: Till, lost: dict[str, Any]) -> None:
    town = till("tanda_tangan")
    town.desk = replace(town.desk, plus_addresses=False)
    town.pass_time(minutes=15)
    asked = town.last(KEPALA, "Pengingat")

    town.box.drop(town.answer_to(asked, "SETUJU", **lost))
    town.work()

    assert town.case().letter_number


def test_a_code_counts_in_capitals_and_without_any_thread(town: Town) -> None:
    town.complain()
    code = re.findall(r"Kode: (\S+)", body(town.last(KEPALA)))[0]

    town.write(KEPALA, "Disposisi", f"{DISPOSISI}\n\nKODE: {code.upper()}")

    assert town.case().state == "tindak_lanjut"


def test_the_code_of_another_case_does_not_lead_a_reply_there(town: Town) -> None:
    town.complain()
    town.complain("lain@perusahaan.example", "Kami mengeluh: sertifikat kami belum kami terima.")
    first, second = town.got(KEPALA, "Mohon disposisi")
    code = re.findall(r"Kode: (\S+)", body(first))[0]

    town.box.drop(town.answer_to(second, f"{DISPOSISI}\nKode: {code}"))
    town.work()

    assert [row.state for row in town.rows("select state from cases")] == ["disposisi", "tindak_lanjut"]


def test_a_customer_who_was_forwarded_a_request_decides_nothing(town: Town) -> None:
    town.complain()

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI, sender=CUSTOMER)

    assert town.case().state == "disposisi"


def test_an_initial_on_an_older_version_changes_nothing(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    first = town.last(KETUA, "Mohon paraf")
    town.reply(KETUA, "Mohon paraf", "Jawaban: Versi kedua.")

    town.box.drop(town.answer_to(first, "PARAF"))
    town.work()

    assert town.case().state == "tindak_lanjut"


def test_two_initials_at_once_count_once(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    asked = town.last(KETUA, "Mohon paraf")

    for words in ("PARAF", "PARAF", "Jawaban: Lain."):
        town.box.drop(town.answer_to(asked, words))
    town.work()

    assert len(town.got(KEPALA, "Mohon persetujuan")) == 1
    assert town.case().version == 1
