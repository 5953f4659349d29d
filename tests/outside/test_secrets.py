"""Secrets come from credentials or the environment, and a missing one says how to give it."""

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.outside.secrets import secret


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.delenv("TANGGAP_IMAP_PASSWORD", raising=False)


def test_the_environment_gives_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "sandi uji")

    assert secret("imap_password") == "sandi uji"


def test_a_credential_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "imap_password").write_text("dari systemd\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "dari lingkungan")

    assert secret("imap_password") == "dari systemd"


def test_a_missing_secret_says_how_to_give_it() -> None:
    with pytest.raises(SettingsError, match=r"LoadCredential=imap_password:.* TANGGAP_IMAP_PASSWORD"):
        secret("imap_password")
