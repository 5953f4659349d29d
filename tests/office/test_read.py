"""Read: a mail that ends the reader is kept for a person, and takes no other mail along."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from pipeline.mail.facts import Facts
from pipeline.office.read import PIECE, STRIKES, Read, read
from tests.office.registers import CUSTOMER
from tests.office.town import Town

DEADLY = b"Surel yang mematikan"


class Dying(BaseException):
    """The end of the process, as far as a stage can tell."""


class Reader:
    """Reads all mails but one, at which the process dies."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def read(self, raw: bytes) -> Read:
        """Note the mail, and die at the deadly one."""
        self.seen.append(raw)
        if DEADLY in raw:
            raise Dying
        return SimpleNamespace(facts=Facts(subject="terbaca"), contents={})


@pytest.fixture
def mails(town: Town) -> Callable[[int, int], None]:
    """`before` mails, the deadly one, and `after` mails have come."""

    def come(before: int, after: int) -> None:
        words = [*["Kabar"] * before, DEADLY.decode(), *["Kabar"] * after]
        for number, subject in enumerate(words):
            town.box.drop(town.letter(CUSTOMER, f"{subject} {number}", f"Isi surel nomor {number}."))
        town.work("collect")

    return come


def test_mails_beside_a_deadly_one_are_read_and_it_alone_is_kept_unread(
    town: Town, mails: Callable[[int, int], None]
) -> None:
    mails(2, 2)
    reader = Reader()
    for _ in range(STRIKES):
        with pytest.raises(Dying):
            read(town.desk, reader)

    while read(town.desk, reader):
        pass

    states = [(row.state, row.attempts) for row in town.rows("select state, attempts from inbox order by id")]
    assert [state for state, _ in states] == ["dibaca"] * 5
    assert [attempts for _, attempts in states] == [1, 1, STRIKES + 1, 1, 1]


def test_a_mail_is_read_once_where_nothing_goes_wrong(town: Town) -> None:
    for number in range(2 * PIECE + 1):
        town.box.drop(town.letter(CUSTOMER, f"Kabar {number}", f"Isi surel nomor {number}."))
    town.work("collect")
    reader = Reader()

    while read(town.desk, reader):
        pass

    assert len(reader.seen) == len(set(reader.seen)) == 2 * PIECE + 1
