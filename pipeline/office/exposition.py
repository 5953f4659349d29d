"""Figures in the text format that Prometheus reads, as its node_exporter takes it from a file.

Apart from the measuring, because the format is another's: "Exposition formats", text version 0.0.4.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: the beginning of every name, and the end of a counter's
PREFIX, TOTAL = "tanggap_", "_total"


class Kind(StrEnum):
    """What a figure does as time goes on."""

    #: it goes up and down
    GAUGE = "gauge"
    #: it only grows, and begins anew with the program
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, once or for each value of its label."""

    #: without the prefix and without a counter's ending
    name: str
    told: str
    kind: Kind
    #: the name of its label, '' where it has none
    label: str
    #: value of the label ('' where it has none) → how much
    values: Mapping[str, float]


def exposition(figures: Iterable[Figure]) -> str:
    """The figures as a text; a figure without any value is left out."""
    return "".join(f"{line}\n" for figure in figures if figure.values for line in _lines(figure))


def _lines(figure: Figure) -> Iterator[str]:
    name = f"{PREFIX}{figure.name}{TOTAL if figure.kind is Kind.COUNTER else ''}"
    yield f"# HELP {name} {_escaped(figure.told)}"
    yield f"# TYPE {name} {figure.kind}"
    for value, much in figure.values.items():
        labelled = f'{{{figure.label}="{_quoted(value)}"}}' if figure.label else ""
        yield f"{name}{labelled} {much}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', r"\"")
