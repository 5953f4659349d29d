"""The charts: the same bytes for the same figures, nothing cut off at their edges, none where nothing is."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from pipeline.letters.charts import DPI, WIDTH, draw
from pipeline.letters.figure_values import CHARTS
from pipeline.letters.figures import Report, Series
from pipeline.letters.period import parse_period
from pipeline.letters.sample_report import BUSY, EMPTY


def crowded() -> Report:
    """A year with large numbers and long names."""
    year = parse_period("2026")
    assert year is not None
    names = (
        "layanan pelanggan dan kerja sama",
        "pengujian",
        "kalibrasi",
        "sertifikasi",
        "inspeksi",
        "layanan lain",
    )
    steps = tuple(
        replace(line, selesai=100_000, tepat=99_000, sebaran=(60_000, 39_000, 900, 100))
        for line in BUSY.tahap
    )
    series = tuple(Series(name, tuple(range(1_000, 13_000, 1_000))) for name in names)
    return replace(BUSY, periode=year, masuk=468_000, layanan=series, tahap=steps)


def quarterly() -> Report:
    """A quarter: fourteen weeks side by side."""
    quarter = parse_period("2026-Q4")
    assert quarter is not None
    return replace(BUSY, periode=quarter, layanan=(Series("pengujian", tuple(range(14))),))


def test_every_chart_that_the_template_has_a_place_for_is_drawn() -> None:
    assert tuple(draw(BUSY)) == CHARTS


def test_the_same_figures_give_the_same_bytes() -> None:
    assert draw(BUSY) == draw(BUSY)


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw(EMPTY) == {}


@pytest.mark.parametrize("report", [BUSY, crowded(), quarterly()], ids=["month", "year", "quarter"])
def test_no_label_is_cut_off_at_an_edge(report: Report) -> None:
    for name, content in draw(report).items():
        picture = Image.open(io.BytesIO(content)).convert("L")

        assert picture.width == round(WIDTH * DPI), name
        edges = [
            min(picture.crop(box).tobytes())
            for box in (
                (0, 0, picture.width, 2),
                (0, picture.height - 2, picture.width, picture.height),
                (0, 0, 2, picture.height),
                (picture.width - 2, 0, picture.width, picture.height),
            )
        ]
        # Grid lines may reach an edge; ink of letters is darker.
        assert min(edges) > 150, (name, edges)
