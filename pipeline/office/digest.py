"""The daily digest to TU: everything that is held, late, due, away or unknown, once a working day.

It comes also when there is nothing to tell, for then it says that the program is alive: whoever misses it
looks. Apart from `remind`, which asks whoever holds a step; this one tells of the office as a whole.
"""

from datetime import datetime

from pipeline.mail.anchor import written
from pipeline.office.desk import Desk
from pipeline.office.waiting import shown, what_waits
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, TU
from pipeline.store import anchors, audit, digests, owed
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed

#: the subject of a day on which nothing waits
NOTHING = "tidak ada yang menunggu"


def mail_digest(desk: Desk, now: datetime) -> bool:
    """Owe today's digest, once, on every working day after the one on which the register was opened."""
    today = now.astimezone(desk.rules.calendar.zone).date()
    with reading(desk.engine) as connection:
        opened = digests.register_opened(connection)
        if opened is None or digests.is_claimed(connection, today):
            return False
    if opened.astimezone(desk.rules.calendar.zone).date() >= today:
        return False
    found = what_waits(desk, now)
    counts = ", ".join(f"{len(lines)} {short}" for short, _, lines in found if lines) or NOTHING
    with writing(desk.engine) as connection:
        if not digests.claim(connection, today, now):
            return False
        audit.append(connection, at=now, actor=PIPELINE, event="laporan_harian", payload={"isi": counts})
        head = anchors.head(connection)
        data = {"ringkas": counts, "jejak": written(head) if head else "", "bagian": shown(found)}
        told = Owed(template=Notice.LAPORAN_HARIAN.value, post=TU, data=data)
        owed.owe_mail(connection, told, at=now)
        if head is not None:
            anchors.keep(connection, head, "laporan harian", now)
    return True
