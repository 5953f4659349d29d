"""Release a held mail by the operator's word, as TU does it by a reply."""

from pipeline.errors import Refusal
from pipeline.mail.answer import Question, read_answer
from pipeline.mail.facts import Facts
from pipeline.office.desk import Desk
from pipeline.office.hold import settle
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from pipeline.store import inbox, requests
from pipeline.store.database import reading, writing

OPERATOR = "operator"


def release(desk: Desk, inbox_id: int, words: str) -> str:
    """Do with a held mail what `words` say (`pengaduan`, `gabung PGD-2026-0007`, …).

    Gives what was understood. Raises `Refusal` where nothing is held under this number,
    or where the words are no answer to what is asked of it.
    """
    with reading(desk.engine) as connection:
        waiting = {row.id for row in inbox.held(connection)}
        if inbox_id not in waiting:
            raise Refusal(f"Tidak ada surel masuk nomor {inbox_id} yang ditahan; lihat `tanggap held`.")
        asked = [request.ask for request in requests.open_of_mail(connection, inbox_id)]
    answer = _understood(desk, words, asked[0] if asked else Ask.REGISTRASI)
    with writing(desk.engine) as connection:
        return settle(desk, connection, inbox_id, answer, OPERATOR, desk.clock())


def _understood(desk: Desk, words: str, ask: Ask) -> Answer:
    actions: tuple[Action, ...] = ASKS[ask].actions
    found = read_answer(Facts(own=words, text=words), actions, desk.units)
    if isinstance(found, Question):
        offered = ", ".join(action.value for action in actions)
        raise Refusal(
            f"“{words}” bukan jawaban yang dikenal di sini; pilih {offered}.", example=found.example
        )
    return found
