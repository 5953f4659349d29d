"""Show what the register holds, as plain frozen values: one case, its timeline, what is held.

It only reads. The operator's door prints these values; nothing else depends on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.numbers import parse_case_number
from pipeline.mail.kind import Kind
from pipeline.mail.unread import words_on
from pipeline.office.desk import Desk
from pipeline.office.listing import holder, stage
from pipeline.office.secret import about
from pipeline.sop.steps import ENDED
from pipeline.store import cases, checks, inbox, owed, ratings, requests
from pipeline.store.book_tables import audit, audit_payloads
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import letters
from pipeline.store.database import reading
from pipeline.store.mail_tables import mails, outbox, recipients
from pipeline.store.outbox import REFUSED
from pipeline.store.schema import AnyRow

#: signs of the customer's words about his content that are shown
SAID = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One mail of ours in a case, with the server's word for its recipient."""

    surel: int
    templat: str
    kepada: str
    keadaan: str
    jawaban: str
    pada: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One case, whole."""

    perkara: str
    agenda: str
    diterima: datetime
    tahap: str
    pemegang: str
    batas: datetime | None
    nomor_surat_keluar: str
    banding: bool
    jeda_sejak: datetime | None
    formulir: Mapping[str, Any]
    permintaan: tuple[Mapping[str, Any], ...]
    naskah: tuple[Mapping[str, Any], ...]
    surel: tuple[Sent, ...]
    #: how content the customer was, and whether the cure held
    penilaian: Mapping[str, Any]
    pemeriksaan: tuple[Mapping[str, Any], ...]
    #: what could not be read of the customer's mail
    catatan: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a case's audit trail."""

    urut: int
    pada: datetime
    oleh: str
    peristiwa: str
    rincian: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for a person."""

    #: surel masuk (release ID) · surel keluar (resend ID) · naskah (resend PERKARA)
    jenis: str
    id: int
    sejak: datetime
    perkara: str
    tentang: str
    alasan: str


def find_case(connection: Connection, text: str) -> AnyRow:
    """The case of a number as people write it; raises `Refusal` where there is none."""
    number = parse_case_number(text.strip())
    case_id = cases.find(connection, number=number) if number else cases.find(connection, tag=text.strip())
    if case_id is None:
        raise Refusal(f"Perkara {text} tidak ditemukan.", example="PGD-2026-0001")
    return connection.execute(select(case_rows, requests.HOLDER).where(case_rows.c.id == case_id)).one()


def show_case(desk: Desk, text: str) -> Shown:
    """One case with its form, what is asked of whom, its letters and its mails."""
    with reading(desk.engine) as connection:
        row = find_case(connection, text)
        return Shown(
            perkara=row.number,
            agenda=row.agenda,
            diterima=row.received_at,
            tahap=stage(row),
            pemegang=holder(desk, row),
            batas=row.due_at,
            nomor_surat_keluar=row.letter_number,
            banding=row.banding,
            jeda_sejak=row.paused_at,
            formulir=cases.registration(connection, row.id).form,
            catatan=words_on(inbox.load_facts(connection, row.inbox_id)),
            permintaan=tuple(_asked(desk, item) for item in requests.open_of_case(connection, row.id)),
            naskah=tuple(_letter(item) for item in owed.letters_of(connection, row.id)),
            surel=tuple(_sent(desk, item) for item in _mails(connection, row.id)),
            penilaian=_rating(connection, row.id),
            pemeriksaan=tuple(_check(desk, item) for item in checks.of_case(connection, row.id)),
        )


def _rating(connection: Connection, case_id: int) -> Mapping[str, Any]:
    """What the customer said last; nothing where he said nothing."""
    rated = ratings.of_case(connection, case_id)
    if rated is None:
        return {}
    said = inbox.load_facts(connection, rated.inbox_id).own.strip()
    return {"nilai": rated.score or "tidak terbaca", "pada": rated.at, "kata": " ".join(said.split())[:SAID]}


def _check(desk: Desk, row: AnyRow) -> Mapping[str, Any]:
    """One question whether the cure holds, with what came of it."""
    outcome = (row.action or row.closed_why or "").replace("_", " ")
    return {
        "setelah": f"{row.days} hari",
        "kepada": desk.name(row.post),
        "ditanyakan": row.at,
        "hasil": outcome if row.closed_at else "menunggu jawaban",
        "pada": row.closed_at,
        "diingatkan": row.reminded_at,
        "diteruskan_ke_atasan": row.escalated_at,
    }


def _asked(desk: Desk, request: requests.Request) -> Mapping[str, Any]:
    return {
        "diminta": request.ask.value,
        "kepada": desk.name(request.post),
        "sejak": request.opened_at,
        "berlaku_sampai": request.expires_at,
    }


def _letter(row: AnyRow) -> Mapping[str, Any]:
    signed = "ditandatangani" if row.signed_sha256 else row.state
    return {"naskah": row.kind, "versi": row.version, "keadaan": signed, "catatan": row.note or ""}


def _mails(connection: Connection, case_id: int) -> list[AnyRow]:
    query = (
        select(
            mails,
            recipients.c.state.label("sent"),
            recipients.c.code,
            recipients.c.word,
            recipients.c.changed_at,
        )
        .outerjoin(outbox, outbox.c.mail_id == mails.c.id)
        .outerjoin(recipients, recipients.c.outbox_id == outbox.c.id)
        .where(mails.c.case_id == case_id)
        .order_by(mails.c.id)
    )
    return list(connection.execute(query))


def _sent(desk: Desk, row: AnyRow) -> Sent:
    return Sent(
        surel=row.id,
        templat=row.template,
        kepada=desk.name(row.post),
        keadaan=row.sent or row.state,
        jawaban=f"{row.code or ''} {row.word or row.note or ''}".strip(),
        pada=row.changed_at,
    )


def timeline(desk: Desk, text: str) -> list[Event]:
    """The audit trail of a case, oldest first."""
    with reading(desk.engine) as connection:
        case_id = find_case(connection, text).id
        query = (
            select(audit, audit_payloads.c.payload)
            .outerjoin(audit_payloads, audit_payloads.c.seq == audit.c.seq)
            .where(audit.c.case_id == case_id)
            .order_by(audit.c.seq)
        )
        return [
            Event(
                urut=row.seq,
                pada=row.at,
                oleh=desk.name(row.actor),
                peristiwa=row.event,
                rincian=row.payload or {},
            )
            for row in connection.execute(query)
        ]


def held(desk: Desk) -> list[Waiting]:
    """Everything that waits for a person: mails that came in, letters, and mails of ours."""
    with reading(desk.engine) as connection:
        return [*_held_mails(connection), *_failed_letters(connection), *_failed_mails(connection)]


def _held_mails(connection: Connection) -> list[Waiting]:
    found = []
    for row in inbox.held(connection):
        facts = inbox.load_facts(connection, row.id)
        case = _number(connection, row.case_id)
        why = "" if row.kind == Kind.WBS.value else row.held_reason
        found.append(_waiting("surel masuk", row.id, row.received_at, case, about(row, facts), why))
    return found


def _failed_letters(connection: Connection) -> list[Waiting]:
    query = select(letters, case_rows.c.number).join(case_rows, case_rows.c.id == letters.c.case_id)
    rows = connection.execute(query.where(letters.c.state == owed.FAILED).order_by(letters.c.id))
    return [
        _waiting("naskah", row.id, row.owed_at, row.number, f"{row.kind} versi {row.version}", row.note)
        for row in rows
    ]


def _failed_mails(connection: Connection) -> list[Waiting]:
    query = (
        select(mails, recipients.c.word, recipients.c.state.label("sent"))
        .outerjoin(outbox, outbox.c.mail_id == mails.c.id)
        .outerjoin(recipients, recipients.c.outbox_id == outbox.c.id)
        .outerjoin(case_rows, case_rows.c.id == mails.c.case_id)
        .where((mails.c.state == owed.FAILED) | (recipients.c.state == REFUSED))
        # Where the case has ended nobody waits for the mail any more.
        .where(case_rows.c.id.is_(None) | case_rows.c.state.not_in(ENDED))
        .order_by(mails.c.id)
    )
    return [
        _waiting(
            "surel keluar",
            row.id,
            row.owed_at,
            _number(connection, row.case_id),
            f"{row.template} kepada {row.post}",
            row.word or row.note,
        )
        for row in connection.execute(query)
    ]


def _waiting(kind: str, item: int, since: datetime, case: str, about: str, reason: str | None) -> Waiting:
    return Waiting(jenis=kind, id=item, sejak=since, perkara=case, tentang=about, alasan=reason or "")


def _number(connection: Connection, case_id: int | None) -> str:
    return cases.load(connection, case_id).number if case_id else ""
