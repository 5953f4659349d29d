"""How the Kepala signs: with a certificate of his own or with a pen, outside the program."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from pipeline.demo.certificates import Identity
from pipeline.outside.seal import Seal


def sign(pdf: bytes, who: Identity, at: datetime) -> bytes:
    """The PDF with an electronic signature."""
    return _seal(who).seal(
        pdf, reason="Surat balasan", url="https://balai.example/v/1", label="Kepala Balai", at=at
    )


def signed_by_hand(page: Image.Image) -> Image.Image:
    """The page with a stroke of ink and a round stamp in its lower part, a little crooked."""
    width, height = page.size
    pen = ImageDraw.Draw(page)
    left, top = width * 6 // 10, height * 7 // 10
    pen.line([(left, top), (left + 200, top - 90), (left + 260, top + 70), (left + 420, top)], 60, 9)
    pen.ellipse((left - 250, top - 200, left + 150, top + 200), outline=110, width=9)
    return page.rotate(0.4, fillcolor=255)


@cache
def _seal(who: Identity) -> Seal:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kepala.p12"
        path.write_bytes(who.pkcs12)
        return Seal(path, lambda: who.passphrase)
