"""Carry out a decision: everything that follows from it, in the one transaction it belongs to.

The flow decides without numbers and rows; here the number is drawn, runs and
requests are closed and opened, letters and mails are owed, and the audit trail
gets its entry. Lock order: case, counter, audit head.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pipeline import crash
from pipeline.office import number
from pipeline.office.accompany import of_version
from pipeline.office.desk import Desk
from pipeline.office.enclose import PASSING_ON, enclosures, version_of
from pipeline.office.package import package
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer, Asked, Case, Decision, Noticed
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import ENDS, PELANGGAN, Step
from pipeline.store import audit, cases, owed, requests
from pipeline.store.cases import Registration
from pipeline.store.owed import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a decision is carried out: by whom, when, and by which answer if any."""

    by: str
    at: datetime
    answer: Answer | None = None
    answer_id: int | None = None
    #: references to the files that came with the answer
    files: Sequence[Mapping[str, Any]] = ()
    #: what goes with the konsep of this answer
    lampiran: Sequence[Mapping[str, Any]] = ()
    #: what the register knows of the case, where this very transaction wrote it
    registered: Registration | None = None
    #: further details for the audit trail
    payload: dict[str, Any] = field(default_factory=dict)


def carry_out(desk: Desk, connection: Connection, decision: Decision, cause: Cause) -> Case:
    """Write all that follows; gives the case as it now stands."""
    case = _number(desk, connection, decision, cause.at)
    cases.save(connection, case)
    follow_up(desk, connection, decision, case, cause)
    return case


def follow_up(desk: Desk, connection: Connection, decision: Decision, case: Case, cause: Cause) -> None:
    """Write what a decision leads to beside the case, which is written already."""
    _turn_runs(desk, connection, decision, case, cause)
    for kind in decision.letters:
        _owe_letter(connection, case, kind, cause)
    for asked in decision.asks:
        ask(desk, connection, case, asked, cause)
    for noticed in decision.notices:
        _notify(desk, connection, case, noticed, cause)
    audit.append(
        connection,
        at=cause.at,
        actor=cause.by,
        event=decision.event,
        case_id=case.id,
        payload={"tahap": case.state.value, "dipahami": decision.understood, **cause.payload},
    )
    crash.point("carry.before_commit")


def _number(desk: Desk, connection: Connection, decision: Decision, at: datetime) -> Case:
    case = decision.case
    if decision.voids_number and case.letter_number:
        number.void(connection, case.letter_number, at=at, reason=decision.voids_number)
    if not decision.draws_number or case.letter_number:
        return case
    text = number.draw(desk, connection, case, at)
    crash.point("carry.number_drawn")
    return replace(case, letter_number=text)


def _turn_runs(desk: Desk, connection: Connection, decision: Decision, case: Case, cause: Cause) -> None:
    requests.close(
        connection, _answered(connection, decision, case, cause.at), why=decision.event, at=cause.at
    )
    if decision.ends:
        cases.close_runs(connection, case.id, decision.ends, ended_by=decision.event, at=cause.at)
    if decision.opens:
        cases.open_run(connection, case, decision.opens, cause.at, desk.rules.inputs(case, decision.opens))
    elif case.state not in ENDS:
        step = Step(case.state.value)
        cases.move_due(connection, case, step, desk.rules.inputs(case, step))


def _answered(connection: Connection, decision: Decision, case: Case, at: datetime) -> list[int]:
    """The open requests that the decision closes."""
    # What is asked of a case that is closed already goes on beside whatever else comes to it.
    over = case.state in ENDS and case.closed_at == at
    if not (over or decision.ends or decision.closes):
        return []
    # What became of one mail is asked until it is answered, however the case goes on.
    found = [each for each in requests.open_of_case(connection, case.id) if each.recipient_id is None]
    ended = requests.of_step(found, decision.ends) if decision.ends else []
    closed = [request for request in found if over or request.ask in decision.closes]
    return sorted({request.id for request in (*ended, *closed)})


