"""Stage send: frozen mails go out, and the server's own words are kept as proof.

It sees finished bytes only; every try of a mail sends the same ones. Mails of one case to one person leave
in the order in which they were frozen (store/outbox.py): a batch holds one of them at most.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from pipeline import crash
from pipeline.mail.envelope import Deliver, Envelope, Outcome, Result, Told, Withheld
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
    batch = _Batch(desk, rows)
    deliver([_envelope(desk, row) for row in rows.values()], batch.begin, batch.note)
    if batch.pressed:
        brake.press(desk.clock())
    else:
        brake.ease()


class _Batch:
    """What is told of one batch. Of several whose news was not heard to its end some may have been heard."""

    def __init__(self, desk: Desk, rows: Mapping[int, AnyRow]) -> None:
        self._desk = desk
        self._rows = rows
        #: as each began last
        self._begun: dict[int, Envelope] = {}
        self._noted: set[int] = set()
        #: the server asked for patience
        self.pressed = False

    def begin(self, envelopes: Sequence[Envelope]) -> None:
        """Write down that mails begin to leave. Raises Withheld for one that is not ours to send."""
        beginning = [each for each in envelopes if self._begun.get(each.id) is not each]
        for together in _together(self._desk, beginning):
            with writing(self._desk.engine) as connection:
                for envelope in together:
                    _begin(
                        self._desk, connection, self._rows[envelope.id], envelope, self._state(envelope.id)
                    )
            self._begun.update((each.id, each) for each in together)
            crash.point("send.begun")

    def note(self, told: Sequence[Told]) -> None:
        """Write down what became of mails."""
        results = [result for _, receipt in told for result in receipt.results]
        self.pressed = self.pressed or any(map(_asks_for_patience, results))
        crash.point("send.answered")
        news = [(envelope.id, receipt) for envelope, receipt in told if envelope.id not in self._noted]
        for together in _together(self._desk, news):
            with writing(self._desk.engine) as connection:
                for place, receipt in together:
                    for result in receipt.results:
                        _note(self._desk, connection, self._rows[place], result, self._state(place))
                crash.point("send.before_commit")
            self._noted.update(place for place, _ in together)
            crash.point("send.committed")

    def _state(self, place: int) -> str:
        """In which state this host left a mail: refused under one return path, it may begin under another."""
        return outbox.BEGUN if place in self._begun else outbox.FROZEN


def _together(desk: Desk, items: Sequence[Item]) -> Sequence[Sequence[Item]]:
    """What shares a transaction: all, but where other hosts are at work each has its own.

    Else one would hold the audit trail while it waits for a case, and another the other way round.
    """
    return [[each] for each in items] if desk.claims.shared else [items] if items else []


def _begin(desk: Desk, connection: Connection, row: AnyRow, envelope: Envelope, before: str) -> None:
    journaled = desk.journal in envelope.copies
    change = partial(outbox.move, out_of=before, state=outbox.BEGUN, at=desk.clock())
    if not change(connection, envelope.id, journaled=journaled):
        # It was withdrawn since, or another host took this one for dead: it is not ours to send.
        raise Withheld
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


def _counts(desk: Desk, connection: Connection, row: AnyRow, result: Result, left: str) -> bool:
    """Whether this outcome is news: another host may have taken this one for dead, and asked again."""
    if not desk.claims.shared:
        return True
    state = shared_work.recipient_state(connection, row.id)
    # That a server took the mail is true whatever came after; anything else is of this try alone.
    return state == left or (result.outcome is Outcome.ACCEPTED and state != outbox.ACCEPTED)


def _note(desk: Desk, connection: Connection, row: AnyRow, result: Result, left: str) -> None:
    """Settle a mail that this host left in the state `left`."""
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
    if not _counts(desk, connection, row, result, left):
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
