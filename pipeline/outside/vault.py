"""The archive of the backups: bytes by their SHA-256, one file each, shared by all backups of a folder.

A file that is there was written whole: it is renamed into place after it was synced.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutsideError
from pipeline.outside.encryption import Encryption


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder `arsip` beside the backups."""

    folder: Path
    encryption: Encryption

    def path(self, sha256: str) -> Path:
        """Where the bytes of that SHA-256 lie."""
        return self.folder / sha256[:2] / (sha256 + self.encryption.ending)

    def put(self, sha256: str, content: bytes) -> None:
        """Keep new bytes; raises `OutsideError` where they are not what their hash says."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise OutsideError(
                f"isi arsip {sha256[:12]} rusak di register",
                permanent=True,
                remedy="jalankan `tanggap audit verify`; ambil isinya dari cadangan lama",
            )
        write_synced(self.path(sha256), self.encryption.lock(content))

    def get(self, sha256: str) -> bytes:
        """The bytes of that SHA-256, checked; raises `OutsideError` where they are gone or damaged."""
        try:
            content = self.encryption.unlock(self.path(sha256).read_bytes())
        except FileNotFoundError as error:
            raise _damaged(sha256, "tidak ada") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(sha256, "rusak")
        return content

    def has(self, sha256: str) -> bool:
        """Whether the bytes of that SHA-256 lie here."""
        return self.path(sha256).exists()

    def forget(self, digests: Collection[str]) -> None:
        """Remove bytes whatever backup refers to them: their case was erased."""
        for digest in digests:
            self.path(digest).unlink(missing_ok=True)

    def prune(self, wanted: Collection[str]) -> int:
        """Remove what no backup refers to any more; how many files that were."""
        names = set(wanted)
        extra = [file for file in self.folder.glob("??/*") if file.name.partition(".")[0] not in names]
        for file in extra:
            file.unlink()
        return len(extra)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.baru")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(sha256: str, how: str) -> OutsideError:
    return OutsideError(
        f"isi arsip {sha256[:12]} {how} pada cadangan ini", permanent=True, remedy="pakai cadangan lain"
    )
