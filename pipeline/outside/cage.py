"""The cage: mails and documents of strangers are read in processes with walls, never in the daemon.

A job has little time, little memory, no environment, no files to write. One that hangs, swells or
dies costs a note on what it read, and the next mail goes on. Source of the figures: reliability.md
T20, T31. What comes out is checked again here, for a reader that was taken over may say anything.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Any, Self

from pipeline.errors import OutsideError
from pipeline.letters.edits import Edit, Written
from pipeline.mail.charset import readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.limits import LIMITS
from pipeline.mail.score import OwnWords
from pipeline.mail.thread import carries_code
from pipeline.mail.weighed import Weighed
from pipeline.outside.cage_answer import (
    Document,
    Reading,
    document_of,
    pages_of,
    picture_of,
    reading_of,
    weighed_of,
    weighed_reading_of,
    written_of,
)
from pipeline.outside.cage_keeper import Failed, Keeper, Keepers, Limits
from pipeline.outside.cage_kinds import job_of
from pipeline.outside.clock import Clock
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.ocr import Ocr, Unread

__all__ = ["Cage", "Limits", "Reading"]

#: bytes of a page's picture, and what goes with it
_PICTURE = 16 * 1024 * 1024
#: bytes that a job may give beside three times what it got
_ALLOWANCE = 16 * 1024 * 1024
#: what stands between two pages of a text, in a line of its own
PAGES = "\n\f\n"
#: documents that are read at once: of two mails, the proofs of a batch, and what the office itself has to
#: have read meanwhile
_DOCUMENTS = 4
#: seconds for the header of a mail whose body could not be read
_HEAD_SECONDS = 10


@dataclass(frozen=True, slots=True)
class _Turn:
    """The reader that a mail has for its documents, and until when, by `monotonic`; seconds for each job."""

    keeper: Keeper
    deadline: float
    longest: float

    def run(self, job: str, frames: Sequence[bytes], most: int = _ALLOWANCE) -> list[bytes]:
        """One job on a document, in what time there is. Raises Failed."""
        return self.keeper.run(job, frames, min(self.longest, self.deadline - monotonic()), most)


class Cage:
    """Reads mails behind walls; several threads may use one, and take turns, but for documents.

    `roots` are the certificates that signatures must lead to, `clock` tells as of when they are
    judged. `jobs` names further modules with jobs, for `call` or in place of ours. `ocr` reads scans.
    With the office's `own` words each mail is weighed too, but for the answers to requests. All of it runs
    where `enclosure` says.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        roots: Sequence[bytes] = (),
        clock: Callable[[], datetime] | None = None,
        jobs: Sequence[str] = (),
        ocr: Ocr | None = None,
        own: OwnWords | None = None,
        enclosure: Enclosure | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._roots = tuple(roots)
        self._clock = clock or Clock()
        self._ocr = ocr or (Ocr(enclosure=enclosure) if enclosure else Ocr())
        self._own = json.dumps([own.complaint, own.other]).encode() if own is not None else b""
        words = ["pipeline.outside.cage_words"] if own is not None else []
        #: whose turn it is at the reader of mails
        self._lock = Lock()
        self._mails = Keeper(["pipeline.outside.cage_mail", *words, *jobs], self._limits, enclosure)
        documents = ["pipeline.outside.cage_documents", "pipeline.outside.cage_signatures"]
        self._documents = Keepers(
            [Keeper([*documents, *jobs], self._limits, enclosure) for _ in range(_DOCUMENTS)]
        )

    def __enter__(self) -> Self:
        """Start the reader of mails; those of documents start as documents come."""
        self._mails.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all readers."""
        self._mails.stop()
        self._documents.stop()

    def read(self, raw: bytes) -> Reading:
        """Read one mail; what cannot be read within limits is a note in its facts. Raises OutsideError."""
        with self._lock:
            # The time is this mail's alone: what the one before it takes is no part of it.
            deadline = monotonic() + self._limits.wall
            try:
                reading = self._opened(raw, deadline)
            except Failed as failed:
                return Reading(self._head(raw, str(failed)), {})
        if not any(map(job_of, reading.facts.attachments)):
            return reading
        left = deadline - monotonic()
        with self._documents.one() as keeper:
            keeper.ready()
            turn = _Turn(keeper, monotonic() + left, self._limits.document)
            reading = self._with_documents(reading, turn)
        return replace(reading, weighed=self._weigh(reading.facts, turn.deadline))

    def _opened(self, raw: bytes, deadline: float) -> Reading:
        """The mail without its documents; weighed at once where it has none. Raises Failed."""
        most = 3 * len(raw) + _ALLOWANCE
        if self._own:
            try:
                frames = self._mails.run("mail_words", [raw, self._own], deadline - monotonic(), most)
                return weighed_reading_of(frames)
            except Failed:
                # It may be its words that end whoever weighs them: then it can be read all the same.
                pass
        return reading_of(self._mails.run("mail", [raw], deadline - monotonic(), most))

    def _weigh(self, facts: Facts, deadline: float) -> Weighed | None:
        """What a mail weighs whose documents are read too."""
        if not self._own or carries_code(facts):
            return None
        frames = [json.dumps(facts.to_json()).encode(), self._own]
        try:
            return weighed_of(self._mails.run("words", frames, deadline - monotonic(), _ALLOWANCE))
        except Failed:
            return None

    def call(self, job: str, *frames: bytes) -> list[bytes]:
        """Run another job on documents: `compare`, or one of the modules given. Raises OutsideError."""
        most = 3 * sum(map(len, frames)) + _ALLOWANCE
        try:
            return self._documents.run(job, frames, self._limits.document, most)
        except Failed as failed:
            raise OutsideError(f"Berkas tidak terbaca ({failed}).", permanent=True) from failed

    def edit(self, docx: bytes, wanted: Edit) -> Written:
        """Write into a returned draft. Raises SetAside where it has no place for that, else OutsideError."""
        frames = (docx, json.dumps(wanted.to_json()).encode())
        most = 3 * len(docx) + _ALLOWANCE
        try:
            return written_of(self._documents.run("edit", frames, self._limits.document, most))
        except Failed as failed:
            # It could be read when it came, so the fault may be the machine's.
            raise OutsideError(f"Konsep tidak dapat diolah ({failed}).", permanent=False) from failed

    def pages(self, pdfs: Sequence[bytes]) -> list[tuple[str, ...] | OutsideError]:
        """The text layer of each page of PDFs that our converter made, or why there is none; raises nothing.

        All are read by one worker, for to make one costs more than to read one. So a PDF that takes it over
        may answer for those behind it: what must not be answered for is given alone. Where the worker fails,
        each has its own.
        """
        if not pdfs:
            return []
        most = 3 * sum(map(len, pdfs)) + _ALLOWANCE
        try:
            told = self._documents.run("pages", pdfs, self._limits.document, most)
            return [found or _no_pdf() for found in pages_of(told, len(pdfs))]
        except Failed as failed:
            if len(pdfs) > 1:
                return [each for pdf in pdfs for each in self.pages([pdf])]
            # The converter had read it, so the fault may be the machine's.
            return [OutsideError(f"PDF tidak dapat dibaca ({failed}).", permanent=False)]
        except OutsideError as error:
            return [error] * len(pdfs)

    def changed_paragraphs(self, old: bytes, new: bytes) -> tuple[str, ...]:
        """What differs between two .docx: "- …" went, "+ …" came; nothing where one cannot be read."""
        (found,) = self.call("compare", old, new)
        return tuple(json.loads(found) or ())

    def _head(self, raw: bytes, why: str) -> Facts:
        """The header of a mail that could not be read, with the note that says so."""
        start = raw[: LIMITS.header_block + 4]
        facts = Facts()
        try:
            frames = self._mails.run("head", [start], _HEAD_SECONDS, _ALLOWANCE)
            facts = reading_of(frames).facts
        except Failed:
            pass
        return replace(facts, notes=(*facts.notes, f"Isi surel ini tidak terbaca ({why})."))

    def _with_documents(self, reading: Reading, turn: _Turn) -> Reading:
        answers = carries_code(reading.facts)
        known: dict[str, dict[str, Any]] = {}
        read: list[Attachment] = []
        for file in reading.facts.attachments:
            job = job_of(file)
            if job and file.sha256 not in known:
                known[file.sha256] = self._document(job, reading.contents[file.sha256], turn, answers=answers)
            read.append(replace(file, **known[file.sha256]) if job else file)
        return replace(reading, facts=replace(reading.facts, attachments=tuple(read)))

    def _document(self, job: str, content: bytes, turn: _Turn, *, answers: bool) -> dict[str, Any]:
        """What one document says: values for its `Attachment`."""
        # A signed letter comes back in an answer to ours; to look for covered words costs most by far.
        drawn = b"drawn" if answers else b""
        more = (self._clock().isoformat().encode(), drawn, *self._roots) if job == "pdf" else ()
        try:
            document = document_of(turn.run(job, (content, *more)))
        except Failed as failed:
            return {"note": f"Isi berkas ini tidak terbaca ({failed})."}
        read, note = self._scans(job, content, document, turn)
        texts = [read.get(place) or text for place, text in enumerate(document.texts)]
        notes = " ".join(filter(None, (document.values["note"], note)))
        text = PAGES.join(texts) if any(texts) else ""
        text = text[: LIMITS.text] if read else text
        scanned = bool(text) and (document.values["scanned"] or any(read.values()))
        return {**document.values, "text": text, "scanned": scanned, "note": notes}

    def _scans(self, job: str, content: bytes, document: Document, turn: _Turn) -> tuple[dict[int, str], str]:
        """What OCR reads on the pages that are pictures, and why not on all."""
        read: dict[int, str] = {}
        for place in document.scans[: self._ocr.pages]:
            try:
                frames = turn.run(f"draw_{job}", (content, str(place).encode()), _PICTURE)
                read[place] = readable(self._ocr.read(picture_of(frames), turn.deadline - monotonic()))
            except (Failed, Unread) as why:
                # What hangs on one page hangs on the next; the mail's time is for its other files.
                return read, f"Pindaian pada halaman {place + 1} tidak terbaca ({why})."
        left = len(document.scans) > self._ocr.pages
        return read, f"Hanya {self._ocr.pages} halaman pindaian pertama yang dibaca." if left else ""


def _no_pdf() -> OutsideError:
    return OutsideError("hasil pengubahan bukan PDF yang terbaca", permanent=True)
