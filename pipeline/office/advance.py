"""A staff reply: does it count, what does it say, what follows from it.

The conditions of reliability.md C.2 are checked in their order: shape, token,
person, and an explicit answer. A reply that fails one changes nothing.
"""

from dataclasses import replace

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import Refusal
from pipeline.mail.answer import Question, read_answer
from pipeline.mail.authentic import Finding, Profile
from pipeline.mail.facts import Facts
from pipeline.office import accompany, examine, minutes, verify
from pipeline.office.acknowledge import confirmed_within, still_asked, too_early
from pipeline.office.ascertain import ascertain
from pipeline.office.ask_back import Outdated, Reply, ask_back
from pipeline.office.ask_customer import name_files, stop_waiting
from pipeline.office.authenticate import park, stranger
from pipeline.office.carry import Cause, carry_out, confirm
from pipeline.office.correct import Correction, correct
from pipeline.office.deputise import settle_order
from pipeline.office.desk import Desk
from pipeline.office.enclose import files_of
from pipeline.office.held_back import check_files
from pipeline.office.hold import REVOCABLE, merged_into, settle
from pipeline.office.take_back import DROPPED, letter_to_drop, take_back, undoing
from pipeline.office.take_number import take_number
from pipeline.office.unproven import note_unproven
from pipeline.sop import flow
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.levels import LEVELS, Level
from pipeline.sop.papers import LetterKind
from pipeline.sop.rules import Signing
from pipeline.sop.steps import State
from pipeline.sop.turn import Turn
from pipeline.store import answers, cases, inbox, requests
from pipeline.store.database import part
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: answers after which the same request may be answered again (design 3a)
KEEPS_OPEN = frozenset({Action.KONSEP, Action.KOORDINASI, Action.TANYA, Action.PERPANJANG, Action.PERBAIKI})


def advance(
    desk: Desk, connection: Connection, row: AnyRow, facts: Facts, request: Request, finding: Finding
) -> None:
    """Take a reply that carries a token, in the running transaction; `finding` is of its domain."""
    reply = Reply(row, facts, request, desk.clock(), finding)
    why = stranger(desk, connection, facts, finding, request, reply.at)
    if why:
        if why == finding.fault:
            note_unproven(desk, connection, facts, request, why, reply.at)
        park(desk, connection, row, why, request, reply.at)
        return
    crash.point("advance.token_checked")
    inbox.settle(connection, row.id, state=inbox.DONE, mark_due=True, case_id=request.case_id)
    try:
        with part(connection):
            _take(desk, connection, reply)
    except Refusal as refusal:
        # What was written before the refusal was found is undone; the reply stays settled.
        ask_back(desk, connection, reply, refusal)


def _take(desk: Desk, connection: Connection, reply: Reply) -> None:
    if _says_batal(desk, reply):
        # Meant for the confirmation, and sent to the mail that was answered.
        undone = undoing(connection, reply.request)
        dropped = None if undone else letter_to_drop(desk, connection, reply.request)
        reply = replace(reply, request=undone or dropped or reply.request)
        if dropped:
            _check_open(desk, connection, reply)
            _move(desk, connection, reply, DROPPED)
            return
    _check_open(desk, connection, reply)
    request = reply.request
    if request.ask is Ask.BATAL:
        _read(desk, connection, reply, (Action.BATAL,))
        take_back(desk, connection, request, at=reply.at, answers_to=reply.facts.message_id)
        return
    answer = _read(desk, connection, reply, ASKS[request.ask].actions)
    check_files(reply.facts)
    if request.ask is Ask.PENGGANTIAN:
        _confirm(desk, connection, reply, settle_order(desk, connection, request, reply.at))
        return
    if request.recipient_id is not None:
        told = ascertain(desk, connection, request, answer, request.post)
        _confirm(desk, connection, reply, told)
        return
    if request.inbox_id is not None:
        _settle(desk, connection, reply, answer, request.inbox_id)
        return
    if answer.action is Action.PERBAIKI:
        _correct(desk, connection, reply, answer)
        return
    _move(desk, connection, reply, answer)


