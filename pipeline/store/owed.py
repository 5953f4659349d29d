"""What the office owes: letters to be made and mails to be composed, as rows.

A row here is written in the transaction that owes it; `produce` pays it. A
letter or mail that is owed twice under the same key is owed once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.case_tables import letters, requests
from pipeline.store.database import add
from pipeline.store.mail_tables import mails
from pipeline.store.schema import AnyRow

OWED, MADE, FROZEN, CANCELLED, FAILED = "terutang", "jadi", "beku", "batal", "gagal"

_LETTER = ("case_id", "kind", "version")
_OWE_LETTER = {
    "sqlite": sqlite.insert(letters).on_conflict_do_nothing(index_elements=_LETTER),
    "postgresql": postgresql.insert(letters).on_conflict_do_nothing(index_elements=_LETTER),
}
_OF_KIND = (letters.c.case_id == bindparam("of_case"), letters.c.kind == bindparam("of_kind"))
_DUE = (
    select(letters)
    .where(letters.c.state == OWED, or_(letters.c.next_at.is_(None), letters.c.next_at <= bindparam("now")))
    .order_by(letters.c.id)
    .limit(bindparam("most"))
)
_FIND = select(letters).where(*_OF_KIND, letters.c.version == bindparam("of_version"))
_NEWEST = select(func.max(letters.c.version)).where(*_OF_KIND)
_DUE_SEALS = (
    select(letters)
    .where(letters.c.seal_due, letters.c.state == MADE, letters.c.signed_sha256.is_(None))
    .order_by(letters.c.id)
    .limit(bindparam("most"))
)
_SETTLE_LETTER = update(letters).where(letters.c.id == bindparam("wanted"), letters.c.state == OWED)
_OWE_MAIL = insert(mails).returning(mails.c.id)
_SETTLE_MAIL = update(mails).where(mails.c.id == bindparam("wanted"), mails.c.state == OWED)
#: what a mail may enclose of a letter
_FORMS = {"docx": letters.c.docx_sha256, "pdf": letters.c.pdf_sha256, "signed": letters.c.signed_sha256}


def _ready_mails(unpack: str) -> Select[Any]:
    """Owed mails whose letters are made or whose request is closed; `unpack` gives a JSON list's items."""
    item = getattr(func, unpack)(mails.c.attachments).table_valued(column("value", JSON)).alias("item")
    named = item.c.value["letter"].as_string()
    made = (
        exists()
        .correlate(mails, item)
        .where(
            letters.c.case_id == mails.c.case_id,
            letters.c.kind == named,
            letters.c.version == item.c.value["version"].as_integer(),
            case(_FORMS, value=item.c.value["as"].as_string()).is_not(None),
        )
    )
    lacking = exists(select(1).select_from(item).where(named.is_not(None), ~made).correlate(mails))
    closed = exists().where(requests.c.id == mails.c.request_id, requests.c.closed_at.is_not(None))
    return (
        select(mails)
        .where(mails.c.state == OWED, mails.c.not_before <= bindparam("now"), or_(~lacking, closed))
        .order_by(mails.c.id)
        .limit(bindparam("most"))
    )


_READY_MAILS = {"sqlite": _ready_mails("json_each"), "postgresql": _ready_mails("json_array_elements")}


def owe_letter(
    connection: Connection,
    *,
    case_id: int,
    kind: str,
    version: int,
    data: Mapping[str, Any],
    at: datetime,
    source_sha256: str | None = None,
    author: str = "",
) -> None:
    """Owe one letter; the same case, kind and version are owed once."""
    row = {
        "case_id": case_id,
        "kind": kind,
        "version": version,
        "state": OWED,
        "data": dict(data),
        "source_sha256": source_sha256,
        "author": author,
        "owed_at": at,
    }
    add(connection, _OWE_LETTER[connection.dialect.name], [row])


def due_letters(connection: Connection, now: datetime, limit: int) -> Sequence[AnyRow]:
    """Letters to be made now, oldest first."""
    return connection.execute(_DUE, {"now": now, "most": limit}).all()


def letter(connection: Connection, case_id: int, kind: str, version: int) -> AnyRow | None:
    """One letter of a case."""
    key = {"of_case": case_id, "of_kind": kind, "of_version": version}
    return connection.execute(_FIND, key).first()


