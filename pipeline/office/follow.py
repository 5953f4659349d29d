"""A customer's further mail joins its case and reaches whoever holds it; it changes no draft."""

from datetime import datetime

from sqlalchemy import Connection

from pipeline.mail.authentic import is_vouched
from pipeline.mail.facts import Facts
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.gather import SHOWN
from pipeline.office.held_back import tell_held_back
from pipeline.sop import working
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN, TU, State
from pipeline.store import audit, cases, inbox, owed, requests
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

#: requests whose holder has the case in hand; an opinion or an extension is asked beside it
_HOLDING = frozenset({Ask.PENERIMAAN, Ask.PENYAMPAIAN, Ask.KELENGKAPAN})
_TOLD = "Pelanggan mengirim surel susulan untuk perkara ini. Surel itu terlampir sebagaimana diterima."
_UNPROVEN = " Domain pengirimnya tidak membuktikan surel ini; mohon dipastikan kepada pelanggan lebih dahulu."
_RESUMED = " Waktu penyelesaian yang berhenti selama menunggu pelanggan berjalan kembali."


def join(
    desk: Desk,
    connection: Connection,
    row: AnyRow,
    facts: Facts,
    case: Case,
    *,
    answer_id: int | None = None,
) -> tuple[str, ...]:
    """Put a mail to its case, end a pause, and pass the mail on; gives the posts that get it.

    `answer_id` is TU's answer that joined it, which may be taken back.
    """
    at = desk.clock()
    waited = case.paused_at is not None and desk.post_of(facts.sender) is None
    if waited:
        decision = working.resume(case, at, desk.rules, "pelanggan_menjawab")
        case = carry_out(desk, connection, decision, Cause(by=PELANGGAN, at=at, payload={"surel": row.id}))
    inbox.settle(connection, row.id, state=inbox.DONE, case_id=case.id, mark_due=True)
    audit.append(
        connection, at=at, actor=PELANGGAN, event="susulan", case_id=case.id, payload={"surel": row.id}
    )
    said = _told(connection, facts, case) + _doubted(desk, row, facts) + (_RESUMED if waited else "")
    own = (facts.own or facts.text).strip()[:SHOWN]
    readers = _readers(connection, case)
    _withdraw_end(connection, case, at)
    for post in readers:
        mail = Owed(
            template=Notice.SUSULAN.value,
            post=post,
            # The wording quotes what stands behind the first paragraph.
            words="\n\n".join(filter(None, (said, own))),
            attachments=tuple(originals(connection, row.id)),
            case_id=case.id,
            answer_id=answer_id,
        )
        owed.owe_mail(connection, mail, at=at)
    tell_held_back(connection, facts, at, case.id)
    return readers


def _withdraw_end(connection: Connection, case: Case, at: datetime) -> None:
    """Whoever answers late answers all the same: nobody is asked any more whether his complaint is over."""
    asked = [item for item in requests.open_of_case(connection, case.id) if item.ask is Ask.KELENGKAPAN]
    requests.close(connection, [item.id for item in asked], why="pelanggan_menjawab", at=at)


def _told(connection: Connection, facts: Facts, case: Case) -> str:
    if facts.sender == cases.registration(connection, case.id).address:
        return _TOLD
    sender = facts.sender or "alamat yang tidak jelas"
    return f"Surel susulan dari {sender} digabungkan ke perkara ini dan terlampir sebagaimana diterima."


def _doubted(desk: Desk, row: AnyRow, facts: Facts) -> str:
    """What a reader is told where the customer's domain does not vouch for a mail in his name."""
    known = desk.post_of(facts.sender) is not None or is_vouched(facts, desk.policy, row.received_at)
    return _UNPROVEN if desk.policy.knows_strangers and not known else ""


def _readers(connection: Connection, case: Case) -> tuple[str, ...]:
    """Who has the case in hand, and who is asked for the next step in it."""
    asked = [item.post for item in requests.open_of_case(connection, case.id) if item.ask in _HOLDING]
    return tuple(dict.fromkeys((*holders(case), *asked)))


def holders(case: Case) -> tuple[str, ...]:
    """Who has the case in hand; at step 4 also the Ketua Pokja (design 3c)."""
    match case.state:
        case State.DISPOSISI:
            return (case.approver,)
        case State.TANDA_TANGAN:
            return (case.approver, case.pokja) if case.pokja else (case.approver,)
        case State.TINDAK_LANJUT | State.PENYAMPAIAN | State.EVALUASI if case.pokja:
            return (case.pokja,)
        case _:
            return (TU,)