def _owe_letter(connection: Connection, case: Case, kind: LetterKind, cause: Cause) -> None:
    answer = cause.answer
    returned = kind is LetterKind.KONSEP and answer is not None and answer.files
    data: dict[str, Any] = {
        "case": cases.to_json(case),
        "at": cause.at.isoformat(),
        "by": cause.by,
        "fields": dict(answer.fields) if answer else {},
    }
    if kind is LetterKind.KONSEP:
        data["lampiran"] = list(cause.lampiran)
    elif kind is LetterKind.SURAT:
        data["lampiran"] = list(of_version(connection, case))
    owed.owe_letter(
        connection,
        case_id=case.id,
        kind=kind.value,
        version=version_of(kind, case),
        data=data,
        at=cause.at,
        source_sha256=answer.files[0] if returned and answer else None,
        author=cause.by,
    )


def ask(desk: Desk, connection: Connection, case: Case, asked: Asked, cause: Cause) -> int:
    """Open a request to one person and owe its mail; gives the request."""
    # Whether a cure holds is asked until it is told, or asked anew.
    ends = None if asked.ask is Ask.EFEKTIVITAS else max(cause.at, case.due_at or cause.at)
    request_id = requests.open_request(
        connection,
        ask=asked.ask,
        post=asked.to,
        at=cause.at,
        run=case.runs.get(ASKS[asked.ask].step.value, 0),
        version=case.version,
        words=asked.words,
        case_id=case.id,
        answer_id=cause.answer_id,
        expires_at=ends + desk.request_life if ends else None,
    )
    mail = Owed(
        template=f"minta_{asked.ask.value}",
        post=asked.to,
        words=asked.words,
        attachments=(
            *enclosures(connection, case, asked.ask, cause.registered),
            *package(desk, connection, case, asked.ask, cause.at),
            *_with_question(asked, cause),
        ),
        case_id=case.id,
        request_id=request_id,
        answer_id=cause.answer_id,
    )
    owed.owe_mail(connection, mail, at=cause.at)
    return request_id


def _with_question(asked: Asked, cause: Cause) -> Sequence[Mapping[str, Any]]:
    """The files that a colleague is shown together with the question to him."""
    asks = cause.answer is not None and cause.answer.action is Action.KOORDINASI
    return cause.files if asks and asked.ask is Ask.PENDAPAT else ()


def _notify(desk: Desk, connection: Connection, case: Case, noticed: Noticed, cause: Cause) -> None:
    outward = noticed.to == PELANGGAN
    registered = (cause.registered or cases.registration(connection, case.id)) if outward else None
    passed_on = cause.files if noticed.notice in (*PASSING_ON, Notice.PERTANYAAN) else ()
    mail = Owed(
        template=noticed.notice.value,
        post=noticed.to,
        address=registered.address if registered else "",
        words=noticed.words,
        attachments=(*enclosures(connection, case, noticed.notice, cause.registered), *passed_on),
        answers_to=registered.thread if registered else "",
        case_id=case.id,
        answer_id=cause.answer_id,
    )
    waits = noticed.waits and cause.answer_id is not None
    owed.owe_mail(connection, mail, at=cause.at, not_before=cause.at + desk.rules.undo if waits else None)


def confirm(
    desk: Desk,
    connection: Connection,
    *,
    by: str,
    at: datetime,
    understood: str,
    answers_to: str,
    case_id: int | None = None,
    revocable: int | None = None,
) -> None:
    """Tell the person what was understood; `revocable` is the answer that BATAL may take back (design 3e)."""
    request_id = None
    if revocable is not None:
        request_id = requests.open_request(
            connection,
            ask=Ask.BATAL,
            post=by,
            at=at,
            case_id=case_id,
            answer_id=revocable,
            expires_at=at + desk.rules.undo,
        )
    mail = Owed(
        template="konfirmasi",
        post=by,
        words=understood,
        answers_to=answers_to,
        case_id=case_id,
        request_id=request_id,
    )
    owed.owe_mail(connection, mail, at=at)
