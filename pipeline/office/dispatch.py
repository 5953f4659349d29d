"""How a surat keluar went out, and what proves it: by mail, or by TU's word that it was brought.

Apart from the agenda because the book of expedition is ruled by ways, and a letter may take several.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.letters.agenda import Dispatch, Outgoing, moment_in_book
from pipeline.office.desk import Desk
from pipeline.sop.asks import Action
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import State
from pipeline.store import outbox
from pipeline.store.case_tables import answers
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.mail_tables import outbox as frozen
from pipeline.store.schema import AnyRow

BY_MAIL, BY_HAND = "Surel", "Disampaikan TU"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One way that a letter went; without a day it has still to go."""

    hari: str = ""
    jam: str = ""
    cara: str
    penerima: str
    bukti: str = ""


def sendings(
    desk: Desk, connection: Connection, case: Case, number: str, letter: AnyRow | None
) -> list[Sending]:
    """The ways of a case's letter in the order of time; one that TU has still to bring waits at the end."""
    if letter is None or letter.signed_sha256 is None:
        return []
    gone = [*_mailed(desk, connection, letter), *_brought(desk, connection, case, number)]
    waits = case.state is State.PENYAMPAIAN and case.letter_number == number
    if not gone and waits and not case.reachable:
        return [Sending(cara=BY_HAND, penerima="")]
    return gone


def _mailed(desk: Desk, connection: Connection, letter: AnyRow) -> list[Sending]:
    query = (
        select(mails.c.attachments, recipients)
        .join(frozen, frozen.c.mail_id == mails.c.id)
        .join(recipients, recipients.c.outbox_id == frozen.c.id)
        .where(mails.c.case_id == letter.case_id, mails.c.template == Notice.SURAT_JAWABAN.value)
        .where(recipients.c.state == outbox.ACCEPTED)
        .order_by(recipients.c.changed_at)
    )
    return [_mail(desk, row) for row in connection.execute(query) if _encloses(row, letter)]


def _encloses(row: AnyRow, letter: AnyRow) -> bool:
    wanted = (LetterKind.SURAT.value, letter.version)
    return any((item.get("letter"), item.get("version")) == wanted for item in row.attachments)


def _mail(desk: Desk, row: AnyRow) -> Sending:
    zone = desk.rules.calendar.zone
    proof = f"{row.code} {row.word}".strip()
    if row.bounced_at is not None:
        proof += f"; kembali {moment_in_book(row.bounced_at, zone)}"
    at = row.changed_at.astimezone(zone)
    return Sending(
        hari=moment_in_book(at, zone), jam=f"{at:%H.%M}", cara=BY_MAIL, penerima=row.address, bukti=proof
    )


def _brought(desk: Desk, connection: Connection, case: Case, number: str) -> list[Sending]:
    zone = desk.rules.calendar.zone
    told = (answers.c.case_id == case.id) & (answers.c.action == Action.TERKIRIM.value)
    query = select(answers).where(told, answers.c.revoked_at.is_(None)).order_by(answers.c.id)
    return [
        Sending(
            hari=moment_in_book(row.accepted_at, zone),
            jam=f"{row.accepted_at.astimezone(zone):%H.%M}",
            cara=BY_HAND,
            penerima="",
            bukti=row.data["note"] or "bukti terlampir pada perkara",
        )
        for row in connection.execute(query)
        if row.before and row.before["letter_number"] == number
    ]


def expedition(letters: Sequence[tuple[Outgoing, Sequence[Sending]]]) -> list[Dispatch]:
    """The book of expedition: a line a way, in the order of the letters' numbers."""
    ways = [(letter, way) for letter, gone in letters for way in gone]
    return [
        Dispatch(
            no=str(place),
            tanggal=way.hari,
            jam=way.jam,
            nomor=letter.nomor,
            tujuan=letter.tujuan,
            cara=way.cara,
            penerima=way.penerima,
            tanda_terima=way.bukti,
        )
        for place, (letter, way) in enumerate(ways, 1)
    ]
