"""What the office keeps is its owner's alone: wider files are graded, and closed at the start."""

import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.errors import OutsideError
from pipeline.office.check import Doubt
from pipeline.office.check_rest import closed
from pipeline.outside.modes import Reach, close, reached


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account may walk through."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o711)
        yield Path(made)


def laid(path: Path, mode: int) -> Path:
    path.write_bytes(b"isi")
    path.chmod(mode)
    return path


def reach(path: Path) -> Reach:
    [found] = reached([path])
    return found.reach


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        (0o600, Reach.OWNER),
        (0o400, Reach.OWNER),
        (0o640, Reach.WIDER),
        (0o660, Reach.WIDER),
        (0o644, Reach.EVERYBODY),
        (0o604, Reach.EVERYBODY),
        (0o602, Reach.EVERYBODY),
        (0o666, Reach.EVERYBODY),
    ],
)
def test_a_file_is_graded_by_who_gets_at_it(folder: Path, mode: int, found: Reach) -> None:
    assert reach(laid(folder / "register", mode)) is found


def test_a_file_that_nobody_can_walk_to_is_only_wider_than_need_be(folder: Path) -> None:
    (folder / "data").mkdir(mode=0o700)

    assert reach(laid(folder / "data" / "register", 0o644)) is Reach.WIDER


@pytest.mark.parametrize(
    ("mode", "found"),
    [(0o700, Reach.OWNER), (0o755, Reach.WIDER), (0o1777, Reach.WIDER), (0o777, Reach.EVERYBODY)],
)
def test_a_folder_in_which_others_may_put_their_files_is_open(folder: Path, mode: int, found: Reach) -> None:
    (folder / "data").mkdir()
    (folder / "data").chmod(mode)

    assert reach(folder / "data") is found


def test_what_is_not_there_is_not_graded(folder: Path) -> None:
    assert reached([folder / "nothing"]) == []


def test_a_file_that_everybody_can_read_is_closed_and_told(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    register, log = laid(folder / "register", 0o644), laid(folder / "register-wal", 0o600)

    close([register, log, folder / "register-shm"])

    assert [oct(each.stat().st_mode & 0o777) for each in (register, log)] == ["0o640", "0o600"]
    assert [(record.levelno, record.__dict__["path"]) for record in caplog.records] == [
        (logging.WARNING, str(register))
    ]


def test_an_open_file_of_another_account_is_refused_with_the_remedy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = laid(folder / "register", 0o644)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    # Tests may run as root, whom no file refuses.
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(OutsideError, match="terbuka bagi semua akun") as refused:
        close([register])

    assert refused.value.remedy == f"jalankan chmod o= {register} sebagai pemiliknya"


def test_the_check_fails_on_what_everybody_reads_and_doubts_what_a_group_does() -> None:
    with pytest.raises(OutsideError, match="terbuka bagi semua akun mesin ini: /data/register") as told:
        closed(["/data/register"], ["/data"])
    with pytest.raises(Doubt, match="bukan untuk pemiliknya saja: /data") as doubted:
        closed([], ["/data"])

    assert told.value.remedy.startswith("jalankan chmod o= /data/register")
    assert doubted.value.remedy == "bila tidak dimaksudkan, jalankan chmod go= /data"
    assert closed([], []) == "hanya untuk pemiliknya"
