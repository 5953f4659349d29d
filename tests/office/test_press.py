"""The press: small batches for two hands, and what comes while both are busy goes together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest

from pipeline.errors import OutsideError
from pipeline.office.press import FEW, MOST, Press


@contextmanager
def pressing(batches: int) -> Iterator[Press[int]]:
    """A press with so many batches under way until the block ends."""
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        assert free.wait(20)
        return documents

    press: Press[int] = Press(convert)
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
        (0, FEW, FEW),
        (0, FEW + 1, (FEW + 2) // 2),
        (0, 2 * MOST - 1, MOST),
        (0, 1_000, MOST),
        (1, 1, 1),
        (1, 1_000, MOST),
        (2, MOST - 1, 0),
        (2, MOST, MOST),
        (3, 1_000, 0),
    ],
)
def test_a_batch_takes_what_leaves_both_hands_work(under_way: int, due: int, taken: int) -> None:
    with pressing(under_way) as press:
        assert press.takes(due) == taken


def test_a_batch_that_is_done_waits_for_none_that_lasts() -> None:
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        assert documents == [b"cepat"] or free.wait(20)
        return documents

    press: Press[int] = Press(convert)
    press.begin([1], [b"lama"])
    press.begin([2], [b"cepat"])
    press.wait(20)

    assert press.takes(1) == 1
    assert press.take() == ([2], [b"cepat"])
    assert press.take() is None
    free.set()
    press.close()
