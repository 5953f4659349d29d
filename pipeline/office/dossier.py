"""File a case: its dossier (berkas perkara) as one PDF to print, the SOP's hard copy; or all cases of a year.

It only reads the register. Who binds the pages is handed in, for that is an outside thing.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.letters.dossier import Bound, Dossier, Part, Sheet, Table
from pipeline.office.desk import Desk
from pipeline.office.dossier_case import Filing, cover, kop
from pipeline.office.dossier_form import with_later_blocks
from pipeline.office.dossier_letters import drafts, forms, minutes, outgoing
from pipeline.office.dossier_mail import received
from pipeline.office.dossier_proof import delivery, trail
from pipeline.office.listing import Listed, list_cases
from pipeline.office.show import find_case
from pipeline.store import archive, erasures
from pipeline.store.database import reading
from pipeline.store.schema import AnyRow

#: writes a dossier to a file, taking bytes by their SHA-256
Bind = Callable[[Dossier, Callable[[str], bytes], Path], Bound]
#: the index of a year, and the hashes of its files for `sha256sum --check`
_EXAMPLE = "tanggap dossier PGD-2026-0001 --out berkas.pdf"
INDEX, SUMS = "00-indeks.pdf", "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Filed:
    """One dossier that was written."""

    number: str
    file: Path
    pages: int
    #: what could not be shown, a sentence each
    notes: tuple[str, ...]


def destinations(desk: Desk, case: str | None, year: int | None, out: Path) -> list[tuple[str, Path]]:
    """Which dossiers are wanted, and where each goes: `case` to the file `out`, or a year's to that folder.

    Raises Refusal where both or neither are named, or the year has no case.
    """
    if (case is None) == (year is None):
        raise Refusal("Sebutkan satu perkara, atau --year dengan tahunnya.", example=_EXAMPLE)
    if year is None:
        return [(case or "", out)]
    with reading(desk.engine) as connection:
        gone = erasures.numbers(connection)
    numbers = [each.perkara for each in cases_of(desk, year) if each.perkara not in gone]
    if not numbers:
        raise Refusal(f"Tidak ada perkara yang diterima pada tahun {year}.")
    out.mkdir(parents=True, exist_ok=True)
    return [(number, out / f"{number}.pdf") for number in numbers]


def file_case(desk: Desk, bind: Bind, case: str, out: Path) -> Filed:
    """Write the dossier of a case, named by number or tag, to `out`. Raises Refusal where there is none."""
    with reading(desk.engine) as connection:
        row = find_case(connection, case)
        erasures.check_kept(connection, row.number)
        dossier = dossier_of(desk, connection, row)
    bound = bind(dossier, partial(_load, desk), out)
    return Filed(row.number, out, bound.pages, bound.notes)


def dossier_of(desk: Desk, connection: Connection, row: AnyRow) -> Dossier:
    """Everything that the register holds of a case, in the order of the SOP."""
    filing = Filing(desk, connection, row, desk.clock())
    parts = [
        *received(filing),
        *with_later_blocks(filing, forms(filing)),
        *drafts(filing),
        *outgoing(filing),
        *delivery(filing),
        *minutes(filing),
        trail(filing),
    ]
    return Dossier(
        title=f"Berkas Perkara {row.number}",
        subject=f"Pengaduan {row.number}, agenda {row.agenda}",
        author=desk.letterhead.balai,
        foot=f"Berkas Perkara {row.number}, disusun {filing.moment(filing.at)}",
        cover=cover(filing, [file for part in parts for file in part.kept]),
        parts=tuple(_numbered(number, part) for number, part in enumerate(parts, 1)),
    )


def _numbered(number: int, part: Part) -> Part:
    return replace(part, divider=replace(part.divider, above=f"Bagian {number}"))


def _load(desk: Desk, sha256: str) -> bytes:
    # One at a time: a dossier's files together may be more than memory should hold.
    with reading(desk.engine) as connection:
        return archive.load(connection, sha256)


def cases_of(desk: Desk, year: int) -> list[Listed]:
    """Every case whose letter was received in that year, open or closed, oldest first."""
    zone = desk.rules.calendar.zone
    return [each for each in list_cases(desk, closed=True) if each.diterima.astimezone(zone).year == year]


def index_year(
    desk: Desk,
    bind: Bind,
    year: int,
    folder: Path,
    filed: Sequence[Filed],
    books: Iterable[tuple[str, bytes]],
) -> Sequence[Path]:
    """Write what a year's dossiers need beside them: index, the year's books, and the hash of every file."""
    hashes = {each.number: _hash(each.file) for each in filed}
    bind(_index(desk, year, filed, hashes), partial(_load, desk), folder / INDEX)
    written = [*(each.file for each in filed), folder / INDEX]
    for name, content in books:
        (folder / name).write_bytes(content)
        written.append(folder / name)
    lines = [f"{_hash(path)}  {path.name}\n" for path in written]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return [*written, folder / SUMS]


def _index(desk: Desk, year: int, filed: Sequence[Filed], hashes: dict[str, str]) -> Dossier:
    listed = {each.perkara: each for each in cases_of(desk, year)}
    rows = tuple(
        (
            each.file.name,
            listed[each.number].agenda,
            f"{listed[each.number].pelanggan}: {listed[each.number].hal}",
            listed[each.number].tahap,
            str(each.pages),
            hashes[each.number],
        )
        for each in filed
    )
    table = Table(("Berkas", "Agenda", "Pelanggan dan hal", "Keadaan", "Halaman", "SHA-256"), rows, _WIDTHS)
    title = f"Indeks Berkas Perkara Tahun {year}"
    return Dossier(
        title=title,
        subject=title,
        author=desk.letterhead.balai,
        foot=title,
        cover=Sheet(title=title, kop=kop(desk), blocks=(table,)),
    )


_WIDTHS = (0.19, 0.10, 0.28, 0.13, 0.09, 0.21)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
