"""The witness sees what it is there for, and nothing else."""

import pytest
from sqlalchemy import Connection, Engine, text

from pipeline.store import audit, requests
from pipeline.store.database import reading, writing
from tests.store.rows import NOW, a_case, a_mail, a_request
from tests.store.undone import undone
from tests.store.witness import WATCHED, audited


def append(connection: Connection) -> None:
    audit.append(connection, at=NOW, actor="kepala", event="uji")


def test_a_change_with_its_entry_passes(engine: Engine) -> None:
    with audited(engine) as witness, writing(engine) as connection:
        a_case(connection)
        append(connection)

    assert (witness.audited, witness.unaudited) == (1, [])


def test_a_change_without_an_entry_is_named_by_its_tables(engine: Engine) -> None:
    with (
        pytest.raises(AssertionError, match=r"without an audit entry: \[\['cases', 'requests'\]\]"),
        audited(engine),
        writing(engine) as connection,
    ):
        a_request(connection, case_id=a_case(connection).id)


def test_the_entry_of_another_transaction_does_not_count(engine: Engine) -> None:
    def change_after_the_entry() -> None:
        with audited(engine):
            with writing(engine) as connection:
                append(connection)
            with writing(engine) as connection:
                a_case(connection)

    with pytest.raises(AssertionError):
        change_after_the_entry()


def test_what_was_rolled_back_needs_no_entry(engine: Engine) -> None:
    with audited(engine) as witness:
        with undone(engine) as connection:
            a_case(connection)
        with writing(engine) as connection:
            append(connection)

    assert (witness.audited, witness.unaudited) == (0, [])


def test_an_entry_that_was_rolled_back_to_a_savepoint_does_not_count(engine: Engine) -> None:
    def change_and_forget_the_entry() -> None:
        with audited(engine), writing(engine) as connection:
            a_case(connection)
            with connection.begin_nested() as savepoint:
                append(connection)
                savepoint.rollback()

    with pytest.raises(AssertionError):
        change_and_forget_the_entry()


def test_an_entry_within_a_savepoint_that_held_counts(engine: Engine) -> None:
    with audited(engine) as witness, writing(engine) as connection:
        a_case(connection)
        with connection.begin_nested():
            append(connection)

    assert witness.audited == 1


def test_a_change_of_no_row_needs_no_entry(engine: Engine) -> None:
    with audited(engine) as witness, writing(engine) as connection:
        requests.close(connection, [1], why="uji", at=NOW)

    assert witness.unaudited == []


def test_mail_that_is_only_taken_in_needs_no_entry(engine: Engine) -> None:
    with audited(engine) as witness, writing(engine) as connection:
        a_mail(connection)

    assert witness.unaudited == []


def test_reading_needs_no_entry(engine: Engine) -> None:
    with audited(engine) as witness, reading(engine) as connection:
        connection.execute(text("SELECT * FROM cases"))

    assert (witness.audited, witness.unaudited) == (0, [])


def test_the_witness_leaves_when_its_block_ends(engine: Engine) -> None:
    with audited(engine) as witness:
        pass
    with writing(engine) as connection:
        a_case(connection)

    assert witness.unaudited == []


def test_every_watched_table_is_in_the_register(engine: Engine) -> None:
    with reading(engine) as connection:
        for table in sorted(WATCHED):
            connection.execute(text(f"SELECT * FROM {table}"))
