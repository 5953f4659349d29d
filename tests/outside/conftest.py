"""What several tests of outside things begin with: a temporary folder, and the ways to enclose work."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.outside.calls import Calls
from pipeline.outside.enclosure import Enclosure, Way
from tests.outside.namespaces import check_allowed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program makes its temporary folders during this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def calls() -> Iterator[Calls]:
    """Calls of LibreOffice that stay open; all end with the test."""
    found = Calls()
    yield found
    found.close()


@pytest.fixture(scope="module")
def activated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A socket behind which each connection gets a process of its own, as under tanggap-convert.socket."""
    address = str(tmp_path_factory.mktemp("kandang") / "socket")
    door = [sys.executable, "-m", "pipeline.outside.cage_door", "3"]
    command = ["systemd-socket-activate", "--accept", "--seqpacket", "-l", address, *door]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={}, stdout=quiet, stderr=quiet, process_group=0)
    try:
        for _ in range(200):
            if Path(address).exists():
                break
            time.sleep(0.05)
        yield address
    finally:
        os.killpg(process.pid, 9)
        process.wait()


@pytest.fixture(scope="module", params=list(Way))
def enclosure(request: pytest.FixtureRequest, activated: str) -> Enclosure:
    return Enclosure(check_allowed(request.param), activated)
