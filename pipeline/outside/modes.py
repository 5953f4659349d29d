"""Whether what the office keeps lies open to other accounts of this machine, and how it is closed.

Files are made for their owner alone (0600, 0700). An older release, another umask or a copy may have left
them wider: what every account can reach is closed at the start, and told, for somebody may have read it.
"""

import logging
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pipeline.errors import OutsideError

log = logging.getLogger(__name__)

_OTHERS, _GROUP = stat.S_IRWXO, stat.S_IRWXG


class Reach(Enum):
    """Who gets at a file or folder beside its owner."""

    #: nobody
    OWNER = 0
    #: its group, or others as soon as a folder above it is opened to them
    WIDER = 1
    #: every account of this machine
    EVERYBODY = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder, with its mode and who gets at it."""

    path: Path
    mode: int
    reach: Reach


def reached(paths: Iterable[Path]) -> list[Found]:
    """Those of these files and folders that are there."""
    return [_found(path) for path in paths if path.exists()]


def _found(path: Path) -> Found:
    mode = stat.S_IMODE(path.stat().st_mode)
    if _is_open(path, mode) and all(each.stat().st_mode & stat.S_IXOTH for each in path.resolve().parents):
        return Found(path, mode, Reach.EVERYBODY)
    return Found(path, mode, Reach.WIDER if mode & (_OTHERS | _GROUP) else Reach.OWNER)


def _is_open(path: Path, mode: int) -> bool:
    """What others may do with a folder that harms: put files of theirs in the place of ours."""
    if path.is_dir():
        return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
    return bool(mode & _OTHERS)


def close(paths: Iterable[Path]) -> None:
    """Close these files to all but owner and group; raises `OutsideError` where this account may not."""
    for found in reached(paths):
        if not found.mode & _OTHERS:
            continue
        try:
            found.path.chmod(found.mode & ~_OTHERS)
        except OSError as error:
            raise OutsideError(
                f"{found.path} terbuka bagi semua akun mesin ini (mode {found.mode:o})",
                permanent=True,
                remedy=f"jalankan chmod o= {found.path} sebagai pemiliknya",
            ) from error
        log.warning(
            "file was open to every account", extra={"path": str(found.path), "mode": f"{found.mode:o}"}
        )
