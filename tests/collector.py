"""Python's collector of cycles as a test found it, whatever the program does with it meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_kept() -> Iterator[None]:
    """Let it walk again as before, once the block is over."""
    thresholds = gc.get_threshold()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        gc.enable()
