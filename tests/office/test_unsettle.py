"""BATAL of TU's word about a held mail, and what the confirmation promises where there is no way back."""

from collections.abc import Callable

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import KETUA, TU, Town, body

Till = Callable[[str], Town]
STRANGER = "lain@perusahaan.example"


@pytest.fixture
def asking(till: Till) -> Town:
    """A town where TU is asked about a stranger's mail that names the first case."""
    town = till("tindak_lanjut")
    about = town.last(CUSTOMER)["Subject"]
    town.write(STRANGER, f"Re: {about}", "Kami juga mengalami keterlambatan.")
    return town


@pytest.mark.parametrize("word", ["BUKAN", "ABAIKAN"])
def test_a_mail_that_was_left_is_held_again_and_can_be_registered(town: Town, word: str) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", word)
    left = town.held()

    town.reply(TU, "dicatat", "BATAL")
    held = town.held()
    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert (left, len(held)) == ([], 1)
    assert town.case().state == "disposisi"
    town.check()


def test_tu_is_asked_again_about_a_mail_that_is_held_again(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "BUKAN")

    town.reply(TU, "dicatat", "BATAL")

    first, second = town.got(TU, "Mohon ditelaah")
    assert first["Message-ID"] != second["Message-ID"]
    assert "ditahan kembali" in body(town.last(TU, "dicatat"))


def test_batal_to_the_request_about_a_held_mail_is_understood_too(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "BUKAN")

    town.reply(TU, "Mohon ditelaah", "BATAL")

    assert len(town.held()) == 1


def test_after_its_window_a_mail_stays_as_it_was_settled(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "BUKAN")
    town.pass_time(minutes=16)

    town.reply(TU, "dicatat", "BATAL")

    assert town.held() == []
    assert "sudah lewat" in body(town.last(TU, "Mohon diperjelas"))


def test_a_later_word_about_another_mail_does_not_stand_in_the_way(town: Town) -> None:
    for subject in ("Selamat siang", "Selamat sore"):
        town.write(CUSTOMER, subject, f"{subject}, mohon bantuannya.")
        town.reply(TU, "Mohon ditelaah", "BUKAN")
    first = town.got(TU, "dicatat")[0]

    town.box.drop(town.answer_to(first, "BATAL"))
    town.work()

    assert len(town.held()) == 1


def test_who_got_a_merged_mail_hears_that_it_does_not_belong_there(asking: Town) -> None:
    asking.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")

    asking.reply(TU, "dicatat", "BATAL")

    told = " ".join(body(asking.last(KETUA, "Pemberitahuan")).replace("> ", " ").split())
    assert f"membatalkan penggabungan surel dari {STRANGER}" in told
    assert len(asking.held()) == 1
    asking.check()


def test_a_merged_mail_that_was_taken_back_may_become_a_case_of_its_own(asking: Town) -> None:
    asking.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")
    asking.reply(TU, "dicatat", "BATAL")

    asking.reply(TU, "Mohon ditelaah", "BARU")

    assert asking.case("PGD-2026-0002").state == "disposisi"


def test_the_customer_is_waited_for_again_when_the_mail_was_not_his_answer(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(minutes=16)
    paused, due = town.case().paused_at, town.case().due_at
    town.write(STRANGER, f"Re: {town.last(CUSTOMER)['Subject']}", "Ini fotonya.")
    town.pass_time(hours=2)
    town.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")
    resumed = town.case().paused_at

    town.reply(TU, "dicatat", "BATAL")

    assert resumed is None
    assert (town.case().paused_at, town.case().due_at) == (paused, due)


def test_a_mail_of_a_closed_case_that_was_filed_is_asked_about_again(till: Till) -> None:
    town = till("selesai")
    town.reply(CUSTOMER, "telah selesai", "Kami keberatan.")
    town.reply(TU, "Mohon ditelaah", "ARSIP")

    town.reply(TU, "dicatat", "BATAL")
    town.reply(TU, "Mohon ditelaah", "KEBERATAN")

    assert town.case("PGD-2026-0002").surat_terkait == town.case().id


def test_a_merged_mail_does_not_keep_the_ketua_from_taking_back_his_own_answer(asking: Town) -> None:
    asking.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    asking.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")

    asking.reply(KETUA, "dicatat", "BATAL")

    asking.pass_time(hours=1)
    assert asking.got(CUSTOMER, "Mohon keterangan") == []


def test_the_confirmation_of_a_registration_says_how_it_can_still_be_mended(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    told = " ".join(body(town.last(TU, "dicatat")).replace("> ", " ").split())
    assert "tidak dapat dibatalkan" in told
    assert "dengan BUKAN PENGADUAN" in told
    assert "kata BATAL" not in told
