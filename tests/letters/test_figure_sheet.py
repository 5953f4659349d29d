"""The workbook of a report: counts are numbers, what anybody wrote is text, and nothing is left out."""

import csv
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline.letters.figure_sheet import tables, workbook
from pipeline.letters.figures import Report
from pipeline.letters.sample_report import BUSY, EMPTY, WIB
from tests.letters.test_agenda import ACTIVE, SHEET

TABS = ("Ringkasan", "Layanan", "Pokja", "Tahap", "Terlambat", "Perkara")


def sheets(report: Report) -> dict[str, list[list[Any]]]:
    """The values of the cells of each sheet, its head first; numbers as numbers."""
    with zipfile.ZipFile(io.BytesIO(workbook(report, "Balai Contoh", WIB))) as package:
        roots = [
            etree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, 1 + len(TABS))
        ]
    return {
        name: [[_value(cell) for cell in row] for row in root.iter(f"{SHEET}row")][2:]
        for name, root in zip(TABS, roots, strict=True)
    }


def _value(cell: etree._Element) -> Any:
    # A cell that is a formula has an element f, one that is followed a hyperlink beside the rows.
    assert cell.find(f"{SHEET}f") is None
    if cell.get("t") == "inlineStr":
        return "".join(map(str, cell.itertext()))
    assert cell.get("t") is None
    return float(cell.findtext(f"{SHEET}v") or "nan")


def test_each_sheet_has_its_rows() -> None:
    found = sheets(BUSY)

    assert ["Pengaduan yang diterima", 42.0] in found["Ringkasan"]
    assert ["Tepat waktu pada setiap tahap", 38.0, "90%"] in found["Ringkasan"]
    assert ["Laporan integritas (WBS)", 2.0] in found["Ringkasan"]
    assert found["Layanan"][1] == ["pengujian", 0.0, 6.0, 5.0, 4.0, 5.0, 0.0, 20.0]
    assert len(found["Tahap"]) == 1 + 6
    assert [row[0] for row in found["Terlambat"]] == ["Perkara", "PGD-2026-0003", "PGD-2026-0019"]
    assert found["Terlambat"][2][-1] == "tidak ada alasan yang dicatat"
    assert found["Perkara"][1][0] == "PGD-2026-0003"


def test_an_empty_month_has_its_heads() -> None:
    found = sheets(EMPTY)

    assert all(found[name] for name in TABS)
    assert len(found["Perkara"]) == 1


@pytest.mark.parametrize("value", ACTIVE)
def test_what_anybody_wrote_is_never_reckoned(value: str) -> None:
    case = replace(BUSY.perkara[0], layanan=value)
    late = replace(BUSY.terlambat[0], alasan=value)

    found = sheets(replace(BUSY, perkara=(case,), terlambat=(late,)))

    shown = value.lstrip("\t") if value.startswith("\t") else value
    assert shown in str(found["Perkara"][1][3])
    assert shown in str(found["Terlambat"][1][-1])


@pytest.mark.parametrize("value", [each for each in ACTIVE if each.lstrip()[0] in "=+-@"])
def test_what_anybody_wrote_is_never_reckoned_in_a_csv_either(value: str) -> None:
    case = replace(BUSY.perkara[0], layanan=value)

    found = dict(tables(replace(BUSY, perkara=(case,)), WIB))

    head, row = csv.reader(io.StringIO(found["perkara"].decode("utf-8-sig")), delimiter=";")
    assert row[head.index("Layanan")].startswith("'")
    assert len(found["terlambat"].splitlines()) == 1 + len(BUSY.terlambat)


def test_a_workbook_of_the_same_figures_is_the_same_bytes() -> None:
    assert workbook(BUSY, "Balai Contoh", WIB) == workbook(BUSY, "Balai Contoh", WIB)
