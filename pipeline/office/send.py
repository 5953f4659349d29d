"""Stage send: frozen mails go out, and the server's own words are kept as proof.

It sees finished bytes only; every try of a mail sends the same ones. Mails of one case to one person leave
in the order in which they were frozen (store/outbox.py): a batch holds one of them at most.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import Deliver, Envelope, Outcome, Result, Told
from pipeline.mail.return_path import mark, return_path
from pipeline.office.arrive import arrive, record
from pipeline.office.ascertain import Places, doubt, settle_doubts, without_proven
from pipeline.office.brake import Brake
from pipeline.office.desk import Desk
from pipeline.office.put_off import put_off, refuse
from pipeline.office.uncopied import catch_up, note_copies
from pipeline.store import cases, outbox, shared_work
from pipeline.store.claims import Work
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

Item = TypeVar("Item")

#: mails handed to the server in one pass
BATCH = 100
#: the same where other hosts send too, so that each has its part of what is due
SHARE = 20


def send(desk: Desk, deliver: Deliver, places: Places | None = None, brake: Brake | None = None) -> bool:
    """Settle what is in doubt and send what is due; True if there was anything.

    `places` are where copies of what left can be found, None where there are none. `brake` remembers from
    pass to pass that the server asked for patience; without one, what was held back is tried at once again.
    """
    settled = settle_doubts(desk, places)
    brake = brake or Brake()
    most = brake.most(desk.clock())
    due = _due(desk, BATCH if most is None else most)
    try:
        rows = {row.id: row for row in without_proven(desk, places, due)}
        if rows:
            _hand_over(desk, deliver, rows, brake)
    finally:
        desk.claims.keep(Work.SEND)
    if due or settled:
        return True
    # Copies wait until no mail does, and until the server lets all of them through.
    return most is None and catch_up(desk, deliver)


def _due(desk: Desk, most: int) -> Sequence[AnyRow]:
    """What is to be sent now, `most` of it, and is sent by no other host."""
    if not most:
        return []
    with reading(desk.engine) as connection:
        if not desk.claims.shared:
            return outbox.due(connection, desk.clock(), most)
        ids = shared_work.to_send(connection, desk.clock(), 10 * SHARE)
    ours = desk.claims.take(Work.SEND, ids, min(most, SHARE))
    with reading(desk.engine) as connection:
        return outbox.due_of(connection, ours) if ours else []


def _hand_over(desk: Desk, deliver: Deliver, rows: Mapping[int, AnyRow], brake: Brake) -> None:
    pressed = False
    #: under which return path each began
    begun: dict[int, str] = {}

    def begin(envelopes: Sequence[Envelope]) -> None:
        # Of several whose news was not heard to its end some may have begun.
        beginning = [each for each in envelopes if begun.get(each.id) != each.sender]
        for together in _together(desk, beginning):
            with writing(desk.engine) as connection:
                for envelope in together:
                    # What the server refused under one return path begins a second time, under the other.
                    before = outbox.BEGUN if envelope.id in begun else outbox.FROZEN
                    _begin(desk, connection, rows[envelope.id], envelope, before)
            begun.update((each.id, each.sender) for each in together)
            crash.point("send.begun")

    def note(told: Sequence[Told]) -> None:
        nonlocal pressed
        results = [(rows[envelope.id], result) for envelope, receipt in told for result in receipt.results]
        pressed = pressed or any(_asks_for_patience(result) for _, result in results)
        crash.point("send.answered")
        for together in _together(desk, results):
            with writing(desk.engine) as connection:
                for row, result in together:
                    _note(desk, connection, row, result)
                crash.point("send.before_commit")
            crash.point("send.committed")

    deliver([_envelope(desk, row) for row in rows.values()], begin, note)
    if pressed:
        brake.press(desk.clock())
    else:
        brake.ease()


def _together(desk: Desk, items: Sequence[Item]) -> Sequence[Sequence[Item]]:
    """What shares a transaction: all, but where other hosts are at work each has its own.

    Else one would hold the audit trail while it waits for a case, and another the other way round.
    """
    return [[each] for each in items] if desk.claims.shared else [items]


def _begin(desk: Desk, connection: Connection, row: AnyRow, envelope: Envelope, before: str) -> None:
    journaled = desk.journal in envelope.copies
    change = partial(outbox.move, out_of=before, state=outbox.BEGUN, at=desk.clock())
    if not change(connection, envelope.id, journaled=journaled):
        # It was withdrawn since, or another host took this one for dead: it is not ours to send.
        raise OutsideError(f"surel {envelope.id} tidak lagi menunggu dikirim", permanent=False)
    record(connection, row, "pengiriman_dimulai", desk.clock())
    note_copies(desk, connection, row, envelope)


def _asks_for_patience(result: Result) -> bool:
    return result.outcome is Outcome.LATER and result.word.is_about_us


def _envelope(desk: Desk, row: AnyRow) -> Envelope:
    """The bytes as they were frozen; a report about them comes back to an address of their own."""
    marked = mark(row.outbox_id, row.message_id)
    path = return_path(marked, row.sender) if desk.plus_addresses else ""
    return Envelope(
        id=row.id,
        sender=path or row.sender,
        recipients=(row.address,),
        raw=bytes(row.content),
        mark=marked,
        plain_sender=row.sender if path else "",
        copies=(desk.journal,) if desk.journal not in ("", row.address) else (),
    )


def _counts(desk: Desk, connection: Connection, row: AnyRow, result: Result) -> bool:
    """Whether this outcome is news: another host may have taken this one for dead, and asked again."""
    if not desk.claims.shared:
        return True
    state = shared_work.recipient_state(connection, row.id)
    # That a server took the mail is true whatever came after; anything else is of this try alone.
    return state == outbox.BEGUN or (result.outcome is Outcome.ACCEPTED and state != outbox.ACCEPTED)


def _note(desk: Desk, connection: Connection, row: AnyRow, result: Result) -> None:
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
    if not _counts(desk, connection, row, result):
        return
    words = f"{result.word.code} {result.word.text}"
    match result.outcome:
        case Outcome.ACCEPTED:
            settled = {"code": result.word.code, "word": result.word.text}
            outbox.settle(connection, row.id, state=outbox.ACCEPTED, at=desk.clock(), **settled)
            arrive(desk, connection, row, case, words, "Server surel menerima surat untuk")
        case Outcome.REFUSED:
            refuse(desk, connection, row, case, result.word)
        case Outcome.LATER:
            put_off(desk, connection, row, case, result.word)
        case Outcome.UNKNOWN:
            doubt(desk, connection, row, words)
        case Outcome.HELD_BACK:
            # It waits as it did, and this was no try of it.
            pass
