"""What a flood left in the queue is let through or left in one go: shown first, bounded, and on record."""

from dataclasses import replace

import pytest

from pipeline.errors import Refusal
from pipeline.mail.restraint import Restraint
from pipeline.office.clear_queue import MOST_LETTERS, clear_queue
from pipeline.office.show import held
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import KEPALA, TU, Town

OTHER = "orang@perusahaan.example"
REPORT = "Saya melaporkan dugaan pungli: petugas meminta uang suap Rp5.000.000."


def flooded(town: Town, count: int, words: str = COMPLAINT, subject: str = "Keluhan", most: int = 2) -> Town:
    """A town where all but the first `most` of these mails wait in the queue."""
    town = Town(replace(town.desk, restraint=replace(Restraint(), letters_address_hour=most)), town.clock)
    for n in range(count):
        town.box.drop(town.letter(CUSTOMER, f"{subject} {n}", words.replace("00123", f"{n:05}")))
    town.work()
    return town


def waiting(town: Town) -> list[int]:
    return [row.id for row in town.rows("select id from inbox where state = 'ditahan' order by id")]


def test_what_waits_is_shown_first_and_nothing_changes(town: Town) -> None:
    town = flooded(town, 10)
    before = town.rows("select count(*) from audit")

    told = clear_queue(town.desk, CUSTOMER, "abaikan", None)

    assert told.startswith(f"8 surel dari {CUSTOMER} menunggu dalam antrean, surel masuk nomor 3 sampai 10:")
    assert f"- {CUSTOMER}: Keluhan 2\n" in told
    assert "dan 3 surel lain" in told
    assert "--jumlah 8" in told
    assert len(waiting(town)) == 8
    assert town.rows("select count(*) from audit") == before


def test_a_flood_is_left_in_one_go_and_every_mail_of_it_is_on_record(town: Town) -> None:
    town = flooded(town, 40)
    sent = len(town.relay.taken)

    told = clear_queue(town.desk, CUSTOMER, "abaikan", 38)
    town.work()

    assert told == f"38 surel dari {CUSTOMER} dilepaskan dengan jawaban abaikan; 0 masih menunggu."
    assert (waiting(town), held(town.desk)) == ([], [])
    assert len(town.relay.taken) == sent
    recorded = town.rows("select event, actor from audit where actor = 'operator'")
    assert [row.event for row in recorded] == [*["ditahan_abaikan"] * 38, "antrean_dilepas"]
    town.check()


def test_the_oldest_are_let_through_first_and_the_others_wait(town: Town) -> None:
    town = flooded(town, 10)

    told = clear_queue(town.desk, CUSTOMER, "pengaduan", 3)
    town.work()

    assert told.endswith(
        "3 surel dari pelanggan@perusahaan.example dilepaskan dengan jawaban pengaduan; 5 masih menunggu."
    )
    assert waiting(town) == [6, 7, 8, 9, 10]
    assert len(town.rows("select 1 from cases")) == 5
    assert len(town.got(KEPALA, "Mohon disposisi")) == 5
    town.check()


def test_who_is_let_through_gets_no_more_receipts_than_he_would_have(town: Town) -> None:
    town = flooded(town, 12)

    clear_queue(town.desk, CUSTOMER, "pengaduan", 10)
    town.work()

    assert len(town.got(CUSTOMER, "telah kami terima")) == Restraint().answers_address_hour


@pytest.mark.parametrize(
    ("words", "count", "why"),
    [
        ("pengaduan", MOST_LETTERS + 1, "Paling banyak 20 surat"),
        ("abaikan", 29, "ada 28 surel, bukan 29"),
        ("abaikan", 0, "bukan 0"),
        ("abaikan", -1, "bukan -1"),
        ("gabung PGD-2026-0001", 5, "Untuk antrean hanya pengaduan, bukan, abaikan"),
        ("perbaiki\nNama: Orang", 5, "Untuk antrean hanya"),
        ("hapus semua", 5, "bukan jawaban yang dikenal"),
        ("tidak abaikan", 5, "bukan jawaban yang dikenal"),
    ],
)
def test_what_cannot_be_said_of_so_many_at_once_is_refused(
    town: Town, words: str, count: int, why: str
) -> None:
    town = flooded(town, 30)

    with pytest.raises(Refusal, match=why):
        clear_queue(town.desk, CUSTOMER, words, count)

    assert len(waiting(town)) == 28


def test_a_whole_domain_is_cleared_and_its_neighbours_are_not(town: Town) -> None:
    town = flooded(town, 3)
    for sender in (OTHER, "orang@bukan-perusahaan.example"):
        for n in range(3):
            town.box.drop(town.letter(sender, f"Keluhan {n}", COMPLAINT.replace("00123", f"{n:05}{sender}")))
    town.work()

    told = clear_queue(town.desk, "@perusahaan.example", "bukan", 2)

    assert "0 masih menunggu" in told
    assert len(waiting(town)) == 1


def test_a_sign_that_stands_for_any_other_is_taken_as_it_is(town: Town) -> None:
    town = flooded(town, 4)

    for sender in ("%@perusahaan.example", "pelangga_@perusahaan.example", "@%"):
        with pytest.raises(Refusal, match="Tidak ada surel"):
            clear_queue(town.desk, sender, "abaikan", 1)


def test_integrity_reports_are_not_in_the_operator_s_queue(town: Town) -> None:
    town = flooded(town, 4, words=REPORT)

    with pytest.raises(Refusal, match="Tidak ada surel"):
        clear_queue(town.desk, CUSTOMER, "abaikan", None)

    assert waiting(town) == [1, 2, 3, 4]


def test_mail_that_tu_is_asked_about_is_not_swept_along(town: Town) -> None:
    town = flooded(town, 4, words="Selamat pagi.", subject="Halo")

    clear_queue(town.desk, CUSTOMER, "abaikan", 2)

    assert waiting(town) == [1, 2]
    assert len(town.got(TU, "Mohon ditelaah")) == 2
