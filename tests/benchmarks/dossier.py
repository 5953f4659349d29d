"""How long a dossier of many pages takes: scans of a stranger, drawn in the cage and bound into one PDF.

Apart from the ways of cases, because here is no register: only pages, and the worst of them. A scan takes
three times what a page of text takes.
"""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo.paper import Line, one_page
from pipeline.letters.dossier import PDF, Contents, Dossier, Part, Sheet, Shown
from pipeline.outside.binding import bindery
from tests.benchmarks.meter import Figures, Meter, children_cpu, figures
from tests.scans import pdf_from, pictures_of, worn

#: pages of one file
_SHEAF = 50
_LINES = [
    Line(f"Baris {number}: contoh air limbah belum selesai diuji sampai hari ini.") for number in range(40)
]


def measure(_database: str, count: int) -> Figures:
    """One dossier with so many pages of scans, in files of fifty."""
    with TemporaryDirectory() as folder:
        scan = Path(folder) / "scan.pdf"
        scan.write_bytes(pdf_from([worn(pictures_of(one_page(_LINES, "Surat"))[0])] * _SHEAF))
        digest = hashlib.sha256(scan.read_bytes()).hexdigest()
        files = tuple(
            Shown(title=f"Pindaian {number}", sha256=digest, media_type=PDF)
            for number in range(1, 1 + count // _SHEAF)
        )
        cover = Sheet(title="Berkas Perkara", blocks=(Contents(),))
        part = Part(divider=Sheet(title="Surat pengaduan", blocks=()), leaves=files)
        dossier = Dossier(
            title="Berkas", subject="", author="Balai", foot="Berkas", cover=cover, parts=(part,)
        )
        meter = Meter(children_before=children_cpu())
        with meter.count("one dossier"), bindery() as bind:
            bound = bind(dossier, lambda _: scan.read_bytes(), Path(folder) / "berkas.pdf")
    assert bound.notes == ()
    return figures(meter, bound.pages, "pages of scans at 200 dpi, shown at 150; no database")
