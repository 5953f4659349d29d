"""Texts compared word by word: what is told leads from one to the other, and hostile texts cost little."""

import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters.word_diff import Change, changes

WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


def test_a_change_tells_what_went_what_came_and_where() -> None:
    found = changes("satu dua tiga".split(), "satu lima tiga enam".split())

    assert found == [Change(("dua",), ("lima",), 1), Change((), ("enam",), 3)]


@given(WORDS, WORDS)
def test_the_changes_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    made: list[str] = []
    at = 0
    for change in changes(old, new) or []:
        made += old[at : change.at]
        assert tuple(old[change.at : change.at + len(change.gone)]) == change.gone
        made += change.come
        at = change.at + len(change.gone)

    assert made + old[at:] == new


def test_texts_that_share_little_are_given_up_at_once() -> None:
    old, new = ["a", "b"] * 5_000, ["b", "a", "c"] * 5_000
    started = time.monotonic()

    found = changes(old, new)

    assert found is None
    assert time.monotonic() - started < 2
