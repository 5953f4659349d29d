"""Days until which somebody asks for time."""

from datetime import date, timedelta

import pytest

from pipeline.mail.answer import Question, When, read_answer
from pipeline.mail.facts import Facts
from pipeline.mail.until import days_named
from pipeline.sop.asks import ASKS, Ask
from pipeline.sop.case import Answer
from tests.mail.replies import UNITS

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("s.d. Jumat", [27]),
        ("s/d Jum'at", [27]),
        ("sd. jumat", [27]),
        ("sampai hari Jumat", [27]),
        ("sampai dengan Rabu", [25]),
        ("hingga Selasa", [31]),
        ("s.d. Senin depan", [30]),
        ("paling lambat Jumat minggu depan", [34]),
        ("sampai besok", [25]),
        ("sampai lusa", [26]),
        ("tgl 5 Des", [35]),
        ("s.d. tanggal 5 Desember 2026", [35]),
        ("sampai Sabtu, 5/12/2026", [28, 35]),
        ("s.d. tgl 30", [30]),
        ("sampai tgl 5", [35]),
        ("Jumat rapat", []),
        ("tgl 3 Nov", []),
        ("tgl 31", []),
        ("3 hari", []),
        ("", []),
    ],
)
def test_a_day_is_read_as_the_next_of_its_name(said: str, days: list[int]) -> None:
    expected = {date(2026, 11, 1) + timedelta(days=day - 1) for day in days}

    assert set(days_named(said, TODAY)) == expected


def ask_until(own: str) -> Answer | Question:
    """An extension read where the case is due on Wednesday the 25th; working days are Monday to Friday."""
    due = date(2026, 11, 25)

    def working_days(day: date) -> int:
        steps = (due + timedelta(days=step) for step in range(1, (day - due).days + 1))
        return sum(step.weekday() < 5 for step in steps)

    return read_answer(Facts(own=own), ASKS[Ask.KONSEP].actions, UNITS, When(TODAY, working_days))


@pytest.mark.parametrize(
    ("own", "days"),
    [
        ("Mohon perpanjangan s.d. Jumat karena alat rusak", 2),
        ("PERPANJANG\nJumlah hari: sampai tgl 1 Desember\nAlasan: alat rusak", 4),
        ("perpanjang 3 hari karena uji ulang tgl 5 Des", 3),
    ],
)
def test_a_day_becomes_the_working_days_by_which_the_due_time_moves(own: str, days: int) -> None:
    answer = ask_until(own)

    assert isinstance(answer, Answer)
    assert answer.days == days


@pytest.mark.parametrize(
    "own",
    [
        "perpanjang s.d. Rabu karena alat rusak",
        "perpanjang sampai Kamis atau sampai Jumat karena alat rusak",
        "perpanjang karena alat rusak",
    ],
)
def test_a_day_that_needs_no_extension_or_is_not_one_is_asked_back(own: str) -> None:
    asked = ask_until(own)

    assert isinstance(asked, Question)
    assert "Berapa hari kerja" in asked.text
