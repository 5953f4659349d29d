"""The drill: would the register come back? The newest backup, and what the journal tells beyond it.

Apart from the restore because it changes nothing that counts: the scratch vanishes, the journal is opened
read-only, nothing is composed and nothing is sent.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from pipeline.errors import OutsideError, Refusal
from pipeline.letters.numbers import case_number
from pipeline.office import rebuild
from pipeline.office.desk import Desk
from pipeline.outside.imap import Account, Mailbox
from pipeline.restoring import Restored, drill_newest
from pipeline.safekeeping import Place
from pipeline.store import numbers, recovery
from pipeline.store.database import reading

WITHOUT = "untuk latihan tanpa kotak jurnal: `tanggap drill --tanpa-jurnal`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a register that is rebuilt from the journal would know."""

    #: copies of our own mails since the backup
    copies: int
    #: letters that would be registered again, under the numbers that they had
    letters: int
    #: the last case, and the last place in the series of surat keluar; '' for none
    case: str
    letter: str
    seconds: float

    def told(self) -> str:
        """In a sentence."""
        return (
            f"Jurnal terbaca dalam {self.seconds:.1f} detik: {self.copies} salinan surel sejak cadangan itu, "
            f"{self.letters} surat akan didaftarkan lagi dengan nomornya semula; perkara terakhir "
            f"{self.case or 'belum ada'}, nomor urut surat keluar terakhir {self.letter or 'belum ada'}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """A drill that went well."""

    restored: Restored
    #: of restore and verification
    seconds: float
    #: None where the journal was left out
    known: Known | None


def drill(
    place: Place, url: str, desk_over: Callable[[Engine], Desk], journal: Sequence[Account] | None
) -> Drilled:
    """Restore and verify the newest backup in a scratch place, and read the journal; None leaves it out.

    Raises `Refusal` where there is no journal, `OutsideError` where it cannot be read.
    """
    if journal is not None and not journal:
        raise Refusal(
            "[journal] kosong: tanpa salinan surel kantor, register yang dipulihkan tidak dapat dibangun "
            f"ulang. Isilah [journal]; {WITHOUT}."
        )
    known: list[Known] = []

    def rebuild_there(engine: Engine, done: Restored) -> None:
        if journal is not None:
            known.append(_read(desk_over(engine), journal, done))

    done, seconds = drill_newest(place, url, rebuild_there)
    return Drilled(restored=done, seconds=seconds, known=known[0] if known else None)


def _read(desk: Desk, journal: Sequence[Account], done: Restored) -> Known:
    began, copies = time.monotonic(), 0
    for account in journal:
        try:
            with Mailbox(account, read_only=True) as box:
                copies += rebuild.read_journal(desk, box, done.taken_at)
        except OutsideError as error:
            raise OutsideError(
                f"cadangan {done.name} pulih, tetapi salinan surel kantor tidak terbaca: {error}",
                permanent=error.permanent,
                remedy="; ".join(filter(None, (error.remedy, WITHOUT))),
            ) from error
    rebuild.begin(desk, copies)
    with reading(desk.engine) as connection:
        waiting = [row for row in recovery.unclaimed(connection) if row.register == numbers.AGENDA]
        case = recovery.last(connection, numbers.CASE)
        letter = recovery.last(connection, numbers.SURAT_KELUAR)
    return Known(
        copies=copies,
        letters=len(waiting),
        case=case_number(*case) if case else "",
        letter=f"{letter[1]}/{letter[0]}" if letter else "",
        seconds=time.monotonic() - began,
    )
