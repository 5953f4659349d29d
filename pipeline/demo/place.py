"""Where the demo leaves its letters and mails: ./demo, or a temporary folder where that is not ours.

It stands apart because it deletes files, and so must know whose they are.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.errors import OutsideError
from pipeline.outside.lock import owned

#: marks a folder as a demo's own, and is locked while one plays
MARK = ".tanggap-demo"


@contextmanager
def fresh_folder(wanted: Path) -> Iterator[Path]:
    """An empty folder for one play: `wanted`, cleared of an earlier play, or else a new temporary one.

    A folder that holds anything else, is used by another play or cannot be written is left alone.
    """
    with ExitStack() as stack:
        folder = wanted.absolute()
        try:
            if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
                raise FileExistsError(folder)
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(owned(folder / MARK))
            _clear(folder)
        except (OSError, OutsideError):
            folder = Path(tempfile.mkdtemp(prefix="tanggap-demo-"))
        yield folder


def _clear(folder: Path) -> None:
    for item in folder.iterdir():
        if item.is_dir():
            shutil.rmtree(item)
        elif item.name != MARK:
            item.unlink()
