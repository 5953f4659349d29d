"""Assess a breach: whose data the register held while it lay open, of which kinds, in which cases.

UU 27/2022 pasal 46. Everything that was held counts, also what came in long before, for whoever reads a
register reads all of it; `cases` names less where it is known that less was read.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.errors import Refusal
from pipeline.letters.breach_notice import Breach, Touched
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.office.show import find_case
from pipeline.store import belongings
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import forms
from pipeline.store.database import reading
from pipeline.store.erasure_tables import erasures as erased_rows
from pipeline.store.mail_tables import blobs, facts
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: pasal 46 ayat (1)
WITHIN = timedelta(hours=72)
#: field of the form → kind of data
KINDS = {
    "nama": "nama",
    "perusahaan": "perusahaan atau instansi",
    "jabatan": "jabatan",
    "alamat": "alamat",
    "telepon": "nomor telepon",
    "email": "alamat surel",
    "uraian": "isi pengaduan",
    "kerugian": "kerugian",
}
IDENTITY, FILES = "nomor identitas (16 angka)", "lampiran surat"
#: NIK (Nomor Induk Kependudukan), as people write it
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


def assess(
    desk: Desk,
    since: datetime,
    until: datetime | None = None,
    known: datetime | None = None,
    cases: Collection[str] = (),
) -> Breach:
    """What lay open from `since` to `until` (None: to now); `known` is when it was noticed (None: now).

    Moments are naive in the office's own time, or aware. Raises `Refusal` for a time that ends before it
    begins, and for a case that is not there.
    """
    start, end = _at(desk, since), _at(desk, until)
    if end < start:
        raise Refusal("Akhir masa itu lebih awal daripada awalnya.")
    noticed = _at(desk, known)
    with reading(desk.engine) as connection:
        only = [find_case(connection, each).id for each in cases]
        held = _rows(connection, end, only)
        # What was erased before is nobody's to read.
        rows = [row for row in held if row.erased_at is None or row.erased_at >= start]
        touched = tuple(_touched(desk, connection, row) for row in rows)
        senders, lone = (0, 0) if only else _others(connection, end)
    counted = Counter(kind for each in touched for kind in each.jenis)
    return Breach(
        instansi=desk.letterhead.balai,
        sejak=moment(desk, start),
        sampai=moment(desk, end),
        diketahui=moment(desk, noticed),
        batas=moment(desk, noticed + WITHIN),
        perkara=touched,
        jenis=tuple(counted.most_common()),
        subjek=len({_subject(row) for row in rows}),
        subjek_lain=senders,
        surel_lain=lone,
        diterima_pada_masa_itu=sum(row.received_at >= start for row in rows),
    )


def _at(desk: Desk, moment_given: datetime | None) -> datetime:
    if moment_given is None:
        return desk.clock()
    return moment_given if moment_given.tzinfo else moment_given.replace(tzinfo=desk.rules.calendar.zone)


def _rows(connection: Connection, end: datetime, only: Collection[int]) -> list[AnyRow]:
    query = (
        select(case_rows, forms.c.data.label("form"), forms.c.address, erased_rows.c.at.label("erased_at"))
        .join(forms, forms.c.case_id == case_rows.c.id)
        .outerjoin(erased_rows, erased_rows.c.case_id == case_rows.c.id)
        .where(case_rows.c.received_at <= end)
    )
    named = query.where(case_rows.c.id.in_(only)) if only else query
    return list(connection.execute(named.order_by(case_rows.c.id)))


def _touched(desk: Desk, connection: Connection, row: AnyRow) -> Touched:
    mine = belongings.of_case(connection, row.id)
    erased = f"data dihapus pada {moment(desk, row.erased_at)}, jenisnya tidak lagi diketahui"
    return Touched(
        perkara=row.number,
        diterima=moment(desk, row.received_at),
        jenis=() if row.erased_at else tuple(_kinds(connection, row, mine.inbox)),
        isi=len(mine.bytes),
        keterangan=erased if row.erased_at else "",
    )


def _kinds(connection: Connection, row: AnyRow, came: Collection[int]) -> Iterator[str]:
    """The kinds of data in a case, by its form, its letters and their files."""
    yield from (kind for name, kind in KINDS.items() if row.form.get(name))
    read = connection.scalars(select(facts.c.data).where(facts.c.inbox_id.in_(came))).all()
    files = [item for data in read for item in data.get("attachments", ()) if not item.get("inline")]
    texts = [*(data.get("text", "") for data in read), *(item.get("text", "") for item in files)]
    if any(_NIK.search(text) for text in texts):
        yield IDENTITY
    if files:
        yield FILES


def _subject(row: AnyRow) -> tuple[str, str]:
    """Whose case it is: by address, else by name and firm, else the case's alone."""
    if row.address:
        return ("surel", row.address.lower())
    named = " ".join(str(row.form.get(name) or "") for name in ("nama", "perusahaan")).strip().casefold()
    return ("nama", named) if named and not row.erased_at else ("perkara", row.number)


def _others(connection: Connection, end: datetime) -> tuple[int, int]:
    """Mails of no case whose bytes are kept: from how many senders, and how many they are."""
    sender = func.lower(facts.c.data["sender"].as_string())
    kept = (
        select(func.count(sender.distinct()).label("senders"), func.count().label("mails"))
        .select_from(inbox_rows)
        .join(facts, facts.c.inbox_id == inbox_rows.c.id)
        .join(blobs, blobs.c.sha256 == inbox_rows.c.sha256)
        .where(inbox_rows.c.case_id.is_(None), blobs.c.content.is_not(None), inbox_rows.c.received_at <= end)
    )
    row = connection.execute(kept).one()
    return row.senders, row.mails
