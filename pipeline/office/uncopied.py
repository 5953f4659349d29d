"""What left without its copy for the journal: TU and the alarm are told, and the copy follows.

The mail is not kept back for its copy; but from the copies a register is rebuilt after a restore, so a
mailbox that takes none must not go unseen. A copy that follows is of the same bytes, goes to the journal
alone, and proves no more than the register knows already: the mail was accepted.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import Connection

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Deliver, Envelope, Outcome, Told
from pipeline.office.arrive import record
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.store import once, uncopied
from pipeline.store.claims import Work
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: copies tried in one pass; the oldest is tried alone first
BATCH = 5
#: between two tries; what is made good within it needs no alarm
PAUSE = timedelta(minutes=15)
#: the same where the journal took a copy and gave it back: each try may bring another report
LONG_PAUSE = timedelta(days=1)
MISSED, FOLLOWED = "surel_tanpa_salinan", "surel_salinan_menyusul"
SUBJECT = "GANGGUAN: kotak jurnal tidak menerima salinan surel"
OVER = "PULIH: kotak jurnal menerima salinan surel kembali"
REMEDY = (
    "Mohon pengelola surel memeriksa kotak jurnal (penuh, atau alamatnya tidak berlaku lagi); salinan yang "
    "tertinggal dikirim dengan sendirinya setelah kotak itu menerima surel kembali."
)
#: where it is kept that the alarm was given, since when
_TOLD = "alarm:tanpa_salinan"


def note_copies(desk: Desk, connection: Connection, row: AnyRow, begun: Envelope) -> None:
    """A mail begins to leave, with its copies or without."""
    if begun.uncopied is None and begun.copies:
        uncopied.forget(connection, row.id)
    elif begun.uncopied is not None:
        _miss(desk, connection, row, f"{begun.uncopied.code} {begun.uncopied.text}".strip(), PAUSE)


def note_returned(desk: Desk, connection: Connection, row: AnyRow, code: str) -> None:
    """The journal's server took the copy and gave it back."""
    _miss(desk, connection, row, f"salinan kembali dengan kode {code}", LONG_PAUSE)


def _miss(desk: Desk, connection: Connection, row: AnyRow, word: str, pause: timedelta) -> None:
    at = desk.clock()
    uncopied.miss(connection, row.id, word, at=at, next_at=at + pause)
    record(connection, row, MISSED, at, word)


def catch_up(desk: Desk, deliver: Deliver) -> bool:
    """Send copies that are missing to the journal, and to nobody else; True if it took any.

    Who dies between the server's word and the register sends one copy again, which harms nothing.
    """
    if not desk.journal:
        return False
    with reading(desk.engine) as connection:
        rows = uncopied.due(connection, desk.clock(), BATCH)
    if not rows:
        return False
    with desk.claims.taken(Work.SEND, [row.id for row in rows]) as ours:
        wanted = [row for row in rows if row.id in ours]
        took = bool(wanted) and _carry(desk, deliver, wanted[:1])
        if took and wanted[1:]:
            _carry(desk, deliver, wanted[1:])
        return took


def _carry(desk: Desk, deliver: Deliver, rows: Sequence[AnyRow]) -> bool:
    """Whether the journal took all of them."""
    known = {row.id: row for row in rows}
    took = True

    def note(told: Sequence[Told]) -> None:
        nonlocal took
        at = desk.clock()
        with writing(desk.engine) as connection:
            for envelope, receipt in told:
                [result] = receipt.results
                words = f"{result.word.code} {result.word.text}".strip()
                if result.outcome is Outcome.ACCEPTED:
                    uncopied.forget(connection, envelope.id)
                    record(connection, known[envelope.id], FOLLOWED, at, words)
                else:
                    took = False
                    uncopied.wait(connection, words, now=at, next_at=at + PAUSE)

    deliver([_copy(desk, row) for row in rows], lambda _: None, note)
    return took


def _copy(desk: Desk, row: AnyRow) -> Envelope:
    return Envelope(row.id, row.sender, (desk.journal,), bytes(row.content))


def missing(desk: Desk, connection: Connection) -> str:
    """What the digest says of mails without a copy; '' for none."""
    count, since, word = uncopied.standing(connection)
    if not desk.journal or since is None:
        return ""
    return (
        f"{count} surel sejak {moment(desk, since)} terkirim tanpa salinan ke kotak jurnal {desk.journal}; "
        f"tanpa salinannya register tidak dapat dibangun kembali dengan utuh. Jawaban server terakhir: "
        f"“{' '.join(word.split())}”. {REMEDY}"
    )


def sound_uncopied(desk: Desk, alarm: Callable[[str, str], None]) -> None:
    """Tell over the second channel once that copies are missing, and once that none is any more."""
    with reading(desk.engine) as connection:
        count, since, _ = uncopied.standing(connection)
        told, words = once.value(connection, _TOLD), missing(desk, connection)
    begins = not told and bool(words) and since is not None and since <= desk.clock() - PAUSE
    if not begins and not (told and not count):
        return
    try:
        alarm(*((SUBJECT, words) if begins else (OVER, f"Semua salinan ada di kotak jurnal {desk.journal}.")))
    except OutsideError as error:
        # Tried again at the next pass; the log is all that is left to say it.
        log.error("the alarm could not be given", extra={"reason": str(error), "remedy": error.remedy})
        return
    with writing(desk.engine) as connection:
        at = desk.clock()
        once.keep(connection, _TOLD, at.isoformat() if begins else "", at)
