"""The list of files proposed for destruction (daftar usul musnah), as a workbook and as a sheet to sign.

Source: UU 43/2009 pasal 51 and PP 28/2012 on the columns and on who has to agree: the appraisers (panitia
penilai arsip) and the head of the agency, for files of ten years and more also the national archives.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from pipeline.letters.agenda_sheet import PLAIN, TEXT
from pipeline.letters.dossier import Heading, Pairs, Sheet, Table, Words
from pipeline.letters.paragraphs import clean
from pipeline.letters.wording import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One file whose retention is over."""

    perkara: str
    agenda: str
    kode: str
    jenis: str
    #: year of the letter
    tahun: int
    ditutup: date
    retensi: str
    habis: date
    nasib: str
    keterangan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The list of a day."""

    #: by which the list is approved: it stands for these cases in these classes
    kode: str
    tanggal: date
    instansi: str
    #: proposed for destruction, and for handing over to the archives (permanen)
    musnah: tuple[Due, ...]
    serah: tuple[Due, ...]
    #: closed cases that no class of the schedule fits
    tanpa_kelas: tuple[str, ...]


TITLE, OTHERS = "Daftar Arsip Usul Musnah", "Arsip Usul Serah (permanen)"
#: column → share of a sheet's width
COLUMNS = {
    "No.": 0.05,
    "Kode": 0.09,
    "Jenis arsip": 0.19,
    "Perkara, agenda": 0.15,
    "Tahun": 0.07,
    "Ditutup": 0.1,
    "Retensi habis": 0.1,
    "Nasib akhir": 0.1,
    "Keterangan": 0.15,
}
#: characters of a column in the workbook, for the whole width
_WIDE = 130
_SIGN = """Disetujui / tidak disetujui untuk dimusnahkan:

Ketua Panitia Penilai Arsip          Pimpinan


........................................          ........................................

Nomor berita acara pemusnahan: ........................................

Setelah disetujui, daftar ini dilaksanakan dengan perintah
tanggap retention --setujui {kode} --berita-acara NOMOR"""


def cells(listed: Sequence[Due]) -> list[tuple[str, ...]]:
    """The rows of a list, numbered."""
    return [
        (
            str(number),
            due.kode or "-",
            f"{due.jenis}, 1 berkas",
            f"{due.perkara}, {due.agenda}",
            str(due.tahun),
            due.ditutup.strftime("%d-%m-%Y"),
            due.habis.strftime("%d-%m-%Y"),
            due.nasib,
            "; ".join(filter(None, (due.retensi, due.keterangan))),
        )
        for number, due in enumerate(listed, 1)
    ]


def sheet(proposal: Proposal) -> Sheet:
    """The list as a sheet to print and sign."""
    widths = tuple(COLUMNS.values())
    head = tuple(COLUMNS)
    told = (("Tanggal", date_words(proposal.tanggal)), ("Kode daftar", proposal.kode or "-"))
    blocks = (
        Pairs(told),
        Table(head, tuple(cells(proposal.musnah)), widths, empty="Nihil."),
        Heading(OTHERS),
        Table(head, tuple(cells(proposal.serah)), widths, empty="Nihil."),
        *((Words(_SIGN.format(kode=proposal.kode)),) if proposal.musnah else ()),
    )
    return Sheet(title=TITLE, kop=(proposal.instansi,), blocks=blocks)


def workbook(proposal: Proposal) -> bytes:
    """The list as a workbook, a sheet for what goes and one for what is handed over."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        ruled = {"border": 1, "text_wrap": True, "valign": "top", "num_format": TEXT}
        bold, cell = book.add_format({**ruled, "bold": True}), book.add_format(ruled)
        for name, listed in (("Usul musnah", proposal.musnah), ("Usul serah", proposal.serah)):
            page = book.add_worksheet(name)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.write_string(0, 0, f"{name}, {proposal.instansi}, {date_words(proposal.tanggal)}")
            page.write_string(1, 0, f"Kode daftar: {proposal.kode or '-'}")
            _fill(page, [tuple(COLUMNS), *cells(listed)], bold, cell)
    return target.getvalue()


def _fill(page: Any, rows: Sequence[tuple[str, ...]], bold: Any, cell: Any) -> None:
    for place, share in enumerate(COLUMNS.values()):
        page.set_column(place, place, share * _WIDE)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            page.write_string(number + 3, place, clean(text), cell if number else bold)
