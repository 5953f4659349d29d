"""The operator's door to personal data: erase, destroy after retention, give out, report a breach.

Apart from the other commands because what they do is ordered by a law and cannot be undone. Source: UU
27/2022 (Pelindungan Data Pribadi), pasal 5-13, 43-46; UU 43/2009 (Kearsipan).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import opened
from pipeline.outside import command_options as options
from pipeline.outside import option_kinds, terminal, terminal_privacy
from pipeline.outside.command_line import DONE, FAILED, Command

if TYPE_CHECKING:
    from pipeline.letters.destruction import Proposal
    from pipeline.office.desk import Desk


@click.command("erase", cls=Command)
@click.argument("case", metavar="PERKARA")
@options.with_ground
@options.with_owner
@options.with_config
def erase_case(case: str, setuju: str, owner: str | None, folder: Path | None, **given: str) -> None:
    """Hapus data pribadi satu perkara; nomor, hash, tanggal, dan dasar hukumnya tetap.

    Untuk perkara yang sudah dihapus: bersihkan lagi berkas basis data dan cadangannya.
    """
    from pipeline import backup_wiring, erasing
    from pipeline.office.erase import Ground

    found = opened.settings(folder)
    with opened.desk(folder, owner) as desk:
        seen = erasing.seen(desk, case, backup_wiring.places(found))
        terminal_privacy.confirm(seen.going, seen.copies, setuju)
        done = erasing.erase_case(desk, backup_wiring.backups(found), case, Ground(**given))
    terminal_privacy.print_erased(done.stone.stays, done.remains, seen.copies)


@click.command("retention", cls=Command)
@options.with_approval
@options.with_owner
@options.with_config
@options.with_json
def list_retention(
    out: Path | None, code: str, owner: str | None, folder: Path | None, as_json: bool, **given: Any
) -> int:
    """Daftar usul musnah: berkas perkara yang retensinya habis. Tanpa --setujui tidak ada yang dihapus."""
    from pipeline import staff
    from pipeline.office.retention import propose

    with opened.desk(folder, owner) as desk:
        proposal = propose(desk, staff.schedule(opened.settings(folder)))
        if code:
            return _destroy(desk, proposal, code, folder, **given)
    terminal_privacy.print_proposal(proposal, _papers(proposal, out) if out else [], as_json)
    return DONE


def _papers(proposal: "Proposal", out: Path) -> list[str]:
    """Write the list as a workbook and as a PDF to sign."""
    from pipeline.letters.destruction import TITLE, sheet, workbook
    from pipeline.outside.typesetting import set_book

    pages = set_book([sheet(proposal)], title=TITLE, foot=TITLE).pages
    pdf = set_book([sheet(proposal)], title=TITLE, foot=TITLE, pages=pages).pdf
    name = f"daftar-usul-musnah-{proposal.tanggal.isoformat()}"
    (out / f"{name}.xlsx").write_bytes(workbook(proposal))
    (out / f"{name}.pdf").write_bytes(pdf)
    return [str(out / f"{name}.xlsx"), str(out / f"{name}.pdf")]


def _destroy(desk: "Desk", proposal: "Proposal", code: str, folder: Path | None, **given: Any) -> int:
    """Erase what an approval lets go; 1 where some of it could not."""
    from pipeline import backup_wiring, erasing
    from pipeline.office.retention import approved

    going = approved(proposal, code, **given)
    with terminal.working("Memusnahkan data"):
        done = erasing.destroy(desk, backup_wiring.backups(opened.settings(folder)), going)
    terminal_privacy.print_destroyed(*done, given["minutes"])
    return FAILED if done[1] else DONE


@click.command("export", cls=Command)
@click.argument("address", metavar="ALAMAT")
@click.option("--out", type=option_kinds.OutFolder(), required=True, metavar="DIR", help="Folder tujuan.")
@options.with_config
def export_person(address: str, out: Path, folder: Path | None) -> None:
    """Semua data tentang satu alamat surel: data.json, surat aslinya, dan index.html untuk dibaca.

    Pastikan dahulu bahwa yang meminta memang pemilik alamat itu.
    """
    from pipeline.office.export import INDEX, export

    with opened.desk(folder) as desk, terminal.working("Mengumpulkan data"):
        given = export(desk, address, out)
    click.echo(f"{len(given.perkara)} perkara dan {len(given.berkas)} surat atau surel: {out / INDEX}")


@click.command("breach", cls=Command)
@options.with_breach
@options.with_config
@options.with_json
def report_breach(out: Path | None, folder: Path | None, as_json: bool, **given: Any) -> None:
    """Rancangan pemberitahuan kegagalan pelindungan data (UU 27/2022 pasal 46), untuk dilengkapi."""
    from pipeline.letters.breach_notice import document, markdown
    from pipeline.office.breach import assess

    with opened.desk(folder) as desk, terminal.working("Memeriksa register"):
        found = assess(desk, **given)
    if out:
        out.write_bytes(document(found))
        click.echo(f"{out}: {found.subjek} subjek data, {len(found.perkara)} perkara; batas {found.batas}")
    elif as_json:
        terminal.print_json(found)
    else:
        click.echo("\n".join(terminal.plain_lines(markdown(found))))
