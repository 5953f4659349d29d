"""Whether a folder lies on an encrypted volume, told by what the kernel shows of mounts and devices."""

from pathlib import Path

import pytest

from pipeline.errors import TanggapError
from pipeline.office.check import Doubt
from pipeline.office.check_rest import at_rest
from pipeline.outside.disk import Rest, volume_of

ROOT = "23 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw"


class Machine:
    """A machine as /proc and /sys show it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lines = folder, [ROOT]
        self.device("254:1", "vda1")

    def device(self, numbers: str, name: str, uuid: str = "", below: tuple[str, ...] = ()) -> None:
        """A block device, with what it is made of."""
        real = self.folder / "devices" / name
        (real / "slaves").mkdir(parents=True)
        if uuid:
            (real / "dm").mkdir()
            (real / "dm" / "uuid").write_text(f"{uuid}\n")
        for each in below:
            (real / "slaves" / each).symlink_to(self.folder / "devices" / each)
        blocks = self.folder / "block"
        blocks.mkdir(exist_ok=True)
        (blocks / numbers).symlink_to(real)

    def mount(self, numbers: str, point: Path, kind: str = "ext4", source: str = "/dev/x") -> None:
        """A file system on a folder."""
        point.mkdir(parents=True, exist_ok=True)
        written = str(point).replace(" ", "\\040")
        self.lines.append(f"30 23 {numbers} / {written} rw - {kind} {source} rw")

    def rest(self, place: Path) -> Rest:
        """How the bytes of a folder lie."""
        mounts = self.folder / "mountinfo"
        mounts.write_text("\n".join(self.lines) + "\n")
        return volume_of(place, mounts, self.folder / "block").rest


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_plain_partition_is_not_encrypted(machine: Machine, tmp_path: Path) -> None:
    assert machine.rest(tmp_path) is Rest.PLAIN


def test_a_luks_volume_is_encrypted(machine: Machine, tmp_path: Path) -> None:
    machine.device("253:0", "dm-0", "CRYPT-LUKS2-0123-data", ("vda1",))
    machine.mount("253:0", tmp_path / "data")

    assert machine.rest(tmp_path / "data" / "belum" / "ada") is Rest.ENCRYPTED
    assert machine.rest(tmp_path) is Rest.PLAIN


def test_a_logical_volume_is_encrypted_where_its_disk_is(machine: Machine, tmp_path: Path) -> None:
    machine.device("253:0", "dm-0", "CRYPT-LUKS2-0123-pv", ("vda1",))
    machine.device("253:1", "dm-1", "LVM-0123", ("dm-0",))
    machine.mount("253:1", tmp_path / "data")

    assert machine.rest(tmp_path / "data") is Rest.ENCRYPTED


def test_a_volume_of_which_a_part_is_plain_is_not_encrypted(machine: Machine, tmp_path: Path) -> None:
    machine.device("253:0", "dm-0", "CRYPT-LUKS2-0123-pv", ("vda1",))
    machine.device("9:0", "md0", below=("dm-0", "vda1"))
    machine.mount("9:0", tmp_path / "data")

    assert machine.rest(tmp_path / "data") is Rest.PLAIN


def test_a_file_system_with_numbers_of_its_own_is_found_by_its_device(
    machine: Machine, tmp_path: Path
) -> None:
    machine.device("253:0", "dm-0", "CRYPT-LUKS2-0123-data")
    machine.mount("0:44", tmp_path / "data", "btrfs", str(tmp_path / "devices" / "dm-0"))

    assert machine.rest(tmp_path / "data") is Rest.ENCRYPTED


@pytest.mark.parametrize(
    ("kind", "source"), [("nfs4", "arsip:/data"), ("overlay", "overlay"), ("tmpfs", "t")]
)
def test_what_the_kernel_does_not_tell_is_unknown(
    machine: Machine, tmp_path: Path, kind: str, source: str
) -> None:
    machine.mount("0:45", tmp_path / "data", kind, source)

    assert machine.rest(tmp_path / "data") is Rest.UNKNOWN


def test_a_folder_with_a_blank_in_its_name_is_found(machine: Machine, tmp_path: Path) -> None:
    machine.device("253:0", "dm-0", "CRYPT-PLAIN-0123")
    machine.mount("253:0", tmp_path / "data balai")

    assert machine.rest(tmp_path / "data balai") is Rest.ENCRYPTED


def test_of_two_mounts_on_one_point_the_later_one_counts(machine: Machine, tmp_path: Path) -> None:
    machine.device("253:0", "dm-0", "CRYPT-LUKS2-0123-data")
    machine.mount("253:0", tmp_path / "data")
    machine.mount("254:1", tmp_path / "data")

    assert machine.rest(tmp_path / "data") is Rest.PLAIN


def test_without_a_kernel_that_tells_it_is_unknown(tmp_path: Path) -> None:
    assert volume_of(tmp_path, tmp_path / "mountinfo", tmp_path / "block").rest is Rest.UNKNOWN


def test_this_machine_is_told_something(tmp_path: Path) -> None:
    assert volume_of(tmp_path).rest in Rest


def test_only_encrypted_volumes_pass_the_check() -> None:
    good = ("/data (ext4, /dev/dm-0)", Rest.ENCRYPTED.value)

    assert at_rest([good, good], Rest.ENCRYPTED) == "/data (ext4, /dev/dm-0): terenkripsi"
    for how in (Rest.PLAIN, Rest.UNKNOWN):
        with pytest.raises(Doubt, match=how.value) as doubt:
            at_rest([good, ("/cadangan", how.value)], Rest.ENCRYPTED)
        assert "LUKS" in doubt.value.remedy
        assert isinstance(doubt.value, TanggapError)
