"""Encryption of a backup to a public key, by age or GnuPG; the private key is elsewhere."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutsideError
from pipeline.outside.secrets import without_secrets

#: program → what its files end with
ENDINGS = {"": "", "age": ".age", "gpg": ".gpg"}
PACKAGES = {"age": "age", "gpg": "gnupg"}


@dataclass(frozen=True, slots=True)
class Encryption:
    """How backups are encrypted, '' for not at all."""

    program: str = ""
    #: public key: `age1…`, or the fingerprint of a key in GnuPG's ring
    key: str = ""
    #: for restoring: the file of the private key (age); GnuPG has it in its ring
    identity: str = ""

    @property
    def ending(self) -> str:
        """What an encrypted file's name ends with."""
        return ENDINGS[self.program]

    def lock(self, content: bytes) -> bytes:
        """The content, for the holder of the private key alone."""
        match self.program:
            case "age":
                return _run(["age", "--encrypt", "--recipient", self.key], content)
            case "gpg":
                trust = ["--batch", "--yes", "--trust-model", "always"]
                return _run(["gpg", *trust, "--encrypt", "--recipient", self.key], content)
            case _:
                return content

    def unlock(self, content: bytes) -> bytes:
        """The content again; raises `OutsideError` without the private key."""
        match self.program:
            case "age":
                return _run(["age", "--decrypt", "--identity", self._identity()], content)
            case "gpg":
                return _run(["gpg", "--batch", "--quiet", "--decrypt"], content)
            case _:
                return content

    def lock_file(self, plain: Path) -> Path:
        """Put the encrypted file in place of the plain one; gives its path."""
        if not self.program:
            return plain
        locked = plain.with_name(plain.name + self.ending)
        match self.program:
            case "age":
                _run(["age", "--encrypt", "--recipient", self.key, "--output", str(locked), str(plain)])
            case _:
                trust = ["--batch", "--yes", "--trust-model", "always"]
                _run(
                    ["gpg", *trust, "--encrypt", "--recipient", self.key, "--output", str(locked), str(plain)]
                )
        plain.unlink()
        return locked

    def unlock_file(self, locked: Path, plain: Path) -> None:
        """Write what an encrypted file holds to `plain`."""
        match self.program:
            case "age":
                identity = self._identity()
                _run(["age", "--decrypt", "--identity", identity, "--output", str(plain), str(locked)])
            case "gpg":
                _run(["gpg", "--batch", "--quiet", "--output", str(plain), "--decrypt", str(locked)])
            case _:
                plain.write_bytes(locked.read_bytes())

    def _identity(self) -> str:
        if self.identity:
            return self.identity
        raise OutsideError(
            "cadangan ini terenkripsi dengan age dan kunci pribadinya belum disebut",
            permanent=True,
            remedy="tambahkan --kunci BERKAS",
        )


def _run(command: Sequence[str], content: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False, env=without_secrets())
    except FileNotFoundError as error:
        raise OutsideError(
            f"program {command[0]} tidak ada",
            permanent=True,
            remedy=f"apt-get install {PACKAGES[command[0]]}",
        ) from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutsideError(
            f"{command[0]} gagal: {words[0] if words else done.returncode}",
            permanent=True,
            remedy="periksa kunci pada [cadangan]",
        )
    return done.stdout
