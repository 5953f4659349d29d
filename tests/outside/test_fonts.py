"""The fonts of this machine tell their names, and which characters none of them has."""

import pytest

from pipeline.outside.fonts import Fonts

PRIVATE = "\U0010fff0"


def test_the_fonts_of_the_packages_are_found() -> None:
    assert {"Liberation Sans", "Carlito"} <= Fonts().families()


def test_what_indonesian_letters_hold_is_never_missing() -> None:
    assert Fonts().missing("Keluhan atas LHU – “Kota” é ☑ ☐ · …\n\t±5 °C µg/m³") == ""


def test_a_character_that_no_font_has_is_named_once() -> None:
    assert Fonts().missing(f"a{PRIVATE}b\U00013000c{PRIVATE}") == f"{PRIVATE}\U00013000"


@pytest.mark.parametrize("undrawn", ["\u200b", "\ufe0f", "\u00ad", "\u2060", "\r", "\u00a0", "\U000e0100"])
def test_what_is_drawn_as_nothing_needs_no_font(undrawn: str) -> None:
    assert Fonts().missing(f"a{undrawn}b") == ""


def test_without_fontconfig_nothing_is_known_to_be_missing() -> None:
    fonts = Fonts("fc-list-yang-tidak-ada")

    assert (fonts.families(), fonts.missing(PRIVATE)) == (frozenset(), "")
