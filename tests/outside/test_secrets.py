"""Secrets come from credentials or the environment, and a missing one says how to give it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import make_url

from pipeline.errors import SettingsError
from pipeline.outside.alarm import Channel
from pipeline.outside.encryption import Encryption
from pipeline.outside.fonts import Fonts
from pipeline.outside.secrets import secret
from pipeline.outside.snapshot import run_postgres


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.delenv("TANGGAP_IMAP_PASSWORD", raising=False)


def credential(folder: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    """As systemd lays one down; 0440 are its access list's bits."""
    (folder / "imap_password").write_text("dari systemd\n")
    (folder / "imap_password").chmod(mode)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o666])
def test_a_secret_that_everybody_can_read_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: int
) -> None:
    credential(tmp_path, monkeypatch, mode)

    with pytest.raises(SettingsError, match=rf"chmod 600 {tmp_path}/imap_password"):
        secret("imap_password")


def test_the_environment_gives_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "sandi uji")

    assert secret("imap_password") == "sandi uji"


def test_a_credential_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    credential(tmp_path, monkeypatch, 0o440)
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "dari lingkungan")

    assert secret("imap_password") == "dari systemd"


def test_a_missing_secret_says_how_to_give_it() -> None:
    with pytest.raises(SettingsError, match=r"LoadCredential=imap_password:.* TANGGAP_IMAP_PASSWORD"):
        secret("imap_password")


#: how each program that is not caged is started, given the path of one that tells its environment
STARTS: Mapping[str, Callable[[Path], object]] = {
    "alarm": lambda teller: Channel((str(teller),))("Gangguan", "uji"),
    "fonts": lambda teller: Fonts(str(teller)).families(),
    "database": lambda teller: run_postgres(str(teller), [], None),
    "encryption": lambda teller: Encryption(teller.name, "age1kenari").lock(b"isi"),
}


@pytest.mark.parametrize("start", STARTS)
def test_a_program_that_we_start_finds_no_secret_in_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start: str
) -> None:
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "kenari")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/kenari")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    teller = tmp_path / "age"
    teller.write_text(f"#!/bin/sh\nenv > {tmp_path}/told\n")
    teller.chmod(0o700)

    STARTS[start](teller)

    told = (tmp_path / "told").read_text()
    assert "PATH=" in told
    assert "kenari" not in told


def test_no_command_line_shows_the_password_of_the_database(tmp_path: Path) -> None:
    teller = tmp_path / "pg_dump"
    teller.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told\necho "$PGPASSWORD" > {tmp_path}/known\n')
    teller.chmod(0o700)
    url = make_url("postgresql+psycopg://tanggap:kenari@db.balai.example:5433/tanggap?sslmode=require")

    run_postgres(str(teller), ["--format=custom"], url)

    told = (tmp_path / "told").read_text()
    assert (
        told
        == "--format=custom --dbname=postgresql://tanggap@db.balai.example:5433/tanggap?sslmode=require\n"
    )
    assert (tmp_path / "known").read_text() == "kenari\n"
