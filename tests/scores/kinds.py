"""The confusion table of the kinds of mail: `python -m tests.scores.kinds`.

The rows are totals of the labelled letters of `tests/mails/surat`; no letter is named, so that the
untouched half stays untouched.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.mail.kind import Evidence, Kind, classify
from tests.mail.labelled import FURTHER, HERE, SECOND, THIRD, Labelled, letters

#: verdicts in the order of the columns; all that is none of the first three stands under the last
COLUMNS = ("pengaduan", "ragu", "lain", "wbs, otomatis, pantulan")


def verdicts(chosen: Iterable[Labelled]) -> Counter[tuple[str, str]]:
    """How many letters of which label (complaint or not) were judged what."""
    return Counter((letter.kind, classify(letter.facts(), Evidence()).kind.value) for letter in chosen)


def totals(found: Counter[tuple[str, str]], *, complaints: bool) -> Counter[str]:
    """The verdicts on the complaints, or on all other mail."""
    counted: Counter[str] = Counter()
    for (label, verdict), many in found.items():
        if (label == Kind.PENGADUAN.value) is complaints:
            counted[verdict if verdict in COLUMNS else COLUMNS[-1]] += many
    return counted


def halves() -> dict[str, list[Labelled]]:
    """The letters by what they served for."""
    everything = list(letters(HERE))
    return {
        "ditala": [letter for letter in everything if not letter.untouched],
        "ditala (tambahan)": list(letters(FURTHER)),
        "ditala (kedua)": list(letters(SECOND)),
        "tidak disentuh": [letter for letter in everything if letter.untouched],
        "tidak disentuh (ketiga)": list(letters(THIRD)),
    }


def table(corpora: Path) -> Table:
    """The confusion table; the letters are our own, so `corpora` is not needed."""
    del corpora
    made = Table("surat", "label", *COLUMNS, "jumlah", title="Jenis surat")
    for name, chosen in halves().items():
        found = verdicts(chosen)
        for complaints in (True, False):
            counted = totals(found, complaints=complaints)
            cells = (f"{counted[column]}" for column in COLUMNS)
            made.add_row(name, "pengaduan" if complaints else "surat lain", *cells, str(counted.total()))
    return made


if __name__ == "__main__":
    Console().print(table(Path()))
