"""Calls of the C library that fail now and then, by libfiu: `fiu-run -x` puts it under a process.

The points of `pipeline.crash` lie between the program's own steps. Here the kernel says no in the middle of
SQLite's, at a call that nobody chose.
"""

import ctypes
import errno
from collections.abc import Iterator
from contextlib import contextmanager

#: stands before a command whose calls may be made to fail
UNDER = ("fiu-run", "-x")


@contextmanager
def failing(calls: str, one_in: int) -> Iterator[None]:
    """While the block runs, one in so many of these calls (`posix/io/sync/*`) meets a disk that fails."""
    # It is loaded already, and keeps its list of failures for the whole process.
    library = ctypes.CDLL("libfiu.so.0")
    why, chance = ctypes.c_void_p(errno.EIO), ctypes.c_float(1 / one_in)
    assert library.fiu_enable_random(calls.encode(), 1, why, 0, chance) == 0
    try:
        yield
    finally:
        library.fiu_disable(calls.encode())
