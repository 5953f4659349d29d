"""Make the letters that are owed: Word from templates, PDF in small batches.

Apart from `write`, which puts a letter into words, because here it is asked when one is due, and what
becomes of it.
"""

import logging
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate
from typing import Any, TypeVar

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import OutsideError, TanggapError
from pipeline.letters.edits import Written, written
from pipeline.letters.printed_words import contains
from pipeline.office.desk import Desk, Pages, ReadPages
from pipeline.office.pages import with_pages
from pipeline.office.press import MOST, Press, Printed
from pipeline.office.write import Returned, write_letter
from pipeline.sop.papers import LetterKind
from pipeline.sop.steps import TU
from pipeline.store import archive, audit, owed, shared_work
from pipeline.store.claims import Work
from pipeline.store.database import outage, reading, writing
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: letters that are looked at to find some that are ready, and as many more where other hosts make letters too
LOOK, MANY = 120, 200
#: tries after which TU is told; a converter that is down is tried on, for as long as a mail is
TRIES = 5
#: the longest pause between tries, in pauses
LONGEST = 30
PAUSE = timedelta(minutes=2)
#: as many characters that cannot be drawn are named
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """A PDF with the words that can be read on its pages."""

    pdf: bytes
    pages: tuple[str, ...]


#: a letter that is owed with what of it is on the press, what comes back, and the press
Made = tuple[AnyRow, Written]
Proved = Proof | OutsideError
LetterPress = Press[Made, Proved]


def make_letters(desk: Desk, press: LetterPress) -> bool:
    """Keep what the press has converted, and give it the letters that are due; True if there was any."""
    kept = _keep_printed(desk, press)
    return _begin(desk, press) or kept


def _keep_printed(desk: Desk, press: LetterPress) -> bool:
    done = press.take()
    if done is None:
        return False
    crash.point("make.converted")
    batch, proved = done
    proofs = iter(proved)
    made = [(row, draft, next(proofs) if _needs_pdf(row) else None) for row, draft in batch]
    fine = [(row, draft, proof) for row, draft, proof in made if not isinstance(proof, OutsideError)]
    if fine:
        _keep(desk, fine)
    for row, _, proof in made:
        if isinstance(proof, OutsideError):
            _try_later(desk, row, proof)
    return True


def _begin(desk: Desk, press: LetterPress) -> bool:
    """Write the letters that are due, as many as fit one call of the converter."""
    printing = {row.id for row, _ in press.letters}
    desk.claims.keep(Work.LETTER, printing)
    if press.full:
        return False
    rows = _due(desk, press, printing)
    with reading(desk.engine) as connection:
        begun = [_begun(desk, connection, row) for row in rows]
    # Outside the transaction: returned drafts are opened in the cage, and fontconfig is a program of its own.
    drafts = [(row, _drafted(desk, row, each)) for row, each in zip(rows, begun, strict=True)]
    for row, fault in drafts:
        if isinstance(fault, OutsideError):
            _try_later(desk, row, fault)
        elif isinstance(fault, str):
            _give_up(desk, row, fault)
    batch = [(row, draft) for row, draft in drafts if isinstance(draft, Written)]
    crash.point("make.rendered")
    if batch:
        printed = [(row, draft.flat) for row, draft in batch if _needs_pdf(row)]
        read = partial(_proofs, desk.pages, [row for row, _ in printed])
        press.begin(batch, [document for _, document in printed], read)
    return bool(rows)


def _due(desk: Desk, press: LetterPress, printing: Collection[int]) -> Sequence[AnyRow]:
    """The letters to begin with, which no other host makes."""
    elsewhere = MANY if desk.claims.shared else 0
    with reading(desk.engine) as connection:
        found = owed.due_letters(connection, desk.clock(), LOOK + len(printing) + elsewhere)
        ready = [row for row in found if row.id not in printing and _is_ready(connection, row)]
    # Some need no converter, but one call keeps them in order.
    most = press.takes(max(sum(map(_needs_pdf, ready)), 1)) if ready else 0
    if not desk.claims.shared or not most:
        return _batch(ready, most)
    ours = desk.claims.take(Work.LETTER, [row.id for row in ready], MOST)
    with reading(desk.engine) as connection:
        now = shared_work.letters_as_they_are(connection, ours)
    return _batch([row for row in now if row.state == owed.OWED], most)


def _batch(rows: Sequence[AnyRow], most: int) -> Sequence[AnyRow]:
    """The first rows, as many as have so many PDFs."""
    return rows[: bisect_right(list(accumulate(map(_needs_pdf, rows))), most)] if most else []


def _is_ready(connection: Connection, row: AnyRow) -> bool:
    """A numbered letter is made from its approved draft, so that one comes first."""
    if row.kind != LetterKind.SURAT.value:
        return True
    draft = owed.letter(connection, row.case_id, LetterKind.KONSEP.value, row.version)
    return draft is not None and draft.docx_sha256 is not None


def _needs_pdf(row: AnyRow) -> bool:
    # The first, prefilled draft goes out as Word alone.
    return not (_is_draft(row) and row.version == 0)


def _begun(desk: Desk, connection: Connection, row: AnyRow) -> bytes | Returned | str:
    """The Word document, what it is made of, or why there is none."""
    return _guarded(row, lambda: write_letter(desk, connection, row))


def _drafted(desk: Desk, row: AnyRow, begun: bytes | Returned | str) -> Written | OutsideError | str:
    """The finished draft, or why there is none: for now, or until a person has seen to it."""
    if isinstance(begun, str):
        return begun
    try:
        draft = _guarded(row, lambda: _finished(desk, begun))
    except OutsideError as error:
        return error
    return draft if isinstance(draft, str) else _drawable(desk, row, draft)


