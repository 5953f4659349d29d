"""Numbers without gaps and never twice, also when transactions fail and processes compete."""

import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from pipeline.store import audit, numbers
from pipeline.store.book_tables import counters
from pipeline.store.book_tables import numbers as book
from pipeline.store.database import reading, writing
from tests.store.rows import NOW, a_case
from tests.store.undone import undone

TIMES = 25


def draw(
    connection: Connection, register: str = numbers.AGENDA, year: int = 2026, case_id: int | None = None
) -> int:
    drawn = numbers.draw(
        connection, register, year, at=NOW, text_of=lambda value: f"{value}/{register}/{year}"
    )
    numbers.book(connection, [drawn], case_id)
    return drawn.value


def compete(engine: Engine, processes: int) -> None:
    """Let that many processes draw at the same time."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.store.drawing", url, str(TIMES)]
    with ThreadPoolExecutor(processes) as pool:
        ended = pool.map(
            lambda _: subprocess.run(command, capture_output=True, timeout=100, check=False), range(processes)
        )
        assert [process.stderr.decode() for process in ended if process.returncode] == []


def values(connection: Connection, register: str) -> list[int]:
    return list(connection.scalars(select(book.c.value).where(book.c.register == register)))


def upto(last: int) -> Iterable[int]:
    return list(range(1, last + 1))


def test_numbers_begin_at_one_and_follow_each_other(connection: Connection) -> None:
    assert [draw(connection) for _ in range(3)] == [1, 2, 3]


def test_every_register_and_every_year_counts_for_itself(connection: Connection) -> None:
    draw(connection)

    assert draw(connection, numbers.CASE) == 1
    assert draw(connection, year=2027) == 1
    assert draw(connection) == 2


def test_a_number_is_booked_as_it_stands_on_the_letter(connection: Connection) -> None:
    drawn = numbers.draw(
        connection, numbers.SURAT_KELUAR, 2026, at=NOW, text_of=lambda value: f"B/{value}/XI"
    )

    numbers.book(connection, [drawn], None)
    assert (drawn.value, drawn.text) == (1, "B/1/XI")
    assert connection.scalar(select(book.c.text)) == "B/1/XI"


def test_a_transaction_that_fails_gives_its_number_back(engine: Engine) -> None:
    with writing(engine) as connection:
        draw(connection)
    with undone(engine) as connection:
        draw(connection)

    with writing(engine) as connection:
        assert draw(connection) == 2


def test_two_numbers_of_one_wording_are_refused_in_one_register(connection: Connection) -> None:
    drawn = [
        numbers.draw(connection, numbers.AGENDA, year, at=NOW, text_of=lambda value: "sama")
        for year in (2026, 2027)
    ]

    with pytest.raises(IntegrityError):
        numbers.book(connection, drawn, None)


def test_registers_may_share_a_wording(connection: Connection) -> None:
    """An office that numbers its letters 1/2026 has the same words on its agenda."""
    drawn = [
        numbers.draw(connection, register, 2026, at=NOW, text_of=lambda value: f"{value}/2026")
        for register in (numbers.AGENDA, numbers.SURAT_KELUAR)
    ]

    numbers.book(connection, drawn, None)

    row = numbers.find(connection, "1/2026")
    assert row is not None
    assert row.register == numbers.SURAT_KELUAR


def test_of_two_letters_numbers_of_one_wording_the_one_that_counts_is_found(connection: Connection) -> None:
    for register in numbers.LETTERS:
        drawn = numbers.draw(connection, register, 2026, at=NOW, text_of=lambda value: "B/1/XI")
        numbers.book(connection, [drawn], None)
    numbers.void(connection, numbers.SURAT_KELUAR, "B/1/XI", at=NOW, reason="dicabut")

    row = numbers.find(connection, "B/1/XI")

    assert row is not None
    assert (row.register, row.voided_at) == (numbers.GIVEN, None)


def test_a_reserved_number_says_what_it_is_for(connection: Connection) -> None:
    drawn = numbers.draw(connection, numbers.SURAT_KELUAR, 2026, at=NOW, text_of=str)

    numbers.book(connection, [drawn], None, purpose="surat tugas", letter={"tanggal": "2026-11-23"})

    (row,) = numbers.of_year(connection, numbers.LETTERS, 2026)
    assert (row.purpose, row.letter) == ("surat tugas", {"tanggal": "2026-11-23"})


def test_a_gap_is_told_by_its_value(connection: Connection) -> None:
    for _ in range(3):
        draw(connection)
    connection.execute(book.delete().where(book.c.value == 2))

    assert numbers.missing(connection, numbers.AGENDA, 2026) == [2]


def test_a_counter_that_was_set_back_is_a_gap_too(connection: Connection) -> None:
    for _ in range(2):
        draw(connection)
    connection.execute(counters.update().values(last=1))

    assert numbers.missing(connection, numbers.AGENDA, 2026) == [2]


def test_a_number_is_booked_for_its_case(connection: Connection) -> None:
    case = a_case(connection)

    draw(connection, case_id=case.id)

    assert connection.scalar(select(book.c.case_id)) == case.id


def test_a_number_that_was_drawn_and_never_booked_is_a_gap(connection: Connection) -> None:
    numbers.draw(connection, numbers.AGENDA, 2026, at=NOW, text_of=str)

    assert numbers.gaps(connection) == [(numbers.AGENDA, 2026, 1)]


def test_a_void_number_stays_in_the_book_with_its_reason(connection: Connection) -> None:
    draw(connection)

    numbers.void(connection, numbers.AGENDA, "1/agenda_masuk/2026", at=NOW, reason="perkara ditutup")

    row = connection.execute(select(book)).one()
    assert (row.value, row.voided_at, row.reason) == (1, NOW, "perkara ditutup")


def test_a_void_number_is_never_drawn_again(connection: Connection) -> None:
    draw(connection)
    numbers.void(connection, numbers.AGENDA, "1/agenda_masuk/2026", at=NOW, reason="perkara ditutup")

    assert draw(connection) == 2
    assert numbers.gaps(connection) == []


def test_a_number_that_vanished_from_the_book_is_a_gap(connection: Connection) -> None:
    draw(connection)
    draw(connection)
    connection.execute(book.delete().where(book.c.value == 1))

    assert numbers.gaps(connection) == [(numbers.AGENDA, 2026, 1)]


def test_a_book_that_was_emptied_is_a_gap(connection: Connection) -> None:
    draw(connection)
    connection.execute(book.delete())

    assert numbers.gaps(connection) == [(numbers.AGENDA, 2026, 1)]


def test_four_processes_on_postgresql_leave_no_gap(postgres_engine: Engine) -> None:
    compete(postgres_engine, 4)

    with reading(postgres_engine) as connection:
        assert sorted(values(connection, numbers.AGENDA)) == upto(4 * TIMES)
        assert sorted(values(connection, numbers.CASE)) == upto(4 * TIMES)
        assert numbers.gaps(connection) == []


def test_two_processes_on_sqlite_leave_no_gap(sqlite_engine: Engine) -> None:
    compete(sqlite_engine, 2)

    with reading(sqlite_engine) as connection:
        assert sorted(values(connection, numbers.AGENDA)) == upto(2 * TIMES)
        assert sorted(values(connection, numbers.CASE)) == upto(2 * TIMES)
        assert numbers.gaps(connection) == []


def test_processes_that_compete_write_one_unbroken_trail(engine: Engine) -> None:
    compete(engine, 2)

    with reading(engine) as connection:
        assert audit.verify(connection) == (2 * TIMES, [])