def _correct(desk: Desk, connection: Connection, reply: Reply, answer: Answer) -> None:
    """The form of a registered case: its way through the SOP stays as it is."""
    case = cases.load(connection, reply.request.case_id or 0, lock=True)
    change = Correction(answer.fields, reply.request.post, reply.at)
    _confirm(desk, connection, reply, correct(desk, connection, case, change), case=case)


def _settle(desk: Desk, connection: Connection, reply: Reply, answer: Answer, inbox_id: int) -> None:
    """What TU says of a held mail; on record where BATAL can take it back."""
    answer_id = None
    if answer.action in REVOCABLE:
        case_id = inbox.get(connection, inbox_id).case_id
        before = merged_into(connection, case_id, answer) if answer.action is Action.GABUNG else None
        answer_id = _record(connection, reply, answer, before)
    by, at = reply.request.post, reply.at
    understood = settle(desk, connection, inbox_id, answer, by, at, answer_id=answer_id)
    _confirm(desk, connection, reply, understood, revocable=answer_id)


def _record(connection: Connection, reply: Reply, answer: Answer, before: Case | None) -> int:
    return answers.add(
        connection,
        answer,
        reply_sha256=reply.row.sha256,
        inbox_id=reply.row.id,
        request_id=reply.request.id,
        by=reply.request.post,
        at=reply.at,
        before=before,
    )


def _says_batal(desk: Desk, reply: Reply) -> bool:
    """Whether BATAL, and nothing that the request itself asks for, is the answer."""
    ask = reply.request.ask
    if ask is Ask.BATAL or "batal" not in reply.facts.own.casefold():
        return False
    asked, undone = (
        read_answer(reply.facts, actions, desk.units) for actions in (ASKS[ask].actions, (Action.BATAL,))
    )
    return isinstance(undone, Answer) and isinstance(asked, Question)


def _check_open(desk: Desk, connection: Connection, reply: Reply) -> None:
    request = reply.request
    if request.closed_at is not None:
        raise Refusal(
            "Permintaan ini sudah selesai diproses atau tidak berlaku lagi; tidak ada yang berubah."
        )
    if _is_over(desk, connection, reply):
        late = "Masa berlaku permintaan itu sudah lewat; tidak ada yang berubah."
        # What leaves after BATAL's window cannot be called back; any other step is still waited for.
        again = " Bila jawabannya masih sama, mohon dikirim sekali lagi dengan membalas surel ini."
        raise Refusal(late if request.ask is Ask.BATAL else late + again)


def _is_over(desk: Desk, connection: Connection, reply: Reply) -> bool:
    """Whether the time of the request is over; it grows with the time of a step that was given more."""
    request = reply.request
    if request.expires_at is None or reply.at <= request.expires_at:
        return False
    if request.ask is Ask.BATAL or request.case_id is None:
        return True
    case = cases.load(connection, request.case_id)
    stands_still = case.paused_at is not None
    return not stands_still and (case.due_at is None or reply.at > case.due_at + desk.request_life)


def _read(desk: Desk, connection: Connection, reply: Reply, actions: tuple[Action, ...]) -> Answer:
    case = cases.load(connection, reply.request.case_id) if reply.request.case_id else None
    when = desk.when(case.due_at or reply.at, reply.at) if case else None
    answer = read_answer(reply.facts, actions, desk.units, when)
    if isinstance(answer, Question):
        if reply.request.ask is Ask.PERSETUJUAN and _is_signed(desk, reply.facts):
            return Answer(action=Action.SETUJU)
        raise Refusal(answer.text, example=answer.example)
    return answer


def _is_signed(desk: Desk, facts: Facts) -> bool:
    """A signed but unnumbered PDF, sent without a doubt: its signer approves (design 3d)."""
    signed = any(item.signature is not None and item.signature.present for item in facts.attachments)
    return signed and isinstance(read_answer(facts, (Action.TERTANDA,), desk.units), Answer)


