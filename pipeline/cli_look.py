"""The operator's commands that only look: cases, one case, its time line, what is held."""

from pathlib import Path
from typing import Any

import click

from pipeline import opened
from pipeline.outside import case_view, terminal
from pipeline.outside import command_options as options
from pipeline.outside.command_line import Command


@click.command("list", cls=Command)
@options.with_config
@click.option("--all", "closed", is_flag=True, help="Juga perkara yang selesai; surel biasa pada --judged.")
@click.option("--judged", is_flag=True, help="Surel yang dinilai lain oleh TU atau Kepala Balai.")
@options.with_wanted
@options.with_json
def list_all(folder: Path | None, closed: bool, judged: bool, as_json: bool, **wanted: Any) -> None:
    """Daftar perkara yang berjalan: tahap, pemegang, batas."""
    from pipeline.office.judged import list_judged
    from pipeline.office.listing import list_cases, wanted_from

    with opened.desk(folder) as desk:
        zone = desk.rules.calendar.zone
        if judged:
            rows = list_judged(desk, other=closed)
            terminal.print_rows(rows, zone, as_json, "Tidak ada penilaian yang berbeda.")
            return
        looked_for = wanted_from(desk, **wanted)
        none = "Tidak ada perkara yang cocok." if looked_for else "Tidak ada perkara yang berjalan."
        case_view.print_cases(list_cases(desk, closed=closed, wanted=looked_for), zone, as_json, none)


@click.command("show", cls=Command)
@click.argument("case", metavar="PERKARA")
@options.with_config
@options.with_json
def show_one(case: str, folder: Path | None, as_json: bool) -> None:
    """Satu perkara: formulir, permintaan, naskah, dan surelnya."""
    from pipeline.office.show import show_case

    with opened.desk(folder) as desk:
        terminal.print_value(show_case(desk, case), desk.rules.calendar.zone, as_json)


@click.command("timeline", cls=Command)
@click.argument("case", metavar="PERKARA")
@options.with_config
@options.with_json
def show_timeline(case: str, folder: Path | None, as_json: bool) -> None:
    """Tahap satu perkara pada garis waktu, dan jejak auditnya dari awal."""
    from pipeline.office.chart import chart
    from pipeline.office.show import timeline

    with opened.desk(folder) as desk:
        zone = desk.rules.calendar.zone
        if not as_json:
            case_view.print_chart(chart(desk, case), zone)
            click.echo()
        terminal.print_rows(timeline(desk, case), zone, as_json, "Tidak ada catatan.")


@click.command("held", cls=Command)
@options.with_config
@options.with_json
def show_held(folder: Path | None, as_json: bool) -> None:
    """Apa yang menunggu orang: surel masuk, naskah, surel keluar."""
    from pipeline.office.show import held

    with opened.desk(folder) as desk:
        terminal.print_rows(held(desk), desk.rules.calendar.zone, as_json, "Tidak ada yang ditahan.")
