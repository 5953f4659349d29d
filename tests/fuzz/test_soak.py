"""A bounded fuzz run, on our own mails alone."""

from pathlib import Path
from random import Random
from time import monotonic

import pytest

from tests.fuzz.mutation import LONGEST, mutated
from tests.fuzz.stage import run

MAILS = Path(__file__).parents[1] / "mails"
SECONDS = 90


@pytest.mark.soak
@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_mutated_mail_breaks_a_promise_of_the_reading(number: int) -> None:
    seeds = [path.read_bytes()[:LONGEST] for path in sorted(MAILS.rglob("*")) if path.is_file()]
    chance, ends = Random(number), monotonic() + SECONDS

    while monotonic() < ends:
        run(mutated(chance.choice(seeds), seeds, chance))
