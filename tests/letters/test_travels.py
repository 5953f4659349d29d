"""A draft is known again, and its late fields are found, whichever word processor saved it."""

from functools import cache

import pytest

from pipeline.letters.drafts import read_draft
from pipeline.letters.late import NAMES, PLACEHOLDERS, fill, located
from pipeline.letters.text import document_lines
from tests.letters.travels import DRAFT, SAVED, changed, drop, google


@cache
def saved(name: str) -> bytes:
    """The draft as that program saves it."""
    return SAVED[name][0](DRAFT)


@pytest.mark.parametrize("name", SAVED)
def test_a_draft_is_known_again(name: str) -> None:
    facts = read_draft(saved(name))

    assert (facts.case, facts.version, facts.found_by) == ("PGD-2026-0007", 2, SAVED[name][1])
    assert (facts.missing, facts.tracked, facts.problem) == ((), False, "")


@pytest.mark.parametrize("name", SAVED)
def test_its_late_fields_are_found_by_what_is_left_of_them(name: str) -> None:
    found, missing = located(saved(name))

    assert missing == ()
    assert SAVED[name][2] in found.values()


@pytest.mark.parametrize("name", SAVED)
def test_its_late_fields_can_be_filled(name: str) -> None:
    values = {each: f"isi {each}" for each in NAMES if each != "konsep"}

    words = "\n".join(document_lines(fill(saved(name), values, drop=("konsep",))))

    assert all(value in words for value in values.values())
    assert not any(placeholder in words for placeholder in PLACEHOLDERS.values())
    assert "Konsep PGD" not in words


def test_a_draft_that_lost_properties_and_line_is_nobody_s() -> None:
    anonymous = changed(google(DRAFT), drop("//w:p[.//w:t[contains(., 'Konsep')]]"))

    facts = read_draft(anonymous)

    assert (facts.case, facts.found_by) == ("", "")
    assert "konsep" in facts.missing
