"""What a piece of work takes of the processor, whatever else the test process holds and does."""

import gc
from collections.abc import Callable
from time import thread_time
from typing import TypeVar

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work gave, and its seconds of this thread alone.

    To collect what thousands of tests have left takes a second by itself, so nothing is collected meanwhile.
    """
    gc.disable()
    try:
        start = thread_time()
        result = work()
        return result, thread_time() - start
    finally:
        gc.enable()
