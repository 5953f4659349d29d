"""The operator's door to the templates: `tanggap templates check` and `tanggap templates preview`.

Apart from the other commands because they need no register: who edits a template has perhaps none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import opened
from pipeline.outside import command_options as options
from pipeline.outside import terminal
from pipeline.outside.command_line import DONE, FAILED, Group

if TYPE_CHECKING:
    from pipeline.office.desk import Desk
    from pipeline.settings import Settings


@click.group("templates", cls=Group)
def templates_group() -> None:
    """Templat surat dan surel kantor."""


@templates_group.command("check")
@options.with_config
@options.with_json
def check_templates(folder: Path | None, as_json: bool) -> int:
    """Cari kesalahan pada semua templat: isian, isian akhir, huruf."""
    from pipeline.office import templates
    from pipeline.outside.fonts import Fonts

    with _desk(folder) as (desk, _), terminal.working("Memeriksa templat"):
        faults = templates.check_templates(desk, Fonts().families())
    terminal.print_faults(faults, as_json, "Semua templat baik.")
    return FAILED if faults else DONE


@templates_group.command("preview")
@click.argument("name", metavar="TEMPLAT")
@click.option("--out", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Folder hasil.")
@options.with_config
def preview_template(name: str, out: Path, folder: Path | None) -> None:
    """Isi sebuah templat dengan perkara contoh.

    Surat menjadi .docx, .pdf, dan .png tiap halaman; surel menjadi .txt dan .html.
    """
    from pipeline import wiring
    from pipeline.office import templates
    from pipeline.outside.cage import Cage

    if name not in (known := templates.previewed()):
        raise click.UsageError(f"templat {name} tidak dikenal; pilih {', '.join(known)}")
    with _desk(folder) as (desk, found), Cage(enclosure=wiring.enclosure(found)) as cage:
        draw = partial(cage.call, "show")
        with terminal.working("Membuat contoh"):
            files = templates.preview(desk, name, wiring.converter(found), draw)
    out.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (out / file).write_bytes(content)
        click.echo(out / file)


@contextmanager
def _desk(folder: Path | None) -> Iterator[tuple["Desk", "Settings"]]:
    """The office's desk, whose register is not touched."""
    from pipeline import wiring

    settings = opened.settings(folder)
    desk = wiring.desk(settings)
    try:
        yield desk, settings
    finally:
        desk.engine.dispose()
