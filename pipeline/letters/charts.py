"""The charts of a report, as PNG pictures: each shows one thing, with its numbers written on it.

Apart from the sentences that say the same, and imported late: matplotlib takes half a second and 40 MB, and a
daemon draws once a month. Drawn without pyplot, so that nothing is shared and no display is asked for. The
same figures give the same bytes.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pipeline.letters.figure_words import decimal, number, percent
from pipeline.letters.figures import BINS, SCORES, Count, Outcome, Report, Satisfaction, StepLine

#: inches; the text of the report is 16 cm wide, and a picture stands in it without being scaled
WIDTH = 6.3
DPI = 200
#: what is well, and how far from it; legible in grey print too
GOOD, FAIR, POOR, BAD, NEUTRAL = "#1f4e79", "#7fa8cf", "#f0b35a", "#c0452d", "#b8bec6"
SERVICES = ("#1f4e79", "#4f86b8", "#9cc0de", "#e0a03c", "#7a9a5b", "#b8bec6")
INK, GRID = "#333a42", "#dde1e6"
STYLE: Any = {
    "font.family": ["Liberation Sans", "DejaVu Sans"],
    "font.size": 8.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GRID,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
}
#: inches that a bar of a chart of lying bars takes, and what stands around them
_BAR, _AROUND = 0.25, 0.6

Axes = Any


def draw(report: Report) -> dict[str, bytes]:
    """The charts by the names that the template has for them; one without anything to show is left out."""
    charts: dict[str, tuple[object, Callable[[], bytes]]] = {
        "grafik_masuk": (report.masuk, lambda: incoming(report)),
        "grafik_tahap": (any(step.selesai for step in report.tahap), lambda: steps(report.tahap)),
        "grafik_penyebab": (report.penyebab, lambda: causes(report.penyebab)),
        "grafik_efektif": (any(each.jumlah for each in report.evaluasi), lambda: cures(report.evaluasi)),
        "grafik_puas": (report.kepuasan.dinilai, lambda: scores(report.kepuasan)),
        "grafik_umur": (report.berjalan, lambda: ages(report.umur)),
    }
    with mpl.rc_context(STYLE):
        return {name: picture() for name, (shown, picture) in charts.items() if shown}


def incoming(report: Report) -> bytes:
    """Complaints by week or month, the services one upon the other."""
    parts = report.periode.parts()
    places = range(len(parts))
    with _axes(2.3) as (figure, axes):
        below = [0] * len(parts)
        for series, colour in zip(report.layanan, SERVICES, strict=False):
            axes.bar(places, series.banyak, bottom=below, width=0.66, color=colour, label=series.nama)
            below = [low + count for low, count in zip(below, series.banyak, strict=True)]
        for place, total in zip(places, below, strict=True):
            if total:
                axes.annotate(
                    number(total), (place, total), (0, 2), textcoords="offset points", ha="center", fontsize=8
                )
        axes.set_xticks(places, [part.label for part in parts], fontsize=7.5 if len(parts) > 12 else 8.5)
        axes.set_ylim(0, max(below) * 1.15)
        axes.set_ylabel("pengaduan")
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.yaxis.set_major_formatter(lambda value, _: number(round(value)))
        axes.grid(axis="y")
        axes.tick_params(length=0)
        _legend(figure)
        return _png(figure)


def steps(lines: Sequence[StepLine]) -> bytes:
    """How much of its time each step took: shares of the ended runs, and how many were on time."""
    shown = [line for line in lines if line.selesai]
    names = [f"{line.tahap}\n(mutu baku {line.mutu})" for line in shown]
    rows = [line.sebaran for line in shown]
    ends = [f"{percent(line.tepat, line.selesai)} tepat" for line in shown]
    return _shares(names, rows, (GOOD, FAIR, POOR, BAD), BINS, ends, tall=1.3)


def cures(outcomes: Sequence[Outcome]) -> bytes:
    """How cures were judged, at once and later."""
    shown = [each for each in outcomes if each.jumlah]
    rows = [(each.efektif, each.belum, each.tanpa_jawaban, each.tidak) for each in shown]
    labels = ("efektif", "belum dapat dinilai", "belum dijawab", "tidak efektif")
    ends = [f"{percent(each.efektif, each.jumlah)} efektif" for each in shown]
    return _shares([each.nama for each in shown], rows, (GOOD, FAIR, NEUTRAL, BAD), labels, ends)


def causes(counts: Sequence[Count]) -> bytes:
    """The families of causes, the most frequent above."""
    total = sum(each.banyak for each in counts)
    ends = [f"{number(each.banyak)} ({percent(each.banyak, total)})" for each in counts]
    colours = [GOOD, *(FAIR for _ in counts[1:])]
    return _lying([each.nama for each in counts], [each.banyak for each in counts], ends, colours)


def scores(found: Satisfaction) -> bytes:
    """How many gave each score, and the mean."""
    words = ("sangat tidak puas", "tidak puas", "cukup", "puas", "sangat puas")
    names = [f"{score}  {word}" for score, word in zip(SCORES, words, strict=True)][::-1]
    counts = found.nilai[::-1]
    ends = [f"{number(count)} ({percent(count, found.dinilai)})" for count in counts]
    colours = (GOOD, GOOD, FAIR, POOR, BAD)
    title = f"Rata-rata {decimal(found.rata or 0.0)} dari 5 ({number(found.dinilai)} penilaian)"
    return _lying(names, counts, ends, colours, title)


def ages(counts: Sequence[Count]) -> bytes:
    """The open cases by age, the youngest above."""
    ends = [number(each.banyak) for each in counts]
    colours = (GOOD, GOOD, FAIR, POOR, BAD)
    return _lying([each.nama for each in counts], [each.banyak for each in counts], ends, colours)


def _lying(
    names: Sequence[str], counts: Sequence[int], ends: Sequence[str], colours: Sequence[str], title: str = ""
) -> bytes:
    """Lying bars from the top down, each with its number at its end."""
    with _axes(_AROUND / 2 + _BAR * len(names) + (0.25 if title else 0)) as (figure, axes):
        places = range(len(names))
        axes.barh(places, counts, height=0.62, color=list(colours))
        for place, (count, end) in enumerate(zip(counts, ends, strict=True)):
            axes.annotate(end, (count, place), (4, 0), textcoords="offset points", va="center")
        _name_rows(axes, names)
        axes.set_xlim(0, max(counts) * 1.18)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        if title:
            axes.set_title(title, loc="left", fontsize=8.5, fontweight="bold")
        return _png(figure)


def _shares(
    names: Sequence[str],
    rows: Sequence[Sequence[int]],
    colours: Sequence[str],
    labels: Sequence[str],
    ends: Sequence[str],
    *,
    tall: float = 1.0,
) -> bytes:
    """Lying bars of equal length, parted by shares, with the counts in them and a word at their ends."""
    with _axes(_AROUND + _BAR * tall * len(names)) as (figure, axes):
        left = [0.0] * len(rows)
        for place, (colour, label) in enumerate(zip(colours, labels, strict=True)):
            widths = [100 * row[place] / sum(row) for row in rows]
            axes.barh(range(len(rows)), widths, left=left, height=0.6, color=colour, label=label)
            for at, (width, start, row) in enumerate(zip(widths, left, rows, strict=True)):
                # A number that is wider than its part would stand on its neighbour.
                if width >= 2.2 * len(number(row[place])):
                    ink = "white" if colour in (GOOD, BAD) else INK
                    middle = start + width / 2
                    axes.text(middle, at, number(row[place]), ha="center", va="center", color=ink, fontsize=8)
            left = [start + width for start, width in zip(left, widths, strict=True)]
        for at, end in enumerate(ends):
            axes.annotate(end, (100, at), (5, 0), textcoords="offset points", va="center", fontweight="bold")
        _name_rows(axes, names)
        axes.set_xlim(0, 100 + 1.9 * max(map(len, ends)))
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        _legend(figure)
        return _png(figure)


def _name_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(length=0)


def _legend(figure: Figure) -> None:
    """Over the picture, in one line where it fits: beside it, it would take the bars' room."""
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles,
        labels,
        loc="outside upper left",
        ncols=len(labels),
        frameon=False,
        fontsize=8,
        handlelength=1,
        handleheight=1,
        columnspacing=1.2,
    )


@contextmanager
def _axes(height: float) -> Iterator[tuple[Figure, Axes]]:
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    yield figure, figure.add_subplot()


def _png(figure: Figure) -> bytes:
    """The picture; without the program's name in it, which would differ from version to version."""
    target = io.BytesIO()
    metadata: Mapping[str, Any] = {"Software": None}
    figure.savefig(target, format="png", metadata=dict(metadata))
    return target.getvalue()
