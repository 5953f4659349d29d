"""The operator's door, `tanggap`: each command opens the office, has one thing done, and prints it.

What is done stands in `office/`, how people are spoken to in `outside/command_line.py`.
Imports are late, so that `--help` answers at once.
"""

import platform
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipeline import cli_backup, cli_books, cli_look, cli_privacy, opened
from pipeline.cli_templates import templates_group
from pipeline.errors import SettingsError
from pipeline.outside import command_options as options
from pipeline.outside import option_kinds, terminal
from pipeline.outside.command_line import DONE, FAILED, Group
from pipeline.sop.steps import Step


@click.group(cls=Group)
@click.version_option(None, "--version", package_name="tanggap", message="tanggap %(version)s", help="Versi.")
def main() -> None:
    """Tanggap menjawab surat pengaduan lewat surel, tahap demi tahap menurut SOP."""


for command in (
    cli_look.list_all,
    cli_look.show_one,
    cli_look.show_timeline,
    cli_look.show_held,
    cli_books.numbers_group,
    cli_books.write_agenda,
    cli_books.write_report,
    cli_books.write_calendar,
    templates_group,
    cli_backup.take_backup,
    cli_backup.restore_backup,
    cli_backup.rebuild_register,
    cli_backup.drill_restore,
    cli_privacy.erase_case,
    cli_privacy.list_retention,
    cli_privacy.export_person,
    cli_privacy.report_breach,
):
    main.add_command(command)


@main.command("run")
@options.with_config
@options.with_stages
def run_daemon(folder: Path | None, stages: tuple[str, ...]) -> None:
    """Jalankan daemon sampai dihentikan."""
    from pipeline.daemon import Daemon

    with opened.works(folder) as works:
        Daemon(works, stages).run()


@main.command("once")
@options.with_config
def work_once(folder: Path | None) -> int:
    """Kerjakan semua yang sekarang ada, lalu selesai."""
    from pipeline.daemon import Daemon

    with opened.works(folder) as works, closing(Daemon(works)) as daemon:
        daemon.drain()
    for line in daemon.trouble:
        click.echo(line, err=True)
    return FAILED if daemon.trouble else DONE


@main.command("alarm")
@click.argument("unit", metavar="LAYANAN")
@options.with_config
def alarm_failure(unit: str, folder: Path | None) -> None:
    """Beri tahu lewat [alarm] bahwa satu layanan systemd gagal."""
    from pipeline.office.failure import sound_failure

    found = opened.settings(folder)
    channel = found.program.alarm.channel(found.office.surel.domain)
    if channel.is_empty:
        raise SettingsError(
            "pipeline.toml: [alarm] kosong, jadi tidak ada yang dapat diberi tahu; isilah command, atau "
            "host, sender, dan to"
        )
    sound_failure(channel, unit, platform.node())
    click.echo(f"Kegagalan {unit} sudah diberitahukan.")


@main.command("check")
@click.argument("what", required=False, type=click.Choice(["auth"]), metavar="[auth]")
@click.option("--again", is_flag=True, help="Mulai uji asal surel (auth) dari awal.")
@options.with_config
@options.with_json
def check_office(what: str | None, again: bool, folder: Path | None, as_json: bool) -> int:
    """Periksa semua yang diperlukan untuk bekerja, beserta obatnya; auth: uji asal balasan."""
    from pipeline.office.check import Mark, check

    if what:
        lines, proven = opened.origin_probed(folder, again=again)
        click.echo("\n".join(lines))
        return DONE if proven else FAILED
    found = terminal.print_marks(check(opened.probes(folder)), as_json)
    return FAILED if any(each.mark is Mark.BAD for each in found) else DONE


@main.command("inspect")
@click.argument("files", nargs=-1, required=True, type=option_kinds.ExistingFile(), metavar="BERKAS.eml…")
@options.with_config
@options.with_step
@options.with_json
def inspect_mails(files: tuple[Path, ...], folder: Path | None, step: str | None, as_json: bool) -> None:
    """Apa yang akan dilakukan dengan surel, tanpa mengubah apa pun."""
    from pipeline.mail.unread import words_on
    from pipeline.office.inspect import inspect, told

    asked, waiting = Step(step) if step else None, terminal.progress(files, "Memeriksa surel")
    with opened.reading_room(folder) as (house, cage), waiting as files_left:
        for file in files_left:
            seen = inspect(house, cage.read(file.read_bytes()).facts, asked)
            terminal.print_inspection(str(file), told(seen), words_on(seen.facts), as_json)


@main.command("release")
@click.argument("target", type=option_kinds.Target(), metavar="ID|PERKARA|ALAMAT")
@click.argument("answer", nargs=-1, required=True, metavar="JAWABAN…")
@options.with_release
@options.with_config
def release_mail(target: int | str, answer: tuple[str, ...], folder: Path | None, **given: Any) -> None:
    """Lepaskan surel yang ditahan dengan sebuah jawaban.

    Jawaban seperti balasan TU: pengaduan, bukan, abaikan, gabung PGD-2026-0007, perbaiki "Nama: …".
    Surel biasa (list --judged --all) juga dapat didaftarkan, dan formulir PERKARA diperbaiki.
    ALAMAT (atau @domain): antrean tertundanya; tanpa --jumlah hanya ditampilkan.
    """
    from pipeline.office.clear_queue import release_all

    # What has a colon is a field of the form and stands in a line of its own.
    words = " ".join(f"\n{word}" if ":" in word else word for word in answer)
    with opened.desk(folder) as desk, terminal.working("Melepaskan surel"):
        told = release_all(desk, target, words.strip(), **given)
    click.echo(told)


