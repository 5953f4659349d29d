"""A reply counts only from the person who was asked; what was asked long ago can still be answered."""

from collections.abc import Callable

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


def test_a_request_may_be_answered_for_as_long_as_its_step_runs(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(days=18)
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
