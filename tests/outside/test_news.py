"""News of several workers: what comes while the listener is busy is told together, and faults one by one."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from pipeline.outside.news import News


def told(listener: Callable[[Sequence[int]], None], *items: int) -> list[BaseException | None]:
    """What each of several workers that tell something at once is answered."""

    async def run() -> list[BaseException | None]:
        news = News(listener)
        return await asyncio.gather(*map(news.tell, items), return_exceptions=True)

    return asyncio.run(run())


def test_what_several_tell_at_once_is_heard_once_in_their_order() -> None:
    heard: list[list[int]] = []

    assert told(lambda items: heard.append(list(items)), 1, 2, 3) == [None] * 3

    assert heard == [[1, 2, 3]]


def test_what_is_told_later_is_heard_later() -> None:
    heard: list[list[int]] = []

    async def run() -> None:
        news = News[int](lambda items: heard.append(list(items)))
        await news.tell(1)
        await news.tell(2)

    asyncio.run(run())

    assert heard == [[1], [2]]


def test_a_fault_of_one_is_told_to_that_one_and_the_others_are_heard() -> None:
    heard: list[int] = []

    def listen(items: Sequence[int]) -> None:
        if 2 in items:
            raise ValueError("dua")
        heard.extend(items)

    first, second, third = told(listen, 1, 2, 3)

    assert (first, third, heard) == (None, None, [1, 3])
    assert isinstance(second, ValueError)


def test_the_end_of_the_program_is_no_fault_of_one() -> None:
    calls: list[int] = []

    def die(items: Sequence[int]) -> None:
        calls.append(len(items))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        told(die, 1, 2)

    assert calls == [2]


def test_who_no_longer_waits_holds_nobody_up() -> None:
    heard: list[int] = []

    async def run() -> None:
        news = News[int](heard.extend)
        first, second = (asyncio.ensure_future(news.tell(item)) for item in (1, 2))
        await asyncio.sleep(0)
        first.cancel()
        await second

    asyncio.run(run())

    assert heard == [1, 2]
