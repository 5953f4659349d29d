"""One daemon owns a SQLite register: a lock file beside it, held as long as the process lives."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutsideError


@contextmanager
def owned(path: Path) -> Iterator[None]:
    """Hold the lock; raises `OutsideError` where another process holds it."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutsideError(
                f"register {path.with_suffix('')} sedang dipakai proses lain",
                permanent=True,
                remedy="hentikan daemon yang lain (systemctl stop tanggap)",
            ) from error
        yield
