"""Erase a case: what was written in it and who wrote it; its number, hashes, steps and ground stay.

UU 27/2022 pasal 8 and 43 (erasure), 44 (destruction when its retention is over). Everything of the
register is one transaction; what lies beside the register, and what people have to delete in mailboxes, is
`erasing.py`. A case that is open is erased only with a reason of its own, for its customer waits for a
letter (UU 25/2009 pasal 44 and 50).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES
from pipeline.office.mentioned import cut_quotations, is_leaving, mentioning, silence
from pipeline.office.release import OPERATOR
from pipeline.office.show import find_case
from pipeline.sop.steps import ENDED, ENDS, State
from pipeline.store import (
    audit,
    belongings,
    blanking,
    cases,
    erasures,
    inbox,
    numbers,
    outbox,
    owed,
    requests,
)
from pipeline.store.belongings import Belongings
from pipeline.store.book_tables import numbers as book
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import letters, step_runs
from pipeline.store.database import writing
from pipeline.store.erasures import Stays, Tombstone
from pipeline.store.mail_tables import outbox as frozen
from pipeline.store.mail_tables import recipients
from pipeline.store.schema import AnyRow

EVENT = "perkara_dihapus"
#: why what a case still waits for is closed
CLOSED = "data perkara dihapus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """By what right a case is erased."""

    basis: str
    #: number of the berita acara pemusnahan, '' where there is none
    minutes: str = ""
    #: why it is erased although it is open, '' where it has to be closed
    although_open: str = ""


def erase(desk: Desk, text: str, ground: Ground, *, by: str = OPERATOR) -> Tombstone:
    """Erase a case in one transaction; gives its tombstone.

    Raises `Refusal` without a legal ground, for a case that is erased already, that is open or under
    objection while the ground gives no reason for it, and while one of its mails is being sent.
    """
    if not ground.basis.strip():
        raise Refusal("Sebutkan dasar hukumnya.", example='--basis "UU 27/2022 pasal 43 ayat (1) huruf c"')
    at = desk.clock()
    with writing(desk.engine) as connection:
        row = find_case(connection, text)
        cases.load(connection, row.id, lock=True)
        erasures.check_kept(connection, row.number)
        mine = belongings.of_case(connection, row.id)
        _check_ground(connection, row, ground)
        _check_still(connection, row, mine)
        release(connection, row.id, mine, at)
        _close(connection, row, at)
        stays = _stays(connection, row.id, ground, at)
        return bury(connection, stays, mine, at, by=by)


def bury(
    connection: Connection,
    stays: Stays,
    mine: Belongings,
    at: datetime,
    *,
    by: str,
    known: Tombstone | None = None,
) -> Tombstone:
    """Blank everything, drop the bytes that nobody else needs, and set the tombstone.

    `known` is the tombstone that a restored register has to obey.
    """
    silenced, quoting = frozenset[str](), frozenset[str]()
    if mine.case_id is not None:
        row = connection.execute(select(case_rows).where(case_rows.c.id == mine.case_id)).one()
        silenced = silence(connection, mentioning(connection, row, mine))
        quoting = cut_quotations(connection, row.number, mine)
    kept = belongings.shared(connection, mine)
    blanking.blank(connection, mine)
    gone = mine.bytes - kept
    blanking.drop_bytes(connection, gone)
    stone = Tombstone(
        stays=stays,
        mails=(mine.raw & gone) | silenced | (known.mails if known else frozenset()),
        # A reply that only quoted it is read again after a restore, for its own case needs it.
        files=(mine.files & gone) | quoting | (known.files if known else frozenset()),
    )
    erasures.add(connection, stone, mine.case_id, at)
    payload = {
        "nomor": stays.perkara,
        "dasar": stays.dasar,
        "berita_acara": stays.berita_acara,
        "isi": len(gone),
        **({"tahap": stays.tahap} if mine.case_id else {}),
    }
    # Without its case an entry would be taken for that of a case which the register does not have.
    audit.append(connection, at=at, actor=by, event=EVENT, case_id=mine.case_id, payload=payload)
    return stone


def _check_ground(connection: Connection, row: AnyRow, ground: Ground) -> None:
    """A case that is needed yet goes only for a reason of its own."""
    if ground.although_open:
        return
    if State(row.state) not in ENDS:
        raise Refusal(
            f"Perkara {row.number} belum selesai ({STAGES[row.state]}); pelanggan berhak atas jawabannya. "
            "Selesaikan dahulu, atau sebutkan alasannya bila pelanggan sendiri menghentikannya.",
            example='--terbuka "permintaan tertulis pelanggan tanggal 23 November 2026"',
        )
    objecting = select(case_rows.c.number).where(
        case_rows.c.surat_terkait == row.id, case_rows.c.state.not_in(ENDED)
    )
    if number := connection.scalar(objecting):
        raise Refusal(
            f"Keberatan atas perkara ini masih berjalan ({number}); datanya diperlukan sampai keberatan itu "
            "selesai (UU 27/2022 pasal 44 ayat (1) huruf c).",
            example='--terbuka "alasan"',
        )


def _check_still(connection: Connection, row: AnyRow, mine: Belongings) -> None:
    """Bytes that a server is being given, or a list that is about to leave, do not go."""
    ours = select(frozen.c.id).where(frozen.c.mail_id.in_(mine.mails))
    doubtful = (outbox.BEGUN, outbox.UNKNOWN, outbox.ASKED)
    leaving = select(recipients.c.id).where(
        recipients.c.outbox_id.in_(ours), recipients.c.state.in_(doubtful)
    )
    under_way = connection.scalar(leaving.limit(1)) is not None
    if under_way or is_leaving(connection, mentioning(connection, row, mine)):
        raise Refusal(
            "Sebuah surel tentang perkara ini sedang dikirim atau menunggu dikirim; coba lagi nanti."
        )


def release(connection: Connection, case_id: int, mine: Belongings, at: datetime) -> None:
    """Nothing of a case is waited for any more; what had not left does not leave."""
    requests.close(connection, sorted(mine.requests), why=CLOSED, at=at)
    unmade = (letters.c.case_id == case_id, letters.c.state == owed.OWED)
    connection.execute(update(letters).where(*unmade).values(state=owed.CANCELLED))
    ours = select(frozen.c.id).where(frozen.c.mail_id.in_(mine.mails))
    unsent = (outbox.FROZEN, outbox.BEGUN, outbox.UNKNOWN, outbox.ASKED)
    waiting = (recipients.c.outbox_id.in_(ours), recipients.c.state.in_(unsent))
    connection.execute(update(recipients).where(*waiting).values(state=outbox.WITHDRAWN, changed_at=at))
    runs = (step_runs.c.case_id == case_id, step_runs.c.closed_at.is_(None))
    connection.execute(update(step_runs).where(*runs).values(closed_at=at, ended_by="dihapus"))


def _close(connection: Connection, row: AnyRow, at: datetime) -> None:
    """A case that is erased while it is open has ended with that."""
    if State(row.state) in ENDS:
        return
    ended = {"state": State.DICABUT.value, "due_at": None, "paused_at": None, "closed_at": at}
    connection.execute(update(case_rows).where(case_rows.c.id == row.id).values(**ended))
    if row.letter_number and row.delivered_at is None:
        number = numbers.find(connection, row.letter_number)
        if number is not None and number.voided_at is None:
            numbers.void(connection, number.register, row.letter_number, at=at, reason=CLOSED)


def _stays(connection: Connection, case_id: int, ground: Ground, at: datetime) -> Stays:
    row = connection.execute(select(case_rows).where(case_rows.c.id == case_id)).one()
    place = select(book.c.year, book.c.value).where(
        book.c.register == numbers.SURAT_KELUAR, book.c.text == row.letter_number
    )
    drawn = connection.execute(place).first() if row.letter_number else None
    reasons = (
        ground.basis.strip(),
        f"perkara terbuka: {ground.although_open}" if ground.although_open else "",
    )
    return Stays(
        perkara=row.number,
        tag=row.tag,
        agenda=row.agenda,
        surat=inbox.get(connection, row.inbox_id).sha256,
        nomor=row.letter_number,
        urutan=f"{drawn.year}/{drawn.value}" if drawn else "",
        tahap=row.state,
        diterima=row.received_at.isoformat(),
        ditutup=row.closed_at.isoformat() if row.closed_at else "",
        dihapus=at.isoformat(),
        dasar="; ".join(filter(None, reasons)),
        berita_acara=ground.minutes.strip(),
    )
