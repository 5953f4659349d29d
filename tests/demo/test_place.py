"""The demo clears what an earlier play left, and nothing else."""

import os
from pathlib import Path

import pytest

from pipeline.demo.place import fresh_folder


def test_a_play_gets_the_wanted_folder(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "demo") as folder:
        assert folder == tmp_path / "demo"


def test_what_an_earlier_play_left_is_cleared(tmp_path: Path) -> None:
    with fresh_folder(tmp_path) as folder:
        (folder / "surat").mkdir()
        (folder / "surat" / "lama.pdf").write_bytes(b"")
        (folder / "tanggap.db").write_bytes(b"")

    with fresh_folder(tmp_path) as folder:
        assert folder == tmp_path
        assert not list(folder.glob("[!.]*"))


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "skripsi.docx").write_bytes(b"")

    with fresh_folder(tmp_path) as folder:
        assert folder != tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["skripsi.docx"]


def test_two_plays_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    with fresh_folder(tmp_path) as first, fresh_folder(tmp_path) as second:
        (first / "surat.pdf").write_bytes(b"")
        with fresh_folder(tmp_path) as third:
            assert len({first, second, third}) == 3
        assert (first / "surat.pdf").exists()


def test_where_the_folder_cannot_be_made_it_is_a_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")

    with fresh_folder(tmp_path / "berkas" / "demo") as folder:
        assert os.access(folder, os.W_OK)


@pytest.fixture(autouse=True)
def _temporary_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("sementara")))
