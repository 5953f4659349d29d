"""Enter a letter from a file: a saved mail, or the scan of a letter that came on paper.

The operator's word that it is a complaint stands for the judgement of the kinds. It is
read in the cage like any mail, and one transaction takes it in and registers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.mail.attached import clean_name
from pipeline.mail.compose import Attached, Composed, compose
from pipeline.mail.kind import Evidence, Kind, Verdict, classify
from pipeline.mail.media_type import media_type
from pipeline.mail.reading import Read, Reader
from pipeline.office.collect import register_file
from pipeline.office.desk import Desk
from pipeline.office.handle import PAPER
from pipeline.office.register import Letter, register
from pipeline.office.release import OPERATOR
from pipeline.sop.case import Case
from pipeline.store import cases, inbox
from pipeline.store.database import writing
from pipeline.store.mail_tables import blobs
from pipeline.store.mail_tables import inbox as inbox_rows

#: what a scanner gives
SCANS = ("application/pdf", "image/jpeg", "image/png", "image/tiff")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the operator says of a letter."""

    #: fields of the form; they go before what is read
    form: Mapping[str, str]
    #: where the customer gets mail, '' where he has no e-mail
    address: str
    #: SHA-256 of the file as it was given
    digest: str
    paper: bool


def enter(
    desk: Desk,
    reader: Reader,
    content: bytes,
    name: str,
    *,
    received: datetime | None = None,
    form: Mapping[str, str],
) -> Case:
    """Register the file `name`: a saved mail by its ending, else a scan.

    `received` is the time of receipt, naive in the office's own time; None is now. Raises
    `Refusal` where the file is known already, is neither of both, or is not for the register.
    """
    zone = desk.rules.calendar.zone
    received_at = received.replace(tzinfo=received.tzinfo or zone) if received else desk.clock()
    if name.lower().endswith(".eml"):
        return _mail(desk, reader, content, received_at, form)
    return _scan(desk, reader, Attached(name, "", content), received_at, form)


def _mail(desk: Desk, reader: Reader, raw: bytes, received_at: datetime, form: Mapping[str, str]) -> Case:
    read = reader.read(raw)
    sender = read.facts.sender
    office = sender == desk.address or desk.post_of(sender) is not None
    address = form.get("email", "") or ("" if office else sender)
    return _enter(desk, read, raw, received_at, Entry(form, address, sha256(raw).hexdigest(), paper=False))


def _scan(desk: Desk, reader: Reader, scan: Attached, received_at: datetime, form: Mapping[str, str]) -> Case:
    kind = media_type(scan.content, "application/octet-stream", scan.name)
    if kind not in SCANS:
        raise Refusal(f"{scan.name} bukan surel (.eml) atau pindaian (.pdf, .jpg, .png, .tif).")
    digest = sha256(scan.content).hexdigest()
    enclosed = Attached(clean_name(scan.name, kind, 1), kind, scan.content)
    raw = _mail_around(desk, enclosed, digest, form, received_at)
    return _enter(
        desk, reader.read(raw), raw, received_at, Entry(form, form.get("email", ""), digest, paper=True)
    )


def _mail_around(
    desk: Desk, scan: Attached, digest: str, form: Mapping[str, str], received_at: datetime
) -> bytes:
    """A small mail that carries the scan, so that everything after it is the same as for a mail of TU."""
    lines = [PAPER, *(f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in form.items())]
    return compose(
        Composed(
            from_name=desk.sender_name,
            from_address=desk.address,
            to=desk.address,
            subject=f"{PAPER}: {form.get('hal') or scan.name}",
            message_id=f"<berkas.{digest[:32]}@{desk.domain}>",
            date=received_at,
            text="\n".join(lines),
            html="<br>".join(map(escape, lines)),
            attachments=(scan,),
            auto="",
        )
    )


def _enter(desk: Desk, read: Read, raw: bytes, received_at: datetime, entry: Entry) -> Case:
    verdict = classify(read.facts, Evidence())
    _check_kind(verdict)
    at = desk.clock()
    with writing(desk.engine) as connection:
        _check_new(connection, entry.digest)
        inbox_id = register_file(connection, raw, received_at, at)
        inbox.write_facts(connection, inbox_id, read.facts, read.contents, at)
        inbox.settle(
            connection,
            inbox_id,
            kind=Kind.PENGADUAN.value,
            reason="Didaftarkan oleh operator dari berkas.",
            confidence=1.0,
        )
        letter = Letter(
            row=inbox.get(connection, inbox_id),
            facts=read.facts,
            banding=verdict.banding,
            corrections=entry.form,
            address=entry.address,
            paper=entry.paper,
            by=OPERATOR,
        )
        return register(desk, connection, letter)


def _check_kind(verdict: Verdict) -> None:
    """An integrity report never enters the register (design 3g)."""
    if verdict.kind is Kind.WBS:
        raise Refusal(f"{verdict.reason} Sampaikan hanya kepada alamat wbs; tidak didaftarkan.")


def _check_new(connection: Connection, digest: str) -> None:
    if connection.scalar(select(blobs.c.sha256).where(blobs.c.sha256 == digest)) is None:
        return
    query = select(inbox_rows.c.id, inbox_rows.c.case_id).where(inbox_rows.c.sha256 == digest)
    known = connection.execute(query.order_by(inbox_rows.c.id).limit(1)).first()
    if known is None:
        raise Refusal("Berkas ini sudah ada dalam register sebagai lampiran.")
    where = (
        f"perkara {cases.load(connection, known.case_id).number}" if known.case_id else f"surel {known.id}"
    )
    raise Refusal(f"Berkas ini sudah ada dalam register: {where}.")
