"""The customer hears of us in time: reminded once while he is waited for, and asked later than told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, NOTULEN, TU, Town, body
from tests.offices import MONDAY

Till = Callable[[str], Town]
QUESTION = "TANYA: Mohon foto label contoh uji."
REMINDER = "Pengingat: mohon keterangan"
CONTENT = "Apakah Saudara puas"


@pytest.fixture
def waiting(till: Till) -> Town:
    """A town whose first case waits for its customer since Monday 08.16."""
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", QUESTION)
    town.pass_time(minutes=16)
    return town


def test_who_is_waited_for_is_reminded_once_when_half_of_his_time_is_over(waiting: Town) -> None:
    waiting.pass_time(days=14)
    before = waiting.got(CUSTOMER, REMINDER)

    for _ in range(15):
        waiting.pass_time(days=1)

    [told] = waiting.got(CUSTOMER, REMINDER)
    assert before == []
    assert "Mohon foto label contoh uji." in body(told)
    assert "paling lambat Rabu, 23 Desember 2026" in " ".join(body(told).split())


def test_the_reminder_waits_until_the_office_is_open(waiting: Town) -> None:
    waiting.clock.now = MONDAY + timedelta(days=15, hours=10)
    waiting.work()
    at_night = waiting.got(CUSTOMER, REMINDER)

    waiting.pass_time(hours=14)

    assert at_night == []
    assert len(waiting.got(CUSTOMER, REMINDER)) == 1


def test_who_has_answered_is_not_reminded(waiting: Town) -> None:
    waiting.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")

    waiting.pass_time(days=16)

    assert waiting.got(CUSTOMER, REMINDER) == []


def test_nobody_is_reminded_of_a_question_that_did_not_arrive(waiting: Town) -> None:
    waiting.returned(waiting.last(CUSTOMER, "Mohon keterangan"))

    waiting.pass_time(days=16)

    assert waiting.got(CUSTOMER, REMINDER) == []


def test_an_answer_to_the_reminder_ends_the_pause(waiting: Town) -> None:
    waiting.pass_time(days=15, hours=1)

    waiting.reply(CUSTOMER, REMINDER, "Fotonya terlampir.")

    assert waiting.case().paused_at is None
    assert waiting.got(KETUA, "surel susulan")


def test_a_second_pause_has_a_reminder_of_its_own(waiting: Town) -> None:
    waiting.pass_time(days=15, hours=1)
    waiting.reply(CUSTOMER, REMINDER, "Fotonya terlampir.")
    waiting.reply(KETUA, "Mohon konsep", "TANYA: Mohon nomor lot contoh uji.")

    waiting.pass_time(days=15, hours=1)

    *_, told = waiting.got(CUSTOMER, REMINDER)
    assert len(waiting.got(CUSTOMER, REMINDER)) == 2
    assert "Mohon nomor lot contoh uji." in body(told)
    assert "Mohon foto label" not in body(told).partition("Pada ")[0].partition("-----")[0]


def test_the_question_how_content_he_is_comes_a_working_day_after_the_closing_notice(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    # Monday's letter: its bounce is waited for until Thursday, and then the case is closed.
    town.pass_time(days=3, minutes=-30)
    town.pass_time(hours=1)
    closing = [town.case().state, len(town.got(CUSTOMER, "telah selesai")), len(town.got(CUSTOMER, CONTENT))]
    town.pass_time(hours=23)
    next_day_early = town.got(CUSTOMER, CONTENT)
    town.pass_time(hours=1)

    assert closing == ["selesai", 1, 0]
    assert next_day_early == []
    assert len(town.got(CUSTOMER, CONTENT)) == 1


def test_a_case_that_is_closed_before_the_weekend_is_asked_about_after_monday(till: Till) -> None:
    town = till("evaluasi")
    town.pass_time(days=2)
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.pass_time(days=2, hours=-1)
    asked = len(town.got(CUSTOMER, CONTENT))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    # Asked on Thursday already, since the case was still open; it is not asked again.
    town.pass_time(days=6)

    assert (asked, len(town.got(CUSTOMER, CONTENT))) == (1, 1)


def test_a_held_mail_that_nobody_answers_is_named_again_every_working_day(town: Town) -> None:
    town.write("seseorang@kota.example", "Halo", "Mohon bantuannya.")
    assert town.held()

    for _ in range(7):
        town.pass_time(days=1)

    reports = [" ".join(body(mail).replace(">", " ").split()) for mail in town.got(TU, "Laporan harian")]
    assert len(reports) == 5
    assert all("seseorang@kota.example: Halo." in report for report in reports)
