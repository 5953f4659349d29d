"""Ascertain what became of a mail whose delivery was cut off between its last byte and the server's word.

Apart from sending, which knows what a server said; here nobody said anything (RFC 1047). A copy in the
journal, or in the folder of sent mails, proves that the mail left. Without such a place a mail to staff
goes out again, byte for byte; a mail that leaves the office waits until TU has said which it is.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Protocol

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import Refusal
from pipeline.mail.envelope import Found, ServerWord
from pipeline.office.arrive import arrive, record
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.office.put_off import put_off
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.steps import PELANGGAN, TU
from pipeline.store import cases, outbox, owed, requests
from pipeline.store.claims import Work
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: mails looked for in one pass
BATCH = 200
#: between two looks for a copy
_PAUSE = timedelta(minutes=1)
#: the same once TU is asked
_SELDOM = timedelta(hours=1)
#: why a question to TU is closed that its answer did not close
PROVEN = "terbukti"
#: how much longer a place that cannot be looked into is waited for
_PATIENCE = timedelta(hours=1)


class Places(Protocol):
    """Where copies of our mails lie (outside/journal.py)."""

    @property
    def keeps_sent(self) -> bool:
        """The provider files what is sent, journal or not."""

    def find(self, message_ids: Collection[str]) -> Found:
        """Look for copies; what could not be looked into makes the answer less than whole."""


def recover(desk: Desk) -> None:
    """Of mails whose DATA had begun when a program died nobody knows whether they left.

    A mail that another host is sending is claimed by it, for as long as that host lives.
    """
    with reading(desk.engine) as connection:
        begun = [row.id for row in outbox.interrupted(connection)]
    with desk.claims.taken(Work.SEND, begun) as ours:
        if ours:
            with writing(desk.engine) as connection:
                for row in outbox.interrupted(connection):
                    if row.id in ours:
                        doubt(desk, connection, row, "program terputus sebelum jawaban server dicatat")
                        crash.point("recover.doubted")
        crash.point("recover.committed")


def doubt(desk: Desk, connection: Connection, row: AnyRow, why: str) -> None:
    """From now on it is looked for."""
    at = desk.clock()
    outbox.settle(connection, row.id, state=outbox.UNKNOWN, at=at, next_at=at, code=None, word=why)
    record(connection, row, "surel_tidak_pasti", at, why)


def settle_doubts(desk: Desk, places: Places | None) -> bool:
    """Look for the mails in doubt; True if any of them is in doubt no more."""
    with reading(desk.engine) as connection:
        rows = outbox.uncertain(connection, desk.clock(), BATCH)
    if not rows:
        return False
    with desk.claims.taken(Work.SEND, [row.id for row in rows]) as ours:
        return _settle_all(desk, places, [row for row in rows if row.id in ours])


def _settle_all(desk: Desk, places: Places | None, rows: Sequence[AnyRow]) -> bool:
    wanted = {row.message_id for row in rows if places is not None and _may_prove(places, row)}
    found = places.find(wanted) if places is not None and wanted else Found()
    settled = [_settle(desk, row, found, looked=row.message_id in wanted) for row in rows]
    return any(settled)


def _may_prove(places: Places, row: AnyRow) -> bool:
    """Whether a copy of this mail must lie somewhere if it left."""
    return bool(row.journaled) or places.keeps_sent


def _settle(desk: Desk, row: AnyRow, found: Found, *, looked: bool) -> bool:
    waited = desk.clock() - row.changed_at
    proof = found.proofs.get(row.message_id, "")
    with writing(desk.engine) as connection:
        # Lock order: the case comes before the audit head.
        case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
        state = outbox.recipient(connection, row.id).state
        if state not in (outbox.UNKNOWN, outbox.ASKED):
            return False
        if proof:
            _prove(desk, connection, row, case, proof)
        elif state == outbox.ASKED:
            # TU may not have answered yet when the journal can be read again.
            _look_again(desk, connection, row, state, _SELDOM)
            return False
        elif looked and waited < desk.proof_within + (timedelta() if found.whole else _PATIENCE):
            _look_again(desk, connection, row, state, min(_PAUSE, desk.proof_within))
            return False
        elif looked and found.whole:
            word = ServerWord(0, "tidak ada salinannya; dianggap belum terkirim")
            put_off(desk, connection, row, case, word, at_once=row.attempts == 0)
        elif row.post == PELANGGAN:
            _ask(desk, connection, row)
        else:
            # The first time at once: a second copy has the same token, and harms nobody.
            word = ServerWord(0, "terputus sebelum server menjawab")
            put_off(desk, connection, row, case, word, at_once=row.attempts == 0)
    return True


def without_proven(desk: Desk, places: Places | None, rows: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """What is left to be sent of these: TU or the operator has a mail in doubt sent again, without a look.

    Its copy may have come since the last one; with it the mail is settled, and not sent a second time.
    """
    # It began once, and no server and no search said what came of it.
    doubted = [row for row in rows if row.journaled is not None and row.code is None]
    wanted = {row.message_id for row in doubted if places is not None and _may_prove(places, row)}
    proofs = places.find(wanted).proofs if places is not None and wanted else {}
    proven = {row.id for row in doubted if row.message_id in proofs}
    for row in doubted:
        if row.id in proven:
            with writing(desk.engine) as connection:
                # Lock order: the case comes before the audit head.
                case = cases.load(connection, row.case_id, lock=True) if row.case_id else None
                if outbox.recipient(connection, row.id).state == outbox.FROZEN:
                    _prove(desk, connection, row, case, proofs[row.message_id])
    return [row for row in rows if row.id not in proven]


def _prove(desk: Desk, connection: Connection, row: AnyRow, case: Case | None, proof: str) -> None:
    at = desk.clock()
    asked = [request.id for request in requests.open_of_recipient(connection, row.id)]
    requests.close(connection, asked, why=PROVEN, at=at)
    outbox.settle(connection, row.id, state=outbox.ACCEPTED, at=at, code=None, word=proof)
    arrive(desk, connection, row, case, proof, "Salinannya membuktikan bahwa surat terkirim kepada")


def _look_again(desk: Desk, connection: Connection, row: AnyRow, state: str, pause: timedelta) -> None:
    later = desk.clock() + pause
    outbox.settle(connection, row.id, state=state, at=row.changed_at, next_at=later)
    record(connection, row, "surel_dicari_lagi", desk.clock())


def _ask(desk: Desk, connection: Connection, row: AnyRow) -> None:
    """TU is asked; until then the mail is not sent again."""
    at = desk.clock()
    outbox.settle(connection, row.id, state=outbox.ASKED, at=at)
    record(connection, row, "surel_ditanyakan", at)
    name = row.template.replace("_", " ")
    words = (
        f"Surel “{name}” kepada {row.address} terputus pada {moment(desk, row.changed_at)}, sesudah isinya "
        f"mulai dikirim. Nomor pengenal pada catatan server surel (Message-ID): {row.message_id}"
    )
    request_id = requests.open_request(
        connection,
        ask=Ask.KEPASTIAN,
        post=TU,
        at=at,
        words=words,
        case_id=row.case_id,
        recipient_id=row.id,
    )
    mail = Owed(
        template=f"minta_{Ask.KEPASTIAN.value}",
        post=TU,
        words=words,
        case_id=row.case_id,
        request_id=request_id,
    )
    owed.owe_mail(connection, mail, at=at)


def ascertain(desk: Desk, connection: Connection, request: Request, answer: Answer, by: str) -> str:
    """Do with a mail in doubt what TU says, and give what was understood, in Indonesian.

    Raises `Refusal` where it is in doubt no more.
    """
    at = desk.clock()
    case = cases.load(connection, request.case_id, lock=True) if request.case_id else None
    row = outbox.recipient(connection, request.recipient_id or 0)
    if row.state != outbox.ASKED:
        raise Refusal("Surel itu sudah tidak diragukan lagi; tidak ada yang berubah.")
    requests.close(connection, [request.id], why=answer.action.value, at=at)
    if answer.action is Action.KIRIM_ULANG:
        outbox.settle(connection, row.id, state=outbox.FROZEN, at=at, next_at=at)
        record(connection, row, "kirim_ulang_diminta", at, f"oleh {desk.name(by)}")
        return f"Surel kepada {row.address} dikirim sekali lagi, dengan isi yang sama."
    proof = f"{desk.name(by)}: sudah terkirim"
    outbox.settle(connection, row.id, state=outbox.ACCEPTED, at=at, code=None, word=proof)
    arrive(desk, connection, row, case, proof, "Menurut keterangan, surat sudah terkirim kepada")
    return f"Surel kepada {row.address} dicatat sudah terkirim dan tidak dikirim lagi."
