"""What is held waits for TU, who settles it by a reply; a closed matter is objected to once."""

from collections.abc import Callable

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, TU, Town, body

Till = Callable[[str], Town]


@pytest.fixture
def closed(town: Town) -> Town:
    """A town whose first case is closed."""
    town.go_to("selesai")
    return town


def test_tu_is_asked_once_about_a_mail_that_is_held(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.pass_time(days=3)

    assert len(town.got(TU, "Mohon ditelaah")) == 1


def test_a_held_mail_can_be_answered_after_any_time(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.pass_time(days=60)

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert town.case().state == "disposisi"


def test_a_second_answer_about_a_held_mail_changes_nothing(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "BUKAN")

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert town.rows("select 1 from cases") == []
    assert "sudah selesai diproses" in body(town.last(TU, "Mohon diperjelas"))


def test_a_keberatan_is_a_new_case_that_names_the_closed_one(closed: Town) -> None:
    closed.reply(CUSTOMER, "telah selesai", "Kami keberatan atas jawaban Saudara.")

    closed.reply(TU, "Mohon ditelaah", "KEBERATAN")

    assert closed.case("PGD-2026-0002").surat_terkait == closed.case().id
    assert closed.case().state == "selesai"


def test_there_is_no_second_keberatan_on_a_case(closed: Town) -> None:
    for words in ("Kami keberatan.", "Kami keberatan lagi."):
        closed.reply(CUSTOMER, "telah selesai", words)
        closed.reply(TU, "Mohon ditelaah", "KEBERATAN")

    assert len(closed.rows("select 1 from cases")) == 2
    assert "sudah pernah didaftarkan" in " ".join(
        body(closed.last(TU, "telah dicatat")).replace(">", " ").split()
    )


def test_there_is_no_keberatan_on_a_keberatan(closed: Town) -> None:
    closed.reply(CUSTOMER, "telah selesai", "Kami keberatan.")
    closed.reply(TU, "Mohon ditelaah", "KEBERATAN")
    closed.reply(KEPALA, "Mohon disposisi", "BUKAN PENGADUAN\nAlasan: sudah dijawab.")
    closed.pass_time(minutes=16)
    closed.reply(CUSTOMER, "Tindak lanjut", "Kami tetap keberatan.")

    closed.reply(TU, "Mohon ditelaah", "KEBERATAN")

    assert len(closed.rows("select 1 from cases")) == 2


def test_the_mail_of_a_closed_case_may_be_filed(closed: Town) -> None:
    closed.reply(CUSTOMER, "telah selesai", "Terima kasih.")

    closed.reply(TU, "Mohon ditelaah", "ARSIP")

    assert closed.held() == []
    assert len(closed.rows("select 1 from cases")) == 1


def test_an_overtaken_version_is_not_offered_for_an_answer_again(till: Till) -> None:
    town = till("tindak_lanjut")
    words = "Penyebab: A.\nKoreksi: B.\nTindakan korektif: C.\nPencegahan: D.\nJawaban: Kami mohon maaf."
    town.reply(KETUA, "Mohon konsep", words)
    first = town.last(KETUA, "Mohon paraf")
    town.reply(KETUA, "Mohon paraf", "Jawaban: Kami mohon maaf sebesar-besarnya.")

    town.box.drop(town.answer_to(first, "PARAF"))
    town.work()

    assert town.case().state == "tindak_lanjut"
    assert "Kode:" not in body(town.last(KETUA, "Mohon diperjelas"))


def test_who_gets_a_merged_mail_learns_from_which_address_it_came(till: Till) -> None:
    town = till("tindak_lanjut")
    about = town.last(CUSTOMER)["Subject"]
    town.write("lain@perusahaan.example", f"Re: {about}", "Kami juga mengalami keterlambatan.")

    town.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")

    assert "Surel susulan dari lain@perusahaan.example" in body(town.last(KETUA, "Pemberitahuan"))


def test_a_colleagues_merged_mail_is_no_answer_of_the_customer(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.reply(KETUA, "Mohon konsep", "Koreksi: dicatat.", sender="pokja-kalibrasi@balai.example")

    town.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")

    assert town.case().paused_at is not None
