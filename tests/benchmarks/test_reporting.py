"""The report of a year with a hundred thousand cases takes half a minute, and half a gigabyte."""

import json
import subprocess
import sys

import pytest

#: seconds, megabytes
LONGEST, LARGEST = 30, 500


def _measured(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks", "--one", "report", "--count", str(count)]
    done = subprocess.run([*command, "--database", "sqlite"], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_a_hundred_thousand_cases_take_half_a_minute_and_500_megabytes() -> None:
    found = _measured(100_000)

    # Seconds of the processor: a machine that is busy otherwise takes longer by the clock.
    assert found["own_cpu"] + found["children_cpu"] < LONGEST
    assert found["own_memory"] < LARGEST
    assert found["child_memory"] < LARGEST
