"""Scan again what came while the virus scanner was silent: it is freed or kept, and its reader is told.

Apart from the stage that reads because nothing is read again: only the verdict on the files changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from pipeline.errors import OutsideError
from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.mail.unread import UNSCANNED, is_unscanned
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.park import VERIFICATION
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, TU, WBS
from pipeline.store import archive, audit, inbox, owed
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

#: how often it is looked for, how far back, and how many mails at a time
EVERY, BACK, MOST = timedelta(minutes=5), timedelta(days=30), 20


class Judge(Protocol):
    """What this needs of outside/scanning.py."""

    def judge(self, facts: Facts, contents: Mapping[str, bytes], raw: bytes) -> Facts:
        """The facts with the scanner's word on each file. Raises OutsideError while it is silent."""


@dataclass(slots=True)
class Rescan:
    """Looks now and then, and does a mail at a time; `judge` is None where the office has no scanner."""

    desk: Desk
    judge: Judge | None
    _next: datetime | None = field(default=None, init=False)
    _due: list[int] = field(default_factory=list, init=False)

    def __call__(self) -> bool:
        """Scan the next mail again; True if there was one."""
        if self.judge is None:
            return False
        if not self._due:
            self._look()
        if not self._due:
            return False
        try:
            _scan(self.desk, self.judge, self._due.pop(0))
        except OutsideError:
            # Still silent: all of it waits for the next look.
            self._due.clear()
            return False
        return True

    def _look(self) -> None:
        now = self.desk.clock()
        if self._next is not None and now < self._next:
            return
        self._next = now + EVERY
        with reading(self.desk.engine) as connection:
            self._due = inbox.told_of(connection, UNSCANNED, since=now - BACK, most=MOST)


def _scan(desk: Desk, judge: Judge, inbox_id: int) -> None:
    with reading(desk.engine) as connection:
        row, before = inbox.get(connection, inbox_id), inbox.load_facts(connection, inbox_id)
        raw = archive.load(connection, row.sha256)
        contents = {file.sha256: archive.load(connection, file.sha256) for file in before.attachments}
    after = judge.judge(before, contents, raw)
    with writing(desk.engine) as connection:
        # Another host may have been faster.
        if not is_unscanned(inbox.load_facts(connection, inbox_id, lock=True)):
            return
        inbox.rewrite_facts(connection, inbox_id, after)
        row = inbox.get(connection, inbox_id)
        verdicts = _verdicts(before, after)
        if reader := _reader(row):
            _tell(connection, row, reader, verdicts, desk.clock())
        secret = row.kind == Kind.WBS.value
        payload = {"surel": inbox_id} | ({} if secret else {"berkas": verdicts})
        at, event = desk.clock(), "dipindai_ulang"
        audit.append(connection, at=at, actor=PIPELINE, event=event, case_id=row.case_id, payload=payload)


def _verdicts(before: Facts, after: Facts) -> list[str]:
    """A line for each file that was held."""
    found = {file.sha256: file.risk for file in after.attachments}
    held = [old for old in before.attachments if old.risk == UNSCANNED]
    return [f"{file.name}: {found[file.sha256] or 'aman, dilepas'}" for file in held]


def _reader(row: AnyRow) -> str:
    """Who gets the files that are free now; '' where the mail itself has reached nobody."""
    if row.kind == Kind.WBS.value:
        return WBS
    held = row.state == inbox.HELD and row.parked != VERIFICATION
    return TU if held or row.case_id else ""


def _tell(connection: Connection, row: AnyRow, reader: str, verdicts: Sequence[str], at: datetime) -> None:
    words = "\n".join(("Pemindai virus kembali bekerja; berkas yang tadi ditahan sudah dipindai.", *verdicts))
    notice = Owed(
        template=Notice.PEMBERITAHUAN.value,
        post=reader,
        words=words,
        attachments=tuple(originals(connection, row.id)),
        inbox_id=row.id,
        case_id=row.case_id,
    )
    owed.owe_mail(connection, notice, at=at)
