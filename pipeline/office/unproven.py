"""Tell when answers of the staff are no longer proven: the mail server may stamp mail in another way now.

Every such answer stays held; this only says it aloud, once. Apart from the parking of a single reply because
nobody outside may raise it: what counts is the code of an open request, from the address that was asked, of
several people. A code that leaked is one person's, and costs a line in the daily digest. Source:
reliability.md C.2, "alarm if the A-R shape changes".
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pipeline.errors import OutsideError
from pipeline.mail.facts import Facts
from pipeline.office.desk import Desk
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, TU, WBS
from pipeline.store import audit, once, owed
from pipeline.store.book_tables import audit as trail
from pipeline.store.book_tables import audit_payloads
from pipeline.store.case_tables import answers
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request

log = logging.getLogger(__name__)

UNPROVEN, CHANGED = "asal_tak_terbukti", "asal_berubah"
#: so many addresses within so long are no forger's doing: each would have to have got a code of its own
MANY, WITHIN = 2, timedelta(days=1)
#: over a weekend nobody reads the digest
SHOWN = timedelta(days=3)
#: where it is kept that the alarm is still to be given, since when
_WAITS = "alarm:asal_berubah"
SUBJECT = "GANGGUAN: asal balasan para pejabat tidak terbukti lagi"
REMEDY = (
    "Mohon administrator menjalankan `tanggap check auth --again` dan menyesuaikan [autentikasi] pada "
    "office.toml."
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An answer that was not proven."""

    post: str
    at: datetime
    why: str


def note_unproven(
    desk: Desk, connection: Connection, facts: Facts, request: Request, why: str, at: datetime
) -> None:
    """A reply with the right code and address was not believed for its domain; owes the alarm for many.

    A silent DNS and a secretary's mail (Sender) are no change of the server; WBS is nobody's matter.
    """
    over = request.closed_at is not None or (request.expires_at is not None and request.expires_at < at)
    if over or request.post == WBS or facts.unproven or facts.headers.get("sender"):
        return
    payload = {"jabatan": request.post, "dari": facts.sender, "alasan": why}
    audit.append(connection, at=at, actor=PIPELINE, event=UNPROVEN, case_id=request.case_id, payload=payload)
    seen = {
        address: each
        for address, each in _seen(connection, at - WITHIN).items()
        if _was_proven(connection, each.post, at)
    }
    if len(seen) < MANY or _was_told(connection, at):
        return
    words = _told(desk, seen)
    owed.owe_mail(connection, Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words), at=at)
    audit.append(connection, at=at, actor=PIPELINE, event=CHANGED, payload={"alamat": sorted(seen)})
    once.keep(connection, _WAITS, at.isoformat(), at)


def doubted(desk: Desk, connection: Connection, now: datetime) -> str:
    """What the digest says of such answers, also of one person alone; '' for none."""
    seen = _seen(connection, now - SHOWN)
    if not seen:
        return ""
    return (
        f"Balasan dari {_names(desk, seen)} memuat kode yang benar tetapi asalnya tidak terbukti "
        f"({_reason(seen)}). Bila itu memang jawaban dari alamat dinas: {REMEDY}"
    )


def sound_unproven(desk: Desk, alarm: Callable[[str, str], None]) -> None:
    """Give over the second channel the alarm that is still to be given; the mail to TU was owed with it."""
    with reading(desk.engine) as connection:
        since = once.value(connection, _WAITS)
        if not since:
            return
        seen = _seen(connection, datetime.fromisoformat(since) - WITHIN)
    try:
        # Who has been proven meanwhile needs no alarm.
        if seen:
            alarm(SUBJECT, _told(desk, seen))
    except OutsideError as error:
        # Tried again at the next pass; the log is all that is left to say it.
        log.error("the alarm could not be given", extra={"reason": str(error), "remedy": error.remedy})
        return
    with writing(desk.engine) as connection:
        once.keep(connection, _WAITS, "", desk.clock())


def _seen(connection: Connection, since: datetime) -> dict[str, _Seen]:
    """The newest such answer of each address whose post has not been proven again since then."""
    query = (
        select(trail.c.at, audit_payloads.c.payload)
        .join(audit_payloads, audit_payloads.c.seq == trail.c.seq)
        .where(trail.c.event == UNPROVEN, trail.c.at > since)
        .order_by(trail.c.seq)
    )
    found = {
        row.payload["dari"]: _Seen(row.payload["jabatan"], row.at, row.payload["alasan"])
        for row in connection.execute(query)
        # Of a case that was erased nothing is left.
        if row.payload
    }
    again = (
        select(answers.c.id).where(answers.c.by == each.post, answers.c.accepted_at > each.at)
        for each in found.values()
    )
    proven = [connection.scalar(query.limit(1)) is not None for query in again]
    return {address: each for (address, each), back in zip(found.items(), proven, strict=True) if not back}


def _was_proven(connection: Connection, post: str, before: datetime) -> bool:
    earlier = (answers.c.by == post) & (answers.c.accepted_at < before)
    return connection.scalar(select(answers.c.id).where(earlier).limit(1)) is not None


def _was_told(connection: Connection, at: datetime) -> bool:
    """Whether it was told of this outage, which ends with the first answer that is proven again; or today."""
    told: datetime | None = connection.scalar(
        select(trail.c.at).where(trail.c.event == CHANGED).order_by(trail.c.seq.desc()).limit(1)
    )
    if told is None:
        return False
    back = select(answers.c.id).where(answers.c.accepted_at > told).limit(1)
    return at - told < WITHIN or connection.scalar(back) is None


def _names(desk: Desk, seen: Mapping[str, _Seen]) -> str:
    return ", ".join(f"{desk.name(each.post)} ({address})" for address, each in seen.items())


def _reason(seen: Mapping[str, _Seen]) -> str:
    return max(seen.values(), key=lambda each: each.at).why.rstrip(".") if seen else ""


def _told(desk: Desk, seen: Mapping[str, _Seen]) -> str:
    return (
        "Balasan dari beberapa alamat dinas yang biasanya terbukti asalnya, sekarang tidak terbukti lagi: "
        f"{_names(desk, seen)}. Sebabnya: {_reason(seen)}. Agaknya server surel kantor berubah. Balasan "
        f"seperti itu tetap ditahan dan tidak ada perkara yang berubah. {REMEDY} Bila para pejabat itu tidak "
        "pernah membalas, kode permintaan mereka diketahui orang lain; mohon segera menghubungi pengelola "
        "server surel."
    )
