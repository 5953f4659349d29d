"""DAFTAR and STATUS by mail: staff get their tasks and any case, a customer his own case alone."""

from collections.abc import Callable

from pipeline.office.tasks import WANTED
from pipeline.sop.asks import Ask
from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, Town, body

Till = Callable[[str], Town]


def test_daftar_returns_ones_open_tasks(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write(KETUA, "DAFTAR", "")

    listed = town.last(KETUA, "Daftar tugas")
    assert "1. PGD-2026-0001, konsep surat balasan" in body(listed)
    assert "Batas waktu Rabu, 2 Desember 2026" in body(listed)


def test_who_is_asked_nothing_is_told_so(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write(KEPALA, "daftar tugas", "Terima kasih")

    assert "tidak ada permintaan yang menunggu" in body(town.last(KEPALA, "Daftar tugas"))


def test_status_tells_staff_who_holds_the_case(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write(KEPALA, "Status", "status pgd-2026-0001")

    assert "Menunggu Pokja Pengujian: konsep surat balasan." in body(town.last(KEPALA, "Keadaan perkara"))


def test_status_tells_the_customer_of_his_own_case_and_nothing_from_inside(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write(CUSTOMER, "STATUS PGD-2026-0001", "Mohon info.")

    told = body(town.last(CUSTOMER, "Keadaan pengaduan"))
    assert "tindak lanjut oleh Pokja" in told
    assert "Teliti dan siapkan" not in told


def test_status_of_another_s_case_is_not_answered(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write("orang.lain@perusahaan.example", "STATUS PGD-2026-0001", "")

    assert town.got("orang.lain@perusahaan.example") == []


def test_whoever_asks_and_complains_further_is_read_by_the_holder(till: Till) -> None:
    town = till("tindak_lanjut")
    words = (
        "STATUS PGD-2026-0001\n"
        + "Kami sangat kecewa karena contoh uji kami hilang dan tidak ada kabar. " * 2
    )

    town.reply(CUSTOMER, "", words)

    assert town.got(CUSTOMER, "Keadaan") == []
    assert "contoh uji kami hilang" in body(town.got(KETUA)[-1])


def test_a_machine_that_asks_is_not_answered_and_nobody_without_end(till: Till) -> None:
    town = till("tindak_lanjut")

    for _ in range(12):
        town.write(KETUA, "DAFTAR", "")
    town.write(KEPALA, "DAFTAR", "", Auto_Submitted="auto-generated")

    assert len(town.got(KETUA, "Daftar tugas")) == 8
    assert town.got(KEPALA, "Daftar tugas") == []


def test_a_list_of_tasks_has_words_for_everything_that_may_be_asked() -> None:
    assert set(WANTED) == set(Ask)


def test_thirty_forged_questions_in_the_kepala_s_name_cost_him_eight_mails(till: Till) -> None:
    town = till("disposisi")
    before = len(town.got(KEPALA))

    for n in range(30):
        town.box.drop(town.letter(KEPALA, f"DAFTAR {n}", "DAFTAR", Authentication_Results=""))
    town.work()

    assert len(town.got(KEPALA)) - before <= 8
    assert {str(mail["To"]) for mail in town.relay.taken if "tugas" in str(mail["Subject"]).lower()} <= {
        KEPALA
    }
