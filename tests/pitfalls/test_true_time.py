"""A clock that is wrong numbers nothing, says why, and goes on by itself once it is right."""

from datetime import timedelta

import pytest

from pipeline.errors import OutsideError
from pipeline.office.handle import handle
from pipeline.store import numbers
from pipeline.store.database import writing
from tests.office.registers import a_letter
from tests.office.town import Town
from tests.pitfalls.site import complaint


def test_a_clock_behind_the_last_number_draws_none_until_it_is_right(town: Town) -> None:
    town.write("satu@perusahaan.example", "Keluhan", "Kami mengeluh: LHU 1 terlambat.")
    assert town.case().number == "PGD-2026-0001"
    town.box.drop(complaint(2))
    town.work("collect", "read")

    town.clock.pass_time(minutes=-6)
    with pytest.raises(OutsideError, match="lebih awal daripada nomor terakhir") as caught:
        handle(town.desk)
    assert "timedatectl" in caught.value.remedy
    assert len(town.rows("select 1 from cases")) == 1
    assert town.held() == []

    town.clock.pass_time(minutes=6)
    town.work()
    assert len(town.rows("select 1 from cases")) == 2
    town.check()


def test_a_clock_that_was_set_back_a_little_goes_on(town: Town) -> None:
    town.box.drop(a_letter())
    town.work()
    town.clock.pass_time(minutes=-4)
    town.box.drop(complaint(2))

    town.work()

    assert len(town.rows("select 1 from cases")) == 2


def test_a_clock_a_year_ahead_of_the_mail_server_handles_nothing(town: Town) -> None:
    town.box.drop(a_letter())
    town.work("collect", "read")

    town.clock.pass_time(days=365)
    with pytest.raises(OutsideError, match="di depan surat terbaru") as caught:
        handle(town.desk)

    assert "kirim satu surel" in caught.value.remedy
    assert town.rows("select 1 from cases") == []


def test_one_new_mail_tells_that_a_clock_was_right_after_all(town: Town) -> None:
    town.box.drop(a_letter())
    town.work("collect", "read")
    town.clock.pass_time(days=3)

    town.box.drop(b"Subject: Uji jam\r\n\r\n-\r\n")
    town.work()

    assert len(town.rows("select 1 from cases")) == 1


def test_no_register_of_numbers_takes_a_moment_before_the_last_of_any(town: Town) -> None:
    at = town.clock()
    with writing(town.desk.engine) as connection:
        numbers.draw(connection, numbers.AGENDA, 2027, at=at, text_of=str)

    with writing(town.desk.engine) as connection, pytest.raises(OutsideError):
        numbers.draw(connection, numbers.SURAT_KELUAR, 2026, at=at - timedelta(days=1), text_of=str)
