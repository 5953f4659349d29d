"""Requests: who is asked for what, and the tokens that prove a reply answers them.

A token is known only by its hash. It is valid while its request is open; a
request is closed when it was answered, when its run ended, or when it was revoked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, insert, select, update

from pipeline.sop.asks import ASKS, Ask
from pipeline.sop.steps import Step
from pipeline.store.case_tables import cases, requests, tokens
from pipeline.store.schema import AnyRow

#: whoever is asked one of these holds the step; whoever is asked anything else in it stands beside it
_HOLDING = (
    *(Ask.REGISTRASI, Ask.DISPOSISI, Ask.KONSEP, Ask.PARAF, Ask.PERSETUJUAN, Ask.TANDA_TANGAN),
    *(Ask.PENGIRIMAN, Ask.PENYAMPAIAN, Ask.NOTULEN, Ask.PENERIMAAN),
)
_OPEN = insert(requests).returning(requests.c.id)
_MINT = insert(tokens)
_GET = select(requests).where(requests.c.id == bindparam("wanted"))
_OPEN_OF_CASE = (
    select(requests)
    .where(requests.c.case_id == bindparam("wanted"), requests.c.closed_at.is_(None))
    .order_by(requests.c.id)
)


def holding_post(*which: ColumnElement[bool]) -> ScalarSelect[str]:
    """Who was asked last to take a step, of the requests that are meant; NULL where nobody was."""
    held = requests.c.ask.in_([ask.value for ask in _HOLDING])
    return (
        select(requests.c.post).where(held, *which).order_by(requests.c.id.desc()).limit(1).scalar_subquery()
    )


#: as a column of a query for cases: who holds its step now
HOLDER = holding_post(requests.c.case_id == cases.c.id, requests.c.closed_at.is_(None)).label("holder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to one person."""

    id: int
    ask: Ask
    post: str
    run: int
    version: int
    words: str
    case_id: int | None
    inbox_id: int | None
    answer_id: int | None
    recipient_id: int | None = None
    opened_at: datetime
    expires_at: datetime | None
    closed_at: datetime | None
    closed_why: str | None


def _request(row: AnyRow) -> Request:
    values = {name: row._mapping[name] for name in Request.__dataclass_fields__}
    return Request(**{**values, "ask": Ask(values["ask"])})


def open_request(
    connection: Connection,
    *,
    ask: Ask,
    post: str,
    at: datetime,
    run: int = 0,
    version: int = 0,
    words: str = "",
    case_id: int | None = None,
    inbox_id: int | None = None,
    answer_id: int | None = None,
    recipient_id: int | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Write a request; its token is minted when its mail is frozen."""
    row = {
        "ask": ask.value,
        "post": post,
        "opened_at": at,
        "run": run,
        "version": version,
        "words": words,
        "case_id": case_id,
        "inbox_id": inbox_id,
        "answer_id": answer_id,
        "recipient_id": recipient_id,
        "expires_at": expires_at,
    }
    request_id: int = connection.execute(_OPEN, row).scalar_one()
    return request_id


def token_hash(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def mint(connection: Connection, token: str, *, request_id: int, mail_id: int, at: datetime) -> None:
    """Bind a new token to a request, in the transaction that freezes its mail."""
    row = {"sha256": token_hash(token), "request_id": request_id, "mail_id": mail_id, "minted_at": at}
    connection.execute(_MINT, row)


def by_tokens(connection: Connection, codes: Sequence[str]) -> list[Request]:
    """The requests whose tokens are among `codes`, in the order of the codes.

    The look-up compares hashes of 128 random bits, so its timing tells nothing of a token.
    """
    if not codes:
        return []
    hashes = [token_hash(code) for code in codes]
    rows = connection.execute(
        select(tokens.c.sha256, requests)
        .join(requests, tokens.c.request_id == requests.c.id)
        .where(tokens.c.sha256.in_(hashes))
    )
    found = {row.sha256: _request(row) for row in rows}
    return list(dict.fromkeys(found[digest] for digest in hashes if digest in found))


def get(connection: Connection, request_id: int) -> Request:
    """One request."""
    return _request(connection.execute(_GET, {"wanted": request_id}).one())


def open_of_case(connection: Connection, case_id: int) -> list[Request]:
    """The open requests of a case, oldest first."""
    rows = connection.execute(_OPEN_OF_CASE, {"wanted": case_id})
    return [_request(row) for row in rows]


def open_of_mail(connection: Connection, inbox_id: int) -> list[Request]:
    """The open requests about a held mail."""
    rows = connection.execute(
        select(requests).where(requests.c.inbox_id == inbox_id, requests.c.closed_at.is_(None))
    )
    return [_request(row) for row in rows]


def open_of_recipient(connection: Connection, recipient_id: int) -> list[Request]:
    """The open requests about a mail that may not have reached this recipient."""
    rows = connection.execute(
        select(requests).where(requests.c.recipient_id == recipient_id, requests.c.closed_at.is_(None))
    )
    return [_request(row) for row in rows]


def close(connection: Connection, ids: Sequence[int], *, why: str, at: datetime) -> None:
    """Close requests and, with them, their tokens."""
    if ids:
        connection.execute(
            update(requests)
            .where(requests.c.id.in_(ids), requests.c.closed_at.is_(None))
            .values(closed_at=at, closed_why=why)
        )


def of_step(found: Sequence[Request], step: Step) -> list[Request]:
    """Those that ask for `step`."""
    return [request for request in found if ASKS[request.ask].step is step]
