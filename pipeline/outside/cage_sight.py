"""What the caged may see of this machine: its programs and ours, and nothing that belongs to the office.

Apart because every way to enclose work shows the same: as mounts, or as rules of Landlock.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import pipeline

#: folder from which `python -m pipeline…` finds this program
PROGRAM = Path(pipeline.__file__).parents[1]

#: programs, libraries and fonts. Of /etc only what loaders and LibreOffice ask for: no passwd, no resolv.conf
SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/libreoffice",
    "/etc/localtime",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
)
#: the devices that are no devices
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def shown(more: Iterable[str] = ()) -> list[str]:
    """The paths that may be read, those of `more` too; folders before what lies in them."""
    packages = [path for path in sys.path if path.endswith("-packages")]
    own = [sys.base_prefix, sys.prefix, *packages, str(Path(pipeline.__file__).parent)]
    paths = {path for path in (*SYSTEM, *own, *more) if Path(path).exists()}
    return sorted(path for path in paths if not any(str(above) in paths for above in Path(path).parents))


def home_of(program: str) -> tuple[str, ...]:
    """The folder that a program was installed to, where the system's own folders do not hold it."""
    real = Path(program).resolve()
    return () if real.is_relative_to("/usr") else (str(real.parent.parent), str(Path(program).parent))
