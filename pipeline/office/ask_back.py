"""Ask back: a reply that does not count is answered with one clear reason and an example.

Apart from the advance of a case because here nothing moves; the reply itself stands here for both.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.mail.authentic import Finding
from pipeline.mail.facts import Facts
from pipeline.office.ask_again import ask_again
from pipeline.office.desk import Desk
from pipeline.sop.asks import Ask
from pipeline.store import audit
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow


class Outdated(Refusal):
    """An answer to a version that was overtaken; only the newest request can be answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply with the request it answers."""

    row: AnyRow
    facts: Facts
    request: Request
    at: datetime
    #: what its sender's domain was proven by
    finding: Finding


def ask_back(desk: Desk, connection: Connection, reply: Reply, refusal: Refusal) -> None:
    """Answer with one clear reason and an example; the request stays as it is, with a fresh token."""
    request = reply.request
    mail = Owed(
        template="tanya_balik",
        post=request.post,
        words=refusal.reason,
        data={"contoh": refusal.example},
        answers_to=reply.facts.message_id,
        case_id=request.case_id,
        inbox_id=request.inbox_id,
        request_id=request.id if _still_waits(reply) and not isinstance(refusal, Outdated) else None,
    )
    ask_again(desk, connection, reply.row, mail, reply.at)
    audit.append(
        connection,
        at=reply.at,
        actor=request.post,
        event="ditanya_balik",
        case_id=request.case_id,
        payload={"surel": reply.row.id, "alasan": refusal.reason},
    )


def _still_waits(reply: Reply) -> bool:
    request = reply.request
    over = request.ask is Ask.BATAL and request.expires_at is not None and reply.at > request.expires_at
    return request.closed_at is None and not over
