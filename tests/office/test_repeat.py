"""The same mail by a second way has one effect; other words under the same Message-ID are another mail."""

from collections.abc import Callable

from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import DISPOSISI, KEPALA, KETUA, TU, Town

Till = Callable[[str], Town]
SECOND_WAY = b"Delivered-To: info@balai.example\r\n"


def arrive_twice(town: Town, raw: bytes) -> None:
    """A mail comes by two ways at once."""
    town.box.drop(raw)
    town.box.drop(SECOND_WAY + raw)
    town.work()


def test_a_complaint_that_comes_by_two_ways_is_registered_once(town: Town) -> None:
    arrive_twice(town, town.letter(CUSTOMER, "Keluhan", COMPLAINT))

    assert [row.number for row in town.rows("select number from cases")] == ["PGD-2026-0001"]
    assert len(town.got(CUSTOMER)) == 1


def test_the_second_copy_belongs_to_the_case_and_is_marked(town: Town) -> None:
    arrive_twice(town, town.letter(CUSTOMER, "Keluhan", COMPLAINT))

    rows = town.rows("select state, case_id from inbox")
    assert [tuple(row) for row in rows] == [("selesai", 1), ("ganda", 1)]
    assert town.box.marked == {1, 2}


def test_a_question_that_comes_by_two_ways_reaches_the_customer_once(till: Till) -> None:
    town = till("tindak_lanjut")

    arrive_twice(town, town.answer_to(town.last(KETUA, "Mohon konsep"), "TANYA: Mohon foto label."))
    town.pass_time(minutes=16)

    assert len(town.got(CUSTOMER, "Mohon keterangan")) == 1


def test_nobody_is_asked_back_about_the_second_copy_of_his_answer(town: Town) -> None:
    town.complain()

    arrive_twice(town, town.answer_to(town.last(KEPALA, "Mohon disposisi"), DISPOSISI))

    assert town.got(KEPALA, "Mohon diperjelas") == []


def test_tu_is_asked_once_about_an_unclear_mail_that_comes_by_two_ways(town: Town) -> None:
    arrive_twice(town, town.letter(CUSTOMER, "Selamat siang", "Mohon bantuannya."))

    assert len(town.got(TU, "Mohon ditelaah")) == 1


def test_other_words_under_the_same_message_id_are_another_letter(town: Town) -> None:
    raw = town.letter(CUSTOMER, "Keluhan", COMPLAINT)
    town.box.drop(raw)
    town.box.drop(raw.replace(b"LHU-2026-00123", b"LHU-2026-00999"))

    town.work()

    assert len(town.rows("select number from cases")) == 2
