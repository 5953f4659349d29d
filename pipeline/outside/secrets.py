"""Secrets: passwords and tokens, from systemd's credentials or the environment and never from a file of ours.

Apart from the settings because a secret is asked for at each use and kept nowhere.
"""

import os
from pathlib import Path

from pipeline.errors import SettingsError


def secret(name: str) -> str:
    """A secret by name, from `$CREDENTIALS_DIRECTORY/<name>` or `TANGGAP_<NAME>`; raises `SettingsError`."""
    value = _found(name)
    if value is None:
        raise SettingsError(
            f"rahasia {name} tidak ada; berikan LoadCredential={name}:… atau TANGGAP_{name.upper()}"
        )
    return value


def has_secret(name: str) -> bool:
    """Whether there is such a secret."""
    return _found(name) is not None


def _found(name: str) -> str | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / name if folder else None
    if path is not None and path.exists():
        return path.read_text("utf-8").rstrip("\n")
    return os.environ.get(f"TANGGAP_{name.upper()}")