def _move(desk: Desk, connection: Connection, reply: Reply, answer: Answer) -> None:
    request = reply.request
    if request.case_id is None:
        raise Refusal("Permintaan ini tidak terkait dengan perkara.")
    before = cases.load(connection, request.case_id, lock=True)
    _check_version(request, answer, before)
    if answer.files and answer.action in (Action.KONSEP, Action.REVISI):
        verify.check_draft(desk, connection, reply.facts, answer, before, request.post)
        crash.point("advance.draft_checked")
    before, renumbered = take_number(
        desk, connection, reply.facts, answer, before, by=request.post, at=reply.at
    )
    signed = _examined(desk, connection, reply, answer, before)
    _check_level(desk, answer, signed)
    unproven = signed.unproven if signed else ""
    turn = Turn(before, answer, request.post, reply.at, desk.rules, request.ask, unproven, reply.facts.sender)
    decision = flow.decide(turn)
    konsep = LetterKind.KONSEP in decision.letters and answer.action in (Action.KONSEP, Action.REVISI)
    lampiran = accompany.chosen(connection, reply.facts, answer, before) if konsep else ()
    answer_id = _record(connection, reply, answer, before)
    decision = name_files(still_asked(connection, decision, before, request.post), answer, reply.facts)
    decision = stop_waiting(desk, connection, before, decision, answer_id)
    if answer.action not in KEEPS_OPEN:
        requests.close(connection, [request.id], why=answer.action.value, at=reply.at)
    files = files_of(reply.facts, answer.files)
    cause = Cause(
        by=request.post, at=reply.at, answer=answer, answer_id=answer_id, files=files, lampiran=lampiran
    )
    payload, sent = examine.let_out(connection, signed, before, answer, request)
    cause = replace(cause, payload=payload | {"asal": reply.finding.how, "dari": reply.facts.sender})
    acted = minutes.told_actions(desk, before, answer, reply.at)
    told_all = (decision.understood, acted, accompany.told(lampiran), renumbered, sent)
    decision = replace(decision, understood="\n".join(filter(None, told_all)))
    told = confirmed_within(too_early(decision, answer, reply.facts), request.post)
    case = carry_out(desk, connection, told or decision, cause)
    if told is None:
        revocable = answer_id if decision.revocable else None
        _confirm(desk, connection, reply, decision.understood, case=case, revocable=revocable)


def _check_version(request: Request, answer: Answer, case: Case) -> None:
    if answer.action in ASKS[request.ask].newest_only and request.version != case.version:
        raise Outdated(
            f"Surel itu menampilkan konsep versi {request.version}, sedangkan yang terbaru versi "
            f"{case.version}. Mohon membalas surel tentang versi {case.version}."
        )


def _check_level(desk: Desk, answer: Answer, signed: examine.Examined | None) -> None:
    """Where no domain is proven, a letter is released by nothing but a signature that validates (C.2, L3)."""
    proves = signed is not None and not signed.unproven
    if LEVELS[answer.action] is Level.L3 and desk.policy.profile is Profile.NONE and not proves:
        raise Refusal(
            "Surat belum dapat dilepas dengan balasan surel, karena kantor ini belum dapat memastikan asal "
            "balasan. Mohon menandatangani PDF bernomor dengan tanda tangan elektronik yang dapat "
            "divalidasi, atau meminta TU menjalankan `tanggap check auth`."
        )


def _examined(
    desk: Desk, connection: Connection, reply: Reply, answer: Answer, case: Case
) -> examine.Examined | None:
    """The signed letter that came back, where this office takes one and the case waits for it."""
    waits = case.state is State.TANDA_TANGAN and desk.rules.signing is Signing.TERTANDA
    if answer.action is not Action.TERTANDA or not waits or not case.letter_number:
        return None
    return examine.check_signed(desk, connection, reply.facts, answer, case)


def _confirm(
    desk: Desk,
    connection: Connection,
    reply: Reply,
    understood: str,
    *,
    case: Case | None = None,
    revocable: int | None = None,
) -> None:
    confirm(
        desk,
        connection,
        by=reply.request.post,
        at=reply.at,
        understood=understood,
        answers_to=reply.facts.message_id,
        case_id=case.id if case else None,
        revocable=revocable,
    )
