"""Check how data lies: encrypted at rest, and closed to other accounts (UU 27/2022 pasal 35 and 39).

Apart from the other probes because the office is told what is not known too.
"""

from collections.abc import Sequence

from pipeline.errors import OutsideError
from pipeline.office.check import Doubt

REMEDY = (
    "letakkan folder data dan cadangan pada volume terenkripsi (LUKS), atau pastikan enkripsi cakram pada "
    "penyedia mesin; cadangan dapat pula dienkripsi sendiri ([cadangan] enkripsi)"
)


def at_rest(volumes: Sequence[tuple[str, str]], encrypted: str) -> str:
    """Each volume with how its bytes lie there; raises `Doubt` unless all of them lie `encrypted`."""
    told = "; ".join(dict.fromkeys(f"{volume}: {how}" for volume, how in volumes))
    if any(how != encrypted for _, how in volumes):
        raise Doubt(told, REMEDY)
    return told


def closed(everybody: Sequence[str], wider: Sequence[str]) -> str:
    """That the data is its owner's alone.

    Raises `OutsideError` with what every account of the machine gets at, `Doubt` with what its group does, or
    others would if a folder above it were opened.
    """
    if everybody:
        raise OutsideError(
            f"terbuka bagi semua akun mesin ini: {', '.join(everybody)}",
            permanent=True,
            remedy=f"jalankan chmod o= {' '.join(everybody)}, dan nilai siapa yang mungkin sudah membacanya",
        )
    if wider:
        raise Doubt(
            f"bukan untuk pemiliknya saja: {', '.join(wider)}",
            f"bila tidak dimaksudkan, jalankan chmod go= {' '.join(wider)}",
        )
    return "hanya untuk pemiliknya"
