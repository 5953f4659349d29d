"""Whether register, audit trail and archive tell the same: what the chain alone cannot show.

Each function gives its faults in Indonesian, one line each; none is an empty list.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Text, cast, or_, select

from pipeline.store import erasures, outbox
from pipeline.store.book_tables import audit, audit_payloads, numbers
from pipeline.store.case_tables import answers, cases
from pipeline.store.mail_tables import blobs, mails, recipients
from pipeline.store.mail_tables import outbox as frozen

#: contents of the archive that are in memory at once
AT_ONCE = 20


def cases_and_trail(connection: Connection) -> list[str]:
    """Each case has the numbers under which the trail registered it, and stands where the trail left it."""
    faults = []
    told = _told(connection)
    for row in connection.execute(select(cases).order_by(cases.c.id)):
        known = told.pop(row.id, None)
        if known is None:
            faults.append(f"perkara {row.number} tidak tercatat pada jejak audit")
            continue
        faults += [
            f"perkara {row.number}: {what} “{has}” di register, “{known[key]}” pada jejak audit"
            for what, has, key in (
                ("nomor", row.number, "nomor"),
                ("nomor agenda", row.agenda, "agenda"),
                ("tahap", row.state, "tahap"),
            )
            if known.get(key) not in (None, has)
        ]
    lost = [each.get("nomor") for each in told.values()]
    return faults + [
        f"perkara {each} tercatat pada jejak audit, tetapi tidak ada di register" for each in lost
    ]


def _told(connection: Connection) -> dict[int, dict[str, Any]]:
    """What the trail says last of each case: its numbers, and where it stands."""
    told: dict[int, dict[str, Any]] = {}
    # Most entries of a long trail say neither, and unpacking them all takes longer than the chain itself.
    says = or_(audit.c.event == "registrasi", cast(audit_payloads.c.payload, Text).contains('"tahap"'))
    entries = (
        select(audit.c.case_id, audit.c.event, audit_payloads.c.payload)
        .join(audit_payloads, audit_payloads.c.seq == audit.c.seq)
        .where(audit.c.case_id.is_not(None), says)
        .order_by(audit.c.seq)
        .execution_options(yield_per=5000)
    )
    for row in connection.execute(entries):
        known = told.setdefault(row.case_id, {})
        if row.event == "registrasi":
            known |= {"nomor": row.payload.get("nomor"), "agenda": row.payload.get("agenda")}
        if "tahap" in row.payload and "pengingat" not in row.payload:
            known["tahap"] = row.payload["tahap"]
    return told


def letters_and_book(connection: Connection) -> list[str]:
    """The number of each case's letter stands in the book, and is that case's."""
    of_case = (numbers.c.text == cases.c.letter_number) & (numbers.c.case_id == cases.c.id)
    wanted = select(cases.c.number, cases.c.letter_number).outerjoin(numbers, of_case)
    rows = connection.execute(wanted.where(cases.c.letter_number != "", numbers.c.text.is_(None)))
    return [f"nomor {row.letter_number} perkara {row.number} tidak ada di buku nomor" for row in rows]


def mails_and_trail(connection: Connection) -> list[str]:
    """Each mail that the register calls sent was sent in the trail too, and the other way round."""
    sent = (
        select(frozen.c.message_id)
        .join(recipients, recipients.c.outbox_id == frozen.c.id)
        .join(mails, mails.c.id == frozen.c.mail_id)
        # What the trail said of an erased mail was erased with it.
        .where(recipients.c.state == outbox.ACCEPTED, mails.c.state != erasures.ERASED)
    )
    register = set(connection.scalars(sent))
    said = (
        select(audit_payloads.c.payload["message_id"].as_string())
        .join(audit, audit.c.seq == audit_payloads.c.seq)
        .where(audit.c.event == "surel_diterima_server")
        .execution_options(yield_per=5000)
    )
    trail = set(connection.scalars(said))
    known = set(connection.scalars(select(frozen.c.message_id)))
    return [
        *(f"surel {each} tercatat terkirim di register saja" for each in sorted(register - trail)),
        *(f"surel {each} tercatat terkirim pada jejak audit saja" for each in sorted(trail - known)),
    ]


def archive(connection: Connection) -> list[str]:
    """Every content is what its hash says, and all that rows refer to inside their JSON is there."""
    faults = [f"isi arsip {each} rusak" for each in _damaged(connection)]
    there = set(connection.scalars(select(blobs.c.sha256)))
    missing = sorted({each for each in _referred(connection) if each not in there})
    return faults + [f"isi arsip {each} tidak ada" for each in missing]


def _damaged(connection: Connection) -> Iterator[str]:
    wanted = select(blobs.c.sha256, blobs.c.size, blobs.c.content).where(blobs.c.content.is_not(None))
    for row in connection.execute(wanted.execution_options(yield_per=AT_ONCE)):
        content = bytes(row.content)
        if hashlib.sha256(content).hexdigest() != row.sha256 or len(content) != row.size:
            yield row.sha256


def _referred(connection: Connection) -> Iterator[str]:
    for enclosed in connection.scalars(select(mails.c.attachments)):
        yield from (item["blob"] for item in enclosed if "blob" in item)
    for data in connection.scalars(select(answers.c.data)):
        yield from data.get("files", ())
