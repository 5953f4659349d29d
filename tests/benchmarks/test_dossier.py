"""A dossier of a thousand pages takes two processors a minute at most, and half a gigabyte."""

import json
import subprocess
import sys

import pytest

#: seconds, megabytes
LONGEST, LARGEST = 60, 500


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_thousand_pages_of_scans_take_two_processors_a_minute_and_500_megabytes() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--one", "dossier", "--count", "1000"]
    done = subprocess.run([*command, "--database", "sqlite"], stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])

    # Seconds of the processors, shared by two: a machine that is busy otherwise takes longer by the clock.
    assert (found["own_cpu"] + found["children_cpu"]) / 2 < LONGEST
    assert found["own_memory"] < LARGEST
    assert found["child_memory"] < LARGEST
