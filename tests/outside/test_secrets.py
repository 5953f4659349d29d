"""Secrets come from credentials or the environment, and a missing one says how to give it."""

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.outside.secrets import secret


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
