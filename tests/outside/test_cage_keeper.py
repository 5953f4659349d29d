"""Several keepers of a kind: jobs that come at once do not wait for each other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest

from pipeline.outside.cage_keeper import Failed, Keeper, Keepers, Limits


class Meeting(Keeper):
    """A keeper whose jobs end when as many as may meet have begun."""

    def __init__(self, barrier: Barrier) -> None:
        super().__init__([], Limits())
        self.done: list[str] = []
        self._barrier = barrier

    def run(self, job: str, frames: Sequence[bytes], seconds: float, most: int) -> list[bytes]:
        self._barrier.wait()
        if job == "fail":
            raise Failed(job)
        self.done.append(job)
        return [*frames]


def meeting(parties: int) -> tuple[Keepers, list[Meeting]]:
    """Two keepers whose jobs wait, some seconds, until so many have begun."""
    barrier = Barrier(parties, timeout=20 if parties == 2 else 0.2)
    keepers = [Meeting(barrier), Meeting(barrier)]
    return Keepers(keepers), keepers


def test_two_jobs_that_come_at_once_run_at_once() -> None:
    keepers, both = meeting(2)
    with ThreadPoolExecutor() as threads:
        jobs = [threads.submit(keepers.run, name, [name.encode()], 1, 1) for name in ("a", "b")]

        assert [job.result() for job in jobs] == [[b"a"], [b"b"]]
    assert sorted(keeper.done for keeper in both) == [["a"], ["b"]]


def test_a_third_waits_for_one_of_the_two() -> None:
    keepers, _ = meeting(3)
    with ThreadPoolExecutor() as threads:
        jobs = [threads.submit(keepers.run, name, [], 1, 1) for name in "abc"]

        assert all(isinstance(job.exception(), BrokenBarrierError) for job in jobs)


def test_jobs_that_come_one_by_one_need_one_keeper() -> None:
    keepers, (first, second) = meeting(1)

    for job in "abc":
        keepers.run(job, [], 1, 1)

    assert (first.done, second.done) == (["a", "b", "c"], [])


def test_a_job_that_failed_leaves_its_keeper_to_the_next() -> None:
    keepers, (first, second) = meeting(1)

    for _ in range(3):
        with pytest.raises(Failed):
            keepers.run("fail", [], 1, 1)
    keepers.run("a", [], 1, 1)

    assert (first.done, second.done) == (["a"], [])
