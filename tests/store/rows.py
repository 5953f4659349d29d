"""Builders of rows: a mail, a case, and what hangs on them; name only what matters to the test."""

import hashlib
import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from pipeline.mail.envelope import FetchedMail
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.steps import State
from pipeline.store import answers, arrivals, cases, owed, requests
from pipeline.store.cases import Registration
from pipeline.store.owed import Owed

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MAILBOX, FOLDER, VALIDITY = "pengaduan@balai.example", "INBOX", 7

_count = itertools.count(1)


def a_mail(connection: Connection, raw: bytes = b"", *, uid: int = 0, at: datetime = NOW) -> int:
    """A mail of the mailbox; without bytes of its own it is unlike every other."""
    number = next(_count)
    mail = FetchedMail(uid=uid or number, raw=raw or f"Subject: {number}\r\n\r\n".encode(), received_at=at)
    return arrivals.add(connection, mail, mailbox=MAILBOX, folder=FOLDER, uidvalidity=VALIDITY, at=at)


def a_case(connection: Connection, **named: Any) -> Case:
    """A case with its form, from a mail of its own; what the case and its registration know can be named."""
    number = next(_count)
    case = Case(
        id=0, number=f"PGD-2026-{number:04}", tag=f"TAG{number}", state=State.DISPOSISI, reachable=True
    )
    values: dict[str, Any] = {
        "agenda": f"{number}/2026",
        "inbox_id": a_mail(connection),
        "received_at": NOW,
        "form": {"nama": "Pelanggan"},
        "address": "pelanggan@perusahaan.example",
        "thread": f"<{number}@perusahaan.example>",
    }
    of_case = {name: value for name, value in named.items() if name in Case.__dataclass_fields__}
    beside = {name: value for name, value in named.items() if name not in of_case}
    written, _ = cases.create(connection, replace(case, **of_case), Registration(**{**values, **beside}))
    return written


def a_request(connection: Connection, **named: Any) -> int:
    """An open request to the Kepala."""
    return requests.open_request(connection, **{"ask": Ask.DISPOSISI, "post": "kepala", "at": NOW, **named})


def an_owed_mail(connection: Connection, **named: Any) -> int:
    """A mail that is owed."""
    return owed.owe_mail(connection, Owed(**{"template": "konfirmasi", "post": "kepala", **named}), at=NOW)


def an_answer(connection: Connection, case: Case, *, reply: str = "", action: Action = Action.KONSEP) -> int:
    """An accepted answer of the Ketua; without a reply of its own it is unlike every other."""
    return answers.add(
        connection,
        Answer(action=action, fields={"penyebab": "“é”"}, tembusan=("tu",), days=3),
        reply_sha256=reply or hashlib.sha256(str(next(_count)).encode()).hexdigest(),
        inbox_id=a_mail(connection),
        request_id=a_request(connection, case_id=case.id),
        by="pengujian",
        at=NOW,
        before=case,
    )
