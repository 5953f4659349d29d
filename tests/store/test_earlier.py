"""What lay in a mailbox before the register looked is known again by its heading, in its own folder alone."""

from datetime import timedelta

from sqlalchemy import Connection

from pipeline.store import cursors, earlier
from tests.store.rows import FOLDER, MAILBOX, NOW, VALIDITY

PLACE = (MAILBOX, FOLDER, VALIDITY)


def start(connection: Connection, validity: int) -> None:
    cursors.start(connection, MAILBOX, FOLDER, validity, last_uid=9, since=NOW, from_start=False)


def test_a_heading_is_known_under_any_uidvalidity_of_its_folder(connection: Connection) -> None:
    earlier.add_all(connection, *PLACE, [(1, NOW, "a"), (2, NOW, "b"), (3, NOW, "")])

    assert earlier.known(connection, MAILBOX, FOLDER, ["a", "c", ""]) == {"a"}
    assert earlier.known(connection, MAILBOX, "Arsip", ["a"]) == set()


def test_what_two_pollers_remember_is_remembered_once(connection: Connection) -> None:
    for _ in range(2):
        earlier.add_all(connection, *PLACE, [(1, NOW, "a"), (2, NOW + timedelta(hours=1), "a")])
    earlier.add_all(connection, *PLACE, [])

    assert earlier.received(connection, *PLACE) == {1: NOW, 2: NOW + timedelta(hours=1)}
    assert earlier.received(connection, MAILBOX, FOLDER, VALIDITY + 1) == {}


def test_whether_a_folder_has_a_memory_is_told_of_its_other_uidvalidities(connection: Connection) -> None:
    start(connection, VALIDITY)
    assert cursors.others(connection, *PLACE) == []

    start(connection, 8)
    assert cursors.others(connection, *PLACE) == [False]
    cursors.remember(connection, MAILBOX, FOLDER, 8)
    assert cursors.others(connection, *PLACE) == [True]
    assert cursors.others(connection, MAILBOX, FOLDER, 8) == [False]
