"""What killed daemons left behind: files in the scratch folder of their lives, and processes that use it."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from pipeline.outside import workplace

#: seconds after which what is left of a call is old enough to be swept
_OLD = 3600


def processes(scratch: Path) -> list[str]:
    """Command lines of LibreOffice processes that were begun by a life with this scratch folder."""
    found = []
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if (
                process.name.isdecimal()
                and f"TMPDIR={scratch}".encode() in (process / "environ").read_bytes()
            ):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                found += [command] if "soffice" in command or "tanggap-pdf" in command else []
    return found


def swept(scratch: Path) -> int:
    """How many folders of calls were left; the sweep of the next daemon, an hour later, leaves none."""
    left = list(scratch.glob("tanggap-pdf-*"))
    for folder in left:
        then = folder.stat().st_mtime - _OLD
        os.utime(folder, (then, then))
    with patch.object(tempfile, "tempdir", str(scratch)):
        workplace.sweep()
    assert list(scratch.glob("tanggap-pdf-*")) == []
    return len(left)
