"""Sums of money as letters write them: "Rp 1.500.000,00", "Rp1,5 juta", "15 jt", "IDR 1,500,000".

Apart from the loss that they belong to because a fee is written the same way.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

_UNITS = {
    "ribu": 1_000,
    "rb": 1_000,
    "thousand": 1_000,
    "juta": 1_000_000,
    "jt": 1_000_000,
    "million": 1_000_000,
    "miliar": 1_000_000_000,
    "milyar": 1_000_000_000,
    "billion": 1_000_000_000,
}
_FIGURES = (
    r"(\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,2})?|\d{1,15}(?:[.,]\d{1,2})?)"
)
_UNIT = rf"({'|'.join(_UNITS)})\b"
_SUM = re.compile(
    rf"\b(?:rp|idr)\b\.?:? ?{_FIGURES}(?![.,]?\d)(?: ?{_UNIT})?|(?<![\w.,/-]){_FIGURES} ?{_UNIT}",
    re.IGNORECASE,
)
_RUPIAH = re.compile(r"\brp(?=\d)", re.IGNORECASE)


def find_amounts(text: str) -> Iterator[int]:
    """Every sum of the text in whole rupiah, in order."""
    for hit in _SUM.finditer(_RUPIAH.sub("Rp ", text)):
        figures, unit, figures2, unit2 = hit.groups()
        yield int(_value(figures or figures2) * _UNITS.get((unit or unit2 or "").casefold(), 1))


def _value(figures: str) -> Decimal:
    """Points and commas told apart: a last group of one or two figures is a fraction."""
    *groups, last = re.split(r"[.,]", figures)
    if groups and len(last) < 3:
        return Decimal(f"{''.join(groups)}.{last}")
    return Decimal("".join((*groups, last)))
