"""How long LibreOffice takes for letters: in large calls, as the office makes them, and in calls of one.

Apart from the ways of cases, because here is no register: only letters in Word, and the converter. Each is
a surat balasan at its fullest, with its own number.
"""

from dataclasses import replace

from pipeline.letters.changes import flatten
from pipeline.letters.render import render
from pipeline.letters.values import balasan_values
from pipeline.office.press import MOST
from pipeline.outside.libreoffice import Converter
from tests.benchmarks.meter import Figures, Meter, children_cpu, figures
from tests.letters.samples import FULL, OFFICE, template


def together(_database: str, count: int) -> Figures:
    """So many letters in calls as large as the office makes them."""
    return _measured(count, MOST)


def singly(_database: str, count: int) -> Figures:
    """So many letters, each in a call of its own."""
    return _measured(count, 1)


def _measured(count: int, batch: int) -> Figures:
    letters = [_letter(number) for number in range(count)]
    meter = Meter(children_before=children_cpu())
    converter = Converter()
    for start in range(0, count, batch):
        with meter.count(f"calls of {batch}"):
            made = converter.convert(letters[start : start + batch])
        assert all(isinstance(each, bytes) for each in made), made
    return figures(meter, count, "no database; the largest child may be the fork that becomes soffice")


def _letter(number: int) -> bytes:
    case = replace(FULL, number=f"PGD-2026-{number:04}")
    return flatten(render(template("surat_balasan"), balasan_values(OFFICE, case)))
