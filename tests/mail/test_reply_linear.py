"""What a reply costs grows as its length does; the seconds are a benchmark's (`tests.benchmarks.replies`)."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from pipeline.mail.html import html_text
from pipeline.mail.reply import cut
from tests.mail.worst import PAGES, TEXTS, deep, filled

#: characters; of twice as many lines all are still read
SIZE = 2_400
#: a text twice as long may take so much more, and so many calls to begin with
TWICE = 2.3
BEGINNING = 200


def calls(work: Callable[[str], object], text: str) -> int:
    """How many functions are called, Python's own too."""
    count = 0

    def count_it(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_it)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS)
def test_a_text_twice_as_long_takes_twice_the_steps(piece: str) -> None:
    once, twice = calls(cut, filled(piece, SIZE)), calls(cut, filled(piece, 2 * SIZE))

    assert twice <= TWICE * once + BEGINNING


@pytest.mark.parametrize("piece", PAGES.values(), ids=PAGES)
def test_a_page_twice_as_long_takes_twice_the_steps(piece: str) -> None:
    once, twice = calls(html_text, filled(piece, SIZE)), calls(html_text, filled(piece, 2 * SIZE))

    assert twice <= TWICE * once + BEGINNING


def test_a_line_in_a_thousand_quotations_is_marked_a_few_times() -> None:
    page = deep(SIZE)

    text = html_text(page)

    assert len(text) < 10 * len(page)
