"""The operator's door for the day on which the register is lost: backup, drill, restore, rebuild.

Apart from the other commands because these speak of the register as a whole and not of a case.
"""

import os
import signal
import sys
from pathlib import Path

import click

from pipeline import opened
from pipeline.outside import command_options as options
from pipeline.outside import option_kinds, terminal
from pipeline.outside.command_line import DONE, FAILED, Command

IDENTITY = click.option(
    "--kunci", default="", metavar="BERKAS", help="Kunci pribadi age, untuk cadangan yang terenkripsi."
)


@click.command("backup", cls=Command)
@click.option("--out", type=option_kinds.OutFolder(), metavar="DIR", help="Bawaan: [cadangan] folder.")
@options.with_config
def take_backup(out: Path | None, folder: Path | None) -> None:
    """Cadangkan register selagi dipakai, lalu periksa cadangannya."""
    from pipeline import backup_wiring, safekeeping

    found = opened.settings(folder)
    with opened.desk(folder) as desk, terminal.working("Mencadangkan register"):
        taken = safekeeping.back_up(desk.engine, backup_wiring.backups(found, out), desk.clock())
    click.echo(f"Cadangan {taken.path} lengkap dan terperiksa: {terminal.counted(taken.counts)}.")
    click.echo(f"Arsip {taken.contents} isi, {taken.new} baru; {taken.dropped} cadangan lama dihapus.")


@click.command("restore", cls=Command)
@click.argument("backup", type=option_kinds.Folder(), metavar="CADANGAN")
@IDENTITY
@click.option(
    "--terhapus",
    type=option_kinds.ExistingFile(),
    metavar="BERKAS",
    help="Daftar perkara yang sudah dihapus (terhapus.jsonl) dari salinan yang lebih baru.",
)
@options.with_config
def restore_backup(backup: Path, kunci: str, terhapus: Path | None, folder: Path | None) -> None:
    """Pulihkan cadangan ke basis data yang kosong."""
    from pipeline import backup_wiring, restoring, wiring

    found = opened.settings(folder)
    engine, place = wiring.engine(found), backup_wiring.backups(found, identity=kunci)
    with terminal.working("Memulihkan register"):
        clock = wiring.desk(found, base=engine).clock
        done = restoring.restore(engine, backup, place, clock(), terhapus)
    engine.dispose()
    click.echo(
        f"Register pulih dari {done.name}: {terminal.counted(done.counts)}; {done.contents} isi arsip."
    )
    if done.erased:
        click.echo(f"{done.erased} perkara yang sudah dihapus sesudah cadangan itu dihapus lagi.")
    click.echo("Belum ada nomor yang diberikan sebelum `tanggap rebuild` selesai.")


@click.command("rebuild", cls=Command)
@click.option("--tutup", is_flag=True, help="Selesaikan walaupun ada nomor yang suratnya tidak kembali.")
@click.option("--tanpa-salinan", is_flag=True, help="Sejak cadangan itu tidak ada surel yang keluar.")
@options.with_config
def rebuild_register(tutup: bool, tanpa_salinan: bool, folder: Path | None) -> int:
    """Bangun ulang yang terjadi sesudah cadangan, dari jurnal dan kotak surat."""
    from pipeline import backup_wiring, rebuilding

    found = opened.settings(folder)
    with opened.works(folder, rebuilding=True) as works, terminal.working("Membangun ulang register"):
        copies = backup_wiring.copies(found)
        done = rebuilding.rebuild_register(works, copies, give_up=tutup, nothing_left=tanpa_salinan)
    click.echo(
        f"{done.copies} surel jurnal dibaca, {done.mails} surel masuk diproses, {len(done.unused)} sisa."
    )
    for row in done.missing:
        click.echo(f"Surat untuk nomor {row.text} ({row.register}) tidak ditemukan.", err=True)
    if done.missing:
        click.echo(
            "→ lepaskan suratnya dengan `tanggap release` bila ditahan (`tanggap held`), daftarkan berkasnya "
            "dengan `tanggap register` bila hilang, lalu `tanggap rebuild --tutup`",
            err=True,
        )
        return FAILED
    click.echo(
        f"Nomor surat keluar terakhir yang diketahui: {done.last_number or 'belum ada'}. "
        "Nomor yang dicadangkan sesudah register disalin kembali dari surelnya; yang tidak kembali hanya "
        "nomor yang surelnya belum sempat terkirim. Cocokkan dengan `tanggap numbers list` sebelum daemon "
        "dijalankan: yang kurang dicadangkan lagi dengan `tanggap numbers reserve`; yang sesudah register "
        "disalin sudah dipakai atau dibatalkan dicatat lagi dengan `tanggap numbers use` atau `void`."
    )
    click.echo("Register selesai dibangun ulang; daemon boleh dijalankan.")
    return DONE


@click.command("drill", cls=Command)
@click.option("--out", type=option_kinds.OutFolder(), metavar="DIR", help="Bawaan: [cadangan] folder.")
@click.option(
    "--ke", default="", metavar="URL", help="Basis data PostgreSQL kosong untuk latihan; dikosongkan lagi."
)
@click.option("--tanpa-jurnal", is_flag=True, help="Hanya pulihkan dan periksa cadangannya.")
@IDENTITY
@options.with_config
def drill_restore(out: Path | None, ke: str, tanpa_jurnal: bool, kunci: str, folder: Path | None) -> int:
    """Latihan pemulihan: cadangan terakhir dipulihkan ke tempat sementara, diperiksa, dan dibangun ulang.

    Kotak surat dan jurnal hanya dibaca; tidak ada yang dikirim, dan register yang dipakai tidak tersentuh.
    """
    from pipeline import backup_wiring, drilling, wiring

    # Whatever ends it, what people wrote does not stay in the scratch.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    os.umask(0o077)
    found = opened.settings(folder)
    journal = None if tanpa_jurnal else backup_wiring.copies(found)
    with terminal.working("Latihan pemulihan"):
        place, scratch = backup_wiring.backups(found, out, kunci), backup_wiring.scratch_url(found, ke)
        done = drilling.drill(
            place, scratch, lambda url: wiring.works(backup_wiring.scratch(found, url), sole=True), journal
        )
    restored = done.restored
    told = f"{terminal.counted(restored.counts)}; {restored.contents} isi arsip"
    click.echo(f"Cadangan {restored.name} pulih dan utuh dalam {done.seconds:.1f} detik: {told}.")
    click.echo(done.known.told() if done.known else "Kotak surat dan jurnal tidak dibaca.")
    lacking = list(done.known.lacking()) if done.known else []
    for line in lacking:
        click.echo(line, err=True)
    click.echo("Latihan menemukan kekurangan." if lacking else "Latihan berhasil.")
    return FAILED if lacking else DONE