def letters_of(connection: Connection, case_id: int) -> Sequence[AnyRow]:
    """Every letter of a case, oldest first."""
    return connection.execute(
        select(letters).where(letters.c.case_id == case_id).order_by(letters.c.id)
    ).all()


def newest_version(connection: Connection, case_id: int, kind: str) -> int | None:
    """The newest version of a kind of letter, None where there is none."""
    found: int | None = connection.scalar(_NEWEST, {"of_case": case_id, "of_kind": kind})
    return found


def settle_letter(connection: Connection, letter_id: int, **values: Any) -> bool:
    """Write what became of an owed letter; False where another pass was first."""
    return connection.execute(_SETTLE_LETTER, {**values, "wanted": letter_id}).rowcount == 1


def owe_letter_again(connection: Connection, case_id: int, kind: str, version: int) -> None:
    """Owe a letter that was made and not signed once more, in the same place; its mails wait for it."""
    unsigned = letters.c.signed_sha256.is_(None), letters.c.state == MADE
    connection.execute(
        update(letters)
        .where(letters.c.case_id == case_id, letters.c.kind == kind, letters.c.version == version, *unsigned)
        .values(state=OWED, docx_sha256=None, pdf_sha256=None, made_at=None, attempts=0, next_at=None)
    )


def keep_signed(
    connection: Connection, letter_id: int, *, sha256: str, signature: Mapping[str, Any] | None
) -> None:
    """Keep the signed or sealed PDF of a letter with what was found about its signature."""
    connection.execute(
        update(letters)
        .where(letters.c.id == letter_id)
        .values(signed_sha256=sha256, signature=dict(signature) if signature else None)
    )


def owe_seal(connection: Connection, case_id: int, kind: str, version: int) -> None:
    """Owe the seal of a letter that the approver released."""
    connection.execute(
        update(letters)
        .where(letters.c.case_id == case_id, letters.c.kind == kind, letters.c.version == version)
        .values(seal_due=True)
    )


def due_seals(connection: Connection, limit: int) -> Sequence[AnyRow]:
    """Letters that are made and released, and not sealed yet."""
    return connection.execute(_DUE_SEALS, {"most": limit}).all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A mail that is owed."""

    template: str
    #: post key or `pelanggan`
    post: str
    #: fixed address, '' to look it up by the post when the mail is frozen
    address: str = ""
    words: str = ""
    data: Mapping[str, Any] | None = None
    attachments: tuple[Mapping[str, Any], ...] = ()
    #: Message-ID it answers
    answers_to: str = ""
    case_id: int | None = None
    inbox_id: int | None = None
    request_id: int | None = None
    answer_id: int | None = None


def owe_mail(connection: Connection, owed: Owed, *, at: datetime, not_before: datetime | None = None) -> int:
    """Owe one mail; it is composed and frozen later."""
    row = {
        "case_id": owed.case_id,
        "inbox_id": owed.inbox_id,
        "request_id": owed.request_id,
        "answer_id": owed.answer_id,
        "template": owed.template,
        "post": owed.post,
        "address": owed.address,
        "words": owed.words,
        "data": dict(owed.data or {}),
        "attachments": [dict(item) for item in owed.attachments],
        "answers_to": owed.answers_to,
        "not_before": not_before or at,
        "state": OWED,
        "owed_at": at,
    }
    mail_id: int = connection.execute(_OWE_MAIL, row).scalar_one()
    return mail_id


def due_mails(connection: Connection, now: datetime, limit: int) -> Sequence[AnyRow]:
    """Mails that may be frozen now, oldest first.

    A mail that waits for a letter is none of them, so that many such never hold up the others; once
    its request is closed it is, for then it is dropped.
    """
    return connection.execute(_READY_MAILS[connection.dialect.name], {"now": now, "most": limit}).all()


def settle_mail(connection: Connection, mail_id: int, state: str, note: str | None = None) -> bool:
    """Leave the state `terutang`; False where another pass was first."""
    settled = {"wanted": mail_id, "state": state, "note": note}
    return connection.execute(_SETTLE_MAIL, settled).rowcount == 1


def cancel_mails(connection: Connection, *, answer_id: int, why: str) -> None:
    """Drop mails of an answer that was taken back before they were frozen."""
    connection.execute(
        update(mails)
        .where(and_(mails.c.answer_id == answer_id, mails.c.state == OWED))
        .values(state=CANCELLED, note=why)
    )
