"""The benchmarks measure what they say: each checks its own work, and is tried here with little of it."""

import pytest

from tests.benchmarks import registering, verifying, whole_way


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_letters_are_registered_for_the_benchmark(database: str) -> None:
    assert registering.letters(database, 2).pieces == 2


def test_a_whole_case_is_carried_to_its_end_for_the_benchmark() -> None:
    figures = whole_way.measure("sqlite", 1)

    assert figures.pieces == 1
    assert {"handle", "produce", "send"} <= figures.seconds.keys()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_sound_trail_is_verified_for_the_benchmark(database: str) -> None:
    assert verifying.measure(database, 20).pieces == 20
