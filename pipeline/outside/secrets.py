"""Secrets: passwords and tokens, from systemd's credentials or the environment and never from a file of ours.

Apart from the settings because a secret is asked for at each use and kept nowhere.
"""

import os
import stat
from pathlib import Path

from pipeline.errors import SettingsError

#: variables that hold a secret, or tell where systemd has laid them
_OURS = ("TANGGAP_", "CREDENTIALS_DIRECTORY")


def check_private(path: Path) -> None:
    """Raises `SettingsError` where every account of this machine can read a file that holds a secret."""
    # The group's bits may be those of an access list, which systemd sets for the account of the service.
    if path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise SettingsError(f"rahasia pada {path} terbaca oleh semua akun; jalankan chmod 600 {path}")


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


def without_secrets() -> dict[str, str]:
    """The environment of a program that we start: ours, without our secrets and the way to them."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}


def _found(name: str) -> str | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / name if folder else None
    if path is not None and path.exists():
        check_private(path)
        return path.read_text("utf-8").rstrip("\n")
    return os.environ.get(f"TANGGAP_{name.upper()}")
