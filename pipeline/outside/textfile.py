"""The file of figures for Prometheus, and the disks: whoever reads the file never sees half of it.

The node_exporter reads whatever ends in `.prom` in its folder, at any moment; so the text is written beside
it under another name, and takes its place in one step.
"""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import OutsideError


@dataclass(slots=True)
class Textfile:
    """Where the figures go, and how often."""

    path: Path
    #: seconds that pass at least between two texts
    pause: float
    #: what lies on a disk → a folder of it
    places: Mapping[str, Path] = field(default_factory=dict)
    _next: float = 0

    def free(self) -> dict[str, int]:
        """Bytes that this program may still write on each disk, as far as the folder is there."""
        return {name: shutil.disk_usage(path).free for name, path in self.places.items() if path.is_dir()}

    def write(self, text: Callable[[], str]) -> bool:
        """Write the text if it is time; whether it was. Raises `OutsideError` where it cannot be written."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + self.pause
        # Not ending in .prom: such a file is read as it grows.
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            # The folder is another account's, which must not lead us by a link to a file of ours.
            beside.unlink(missing_ok=True)
            with beside.open("x", encoding="utf-8") as file:
                file.write(text())
            # The reader is another account.
            beside.chmod(0o644)
            beside.replace(self.path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise OutsideError(
                f"{self.path} tidak dapat ditulis ({error.strerror})",
                permanent=False,
                remedy="periksa [metrik] berkas dan hak tulis pada foldernya",
            ) from error
        return True
