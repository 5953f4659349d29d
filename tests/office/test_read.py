"""Read: a mail that ends the reader is kept for a person, and takes no other mail along."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from pipeline.errors import OutsideError, TanggapError
from pipeline.mail.facts import Facts
from pipeline.mail.reading import Read
from pipeline.mail.score import NO_WORDS
from pipeline.mail.weighed import weigh
from pipeline.office.lately import MOST, Lately
from pipeline.office.read import MOST_MAILS, STRIKES
from pipeline.store import archive, inbox
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import blobs
from tests.office.registers import CUSTOMER, read_all
from tests.office.town import TU, Town, body, file_of

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
        return SimpleNamespace(facts=Facts(subject="terbaca"), contents={}, weighed=None)


class Away:
    """A reader that cannot be started."""

    def read(self, raw: bytes) -> Read:
        """Say so."""
        raise OutsideError("Proses pembaca surel tidak dapat dimulai.", permanent=False)


class Doomed:
    """The process dies of something else, whatever is read."""

    def read(self, raw: bytes) -> Read:
        """Die."""
        raise Dying


def inbox_facts(town: Town) -> Facts:
    """What is on record of the first mail."""
    with reading(town.desk.engine) as connection:
        return inbox.load_facts(connection, 1)


@pytest.fixture
def mails(town: Town) -> Callable[[int, int], None]:
    """`before` mails, the deadly one, and `after` mails have come."""

    def come(before: int, after: int) -> None:
        words = [*["Kabar"] * before, DEADLY.decode(), *["Kabar"] * after]
        for number, subject in enumerate(words):
            town.box.drop(town.letter(CUSTOMER, f"{subject} {number}", f"Isi surel nomor {number}."))
        town.work("collect")

    return come


def die_and_go_on(town: Town) -> None:
    """The process dies of the deadly mail as often as it may; then all are read."""
    reader = Reader()
    for _ in range(1 + STRIKES):
        with pytest.raises(Dying):
            read_all(town.desk, reader)
    read_all(town.desk, reader)


def test_mails_beside_a_deadly_one_are_read_and_it_alone_is_kept_unread(
    town: Town, mails: Callable[[int, int], None]
) -> None:
    mails(2, 2)

    die_and_go_on(town)

    states = [(row.state, row.attempts) for row in town.rows("select state, attempts from inbox order by id")]
    assert [state for state, _ in states] == ["dibaca"] * 5
    assert [attempts for _, attempts in states] == [1, 1, 1 + STRIKES, 2, 2]


def test_a_mail_that_is_kept_unread_is_held_and_told_to_tu_with_its_bytes_intact(
    town: Town, mails: Callable[[int, int], None]
) -> None:
    mails(0, 1)

    die_and_go_on(town)
    town.work("handle", "produce", "send")

    [held] = town.rows("select * from inbox where state = 'ditahan' and id = 1")
    with reading(town.desk.engine) as connection:
        assert archive.load(connection, held.sha256) == town.box.mails[0].raw
    told = next(mail for mail in town.got(TU) if "tidak dapat dibaca oleh sistem" in body(mail))
    assert file_of(told, ".eml") == town.box.mails[0].raw


def test_a_mail_whose_bytes_are_damaged_is_kept_unread_and_those_with_it_are_read(town: Town) -> None:
    for number in range(3):
        town.box.drop(town.letter(CUSTOMER, f"Kabar {number}", "Isi surel."))
    town.work("collect")
    [_, damaged, _] = town.rows("select sha256 from inbox order by id")
    with writing(town.desk.engine) as connection:
        connection.execute(blobs.update().where(blobs.c.sha256 == damaged.sha256).values(content=b"lain"))

    for _ in range(1 + STRIKES):
        with pytest.raises(TanggapError, match="damaged"):
            read_all(town.desk, Reader())
    read_all(town.desk, Reader())

    assert [row.state for row in town.rows("select state from inbox order by id")] == ["dibaca"] * 3
    with reading(town.desk.engine) as connection:
        subjects = [inbox.load_facts(connection, number).subject for number in (1, 2, 3)]
    assert subjects == ["terbaca", "", "terbaca"]


def test_an_outage_of_the_reader_puts_no_strike_on_a_mail(town: Town) -> None:
    town.box.drop(town.letter(CUSTOMER, "Kabar", "Isi surel."))
    town.work("collect")
    away, reader = Away(), Reader()
    for _ in range(10):
        with pytest.raises(OutsideError):
            read_all(town.desk, away)

    read_all(town.desk, reader)

    assert reader.seen[-1] == town.box.mails[0].raw
    assert inbox_facts(town).subject == "terbaca"


def test_a_program_that_dies_whatever_it_reads_puts_no_strike_on_a_mail(town: Town) -> None:
    town.box.drop(town.letter(CUSTOMER, "Kabar", "Isi surel."))
    town.work("collect")
    for _ in range(10):
        with pytest.raises(Dying):
            read_all(town.desk, Doomed())

    read_all(town.desk, Reader())

    assert inbox_facts(town).subject == "terbaca"


def test_mails_that_are_read_together_cost_less_than_a_commit_each(town: Town) -> None:
    for number in range(MOST_MAILS):
        town.box.drop(town.letter(CUSTOMER, f"Kabar {number}", f"Isi surel nomor {number}."))
    town.work("collect")
    commits: list[object] = []
    event.listen(town.desk.engine, "commit", commits.append)

    read_all(town.desk, Reader())

    assert len(commits) < MOST_MAILS


def test_a_mail_is_read_once_where_nothing_goes_wrong(town: Town) -> None:
    for number in range(2 * MOST_MAILS + 1):
        town.box.drop(town.letter(CUSTOMER, f"Kabar {number}", f"Isi surel nomor {number}."))
    town.work("collect")
    reader = Reader()

    read_all(town.desk, reader)

    assert len(reader.seen) == len(set(reader.seen)) == 2 * MOST_MAILS + 1


def test_what_a_mail_weighs_is_at_hand_once_and_only_of_the_newest_mails() -> None:
    lately, weighed = Lately(), weigh(Facts(text="LHU terlambat."), NO_WORDS)

    for number in range(MOST + 1):
        lately.keep(number, weighed)

    assert [lately.take(number) for number in (0, 1, 1)] == [None, weighed, None]
