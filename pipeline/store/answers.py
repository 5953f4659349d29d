"""Accepted answers: each reply counts once, and BATAL knows what it takes back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pipeline.sop.case import Answer, Case
from pipeline.store import cases
from pipeline.store.case_tables import answers, requests
from pipeline.store.schema import AnyRow


def add(
    connection: Connection,
    answer: Answer,
    *,
    reply_sha256: str,
    inbox_id: int,
    request_id: int,
    by: str,
    at: datetime,
    before: Case | None,
) -> int:
    """Write an accepted answer; the same reply a second time violates its unique hash."""
    answer_id: int = connection.execute(
        insert(answers)
        .values(
            reply_sha256=reply_sha256,
            inbox_id=inbox_id,
            case_id=before.id if before else None,
            request_id=request_id,
            action=answer.action.value,
            by=by,
            data=_plain(answer),
            before=cases.to_json(before) if before else None,
            accepted_at=at,
        )
        .returning(answers.c.id)
    ).scalar_one()
    return answer_id


def _plain(answer: Answer) -> Mapping[str, Any]:
    return {**asdict(answer), "fields": dict(answer.fields)}


def get(connection: Connection, answer_id: int) -> AnyRow:
    """One answer."""
    return connection.execute(select(answers).where(answers.c.id == answer_id)).one()


def newest(connection: Connection, case_id: int) -> int | None:
    """The newest answer of a case that still holds."""
    found: int | None = connection.scalar(
        select(func.max(answers.c.id)).where(answers.c.case_id == case_id, answers.c.revoked_at.is_(None))
    )
    return found


def revoke(connection: Connection, answer_id: int, at: datetime) -> bool:
    """Take an answer back; False where that was done before."""
    changed = connection.execute(
        update(answers).where(answers.c.id == answer_id, answers.c.revoked_at.is_(None)).values(revoked_at=at)
    )
    return changed.rowcount == 1


def caused(connection: Connection, answer_id: int) -> list[AnyRow]:
    """The open requests that an answer caused, less its own BATAL request."""
    rows = connection.execute(
        select(requests.c.id, requests.c.post, requests.c.ask).where(
            requests.c.answer_id == answer_id, requests.c.closed_at.is_(None), requests.c.ask != "batal"
        )
    )
    return list(rows)