def _finished(desk: Desk, begun: bytes | Returned) -> Written:
    return desk.edit(begun.docx, begun.wanted) if isinstance(begun, Returned) else written(begun)


_Found = TypeVar("_Found")


def _guarded(row: AnyRow, write: Callable[[], _Found]) -> _Found | str:
    """What is written, or why it cannot be; what is outside is raised."""
    try:
        return write()
    except OutsideError:
        raise
    except TanggapError as error:
        return str(error)
    except Exception as error:
        if trouble := outage(error):
            raise trouble from error
        # A fault of ours, or of the office's own template: this letter waits and the others are made.
        log.exception("letter could not be written", extra={"letter_id": row.id})
        return f"{type(error).__name__}; mohon administrator melihat catatan program"


def _drawable(desk: Desk, row: AnyRow, draft: Written) -> Written | str:
    """The draft, or that it holds characters which the PDF would show as empty boxes."""
    missing = desk.undrawable("".join(draft.flat_lines)) if _needs_pdf(row) else ""
    if not missing:
        return draft
    named = ", ".join(f"“{each}” (U+{ord(each):04X})" for each in missing[:SHOWN])
    more = f" dan {len(missing) - SHOWN} karakter lain" if len(missing) > SHOWN else ""
    return (
        f"tidak ada huruf terpasang untuk {named}{more}. Mohon administrator memasang huruf yang memuatnya "
        "lalu mengulangi dengan `tanggap resend`, atau ganti karakter itu"
    )


def _keep(desk: Desk, made: Sequence[tuple[AnyRow, Written, Proof | None]]) -> None:
    """Put letters that came out well into the register, all of a batch at once."""
    at = desk.clock()
    with writing(desk.engine) as connection:
        for row, draft, proof in made:
            # What is counted and noted from here on is about the seal.
            values: dict[str, Any] = {
                "state": owed.MADE,
                "made_at": at,
                "attempts": 0,
                "next_at": None,
                "note": None,
            }
            values["docx_sha256"] = archive.store(connection, draft.docx, at)
            if _is_draft(row):
                # A later draft is compared with these words, and no document is opened for it.
                values["data"] = {**row.data, "text": "\n".join(draft.lines)}
            if proof is not None:
                values["pdf_sha256"] = archive.store(connection, proof.pdf, at)
            if proof is not None and row.kind == LetterKind.SURAT.value:
                values["data"] = with_pages(row.data, values["pdf_sha256"], proof.pages)
            if owed.settle_letter(connection, row.id, **values):
                record(connection, row, "naskah_jadi", at)
        crash.point("make.before_commit")
    crash.point("make.committed")


def _is_draft(row: AnyRow) -> bool:
    return bool(row.kind == LetterKind.KONSEP.value)


def _proofs(read: ReadPages, rows: Sequence[AnyRow], printed: Printed) -> list[Proved]:
    """A converter that answers is not believed: the case number must stand in each PDF.

    It worked on a draft that somebody may have edited, so its PDFs are read where strangers' are, and a
    numbered letter, which is compared with these words when it comes back signed, apart from all others.
    """
    proofs: dict[int, Proved] = {}
    together: dict[int, bytes] = {}
    for place, (row, pdf) in enumerate(zip(rows, printed, strict=True)):
        if isinstance(pdf, OutsideError):
            proofs[place] = pdf
        elif row.kind == LetterKind.SURAT.value:
            proofs[place] = _proof(row, pdf, *read([pdf]))
        else:
            together[place] = pdf
    found = read(list(together.values()))
    for (place, pdf), pages in zip(together.items(), found, strict=True):
        proofs[place] = _proof(rows[place], pdf, pages)
    return [proofs[place] for place in range(len(rows))]


def _proof(row: AnyRow, pdf: bytes, pages: Pages) -> Proved:
    if isinstance(pages, OutsideError):
        return pages
    number = row.data["case"]["letter_number" if row.kind == LetterKind.SURAT.value else "number"]
    if contains(" ".join(pages), number):
        return Proof(pdf, tuple(pages))
    return OutsideError(f"nomor {number} tidak terbaca pada PDF", permanent=True)


def _try_later(desk: Desk, row: AnyRow, fault: OutsideError) -> None:
    at, tries = desk.clock(), row.attempts + 1
    if fault.permanent or at > row.owed_at + desk.retry_for:
        _give_up(desk, row, str(fault))
        return
    with writing(desk.engine) as connection:
        again = at + PAUSE * min(tries, LONGEST)
        if not owed.settle_letter(connection, row.id, attempts=tries, next_at=again, note=str(fault)):
            return
        record(connection, row, "naskah_ditunda", at)
        if tries == TRIES:
            words = f"Naskah {row.kind.replace('_', ' ')} belum dapat dibuat dan dicoba terus: {fault}"
            told = Owed(template="pemberitahuan", post=TU, words=words, case_id=row.case_id)
            owed.owe_mail(connection, told, at=at)


def _give_up(desk: Desk, row: AnyRow, why: str) -> None:
    at = desk.clock()
    with writing(desk.engine) as connection:
        if not owed.settle_letter(connection, row.id, state=owed.FAILED, note=why):
            return
        record(connection, row, "naskah_gagal", at)
        words = f"Naskah {row.kind.replace('_', ' ')} tidak dapat dibuat dan menunggu: {why}"
        told = Owed(template="pemberitahuan", post=TU, words=words, case_id=row.case_id)
        owed.owe_mail(connection, told, at=at)


def record(connection: Connection, row: AnyRow, event: str, at: datetime) -> None:
    """Say in the audit trail what became of a letter."""
    payload = {"naskah": row.kind, "versi": row.version}
    audit.append(connection, at=at, actor="pipeline", event=event, case_id=row.case_id, payload=payload)
