"""Release a held mail by the operator's word, as TU does it by a reply.

The same door leads to what TU is not asked about: a complaint that was taken for another letter,
and the form of a case that is registered already.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.mail.answer import Question, read_answer
from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.office.correct import Correction, correct
from pipeline.office.desk import Desk
from pipeline.office.hold import settle
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from pipeline.sop.steps import WBS
from pipeline.store import cases, inbox, requests
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

OPERATOR = "operator"


def release(desk: Desk, target: int | str, words: str, *, by_wbs: bool = False) -> str:
    """Do with a mail what `words` say (`pengaduan`, `gabung PGD-2026-0007`, …).

    `target` is the row of a mail that came in, or a case whose form `words` correct (`perbaiki …`).
    `by_wbs`: whoever reads integrity reports has decided it. Gives what was understood. Raises `Refusal`
    where there is no such mail or case to decide on, or where the words are no answer to what is asked of it.
    """
    if isinstance(target, str):
        return _corrected(desk, target, words)
    return _released(desk, target, words, by_wbs)


def _corrected(desk: Desk, number: str, words: str) -> str:
    answer = understood(desk, words, Ask.FORMULIR)
    with writing(desk.engine) as connection:
        case_id = cases.find(connection, number=number)
        if case_id is None:
            raise Refusal(f"Perkara {number} tidak ditemukan.", example="PGD-2026-0001")
        case = cases.load(connection, case_id, lock=True)
        return correct(desk, connection, case, Correction(answer.fields, OPERATOR, desk.clock()))


def _released(desk: Desk, inbox_id: int, words: str, by_wbs: bool) -> str:
    with reading(desk.engine) as connection:
        missed = _is_among(inbox_id, inbox.other(connection))
        if not missed and not _is_among(inbox_id, inbox.held(connection)):
            raise Refusal(f"Tidak ada surel masuk nomor {inbox_id} yang ditahan; lihat `tanggap held`.")
        _check_secret(desk, inbox.get(connection, inbox_id), by_wbs)
        asked = [request.ask for request in requests.open_of_mail(connection, inbox_id)]
    answer = understood(desk, words, asked[0] if asked else Ask.REGISTRASI)
    with writing(desk.engine) as connection:
        if missed:
            _hold_again(connection, inbox_id)
        return settle(desk, connection, inbox_id, answer, OPERATOR, desk.clock())


def _check_secret(desk: Desk, row: AnyRow, by_wbs: bool) -> None:
    """Once it is registered or joined to a case, others read it (design 3g)."""
    if row.kind == Kind.WBS.value and not by_wbs:
        raise Refusal(
            f"Surel masuk nomor {row.id} ditangani oleh {desk.name(WBS)}, yang memutuskannya sendiri. "
            "Bila menurut pejabat itu surel ini bukan laporan integritas, ulangi dengan --wbs."
        )


def _is_among(inbox_id: int, rows: Sequence[AnyRow]) -> bool:
    return any(row.id == inbox_id for row in rows)


def _hold_again(connection: Connection, inbox_id: int) -> None:
    """What was taken for another letter is decided on as if it had been held from the first."""
    if inbox.get(connection, inbox_id).state != inbox.DONE:
        raise Refusal("Surel ini sudah ditangani dengan jawaban lain.")
    inbox.settle(connection, inbox_id, state=inbox.HELD, held_reason="Dibuka kembali oleh operator.")


def understood(desk: Desk, words: str, ask: Ask) -> Answer:
    """What the operator's words mean as an answer to `ask`; raises `Refusal` where they are none."""
    actions: tuple[Action, ...] = ASKS[ask].actions
    found = read_answer(Facts(own=words, text=words), actions, desk.units)
    if isinstance(found, Question):
        offered = ", ".join(action.value for action in actions)
        raise Refusal(
            f"“{words}” bukan jawaban yang dikenal di sini; pilih {offered}.", example=found.example
        )
    return found
