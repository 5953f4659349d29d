"""Whether a folder lies on an encrypted volume: dm-crypt (LUKS) under its file system, at any depth.

Only Linux tells, by /proc/self/mountinfo and /sys/dev/block; what it does not tell (network file systems,
overlays, a hypervisor's disk) is unknown and called so. Paths are arguments, so that a test can show others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOUNTS, BLOCKS = Path("/proc/self/mountinfo"), Path("/sys/dev/block")
#: kernel's mark of a mapping that encrypts (dm-crypt), as cryptsetup names it: CRYPT-LUKS2-…, CRYPT-PLAIN-…
_CRYPT = "CRYPT-"
#: file systems whose bytes lie in memory alone
_MEMORY = frozenset({"tmpfs", "ramfs"})
_ESCAPED = re.compile(r"\\([0-7]{3})")


class Rest(StrEnum):
    """How bytes lie at rest."""

    ENCRYPTED = "terenkripsi"
    #: nothing on this machine encrypts them; what lies below it may
    PLAIN = "tidak terenkripsi oleh mesin ini"
    #: the kernel does not tell
    UNKNOWN = "tidak diketahui"


@dataclass(frozen=True, slots=True)
class Volume:
    """What a folder lies on."""

    rest: Rest
    #: the mount point and what is mounted there
    told: str


def volume_of(folder: Path, mounts: Path = MOUNTS, blocks: Path = BLOCKS) -> Volume:
    """The volume under a folder, or under the nearest folder above it that is there."""
    try:
        place = _existing(folder.resolve())
        found = [each for each in _mounted(mounts) if place.is_relative_to(each.point)]
    except OSError:
        return Volume(Rest.UNKNOWN, str(folder))
    if not found:
        return Volume(Rest.UNKNOWN, str(folder))
    # The longest one holds it; of two on one point the later hides the earlier.
    mount = max(enumerate(found), key=lambda each: (len(each[1].point.parts), each[0]))[1]
    told = f"{mount.point} ({mount.kind}, {mount.source})"
    if mount.kind in _MEMORY:
        return Volume(Rest.UNKNOWN, told)
    return Volume(_rest(blocks, _numbers(mount, blocks)), told)


def _existing(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if each.exists())


@dataclass(frozen=True, slots=True)
class _Mount:
    numbers: str
    point: Path
    kind: str
    source: str


def _mounted(mounts: Path) -> Iterator[_Mount]:
    """proc(5): ID parent major:minor root point options [tags…] - kind source options."""
    for line in mounts.read_text().splitlines():
        before, _, after = line.partition(" - ")
        fields, (kind, source, *_) = before.split(), after.split()
        yield _Mount(fields[2], Path(_plain(fields[4])), kind, _plain(source))


def _plain(text: str) -> str:
    """A blank in a path is written \\040."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)


def _numbers(mount: _Mount, blocks: Path) -> str:
    """major:minor of the device; btrfs and the like mount under numbers of their own."""
    if not mount.numbers.startswith("0:"):
        return mount.numbers
    name = Path(mount.source).resolve().name
    found = (each.name for each in blocks.glob("*") if each.resolve().name == name)
    return next(found, "")


def _rest(blocks: Path, numbers: str) -> Rest:
    device = blocks / numbers
    if not numbers or not device.exists():
        return Rest.UNKNOWN
    return _of_device(device.resolve())


def _of_device(device: Path) -> Rest:
    """Encrypted where the device or all that it is made of is; a partition is what its disk is."""
    name = device / "dm" / "uuid"
    if name.exists() and name.read_text().startswith(_CRYPT):
        return Rest.ENCRYPTED
    slaves = sorted((device / "slaves").glob("*"))
    below = {_of_device(each.resolve()) for each in slaves}
    if not below:
        return Rest.PLAIN
    return below.pop() if len(below) == 1 else Rest.PLAIN
