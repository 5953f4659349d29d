"""The press: two hands where letters are many, and no start of the converter for a few that can wait."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest

from pipeline.errors import OutsideError
from pipeline.office.press import MOST, START, WORTH, Press


@contextmanager
def pressing(batches: int, patience: float = 100.0, *, coming: bool = False) -> Iterator[Press[int]]:
    """A press with so many batches under way until the block ends."""
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        assert free.wait(20)
        return documents

    press: Press[int] = Press(convert, patience, lambda: coming)
    for number in range(batches):
        press.begin([number], [b"surat"])
    try:
        yield press
    finally:
        free.set()
        press.close()


@pytest.mark.parametrize(
    ("under_way", "due", "taken"),
    [
        (0, 1, 1),
        (0, 2 * START - 1, 2 * START - 1),
        (0, 2 * START, START),
        (0, 61, 31),
        (0, 1_000, MOST),
        (1, START - 1, 0),
        (1, START, START),
        (1, 1_000, MOST),
        (2, MOST - 1, 0),
        (2, MOST, MOST // 2),
        (2, 1_000, MOST),
        (3, 1_000, 0),
    ],
)
def test_a_batch_takes_what_is_worth_a_start_of_the_converter(under_way: int, due: int, taken: int) -> None:
    with pressing(under_way) as press:
        assert press.takes(due) == taken


def test_few_letters_wait_while_more_are_coming() -> None:
    with pressing(0, coming=True) as press:
        assert [press.takes(WORTH - 1), press.takes(WORTH)] == [0, WORTH]
        assert [press.takes(2 * WORTH - 1), press.takes(100), press.takes(1_000)] == [WORTH, 50, MOST]


def test_few_letters_do_not_wait_longer_than_a_moment_for_others() -> None:
    with pressing(1, patience=0) as busy, pressing(0, patience=0, coming=True) as idle:
        assert [busy.takes(1), idle.takes(1)] == [1, 1]
