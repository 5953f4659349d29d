"""What an erasure takes away, said before it is done; and the mails that people have to delete themselves.

Apart from the erasure because it only reads, and is shown to whoever confirms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES
from pipeline.office.mentioned import mentioning
from pipeline.office.show import find_case
from pipeline.store import belongings, cases, erasures, inbox
from pipeline.store.belongings import Belongings
from pipeline.store.book_tables import audit, audit_payloads
from pipeline.store.case_tables import letters
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import outbox
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of a mail in a mailbox, which no program deletes."""

    kotak: str
    folder: str
    #: 0 where it was not looked for
    uid: int
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes with a case, for whoever confirms it."""

    perkara: str
    tahap: str
    pelanggan: str
    hal: str
    surat_masuk: int
    surat_keluar: int
    #: other mails of the office that speak of it, such as the daily report
    surel_yang_menyebut: int
    naskah: int
    rincian_jejak: int
    #: bytes of the archive, and those that stay because another case has them too
    isi_arsip: int
    isi_milik_bersama: int


def going(desk: Desk, text: str) -> tuple[Going | None, tuple[Copy, ...]]:
    """What would go, None where it has gone, and where the copies lie; raises `Refusal` for no such case.

    Of mails that came the register knows place and UID; of mails that went out only the Message-ID.
    """
    with reading(desk.engine) as connection:
        row = find_case(connection, text)
        mine = belongings.of_case(connection, row.id)
        erased = erasures.find(connection, row.number) is not None
        told = None if erased else _told(connection, row, mine)
        return told, (*_came(connection, mine), *_went(connection, mine))


def _told(connection: Connection, row: AnyRow, mine: Belongings) -> Going:
    form = cases.registration(connection, row.id).form
    return Going(
        perkara=row.number,
        tahap=STAGES[row.state],
        pelanggan=str(form.get("perusahaan") or form.get("nama") or ""),
        hal=str(form.get("hal") or ""),
        surat_masuk=len(mine.inbox),
        surat_keluar=len(mine.mails),
        surel_yang_menyebut=len(mentioning(connection, row, mine)),
        naskah=_count(connection, row.id),
        rincian_jejak=_payloads(connection, row.id),
        isi_arsip=len(mine.bytes),
        isi_milik_bersama=len(belongings.shared(connection, mine)),
    )


def _count(connection: Connection, case_id: int) -> int:
    papers = select(func.count()).select_from(letters).where(letters.c.case_id == case_id)
    return connection.scalar(papers) or 0


def _payloads(connection: Connection, case_id: int) -> int:
    told = select(func.count()).select_from(audit).join(audit_payloads, audit_payloads.c.seq == audit.c.seq)
    return connection.scalar(told.where(audit.c.case_id == case_id)) or 0


def _came(connection: Connection, mine: Belongings) -> Iterator[Copy]:
    rows = select(inbox_rows).where(inbox_rows.c.id.in_(mine.inbox), inbox_rows.c.mailbox != inbox.FROM_FILE)
    for row in connection.execute(rows.order_by(inbox_rows.c.id)).all():
        message_id = inbox.load_facts(connection, row.id).message_id
        yield Copy(kotak=row.mailbox, folder=row.folder, uid=row.uid, message_id=message_id)


def _went(connection: Connection, mine: Belongings) -> Iterator[Copy]:
    ids = select(outbox.c.message_id).where(outbox.c.mail_id.in_(mine.mails)).order_by(outbox.c.id)
    for message_id in connection.scalars(ids).all():
        yield Copy(kotak="", folder="", uid=0, message_id=message_id)
