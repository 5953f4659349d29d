"""Check whether the office's data lies encrypted at rest (UU 27/2022 pasal 35 and 39).

Apart from the other probes because no fault stops the work: the office is told what is not known too.
"""

from collections.abc import Sequence

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
