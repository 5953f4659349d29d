"""A root of its own for what is caged, where bubblewrap is not there to make one.

Started by unshare(1) in fresh namespaces, as their root: it shows what may be seen, read-only, and nothing
else of this machine, gives up every capability, and becomes the program that follows. Flags: mount(2).
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from pipeline.outside.cage_filter import forgo
from pipeline.outside.cage_sight import DEVICES

_LIBC = ctypes.CDLL(None, use_errno=True)
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _REC = 1, 2, 4, 8, 32, 4096, 16384
_DETACH = 2
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
#: where the new root is put together: it is on every Debian, and no program lies there
_BASE = "/mnt"
#: what may be written, in memory
_ROOM = "size=512m,nr_inodes=20000,mode=1777"


def main() -> None:
    """Make the root out of the paths before `--`, and become the program after it."""
    border = sys.argv.index("--")
    folder = str(Path.cwd())
    build(sys.argv[1:border])
    forgo()
    os.chdir(folder if Path(folder).is_dir() else "/")
    os.execv(sys.argv[border + 1], sys.argv[border + 1 :])  # noqa: S606 -- the program was named by the office


def build(seen: Iterable[str]) -> None:
    """Change the root for one in which these paths are all there is. Raises OSError."""
    _mount("tanggap", _BASE, "tmpfs", _NOSUID | _NODEV, "size=4m,mode=0755")
    # First, for the program itself may lie below one of them.
    for path, options in (("/tmp", _ROOM), ("/dev/shm", _ROOM)):  # noqa: S108 -- of the new root
        Path(_BASE + path).mkdir(parents=True)
        _mount("tanggap", _BASE + path, "tmpfs", _NOSUID | _NODEV, options)
    for path in (*seen, *DEVICES):
        _show(path)
    Path(f"{_BASE}/proc").mkdir()
    _mount("proc", f"{_BASE}/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    os.chdir(_BASE)
    _done(_LIBC.syscall(_PIVOT_ROOT[os.uname().machine], b".", b"."))
    _done(_LIBC.umount2(b".", _DETACH))
    os.chdir("/")
    _mount(None, "/", None, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)


def _show(path: str) -> None:
    source, target = Path(path), Path(_BASE + path)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir()
    else:
        target.touch()
    _mount(path, str(target), None, _BIND | _REC)
    if path not in DEVICES:
        # Unlike a second mount(2), this keeps what the owner of the mount has forbidden.
        wanted = (ctypes.c_uint64 * 4)(_RDONLY | _NOSUID | _NODEV, 0, 0, 0)
        _done(_LIBC.syscall(_MOUNT_SETATTR, _AT_FDCWD, os.fsencode(target), _AT_RECURSIVE, wanted, 32))


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    words = [each.encode() if each else None for each in (source, target, kind)]
    _done(_LIBC.mount(*words, flags, options.encode() or None))


def _done(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    main()
