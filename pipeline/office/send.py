"""Stage send: frozen mails go out, and the server's own words are kept as proof.

It sees finished bytes only; every try of a mail sends the same ones.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from pipeline import crash
from pipeline.mail.envelope import Envelope, Outcome, Receipt, Result
from pipeline.mail.return_path import mark, return_path
from pipeline.office.arrive import arrive, record
from pipeline.office.ascertain import Places, doubt, settle_doubts
from pipeline.office.desk import Desk
from pipeline.office.put_off import put_off, refuse
from pipeline.store import cases, outbox
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

#: mails handed to the server in one pass
BATCH = 100

Deliver = Callable[
    [Sequence[Envelope], Callable[[Envelope], None], Callable[[Envelope, Receipt], None]], None
]


def send(desk: Desk, deliver: Deliver, places: Places | None = None) -> bool:
    """Settle what is in doubt and send what is due; True if there was anything.

    `places` are where copies of what left can be found, None where there are none.
    """
    settled = settle_doubts(desk, places)
    with reading(desk.engine) as connection:
        rows = {row.id: row for row in outbox.due(connection, desk.clock(), BATCH)}
    if not rows:
        return settled

    def begin(envelope: Envelope) -> None:
        journaled = desk.journal in envelope.copies
        with writing(desk.engine) as connection:
            outbox.settle(connection, envelope.id, state=outbox.BEGUN, at=desk.clock(), journaled=journaled)
            record(connection, rows[envelope.id], "pengiriman_dimulai", desk.clock())
        crash.point("send.begun")

    def note(envelope: Envelope, receipt: Receipt) -> None:
        crash.point("send.answered")
        with writing(desk.engine) as connection:
            for result in receipt.results:
                _note(desk, connection, rows[envelope.id], result)
            crash.point("send.before_commit")
        crash.point("send.committed")

    deliver([_envelope(desk, row) for row in rows.values()], begin, note)
    return True


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


def _note(desk: Desk, connection: Connection, row: AnyRow, result: Result) -> None:
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
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
