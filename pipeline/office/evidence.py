"""Evidence: what the register knows about a mail that has come in.

The pure rules of `mail/kind.py` judge; this file only looks up what they need.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from pipeline.mail import thread
from pipeline.mail.facts import Facts
from pipeline.mail.kind import Evidence, Verdict
from pipeline.mail.weighed import Weighed
from pipeline.office.desk import Desk
from pipeline.office.repeat import Earlier
from pipeline.store import cases, outbox, requests
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True)
class Known:
    """The register's side of one mail."""

    evidence: Evidence
    #: requests whose token the mail carries
    requests: tuple[Request, ...]
    #: the case that its tag or thread points to
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Mail:
    """One read mail with what the register knows of it."""

    row: AnyRow
    #: bytes of it
    size: int
    #: as it came, even where it passes another letter on
    facts: Facts
    known: Known
    verdict: Verdict
    #: what it may repeat
    earlier: Earlier = field(default_factory=Earlier)
    #: what the words of these facts weigh, where that is at hand
    weighed: Weighed | None = None


def look_up(desk: Desk, connection: Connection, facts: Facts) -> Known:
    """Find what the mail refers to: requests by token, a case by tag or by the mails it answers."""
    found = requests.by_tokens(connection, thread.codes(facts, desk.address))
    tagged = _tagged(connection, facts)
    threaded = _threaded(connection, facts)
    case_id = next((request.case_id for request in found if request.case_id), None) or tagged or threaded
    office = facts.sender == desk.address or desk.post_of(facts.sender) is not None
    evidence = Evidence(
        ours=_is_ours(desk, connection, facts),
        token=bool(found),
        tag=tagged is not None,
        # A list of tasks is about no single case; who answers it all the same is told so.
        thread=threaded is not None or (office and _answers_ours(connection, facts)),
        office=office,
        customer=_is_customer(connection, case_id, facts.sender),
    )
    return Known(evidence, tuple(found), case_id)


def _tagged(connection: Connection, facts: Facts) -> int | None:
    for number, tag in thread.tags(facts.subject):
        case_id = cases.find(connection, tag=tag)
        if case_id is not None and cases.load(connection, case_id).number == number:
            return case_id
    return None


def _threaded(connection: Connection, facts: Facts) -> int | None:
    answered = outbox.by_message_ids(connection, facts.references)
    return next((row.case_id for row in answered if row.case_id), None)


def _answers_ours(connection: Connection, facts: Facts) -> bool:
    return bool(outbox.by_message_ids(connection, facts.references))


def _is_ours(desk: Desk, connection: Connection, facts: Facts) -> bool:
    if facts.sender != desk.address:
        return False
    return bool(facts.message_id) and bool(outbox.by_message_ids(connection, [facts.message_id]))


def _is_customer(connection: Connection, case_id: int | None, sender: str) -> bool:
    if case_id is None or not sender:
        return False
    return cases.registration(connection, case_id).address == sender
