"""Step 1, registrasi: a letter gets its agenda number, its case number, its form and its first request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from pipeline import crash
from pipeline.letters.corrections import shaped
from pipeline.letters.fields import Fields, plain
from pipeline.letters.numbers import agenda_number, case_number
from pipeline.letters.origin import ORIGINS, TO_CHECK, corrected, is_scanned, origins, to_check
from pipeline.mail.compose import ADDRESS
from pipeline.mail.facts import Facts
from pipeline.mail.letter import read_letter
from pipeline.mail.sender import may_not_be_answered
from pipeline.mail.thread import new_tag
from pipeline.mail.unread import wanted_again
from pipeline.office.carry import Cause, ask, follow_up
from pipeline.office.desk import Desk
from pipeline.office.held_back import tell_held_back
from pipeline.office.quiet import exceeded, is_of_a_program, silence
from pipeline.sop import opening
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE, TU, State, Step
from pipeline.store import cases, inbox, numbers, owed
from pipeline.store.cases import Registration
from pipeline.store.inbox import Whole
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A complaint letter that is to be registered."""

    row: AnyRow
    facts: Facts
    #: bytes of its mail, where that is at hand
    size: int | None = None
    #: what the letter gives, where that was read already
    fields: Fields | None = None
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
    by: str = PIPELINE


def register(desk: Desk, connection: Connection, letter: Letter) -> Case:
    """Register a letter in the running transaction; numbers are drawn here and nowhere earlier."""
    at = desk.clock()
    received = letter.row.received_at
    form = _form(letter)
    decision, case, known = _enter(desk, connection, letter, form, at)
    due = desk.rules.due(Step.REGISTRASI, received)
    inputs = desk.rules.inputs(replace(case, started_at=received), Step.REGISTRASI)
    cases.record_registration(connection, case.id, received_at=received, due_at=due, at=at, inputs=inputs)
    payload = {"nomor": case.number, "agenda": known.agenda, "surel": letter.row.id}
    cause = Cause(by=letter.by, at=at, payload=payload, registered=known)
    follow_up(desk, connection, decision, case, cause)
    if wanted := wanted_again(letter.facts):
        _tell(connection, case, wanted, at)
    tell_held_back(connection, letter.facts, at, case.id)
    if is_scanned(form[ORIGINS]):
        ask(desk, connection, case, Asked(Ask.FORMULIR, TU, form[TO_CHECK]), cause)
    inbox.settle(
        connection, letter.row.id, state=inbox.DONE, case_id=case.id, mark_due=True, held_reason=None
    )
    return case


def _enter(
    desk: Desk, connection: Connection, letter: Letter, form: Mapping[str, Any], at: datetime
) -> tuple[Decision, Case, Registration]:
    """Draw both numbers and write the case under them, as step 1 leaves it."""
    received = letter.row.received_at
    year = received.astimezone(desk.rules.calendar.zone).year
    texts = {numbers.AGENDA: partial(agenda_number, year), numbers.CASE: partial(case_number, year)}
    agenda, number = numbers.draw_together(connection, texts, year, at=at, owner=letter.row.sha256)
    crash.point("register.number_drawn")
    heard = not is_of_a_program(connection, letter.facts)
    blank = Case(
        id=0,
        number=number.text,
        tag=number.tag or new_tag(desk.chance(16)),
        state=State.DISPOSISI,
        banding=letter.banding,
        reachable=bool(letter.address),
        answerable=heard,
        lapor=_came_through_lapor(desk, letter.facts),
    )
    greets = heard and bool(letter.address) and not _silence(desk, connection, letter, at)
    decision = opening.register(blank, at, desk.rules, may_answer=greets)
    known = Registration(
        agenda=agenda.text,
        inbox_id=letter.row.id,
        received_at=received,
        form=form,
        address=letter.address,
        thread=letter.facts.message_id,
        surat_terkait=letter.surat_terkait,
        letter=None if letter.size is None else Whole(letter.row.sha256, letter.size, letter.facts),
    )
    case, known = cases.create(connection, decision.case, known)
    numbers.book(connection, (agenda, number), case.id)
    return decision, case, known


def _silence(desk: Desk, connection: Connection, letter: Letter, at: datetime) -> str:
    """Why no receipt goes out at once; what a person had registered needs no proof of its sender."""
    if letter.by != PIPELINE:
        return exceeded(desk, connection, letter.address, at)
    return silence(desk, connection, letter.row, letter.facts, letter.address, at)


def _came_through_lapor(desk: Desk, facts: Facts) -> bool:
    domain = facts.sender.partition("@")[2]
    return any(domain == each or domain.endswith(f".{each}") for each in desk.lapor)


def _tell(connection: Connection, case: Case, wanted: Sequence[str], at: datetime) -> None:
    """TU learns what of the letter nobody could read: only a person may ask the customer for it again."""
    words = "\n".join(("Sebagian lampiran surat ini tidak terbaca.", "", *(f"- {each}" for each in wanted)))
    notice = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words, case_id=case.id)
    owed.owe_mail(connection, notice, at=at)


def _form(letter: Letter) -> dict[str, Any]:
    found = letter.fields or read_letter(letter.facts, paper=letter.paper)
    changed = shaped(letter.corrections or {})
    known = corrected(origins(found), changed, letter.by)
    return {**plain(found), **changed, ORIGINS: known, TO_CHECK: to_check(known)}


def reachable_at(desk: Desk, address: str) -> str:
    """The address in lower case if a person reads mail of ours there, else ''.

    None does at the office's own addresses, nor at one that says itself that it takes no answers.
    """
    plain_address = address.strip().lower()
    own = plain_address == desk.address or desk.post_of(plain_address) is not None
    deaf = may_not_be_answered(Facts(sender=plain_address))
    return "" if own or deaf or not ADDRESS.fullmatch(plain_address) else plain_address


def register_paper(desk: Desk, connection: Connection, row: AnyRow, facts: Facts, *, by: str) -> Case:
    """A letter that came on paper: its scan, with the fields that TU wrote beside it."""
    blank = Letter(row=row, facts=facts, paper=True, by=by)
    # TU's own signature may stand below the scan.
    address = reachable_at(desk, str(_form(blank).get("email", "")))
    return register(desk, connection, replace(blank, address=address, corrections={"email": address}))
