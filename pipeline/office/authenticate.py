"""Who really sent a reply: the first four conditions under which it counts (reliability.md C.2).

Shape, token, person and domain are asked in that order. A reply that fails one is parked: nothing of the
case changes, TU is warned, and the holder of the code hears of it once. A flood warns in one mail.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from pipeline.mail import thread
from pipeline.mail.authentic import Finding, judge_domain
from pipeline.mail.deputies import may_answer
from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.mail.sender import shape_fault
from pipeline.office.bundle import HOUR, Count, bundle
from pipeline.office.desk import Desk
from pipeline.office.hold import hold
from pipeline.sop.papers import Notice
from pipeline.sop.steps import TU
from pipeline.store import audit, inbox, owed, requests
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: suspect replies of one hour that TU is asked about one by one; what is beyond stands in one mail
MOST = 3
_MARK = "balasan_palsu"


def domain_of(desk: Desk, row: AnyRow, facts: Facts) -> Finding:
    """What is known of the domain behind a mail."""
    return judge_domain(facts, desk.policy, row.received_at)


def proven(
    desk: Desk, connection: Connection, facts: Facts, finding: Finding, found: Sequence[Request]
) -> list[Request]:
    """Of the requests that a mail names, those that it names where nobody but its sender can have written."""
    if finding.covers is None:
        return list(found)
    codes = thread.codes(facts, desk.address, finding.covers)
    known = {each.id for each in requests.by_tokens(connection, codes)}
    return [each for each in found if each.id in known]


def stranger(
    desk: Desk, connection: Connection, facts: Facts, finding: Finding, request: Request, at: datetime
) -> str:
    """Why a reply is not from the person who was asked, in Indonesian; '' if it is."""
    fault = shape_fault(facts)
    if fault:
        return fault
    post = desk.posts[request.post]
    acting = desk.deputies(connection)
    if facts.sender not in may_answer(post.key, post.address, acting, desk.domains, at):
        return (
            f"Balasan dikirim dari {facts.sender}, bukan dari alamat yang terdaftar "
            f"untuk {desk.name(request.post)}."
        )
    return finding.fault


def park(
    desk: Desk, connection: Connection, row: AnyRow, why: str, request: Request | None, at: datetime
) -> None:
    """Hold a reply that may be forged, warn TU, and tell whoever holds the code; a flood is bundled."""
    reason = f"Balasan palsu? {why}"
    if _lately(connection, row, at) < MOST:
        hold(desk, connection, row, reason)
    else:
        inbox.settle(connection, row.id, state=inbox.HELD, held_reason=reason)
        payload = {"surel": row.id, "alasan": reason}
        audit.append(
            connection, at=at, actor="pipeline", event="ditahan", case_id=row.case_id, payload=payload
        )
        bundle(connection, _MARK, TU, at, _counted(row), _told)
    if request is not None and not _was_told(connection, request, at):
        _tell_holder(connection, request, why, at)


def _lately(connection: Connection, row: AnyRow, at: datetime) -> int:
    """How many other replies were parked in the last hour, as far as it matters."""
    same = (inbox_rows.c.state == inbox.HELD) & (inbox_rows.c.kind == Kind.BALASAN.value)
    recent = same & (inbox_rows.c.collected_at > at - HOUR) & (inbox_rows.c.id != row.id)
    few = select(inbox_rows.c.id).where(recent).limit(MOST).subquery()
    return connection.scalar(select(func.count()).select_from(few)) or 0


def _counted(row: AnyRow) -> Count:
    return lambda known: {
        "jumlah": known.get("jumlah", 0) + 1,
        "pertama": known.get("pertama", row.id),
        "terakhir": row.id,
    }


def _told(counted: Mapping[str, Any]) -> str:
    count, first = counted["jumlah"], counted["pertama"]
    which = f"nomor {first}" if count == 1 else f"nomor {first} sampai {counted['terakhir']}"
    return (
        f"Balasan palsu? Selain yang sudah ditanyakan satu per satu, {count} balasan ditahan karena "
        f"pengirimnya tidak terbukti (surel masuk {which}). Tidak ada perkara yang berubah. "
        "Daftarnya ditampilkan oleh perintah `tanggap held`. Bila surel seperti ini terus datang, "
        "mohon menghubungi pengelola server surel."
    )


def _was_told(connection: Connection, request: Request, at: datetime) -> bool:
    told = (mails.c.template == Notice.PEMBERITAHUAN.value) & (mails.c.post == request.post)
    told &= (mails.c.owed_at > at - HOUR) & (mails.c.data["kode"].as_string() == str(request.id))
    return connection.scalar(select(mails.c.id).where(told).limit(1)) is not None


def _tell_holder(connection: Connection, request: Request, why: str, at: datetime) -> None:
    words = (
        "Ada surel yang memakai kode permintaan Bapak/Ibu tetapi tidak kami proses. "
        f"{why} Bila itu memang jawaban Bapak/Ibu, mohon membalas kembali dari alamat dinas."
    )
    mail = Owed(
        template=Notice.PEMBERITAHUAN.value,
        post=request.post,
        words=words,
        data={"kode": str(request.id)},
        case_id=request.case_id,
    )
    owed.owe_mail(connection, mail, at=at)
