"""How the Kepala signs: with a certificate of his own, outside the program."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo.certificates import Identity
from pipeline.outside.seal import Seal


def sign(pdf: bytes, who: Identity, at: datetime) -> bytes:
    """The PDF with an electronic signature."""
    return _seal(who).seal(
        pdf, reason="Surat balasan", url="https://balai.example/v/1", label="Kepala Balai", at=at
    )


@cache
def _seal(who: Identity) -> Seal:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kepala.p12"
        path.write_bytes(who.pkcs12)
        return Seal(path, lambda: who.passphrase)
