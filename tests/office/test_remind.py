"""Reminders come once each, in working hours, to whoever was really asked."""

from collections.abc import Callable

from pipeline.errors import OutsideError
from tests.office.registers import CUSTOMER
from tests.office.town import DISPOSISI, KEPALA, KETUA, Town, body
from tests.offices import MONDAY

Till = Callable[[str], Town]


def test_the_holder_is_reminded_at_half_and_at_the_end_of_his_time_and_no_more(town: Town) -> None:
    town.complain()

    for _ in range(12):
        town.pass_time(minutes=10)

    assert len(town.got(KEPALA, "Pengingat")) == 2


def test_nobody_is_reminded_outside_of_working_hours(town: Town) -> None:
    town.clock.now = MONDAY.replace(hour=15, minute=50)
    town.complain()

    town.pass_time(hours=5)

    assert town.got(KEPALA, "Pengingat") == []


def test_the_code_of_a_reminder_answers_the_request(town: Town) -> None:
    town.complain()
    town.pass_time(minutes=20)

    town.reply(KEPALA, "Pengingat", DISPOSISI)

    assert town.case().state == "tindak_lanjut"


def test_nobody_is_reminded_of_a_request_that_he_never_got(town: Town) -> None:
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)
    town.complain()

    town.pass_time(hours=2)

    assert town.got(KEPALA) == []


def test_nobody_is_reminded_while_the_customer_is_waited_for(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.pass_time(days=14, hours=2)

    assert town.got(KETUA, "Pengingat") == []


def test_a_pause_ends_by_itself_and_the_pokja_is_told_once(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.pass_time(days=31)
    town.pass_time(days=1)

    told = [mail for mail in town.got(KETUA, "Pemberitahuan") if "tidak menjawab" in body(mail)]
    assert len(told) == 1
    assert town.case().paused_at is None


def test_the_due_time_moves_by_the_working_time_of_the_pause(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    before = town.case().due_at
    town.pass_time(days=7)

    town.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")

    assert (before[:10], town.case().due_at[:10]) == ("2026-12-02", "2026-12-09")
