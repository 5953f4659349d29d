"""The typeface of the dossier's own pages, and what of a stranger's words it can print.

Apart from the setting because a sign that the font lacks would else be printed as nothing at all.
"""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pipeline.errors import OutsideError

#: where Debian and Ubuntu put a font metric-compatible with Arial
FOLDERS = tuple(Path("/usr/share/fonts/truetype") / name for name in ("liberation", "liberation2"))
PLAIN, BOLD = "LiberationSans", "LiberationSans-Bold"
_FILES = {PLAIN: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}
#: what stands for a sign that the font lacks
LACKING = "□"


def known(text: str) -> str:
    """The text with a box for every sign that the font lacks."""
    signs = _signs()
    return "".join(sign if ord(sign) in signs or sign == "\n" else LACKING for sign in text)


@cache
def _signs() -> frozenset[int]:
    load()
    font = pdfmetrics.getFont(PLAIN)
    assert isinstance(font, TTFont)
    return frozenset(font.face.charToGlyph)


@cache
def load() -> None:
    """Make the font known to ReportLab. Raises OutsideError where it is not installed."""
    for name, file in _FILES.items():
        path = next((folder / file for folder in FOLDERS if (folder / file).is_file()), None)
        if path is None:
            raise OutsideError(
                "huruf untuk berkas perkara tidak ditemukan",
                permanent=False,
                remedy="apt-get install fonts-liberation",
            )
        pdfmetrics.registerFont(TTFont(name, str(path)))
