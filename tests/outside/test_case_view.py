"""What the operator sees of cases: colours and bars for people, plain columns for the pipe."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console

from pipeline.office.chart import Bar, Chart
from pipeline.office.listing import Listed
from pipeline.outside import case_view
from tests.offices import MONDAY, ZONE

LISTED = Listed(
    perkara="PGD-2026-0001",
    agenda="1/2026",
    diterima=MONDAY,
    tahap="menunggu disposisi",
    pemegang="Kepala Balai",
    batas=MONDAY + timedelta(minutes=30),
    keadaan="terlambat",
    pelanggan="PT Contoh\x1b[2J Sejahtera",
    hal="Keluhan atas keterlambatan LHU",
)
DONE = Bar(
    tahap="2 disposisi",
    mulai=MONDAY,
    batas=MONDAY + timedelta(minutes=30),
    selesai=MONDAY + timedelta(minutes=10),
    jeda=(),
    menunggu=False,
    lewat=timedelta(),
)
LATE = replace(
    DONE,
    tahap="3 tindak lanjut",
    mulai=MONDAY + timedelta(minutes=10),
    batas=MONDAY + timedelta(days=9),
    selesai=None,
    jeda=((MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)),),
    lewat=timedelta(hours=31, minutes=5),
)
Screen = Callable[..., str]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    """What a terminal of so many columns, or a pipe, is given."""

    def seen(draw: Callable[[], None], *, terminal: bool = True, width: int = 80, **named: object) -> str:
        out = io.StringIO()
        console = Console(file=out, width=width, force_terminal=terminal, highlight=False, **named)  # type: ignore[arg-type]
        monkeypatch.setattr(case_view, "console", lambda: console)
        draw()
        return out.getvalue() + capsys.readouterr().out

    return seen


def test_a_late_case_is_red_and_says_so_in_words(screen: Screen) -> None:
    told = screen(lambda: case_view.print_cases([LISTED], ZONE, False, ""), color_system="standard")

    assert "\x1b[1;31mPGD-2026-0001" in told
    assert "terlambat" in told


def test_without_colour_the_words_remain(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    told = screen(lambda: case_view.print_cases([LISTED], ZONE, False, ""))

    assert "[31m" not in told
    assert "terlambat" in told


def test_no_sign_of_a_stranger_steers_the_terminal(screen: Screen) -> None:
    assert "\x1b[2J" not in screen(lambda: case_view.print_cases([LISTED], ZONE, False, ""))


def test_no_line_is_wider_than_the_terminal(screen: Screen) -> None:
    chart = Chart(perkara="PGD-2026-0001", sekarang=MONDAY + timedelta(days=14), bars=(DONE, LATE))

    listed = screen(lambda: case_view.print_cases([LISTED] * 3, ZONE, False, ""), no_color=True)
    drawn = screen(lambda: case_view.print_chart(chart, ZONE), no_color=True)

    plain = (listed + drawn).replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(map(len, plain)) <= 80


def test_a_pipe_gets_every_field_in_one_line(screen: Screen) -> None:
    told = screen(lambda: case_view.print_cases([LISTED], ZONE, False, ""), terminal=False)

    [head, row] = told.splitlines()
    assert head.split()[:3] == ["Perkara", "Agenda", "Diterima"]
    assert "PGD-2026-0001" in row
    assert "Keluhan atas keterlambatan LHU" in row
    assert "\x1b" not in told


def test_the_bars_show_work_pause_due_time_and_what_is_late_in_their_order(screen: Screen) -> None:
    chart = Chart(perkara="PGD-2026-0001", sekarang=MONDAY + timedelta(days=14), bars=(DONE, LATE))

    told = screen(lambda: case_view.print_chart(chart, ZONE), terminal=False)

    bar = next(line for line in told.splitlines() if line.startswith("3 tindak lanjut"))
    drawn = bar.removeprefix("3 tindak lanjut").strip()
    assert "".join(dict.fromkeys(drawn)) == "█░┃▓"
    assert drawn.index("░") < drawn.rindex("█") < drawn.index("┃") < drawn.index("▓")
    assert "lewat 31 jam 5 menit kerja" in told
    assert "tepat waktu" in told
    assert "sekarang ▼" in told


@pytest.mark.parametrize("width", [20, 30, 41])
def test_in_a_narrow_terminal_each_name_stands_above_its_whole_bar(screen: Screen, width: int) -> None:
    chart = Chart(perkara="PGD-2026-0001", sekarang=MONDAY + timedelta(days=14), bars=(DONE, LATE))

    told = screen(lambda: case_view.print_chart(chart, ZONE), terminal=False, width=width).splitlines()

    bar = told[told.index("3 tindak lanjut") + 1]
    assert len(bar) == width
    assert "".join(dict.fromkeys(bar.strip())) == "█░┃▓"


def test_what_is_left_of_a_step_is_drawn_up_to_its_due_time(screen: Screen) -> None:
    now = MONDAY + timedelta(days=4)
    going = replace(LATE, lewat=timedelta(), jeda=())

    told = screen(
        lambda: case_view.print_chart(Chart(perkara="x", sekarang=now, bars=(going,)), ZONE), terminal=False
    )

    bar = next(line for line in told.splitlines() if line.startswith("3 tindak lanjut"))
    assert "".join(dict.fromkeys(bar.removeprefix("3 tindak lanjut").strip())) == "█·┃"
    assert "berjalan" in told


def test_a_case_that_waits_for_its_customer_says_so(screen: Screen) -> None:
    waiting = replace(LATE, lewat=timedelta(), menunggu=True)

    told = screen(
        lambda: case_view.print_chart(
            Chart(perkara="x", sekarang=MONDAY + timedelta(days=5), bars=(waiting,)), ZONE
        ),
        terminal=False,
    )

    assert "menunggu pelanggan" in told.splitlines()[-1]
