"""Test signers, made once a run, and the files that a Seal loads."""

from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo.certificates import Identity, trial_identity
from pipeline.outside.seal import Seal, SealBox

WIB = timezone(timedelta(hours=7))
#: a Monday in office hours
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=WIB)


@cache
def identity(post: str = "Kepala Balai") -> Identity:
    """The post's certificate, valid at NOW."""
    return trial_identity(post, at=NOW)


def seal_of(folder: Path, who: Identity, box: SealBox | None = None) -> Seal:
    """A Seal that signs as `who`."""
    path = folder / "seal.p12"
    path.write_bytes(who.pkcs12)
    return Seal(path, lambda: who.passphrase, box)


@cache
def signed(pdf: bytes, who: Identity | None = None, at: datetime = NOW) -> bytes:
    """The PDF, signed."""
    seal = _seal(who or identity())
    return seal.seal(
        pdf, reason="Surat balasan", url="https://balai.example/v/1", label="Kepala Balai", at=at
    )


@cache
def _seal(who: Identity) -> Seal:
    with TemporaryDirectory() as folder:
        return seal_of(Path(folder), who)
