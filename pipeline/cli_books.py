"""The operator's door to the books: the numbers of surat keluar, the agenda, the reports.

Apart from the other commands because these tell of a year and not of a case.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import opened
from pipeline.outside import command_options as options
from pipeline.outside import option_kinds, terminal
from pipeline.outside.command_line import DONE, FAILED, Command, Group

if TYPE_CHECKING:
    from pipeline.letters.agenda import Agenda
    from pipeline.letters.period import Period

YEAR = option_kinds.Year()


@click.group("numbers", cls=Group)
def numbers_group() -> None:
    """Nomor surat keluar: cadangkan, pakai, batalkan, daftar."""


@numbers_group.command("reserve")
@click.argument("count", type=option_kinds.Whole(1, 200), metavar="BANYAK")
@click.option("--for", "purpose", required=True, metavar="TEKS", help="Untuk surat apa.")
@click.option("--tanggal", "day", type=option_kinds.Moment(), help="Tanggal suratnya; bawaan hari ini.")
@options.with_config
def reserve_numbers(count: int, purpose: str, day: datetime | None, folder: Path | None) -> None:
    """Cadangkan nomor untuk surat yang dibuat di luar Tanggap."""
    from pipeline.office.reserve import reserve

    with opened.desk(folder) as desk:
        click.echo("\n".join(reserve(desk, count, purpose, day.date() if day else None)))


@numbers_group.command("use")
@click.argument("number", metavar="NOMOR")
@options.with_config
@options.with_letter
def use_number(number: str, folder: Path | None, **letter: str | None) -> None:
    """Catat surat apa yang memakai nomor cadangan.

    NOMOR seperti pada surat, atau nomor urutnya: 12, 12/2026.
    """
    from pipeline.office.reserve import use

    with opened.desk(folder) as desk:
        used = use(desk, number, {name: value for name, value in letter.items() if value})
    click.echo(f"Nomor {used} tercatat dipakai.")


@numbers_group.command("void")
@click.argument("number", metavar="NOMOR")
@click.option("--reason", required=True, metavar="TEKS", help="Alasan nomor dibatalkan.")
@options.with_config
def void_number(number: str, reason: str, folder: Path | None) -> None:
    """Batalkan nomor cadangan; nomor itu tidak pernah dipakai lagi."""
    from pipeline.office.reserve import void

    with opened.desk(folder) as desk:
        click.echo(f"Nomor {void(desk, number, reason)} dibatalkan dan tidak akan dipakai lagi.")


@numbers_group.command("list")
@click.argument("year", type=YEAR, required=False, metavar="[TAHUN]")
@options.with_config
@options.with_json
def list_numbers(year: int | None, folder: Path | None, as_json: bool) -> None:
    """Semua nomor surat keluar setahun dan keadaannya; bawaan tahun ini."""
    from pipeline.office.reserve import list_numbers as listed

    with opened.desk(folder) as desk:
        zone = desk.rules.calendar.zone
        rows = listed(desk, year or desk.clock().astimezone(zone).year)
        terminal.print_rows(rows, zone, as_json, "Belum ada nomor surat keluar.")


@click.command("agenda", cls=Command)
@click.argument("year", type=YEAR, metavar="TAHUN")
@click.option("--out", type=option_kinds.OutFolder(), metavar="DIR", help="Folder untuk XLSX dan PDF.")
@options.with_config
@options.with_json
def write_agenda(year: int, out: Path | None, folder: Path | None, as_json: bool) -> int:
    """Buku agenda surat masuk dan keluar, buku ekspedisi, dan kartu kendali setahun."""
    from pipeline.office.agenda import gather_agenda

    if out is None and not as_json:
        raise click.UsageError(
            "Sebutkan --out DIR untuk berkasnya, atau --json.", click.get_current_context()
        )
    with opened.desk(folder) as desk, terminal.working("Menyusun buku agenda"):
        agenda = gather_agenda(desk, year)
        written = _write(agenda, out, folder) if out else []
    terminal.print_agenda(agenda, written, as_json)
    return FAILED if agenda.kesalahan else DONE


def papers(agenda: "Agenda", folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """The papers of a year's books, each with the name of its file."""
    from pipeline import wiring
    from pipeline.office.agenda import papers as printed

    return printed(agenda, wiring.converter(opened.settings(folder)).convert)


def _write(agenda: "Agenda", out: Path, folder: Path | None) -> list[str]:
    """Write the papers one by one: where the PDFs cannot be made, the workbook is there all the same."""
    return _written(papers(agenda, folder), out)


def _written(files: Iterable[tuple[str, bytes]], out: Path) -> list[str]:
    written = []
    for name, content in files:
        (out / name).write_bytes(content)
        written.append(str(out / name))
    return written


@click.command("report", cls=Command)
@click.argument("period", type=option_kinds.Masa(), metavar="MASA")
@click.option("--out", type=option_kinds.OutFolder(), metavar="DIR", help="Folder untuk XLSX, DOCX dan PDF.")
@options.with_config
@options.with_json
def write_report(period: "Period", out: Path | None, folder: Path | None, as_json: bool) -> None:
    """Laporan penanganan pengaduan suatu bulan, triwulan, atau tahun.

    MASA adalah 2026-11, 2026-Q4, atau 2026. Tanpa --out hanya ringkasannya yang ditampilkan.
    """
    from pipeline import wiring
    from pipeline.office import report

    with opened.desk(folder) as desk, terminal.working("Menyusun laporan"):
        found = report.gather_report(desk, period)
        convert = wiring.converter(opened.settings(folder)).convert
        written = _written(report.papers(desk, found, convert), out) if out else []
    terminal.print_report(found, written, as_json)


@click.command("calendar", cls=Command)
@click.argument("year", type=YEAR, metavar="TAHUN")
def write_calendar(year: int) -> None:
    """Siapkan berkas kalender satu tahun untuk diperiksa.

    Isinya dari pustaka holidays dan bukan rujukan resmi: cocokkan setiap hari dengan SKB tahun itu.
    Simpan keluarannya sebagai calendar/TAHUN.toml pada folder pengaturan.
    """
    from pipeline.outside.holidays import as_file

    click.echo(as_file(year), nl=False)
