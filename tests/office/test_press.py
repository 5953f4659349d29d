"""The press: small batches for two hands, and what comes while both are busy goes together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest

from pipeline.errors import OutsideError
from pipeline.office.press import FEW, MOST, Press


@contextmanager
def pressing(batches: int) -> Iterator[Press[int, bytes | OutsideError]]:
    """A press with so many batches under way until the block ends."""
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        assert free.wait(20)
        return documents

    press: Press[int, bytes | OutsideError] = Press(convert)
    for number in range(batches):
        press.begin([number], [b"surat"], list)
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

    press: Press[int, bytes | OutsideError] = Press(convert)
    press.begin([1], [b"lama"], list)
    press.begin([2], [b"cepat"], list)
    press.wait(20)

    assert press.takes(1) == 1
    assert press.take() == ([2], [b"cepat"])
    assert press.take() is None
    free.set()
    press.close()


def test_nobody_waits_for_proofs_that_are_being_read() -> None:
    free = Event()

    def read(printed: Sequence[bytes | OutsideError]) -> Sequence[str]:
        assert free.wait(20)
        return [f"dibaca: {each!r}" for each in printed]

    press: Press[int, str] = Press(lambda documents: documents)
    press.begin([1], [b"surat"], read)

    assert press.take() is None
    free.set()
    press.wait(20)
    assert press.take() == ([1], ["dibaca: b'surat'"])
    press.close()


def test_what_goes_wrong_with_proofs_is_said_once_and_the_batch_is_off_the_press() -> None:
    def read(printed: Sequence[bytes | OutsideError]) -> Sequence[str]:
        raise OutsideError("kandang tidak terbuka", permanent=False)

    press: Press[int, str] = Press(lambda documents: documents)
    press.begin([1], [b"surat"], read)
    press.wait(20)

    with pytest.raises(OutsideError, match="kandang"):
        press.take()
    assert press.take() is None
    press.close()
