"""What is held without a request of its own: too many mails at once, and codes of foreign services.

Nothing is lost and nothing is routed: the mail waits in the list of held mail, and one mail at the end of
the hour tells how many there are. Apart from `hold`, which asks TU about each mail (reliability.md T15, T18).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.office.bundle import bundle
from pipeline.office.desk import Desk
from pipeline.sop.steps import PIPELINE, TU, WBS
from pipeline.store import audit, inbox, recovery
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import ESCAPE, AnyRow, literal, of_domain

HOUR = timedelta(hours=1)
QUEUE, VERIFICATION = "antrean", "verifikasi"
#: mail of these kinds reaches a person as it comes
REACHING = frozenset({Kind.PENGADUAN, Kind.RAGU, Kind.SUSULAN, Kind.WBS})
#: senders that the mail at the end of the hour names
SHOWN = 10
#: why a report waits, wherever that can be read
SECRET = "Antrean tertunda: terlalu banyak surel dalam satu jam."
_SENDER = inbox_rows.c.sender
#: how many other mails of the hour up to this one's receipt reached a person: of its sender, its domain, all
_REACHED = select(
    func.count().filter(bindparam("sender_is") == _SENDER).label("same"),
    func.count().filter(_SENDER.like(bindparam("kin_like"), escape=ESCAPE)).label("kin"),
    func.count().label("every"),
    recovery.is_pending().label("restored"),
).where(
    inbox_rows.c.routed_at > bindparam("from"),
    inbox_rows.c.routed_at <= bindparam("until"),
    inbox_rows.c.id != bindparam("this_one"),
)


def queue_fault(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> str:
    """Why a mail has to wait in the queue, in Indonesian; '' if it may reach a person, which is noted.

    Counted by receipt, so that an outage of the program makes no flood of what came in meanwhile.
    """
    limits, sender = desk.restraint, facts.sender
    domain = sender.rpartition("@")[2]
    at = row.received_at
    hour = {"from": at - HOUR, "until": at, "this_one": row.id}
    # Without a domain only the same unclear sender is its kin.
    kin = of_domain(domain) if domain else literal(sender)
    reached = connection.execute(_REACHED, {**hour, "sender_is": sender, "kin_like": kin}).one()
    if reached.restored:
        # It had its turn before the restore.
        return ""
    for count, most, whose in (
        (reached.same, limits.letters_address_hour, f"dari {sender or 'pengirim yang tidak jelas'}"),
        (reached.kin, limits.letters_domain_hour, f"dari domain {domain}"),
        (reached.every, limits.letters_hour, "dari semua pengirim"),
    ):
        if count >= most:
            return f"Antrean tertunda: lebih dari {most} surel {whose} dalam satu jam."
    inbox.settle(connection, row.id, sender=sender, routed_at=row.received_at)
    return ""


def park(desk: Desk, connection: Connection, row: AnyRow, facts: Facts, why: str, how: str) -> None:
    """Hold a mail without asking about it; whoever looks at such mail is told at the end of the hour."""
    at = desk.clock()
    secret = row.kind == Kind.WBS.value
    # Who reported is nobody's but the one reader's.
    why = SECRET if secret else why
    inbox.settle(connection, row.id, state=inbox.HELD, held_reason=why, parked=how, sender=facts.sender)
    payload = {"surel": row.id, "alasan": why}
    audit.append(connection, at=at, actor=PIPELINE, event="ditahan", case_id=row.case_id, payload=payload)
    post, name = (WBS, "") if secret else (TU, facts.sender or "pengirim yang tidak jelas")

    def count(known: Mapping[str, Any]) -> dict[str, Any]:
        return _counted(known, row.id, name)

    bundle(connection, how, post, at, count, _TOLD[how])


def _counted(known: Mapping[str, Any], inbox_id: int, name: str) -> dict[str, Any]:
    senders = dict(known.get("pengirim", {}))
    if name and (name in senders or len(senders) < SHOWN):
        senders[name] = senders.get(name, 0) + 1
    return {
        "jumlah": known.get("jumlah", 0) + 1,
        "pertama": known.get("pertama", inbox_id),
        "terakhir": inbox_id,
        "pengirim": senders,
    }


def _told_queue(counted: Mapping[str, Any]) -> str:
    lines = [f"- {name}: {count} surel" for name, count in counted["pengirim"].items()]
    what = (
        f"Antrean tertunda: {counted['jumlah']} surel ditahan karena terlalu banyak yang masuk dalam satu "
        f"jam (surel masuk {_numbers(counted)}). Tidak ada yang hilang: surel tersimpan, belum bernomor, "
        "dan belum diteruskan."
    )
    remedy = (
        "Daftarnya ditampilkan oleh perintah `tanggap held`; `tanggap release NOMOR pengaduan` "
        "mendaftarkan satu surat, `tanggap release NOMOR abaikan` membiarkannya, dan dengan alamat pengirim "
        "sebagai ganti NOMOR seluruh antreannya. Mohon administrator diberi tahu bila surel seperti ini "
        "terus datang."
    )
    return "\n".join((what, *(("", "Pengirim:", *lines) if lines else ()), "", remedy))


def _told_verification(counted: Mapping[str, Any]) -> str:
    return (
        f"{counted['jumlah']} surel verifikasi atau kode dari layanan lain masuk ke kotak surat Balai dan "
        f"ditahan (surel masuk {_numbers(counted)}). Isinya tidak ditampilkan dan tidak diteruskan. Bila "
        "Balai sendiri tidak sedang mendaftar pada suatu layanan, seseorang mencoba memakai alamat Balai; "
        "mohon kode di dalamnya tidak diberikan kepada siapa pun."
    )


def _numbers(counted: Mapping[str, Any]) -> str:
    first, last = counted["pertama"], counted["terakhir"]
    return f"nomor {first}" if first == last else f"nomor {first} sampai {last}"


_TOLD = {QUEUE: _told_queue, VERIFICATION: _told_verification}
