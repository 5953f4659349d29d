"""Cases in the terminal: the list in the colours of their due times, and the steps of one drawn over time.

Apart from the terminal's other printing because here a picture is made. What the colours say stands in words
and signs too, for whoever sees none (NO_COLOR) and for the pipe.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from pipeline.outside.terminal import console, plain, print_rows, words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: how a case stands to its due time → its colour
COLOURS = {
    "terlambat": "bold red",
    "hari ini": "yellow",
    "berjalan": "green",
    "jeda": "cyan",
    "selesai": "dim",
}
#: signs of a bar and their colours: work in time, late, paused, time left
DONE, LATE, REST, LEFT, DUE = ("█", "green"), ("▓", "red"), ("░", "cyan"), ("·", "dim"), ("┃", "yellow")
LEGEND = "█ dikerjakan  ▓ lewat batas  ░ menunggu pelanggan  · sisa waktu  ┃ batas"
#: columns of the names of the steps; where fewer than these are left for the bars, names stand above them
_NAMED = 22
_SMALLEST = 20


def print_cases(rows: Sequence[Any], zone: tzinfo, as_json: bool, empty: str) -> None:
    """The list: for programs and pipes every field in its column, for people what fits their terminal."""
    screen = console()
    if as_json or not rows or not screen.is_terminal:
        print_rows(rows, zone, as_json, empty)
        return
    from rich.table import Table  # noqa: PLC0415  (slow to import; --help need not wait)
    from rich.text import Text  # noqa: PLC0415  (as above)

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, share in (("Perkara", 0), ("Batas", 0), ("Tahap dan pemegang", 2), ("Pelanggan dan hal", 3)):
        table.add_column(name, ratio=share or None, no_wrap=not share, overflow="fold")
    for row in rows:
        colour = COLOURS[row.keadaan]
        due = words(row.batas, zone) if row.batas else row.keadaan
        table.add_row(
            Text(row.perkara, colour),
            Text.assemble((due, colour), (f"\n{row.keadaan}" if row.batas else "", colour)),
            Text(f"{row.tahap}\n{row.pemegang}".rstrip()),
            Text(plain(f"{row.pelanggan or '–'}\n{row.hal}".rstrip())),
        )
    screen.print(table)


def print_chart(chart: Any, zone: tzinfo) -> None:
    """The steps of a case over time, and below them their moments."""
    screen = console()
    named = _NAMED if screen.width >= _NAMED + _SMALLEST else 0
    width = max(1, min(screen.width, 120) - named)
    first = min(bar.mulai for bar in chart.bars)
    # The due time of a step that ended before it is no matter of the picture.
    ends = [bar.selesai or max(chart.sekarang, bar.batas or chart.sekarang) for bar in chart.bars]
    scale = _Scale(first, max(*ends, first + timedelta(minutes=1)), width, named)
    screen.print(_axis(scale, chart.sekarang, zone))
    for bar in chart.bars:
        screen.print(_drawn(bar, chart.sekarang, scale))
    screen.print(f"\n{LEGEND}\n")
    _print_moments(screen, chart.bars, zone)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Which column a moment falls into."""

    first: datetime
    last: datetime
    width: int
    #: columns before the bars
    named: int

    def column(self, moment: datetime) -> int:
        """The column of a moment; the nearest one where it lies outside."""
        share = (moment - self.first) / (self.last - self.first)
        return max(0, min(self.width - 1, int(share * self.width)))


def _axis(scale: _Scale, now: datetime, zone: tzinfo) -> "Text":
    """First and last moment above the bars, and where the present one lies between them."""
    from rich.text import Text  # noqa: PLC0415  (as above)

    left, right = words(scale.first, zone), words(scale.last, zone)
    margin, room = " " * scale.named, max(0, scale.width - len(left))
    line = f"{left}{right:>{room}}" if room > len(right) else f"{left} –\n{margin}{right}"
    if now > scale.last:
        return Text(f"{margin}{line}")
    place = scale.column(now)
    pointer = f"{'sekarang ▼':>{place + 1}}" if place >= len("sekarang ▼") else f"{'':{place}}▼ sekarang"
    return Text(f"{margin}{line}\n{margin}{pointer}")


def _drawn(bar: Any, now: datetime, scale: _Scale) -> "Text":
    from rich.text import Text  # noqa: PLC0415  (as above)

    end = bar.selesai or now
    cells: list[tuple[str, str]] = [(" ", "")] * scale.width

    def fill(start: datetime, until: datetime, sign: tuple[str, str]) -> None:
        for column in range(scale.column(start), scale.column(until) + 1):
            cells[column] = sign

    if bar.batas and bar.selesai is None and bar.batas > now:
        fill(now, bar.batas, LEFT)
    fill(bar.mulai, end, DONE)
    if bar.lewat:
        fill(bar.batas, end, LATE)
    for start, until in bar.jeda:
        fill(start, until, REST)
    # What began, was due and ended within one column shows how it ended.
    shown = bar.batas is not None and bar.batas <= scale.last
    if shown and scale.column(bar.batas) not in (scale.column(bar.mulai), scale.column(end)):
        cells[scale.column(bar.batas)] = DUE
    return Text.assemble(f"{bar.tahap:<{scale.named}}" if scale.named else f"{bar.tahap}\n", *cells)


def _print_moments(screen: "Console", bars: Sequence[Any], zone: tzinfo) -> None:
    from rich.table import Table  # noqa: PLC0415  (as above)
    from rich.text import Text  # noqa: PLC0415  (as above)

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("Tahap", "Mulai", "Batas", "Selesai", "Keterangan"):
        table.add_column(name, overflow="fold")
    for bar in bars:
        said, colour = _judged(bar)
        moments = (_short(each, zone) for each in (bar.mulai, bar.batas, bar.selesai))
        table.add_row(bar.tahap, *moments, Text(said, colour))
    screen.print(table)


def _short(moment: datetime | None, zone: tzinfo) -> str:
    """Without the year, which stands above the bars."""
    return f"{moment.astimezone(zone):%d-%m %H.%M}" if moment else "–"


def _judged(bar: Any) -> tuple[str, str]:
    """In time or how late, in working time."""
    if bar.lewat:
        hours, minutes = divmod(int(bar.lewat.total_seconds()) // 60, 60)
        told = f"{hours} jam {minutes} menit kerja" if hours else f"{minutes} menit kerja"
        return f"lewat {told}", COLOURS["terlambat"]
    if bar.menunggu:
        return "menunggu pelanggan", COLOURS["jeda"]
    if bar.selesai is None:
        return "berjalan", COLOURS["berjalan"]
    return "tepat waktu", COLOURS["berjalan"]
