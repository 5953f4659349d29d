"""What an erasure says at the terminal: what goes, the word that is asked for, and what is left to people.

Apart from what else is printed because here a person answers for what he confirms.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from pipeline.outside.terminal import plain, print_json

STAYS = (
    "Tetap disimpan: nomor perkara, agenda, dan surat; hash setiap surel dan berkas; tanggal tiap tahap; "
    "dasar hukum; rantai jejak audit tanpa rinciannya."
)
#: whoever is erased has to be told (UU 27/2022 pasal 45)
TELL = (
    "Beri tahu pelanggan bahwa datanya sudah dihapus (UU 27/2022 pasal 45); "
    "Tanggap tidak lagi dapat menyuratinya."
)


def confirm(going: Any | None, copies: Sequence[Any], given: str) -> None:
    """Show what goes and ask for the case's number, unless it has gone already (`going` is None).

    Raises `click.Abort` where another number, or none, is given. `given` stands in place of the answer.
    """
    if going is None:
        click.echo("Data perkara ini sudah dihapus; berkas basis data dan cadangan dibersihkan lagi.")
        return
    click.echo("Yang dihapus, dan tidak dapat dikembalikan:")
    for name, value in asdict(going).items():
        click.echo(f"  {name.replace('_', ' '):<22}{plain(str(value)) or '–'}")
    click.echo(STAYS)
    print_copies(copies)
    number = given or click.prompt(
        "Ketik nomor perkara itu untuk menghapusnya", default="", show_default=False
    )
    if number.strip() != going.perkara:
        click.echo("Nomor tidak sama; tidak ada yang dihapus.", err=True)
        raise click.Abort


def print_copies(copies: Sequence[Any]) -> None:
    """The copies in mailboxes, which a person has to delete."""
    if not copies:
        return
    click.echo("Salinan di kotak surat, yang harus dihapus sendiri oleh petugas (juga dari folder sampah):")
    for copy in copies:
        place = (
            f"{copy.kotak} {copy.folder} UID {copy.uid}" if copy.uid else "kotak jurnal atau surat terkirim"
        )
        click.echo(plain(f"  {place}  {copy.message_id}"))


def print_erased(stays: Any, remains: Sequence[str], copies: Sequence[Any]) -> None:
    """What was erased, and what is left to people."""
    click.echo(f"Data perkara {stays.perkara} sudah dihapus. Dasar: {plain(stays.dasar)}.")
    print_remains(remains)
    print_copies(copies)
    click.echo(TELL)


def print_remains(remains: Sequence[str]) -> None:
    """What no program could reach."""
    for line in remains:
        click.echo(f"  ! {line}")


def print_proposal(proposal: Any, files: Sequence[str], as_json: bool) -> None:
    """The list proposed for destruction, where it was written, and how it is approved."""
    if as_json:
        print_json({**asdict(proposal), "berkas": list(files)})
        return
    for title, listed in (("Usul musnah", proposal.musnah), ("Usul serah (permanen)", proposal.serah)):
        click.echo(f"{title}: {len(listed) or 'nihil'}")
        for due in listed:
            noted = f"; {due.keterangan}" if due.keterangan else ""
            over = f"habis {due.habis.isoformat()}, {due.nasib}{noted}"
            click.echo(f"  {due.perkara}  agenda {due.agenda}, {over}")
    for number in proposal.tanpa_kelas:
        click.echo(f"  ! {number}: tidak ada kelas [[retensi]] yang cocok")
    for file in files:
        click.echo(file)
    if proposal.kode:
        approve = f"--setujui {proposal.kode} --berita-acara NOMOR"
        click.echo(f"Kode daftar {proposal.kode}. Setelah disetujui: tanggap retention {approve}")


def print_destroyed(gone: Sequence[str], left: Sequence[str], remains: Sequence[str], minutes: str) -> None:
    """What an approval destroyed, and what it could not."""
    click.echo(f"{len(gone)} berkas perkara dimusnahkan menurut berita acara {plain(minutes)}.")
    for line in left:
        click.echo(f"  ✗ {plain(line)}", err=True)
    print_remains(remains)
