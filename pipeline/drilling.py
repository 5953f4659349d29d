"""The drill: would the register come back? The newest backup, and what came after it, in a scratch place.

Apart from the restore because it does all that a loss would ask for and changes nothing that counts: the
scratch vanishes and is never opened to a daemon, mailbox and journal are opened read-only, and a rebuild
sends nothing.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy import Engine, func, select

from pipeline.errors import OutsideError, Refusal
from pipeline.letters.numbers import case_number
from pipeline.outside.imap_account import Account
from pipeline.rebuilding import AGAIN, Rebuilt, rebuild_register
from pipeline.restoring import Restored, drill_newest
from pipeline.safekeeping import Place
from pipeline.store import numbers, outbox, recovery
from pipeline.store.database import reading
from pipeline.store.mail_tables import recipients
from pipeline.wiring import Works

WITHOUT = "untuk latihan tanpa kotak surat dan jurnal: `tanggap drill --tanpa-jurnal`"
#: numbers that are named where their letters do not come back
_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows once it is rebuilt from mailbox and journal."""

    rebuilt: Rebuilt
    #: mails that would be sent once more, for all that is known of them
    unsent: int
    #: the last case, and the last place in the series of surat keluar; '' for none
    case: str
    letter: str
    #: of the whole rebuild, letters included
    seconds: float

    def told(self) -> str:
        """In a sentence."""
        done = self.rebuilt
        return (
            f"Register dibangun ulang dalam {self.seconds:.1f} detik: {done.copies} salinan surel kantor dan "
            f"{done.mails} surel masuk sejak cadangan itu; perkara terakhir {self.case or 'belum ada'}, "
            f"nomor urut surat keluar terakhir {self.letter or 'belum ada'}."
        )

    def lacking(self) -> Iterator[str]:
        """What would not come back by itself, in sentences."""
        done = self.rebuilt
        if done.mails and self.unsent and not done.copies:
            yield (
                f"Jurnal tidak memuat satu pun salinan surel kantor sejak cadangan itu, padahal {done.mails} "
                f"surel masuk diproses dan {self.unsent} surel keluar tidak terbukti terkirim: pada "
                "pemulihan yang sebenarnya `tanggap rebuild` akan menolak. Periksa [journal] dan salinannya."
            )
        if done.missing:
            named = ", ".join(f"{row.text} ({row.register})" for row in done.missing[:_NAMED])
            more = f" dan {len(done.missing) - _NAMED} lainnya" if len(done.missing) > _NAMED else ""
            yield (
                f"Surat untuk nomor {named}{more} tidak ada di kotak surat: pada pemulihan yang sebenarnya "
                "surat itu harus didaftarkan lagi dari berkasnya (`tanggap register`)."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """A drill that came to its end."""

    restored: Restored
    #: of restore and verification
    seconds: float
    #: None where nothing was rebuilt
    known: Known | None


def drill(
    place: Place,
    url: str,
    works_over: Callable[[str], AbstractContextManager[Works]],
    journal: Sequence[Account] | None,
) -> Drilled:
    """Restore and verify the newest backup in a scratch place, and rebuild it unless `journal` is None.

    `works_over` gives everything the daemon runs on over the register at a URL. Raises `Refusal` where there
    is no journal, `OutsideError` where mailbox or journal cannot be read.
    """
    if journal is not None and not journal:
        raise Refusal(
            "[journal] kosong: tanpa salinan surel kantor, register yang dipulihkan tidak dapat dibangun "
            f"ulang. Isilah [journal]; {WITHOUT}."
        )
    known: list[Known] = []

    def rebuild_there(engine: Engine, done: Restored) -> None:
        if journal is not None:
            with works_over(engine.url.render_as_string(hide_password=False)) as works:
                known.append(_rebuild(works, journal, done))

    done, seconds = drill_newest(place, url, rebuild_there)
    return Drilled(restored=done, seconds=seconds, known=known[0] if known else None)


def _rebuild(works: Works, journal: Sequence[Account], done: Restored) -> Known:
    began = time.monotonic()
    looking = replace(works, account=replace(works.account, read_only=True))
    try:
        # That no mail has left since the backup is nothing wrong with it.
        copies = [replace(each, read_only=True) for each in journal]
        rebuilt = rebuild_register(looking, copies, nothing_left=True, for_good=False)
    except OutsideError as error:
        raise OutsideError(
            f"cadangan {done.name} pulih, tetapi register tidak terbangun ulang: {error}",
            permanent=error.permanent,
            remedy="; ".join(each for each in (error.remedy, WITHOUT) if each not in ("", AGAIN)),
        ) from error
    with reading(works.desk.engine) as connection:
        case = recovery.last(connection, numbers.CASE)
        letter = recovery.last(connection, numbers.SURAT_KELUAR)
        frozen = select(func.count()).where(recipients.c.state == outbox.FROZEN)
        unsent = connection.execute(frozen).scalar_one()
    return Known(
        rebuilt=rebuilt,
        unsent=unsent,
        case=case_number(*case) if case else "",
        letter=f"{letter[1]}/{letter[0]}" if letter else "",
        seconds=time.monotonic() - began,
    )
