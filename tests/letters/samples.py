"""A sample office, and its letters about the program's own invented cases."""

from pathlib import Path

from pipeline.letters.letter_case import LetterCase, Minutes, Office
from pipeline.letters.render import render
from pipeline.letters.sample import CAUSE, FULL, KEPALA, KETUA, MEETING, MONDAY, PLAIN, POKJA, VALUES
from pipeline.letters.shared_values import Values

__all__ = [
    "CAUSE",
    "FULL",
    "KEPALA",
    "KETUA",
    "MEETING",
    "MONDAY",
    "NAMES",
    "OFFICE",
    "PLAIN",
    "POKJA",
    "TEMPLATES",
    "letter",
    "template",
    "values",
]

TEMPLATES = Path(__file__).parents[2] / "letter_templates"

OFFICE = Office(
    kementerian="Kementerian Perindustrian",
    badan="Badan Standardisasi dan Kebijakan Jasa Industri",
    balai="Balai Standardisasi dan Pelayanan Jasa Industri Contoh",
    alamat="Jalan Contoh Nomor 1, Kota Contoh 10000",
    telepon="(021) 000000",
    laman="www.balai.example",
    surel="tu@balai.example",
    kota="Kota Contoh",
)


def template(name: str) -> bytes:
    """A shipped template."""
    return (TEMPLATES / f"{name}.docx").read_bytes()


def values(name: str, case: LetterCase = FULL, minutes: Minutes = MEETING) -> Values:
    """The values of the template `name`."""
    return VALUES[name](OFFICE, case, minutes)


def letter(name: str = "surat_balasan", case: LetterCase = FULL) -> bytes:
    """A rendered letter."""
    return render(template(name), values(name, case))


NAMES = tuple(VALUES)
