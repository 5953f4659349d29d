"""The end of the play on the console: what lies where, what was verified, and how to play on.

It stands apart from the telling because that follows the mails, and this looks back.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.demo.evidence import Evidence
from pipeline.demo.office_folder import MAILBOX, PASSWORD
from pipeline.demo.shelf import LETTERS, MAILS, name_of
from pipeline.demo.stage import Stage
from pipeline.demo.telling import Teller
from pipeline.demo.verify import Claim
from pipeline.sop.steps import PELANGGAN


def show_places(teller: Teller, evidence: Evidence, folder: Path, register: str) -> None:
    """What lies where: letters, mails, and the register, which lies in `register`."""
    teller.scene("Yang tersimpan")
    table = Table(width=teller.width - 2, box=SIMPLE_HEAD, pad_edge=False)
    for heading, width in (("Apa", 8), ("Isi", None), ("Tempat", 41)):
        table.add_column(heading, width=width, overflow="fold")
    for letter in evidence.letters:
        files = ", ".join(letter.files)
        table.add_row("Surat", f"{name_of(letter)} ({files})", str(near(folder / LETTERS)))
    for key, mails in evidence.mailboxes.items():
        if mails:
            address = evidence.addresses[key]
            place = near(folder / MAILS / address)
            table.add_row("Surel", f"{teller.name(address)}: {len(mails)}", str(place))
    for content in _register(evidence):
        table.add_row("Register", content, register)
    teller.console.print(Padding(table, (0, 0, 0, 2)), width=teller.width)


def _register(evidence: Evidence) -> Iterator[str]:
    for case in evidence.cases:
        yield f"perkara {case.number}, {case.state}"
        yield f"agenda {case.agenda}"
        yield f"surat {case.letter_number}"
    yield f"{len(evidence.sent)} surel terkirim dengan jawaban server"
    yield f"jejak audit {evidence.entries} entri"


def show_claims(teller: Teller, claims: Sequence[Claim], seconds: float) -> None:
    """Each claim with its mark, and what speaks against it."""
    teller.scene("Yang diperiksa pada kotak surat dan register")
    table = Table.grid(padding=(0, 1, 0, 0))
    for claim in claims:
        mark, style = ("✓", "green") if claim.holds else ("✗", "bold red")
        table.add_row("", Text(mark, style=style), claim.text)
        for fault in claim.faults:
            table.add_row("", "", Text(fault, style="red"))
    teller.console.print(table, width=teller.width)
    true = sum(claim.holds for claim in claims)
    style = "bold green" if true == len(claims) else "bold red"
    words = f"{true} dari {len(claims)} benar, dalam {seconds:.0f} detik."
    teller.console.print(Padding(Text(words, style=style), (1, 0, 0, 2)), width=teller.width)


def show_doors(teller: Teller, stage: Stage) -> None:
    """How to connect a mail program and play on."""
    server = stage.server
    teller.scene("Server tetap berjalan; Ctrl-C mengakhirinya")
    lines = (
        f"IMAP  {server.host} port {server.imap_port}, tanpa TLS; pengguna = alamat surel",
        f"SMTP  {server.host} port {server.smtp_port}, tanpa TLS; masuk juga, agar pengirimnya dipercaya",
        f"Kata sandi setiap kotak surat: {PASSWORD}",
        "",
        *(f"{person.address:<34}{teller.name(person.address)}" for person in stage.people.values()),
        "",
        f"Kirimlah surat pengaduan dari {stage.people[PELANGGAN].address} kepada {MAILBOX},",
        "lalu jawablah surel yang datang di kotak surat Kepala Balai dan Ketua Pokja.",
        f"Register: tanggap list --config {near(stage.config)}",
    )
    teller.console.print(Padding(Text("\n".join(lines)), (0, 0, 0, 2)), width=teller.width)


def near(path: Path) -> Path:
    """The path as seen from here, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