@main.command("register")
@click.argument("file", type=option_kinds.ExistingFile(), metavar="BERKAS")
@options.with_config
@options.with_form
def register_letter(file: Path, folder: Path | None, diterima: datetime | None, **form: str | None) -> None:
    """Daftarkan surat dari berkas surel atau pindaian.

    BERKAS: surel (.eml), atau pindaian surat kertas (.pdf, .jpg, .png, .tif).
    """
    from pipeline.office.enter import enter
    from pipeline.outside.cage import Cage

    given = {name: value for name, value in form.items() if value}
    with opened.desk(folder) as desk, Cage(enclosure=opened.enclosure(folder)) as cage:
        case = enter(desk, cage, file.read_bytes(), file.name, received=diterima, form=given)
    click.echo(f"Surat didaftarkan sebagai perkara {case.number}.")


@main.command("resend")
@click.argument("target", metavar="PERKARA|SUREL")
@options.with_config
def resend_mails(target: str, folder: Path | None) -> None:
    """Ingatkan yang diminta; ulangi naskah atau surel yang gagal."""
    from pipeline.office.resend import resend

    with opened.desk(folder) as desk:
        click.echo("\n".join(resend(desk, target)))


@main.command("delegate")
@click.argument("post", metavar="JABATAN")
@options.with_config
@options.with_acting
def delegate_post(post: str, folder: Path | None, cabut: bool, **given: Any) -> None:
    """Catat siapa yang bertindak untuk suatu jabatan (Plh., Plt.).

    JABATAN seperti pada office.toml: kepala, tu, pengujian, …
    """
    from pipeline.office.roster import delegate_from, revoke

    with opened.desk(folder) as desk:
        click.echo(revoke(desk, post, by="operator") if cabut else delegate_from(desk, post, **given))


@main.command("dossier")
@click.argument("case", required=False, metavar="[PERKARA]")
@options.with_config
@options.with_dossier
def write_dossier(case: str | None, folder: Path | None, year: int | None, out: Path) -> None:
    """Berkas perkara: satu PDF untuk dicetak dan disimpan."""
    from pipeline.office import agenda, dossier
    from pipeline.outside.binding import bindery

    with opened.desk(folder) as desk, bindery(opened.enclosure(folder)) as bind:
        due = dossier.destinations(desk, case, year, out)
        with terminal.progress(due, "Menyusun berkas perkara") as waiting:
            filed = [dossier.file_case(desk, bind, *each) for each in waiting]
        if year:
            books = cli_books.papers(agenda.gather_agenda(desk, year), folder)
            dossier.index_year(desk, bind, year, out, filed, books)
    for each in filed:
        terminal.print_filed(each.file, each.pages, each.notes)


@main.group("audit")
def audit_group() -> None:
    """Jejak audit."""


@audit_group.command("verify")
@click.option(
    "--anchor",
    "anchors",
    type=option_kinds.AnchorOf(),
    multiple=True,
    metavar="SEQ:HASH",
    help="Jangkar dari baris “Jejak:” pada laporan harian; boleh berulang.",
)
@options.with_config
def verify_audit(anchors: tuple[tuple[int, str], ...], folder: Path | None) -> int:
    """Periksa rantai jejak audit, jangkarnya, buku nomor, register, dan arsip."""
    from pipeline.mail.anchor import Anchor
    from pipeline.office.audit import verify

    with opened.desk(folder) as desk, terminal.working("Memeriksa jejak audit"):
        words, faults = verify(desk.engine, [Anchor(*each) for each in anchors])
    click.echo("\n".join((*faults, words)))
    return FAILED if faults else DONE


@main.command("migrate")
@click.option("--owner", metavar="PERAN", help="PostgreSQL: peran pemilik register; daemon diberi haknya.")
@options.with_config
def migrate_register(folder: Path | None, owner: str | None) -> None:
    """Buat register, atau bawa ke bentuk yang diperlukan versi ini."""
    from pipeline import wiring
    from pipeline.store.migrate import current, head, migrate

    with opened.register(folder, owner) as engine:
        before = current(engine)
        if before != head():
            with wiring.alone(engine):
                migrate(engine)
        if owner:
            wiring.let_in(opened.settings(folder), engine)
        click.echo(f"Register pada revisi {current(engine)} (sebelumnya {before or 'kosong'}).")


@main.command("demo")
@click.option("--keep", is_flag=True, help="Biarkan servernya hidup sesudahnya.")
@click.option("--segel", is_flag=True, help="Surat disegel kantor, bukan ditandatangani Kepala Balai.")
def play_demo(keep: bool, segel: bool) -> int:
    """Mainkan seluruh SOP pada server surel tertanam."""
    from pipeline.outside.logs import set_up

    set_up("warning")
    try:
        from pipeline.demo.play import play
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} belum terpasang; pip install 'tanggap[demo]'") from error
    return DONE if play(keep, segel, terminal.console()) else FAILED
