"""Step 1, registrasi: a letter gets its agenda number, its case number, its form and its first request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from pipeline import crash
from pipeline.letters.fields import plain, read_fields
from pipeline.letters.numbers import agenda_number, case_number
from pipeline.mail.compose import ADDRESS
from pipeline.mail.facts import Facts
from pipeline.mail.sender import may_not_be_answered
from pipeline.mail.thread import new_tag
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop import opening
from pipeline.sop.case import Case
from pipeline.sop.steps import Step
from pipeline.store import cases, inbox, numbers
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A complaint letter that is to be registered."""

    row: AnyRow
    facts: Facts
    banding: bool = False
    #: corrections of TU to the form
    corrections: Mapping[str, str] | None = None
    #: where the customer gets mail; '' where he has no e-mail
    address: str = ""
    #: the letter came on paper and TU sent its scan
    paper: bool = False
    #: the case it goes on from
    surat_terkait: int | None = None
    #: who had it registered
    by: str = "pipeline"


def register(desk: Desk, connection: Connection, letter: Letter) -> Case:
    """Register a letter in the running transaction; numbers are drawn here and nowhere earlier."""
    at = desk.clock()
    received = letter.row.received_at
    year = received.astimezone(desk.rules.calendar.zone).year
    agenda = numbers.draw(
        connection, numbers.AGENDA, year, at=at, text_of=lambda value: agenda_number(year, value)
    )
    crash.point("register.number_drawn")
    number = numbers.draw(
        connection, numbers.CASE, year, at=at, text_of=lambda value: case_number(year, value)
    )
    case = cases.create(
        connection,
        number=number.text,
        tag=new_tag(desk.chance(16)),
        agenda=agenda.text,
        inbox_id=letter.row.id,
        received_at=received,
        form=_form(letter),
        address=letter.address,
        thread=letter.facts.message_id,
        banding=letter.banding,
        surat_terkait=letter.surat_terkait,
    )
    numbers.book(connection, (agenda, number), case.id)
    due = desk.rules.due(Step.REGISTRASI, received)
    cases.record_registration(connection, case.id, received_at=received, due_at=due, at=at)
    decision = opening.register(case, at, desk.rules, may_answer=not may_not_be_answered(letter.facts))
    cause = Cause(
        by=letter.by, at=at, payload={"nomor": number.text, "agenda": agenda.text, "surel": letter.row.id}
    )
    case = carry_out(desk, connection, decision, cause)
    inbox.settle(
        connection, letter.row.id, state=inbox.DONE, case_id=case.id, mark_due=True, held_reason=None
    )
    return case


def _form(letter: Letter) -> dict[str, Any]:
    facts = letter.facts
    texts = [(item.name, item.text) for item in facts.attachments if item.text]
    found = read_fields(
        # A reply quotes others; a fresh letter is read whole, because its signature tells who wrote it.
        facts.own if facts.references and facts.own else facts.text,
        texts,
        sender_name="" if letter.paper else facts.sender_name,
        sender="" if letter.paper else facts.sender,
        subject=facts.subject,
    )
    return {**plain(found), **(letter.corrections or {})}


def reachable_at(desk: Desk, address: str) -> str:
    """The address in lower case if mail of ours can go there; '' if not, or if it is the office's own."""
    plain_address = address.strip().lower()
    own = plain_address == desk.address or desk.post_of(plain_address) is not None
    return "" if own or not ADDRESS.fullmatch(plain_address) else plain_address


def register_paper(desk: Desk, connection: Connection, row: AnyRow, facts: Facts, *, by: str) -> Case:
    """A letter that came on paper: its scan, with the fields that TU wrote beside it."""
    blank = Letter(row=row, facts=facts, paper=True, by=by)
    # TU's own signature may stand below the scan.
    address = reachable_at(desk, str(_form(blank).get("email", "")))
    return register(desk, connection, replace(blank, address=address, corrections={"email": address}))
