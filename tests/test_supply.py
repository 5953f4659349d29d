"""What goes along with the program: locked by hash, and no parser older than the mending of a known hole."""

import re
from pathlib import Path

import pytest

LOCK = (Path(__file__).parents[1] / "config" / "requirements.txt").read_text()
#: parser of strangers' bytes → the first version without the holes named
MENDED = {
    "pdfminer-six": (20251230, "CVE-2025-64512, CVE-2025-70559: a PDF that runs code by its CMap"),
    "pillow": (10, 3, 0, "CVE-2023-50447, CVE-2024-28219"),
    "jinja2": (3, 1, 6, "CVE-2025-27516: a way out of the sandbox"),
    "lxml": (6, "external entities are refused by default"),
    "docxtpl": (0, 20, "autoescape and sandbox are taken from the environment that is handed in"),
    "cryptography": (48, "what pyHanko 0.38 verifies signatures with"),
    "pypdfium2": (5, 0, "a pdfium of this year"),
}


def locked(name: str) -> tuple[int, ...]:
    found = re.search(rf"^{name}(?:\[[^]]*\])?==([\d.]+)", LOCK, re.MULTILINE)
    assert found, name
    return tuple(int(part) for part in found[1].split("."))


@pytest.mark.parametrize("name", MENDED)
def test_no_parser_is_older_than_the_mending_of_a_known_hole(name: str) -> None:
    *least, why = MENDED[name]

    assert locked(name) >= tuple(least), why


def test_every_package_is_locked_by_its_hash() -> None:
    packages = re.split(r"\n(?=\S)", LOCK.strip())

    assert len(packages) > 50
    assert [each.split("==")[0] for each in packages if "--hash=sha256:" not in each] == []
