"""The files whose retention is over: a list proposed for destruction (daftar usul musnah), and its approval.

Nothing is destroyed by the list. Who approves names the list by its code, so that he approves what he has
seen and nothing that has come due since. The list names no person: it outlives the files.
"""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.destruction import Due, Proposal
from pipeline.office.desk import Desk
from pipeline.office.erase import Ground
from pipeline.sop.case import Case
from pipeline.sop.retention import Fate, class_of
from pipeline.sop.retention import Retention as Klass
from pipeline.sop.steps import ENDED
from pipeline.store import cases, erasures
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.database import reading

#: why a file is on the list and yet cannot go
OBJECTED = "ditunda: keberatan atas perkara ini masih berjalan"


def propose(desk: Desk, schedule: Sequence[Klass]) -> Proposal:
    """The list as of today, oldest file first."""
    today = desk.clock().astimezone(desk.rules.calendar.zone).date()
    found: list[tuple[Due, Klass]] = []
    without = []
    with reading(desk.engine) as connection:
        for case in _closed(connection):
            klass = class_of(case, schedule)
            if klass is None:
                without.append(case.number)
            elif (due := _due(desk, connection, case, klass)).habis <= today:
                found.append((due, klass))
    goes = tuple(due for due, klass in found if klass.fate is not Fate.PERMANEN)
    return Proposal(
        kode=_code(goes),
        tanggal=today,
        instansi=desk.letterhead.balai,
        musnah=goes,
        serah=tuple(due for due, klass in found if klass.fate is Fate.PERMANEN),
        tanpa_kelas=tuple(without),
    )


def _closed(connection: Connection) -> list[Case]:
    gone = erasures.numbers(connection)
    ids = select(case_rows.c.id).where(case_rows.c.state.in_(ENDED), case_rows.c.closed_at.is_not(None))
    found = [cases.load(connection, each) for each in connection.scalars(ids.order_by(case_rows.c.id)).all()]
    return [case for case in found if case.number not in gone]


def _due(desk: Desk, connection: Connection, case: Case, klass: Klass) -> Due:
    assert case.closed_at is not None
    known = cases.registration(connection, case.id)
    zone = desk.rules.calendar.zone
    closed = case.closed_at.astimezone(zone).date()
    return Due(
        perkara=case.number,
        agenda=known.agenda,
        kode=klass.code,
        jenis=klass.kind,
        tahun=known.received_at.astimezone(zone).year,
        ditutup=closed,
        retensi=f"aktif {klass.active} tahun, inaktif {klass.inactive} tahun",
        habis=klass.over(closed)[1],
        nasib=klass.fate.value,
        keterangan=OBJECTED if _is_objected(connection, case.id) else "",
    )


def _is_objected(connection: Connection, case_id: int) -> bool:
    linked = (case_rows.c.surat_terkait == case_id, case_rows.c.state.not_in(ENDED))
    return connection.scalar(select(case_rows.c.id).where(*linked).limit(1)) is not None


def _code(listed: Sequence[Due]) -> str:
    said = "\n".join(f"{each.perkara} {each.habis} {each.nasib}" for each in listed)
    return f"DUM-{hashlib.sha256(said.encode()).hexdigest()[:8]}" if listed else ""


def approved(
    proposal: Proposal, code: str, minutes: str, without: Collection[str] = ()
) -> list[tuple[str, Ground]]:
    """The cases that an approval lets go, each with its ground; `without` stay.

    Raises `Refusal` where the code is not that of today's list, without the number of the berita acara, and
    for a case that is not on the list.
    """
    if not proposal.kode or code.strip().lower() != proposal.kode.lower():
        raise Refusal(
            f"Kode {code} bukan kode daftar usul musnah hari ini; daftar itu berubah atau sudah "
            "dilaksanakan. Tampilkan dan setujui daftar yang baru.",
            example="tanggap retention --out folder",
        )
    if not minutes.strip():
        raise Refusal("Sebutkan nomor berita acara pemusnahan.", example='--berita-acara "BA-07/BSPJI/2026"')
    listed = {each.perkara: each for each in proposal.musnah}
    if strange := sorted(set(without) - set(listed)):
        raise Refusal(f"Perkara {', '.join(strange)} tidak ada dalam daftar.")
    return [
        (number, Ground(basis=_basis(due), minutes=minutes))
        for number, due in listed.items()
        if number not in without and not due.keterangan
    ]


def _basis(due: Due) -> str:
    kode = f" {due.kode}" if due.kode else ""
    return (
        f"UU 27/2022 pasal 44 ayat (1) huruf a; jadwal retensi arsip{kode} ({due.jenis}: {due.retensi}), "
        f"habis {due.habis.isoformat()}"
    )
