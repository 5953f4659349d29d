"""A play that cannot go on says why, and is no success."""

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.demo.play import play


def test_without_libreoffice_the_play_stops_and_tells_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # What encloses foreign files was chosen before, and is not what is missing.
    for program in filter(None, map(shutil.which, ("bwrap", "unshare"))):
        (tmp_path / Path(program).name).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = io.StringIO()

    proved = play(keep=False, segel=False, console=Console(file=told, width=100))

    assert not proved
    assert "Permainan berhenti" in told.getvalue()
    assert "LibreOffice tidak ditemukan" in told.getvalue()
    assert "Perbaikan: apt-get install libreoffice-writer-nogui" in told.getvalue()
