"""Seal the letters that the approver released, in mode segel.

Apart from making letters because a seal may fail for days (a certificate that
ran out, a token that is locked) while everything else goes on.
"""

import logging
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import update

from pipeline import crash
from pipeline.errors import OutsideError, SetAside
from pipeline.office.desk import Desk
from pipeline.office.make import PAUSE, TRIES, record
from pipeline.sop.steps import TU
from pipeline.store import archive, owed, shared_work
from pipeline.store.case_tables import letters
from pipeline.store.claims import Work
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: letters sealed in one pass
BATCH = 30


class Sealer(Protocol):
    """What sealing needs of outside/seal.py."""

    def seal(self, pdf: bytes, *, reason: str, url: str, label: str, at: datetime) -> bytes:
        """The PDF with the office's seal."""


def seal_letters(desk: Desk, sealer: Sealer | None) -> bool:
    """Seal the letters that were released; True if any was sealed."""
    if sealer is None:
        return False
    now = desk.clock()
    with reading(desk.engine) as connection:
        due = [row for row in owed.due_seals(connection, BATCH) if row.next_at is None or row.next_at <= now]
    with desk.claims.taken(Work.SEAL, [row.id for row in due]) as ours:
        rows = [row for row in due if row.id in ours]
        with reading(desk.engine) as connection:
            if desk.claims.shared and ours:
                # Another host may have sealed one since it was looked for.
                rows = [
                    row for row in shared_work.letters_as_they_are(connection, ours) if not row.signed_sha256
                ]
            pdfs = [archive.load(connection, row.pdf_sha256) for row in rows]
        done = [_seal(desk, sealer, row, pdf) for row, pdf in zip(rows, pdfs, strict=True)]
    return any(done)


def _seal(desk: Desk, sealer: Sealer, row: AnyRow, pdf: bytes) -> bool:
    at = desk.clock()
    label = f"Segel elektronik {desk.letterhead.balai}"
    number = row.data["case"]["letter_number"]
    crash.point("make.sealing")
    try:
        sealed = sealer.seal(pdf, reason=f"Surat nomor {number}", url=number, label=label, at=at)
    except (OutsideError, SetAside) as fault:
        _seal_later(desk, row, fault)
        return False
    crash.point("make.sealed")
    with writing(desk.engine) as connection:
        digest = archive.store(connection, sealed, at)
        owed.keep_signed(connection, row.id, sha256=digest, signature=None)
        record(connection, row, "surat_disegel", at)
    return True


def _seal_later(desk: Desk, row: AnyRow, fault: OutsideError | SetAside) -> None:
    """A released letter is tried for as long as it takes; TU is told once."""
    at, tries = desk.clock(), row.attempts + 1
    lasting = not isinstance(fault, OutsideError) or fault.permanent or tries >= TRIES
    told = lasting and row.note is None
    log.warning("letter could not be sealed", extra={"letter_id": row.id, "reason": str(fault)})
    with writing(desk.engine) as connection:
        values: dict[str, Any] = {"attempts": tries, "next_at": at + PAUSE * min(tries, 30)}
        if told:
            values["note"] = str(fault)
            words = f"Surat belum dapat dibubuhi segel elektronik dan belum dikirim: {fault}"
            mail = Owed(template="pemberitahuan", post=TU, words=words, case_id=row.case_id)
            owed.owe_mail(connection, mail, at=at)
        connection.execute(update(letters).where(letters.c.id == row.id).values(**values))
        record(connection, row, "segel_ditunda", at)
