"""Whether the cure still holds: asked of whoever had to act, so many days after the end of a case.

Whoever does not answer is reminded once, and after as long again the approver is told; both in working
hours, as the stage that calls this works in no others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pipeline.letters.letter_case import FollowUp
from pipeline.office.carry import Cause, ask
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.office.minutes import actions, listed, owner
from pipeline.office.tasks import was_sent
from pipeline.office.until import ANSWER_DAYS
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Case
from pipeline.sop.papers import Notice
from pipeline.sop.reminding import next_level
from pipeline.sop.steps import PIPELINE, State, Step
from pipeline.store import audit, cases, checks, owed, requests
from pipeline.store.case_tables import answers
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: a check that could not be asked in this time is not asked any more
WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose cure is to be looked at, so many days after its end."""

    case_id: int
    days: int


def check_cures(desk: Desk, now: datetime) -> bool:
    """Owe the questions and the reminders that have come due; True if there were any."""
    with reading(desk.engine) as connection:
        due = [each for days in desk.rules.checks for each in _due(connection, days, now)]
        slow = [row for row in checks.waiting(connection) if _wanted(desk, row, now)]
    done = False
    for each in due:
        with writing(desk.engine) as connection:
            done = _open(desk, connection, each, now) or done
    for row in slow:
        with writing(desk.engine) as connection:
            done = _remind(desk, connection, row, now) or done
    return done


def _due(connection: Connection, days: int, now: datetime) -> list[Due]:
    last = now - timedelta(days=days)
    return [Due(each, days) for each in checks.to_open(connection, days, last - WITHIN, last)]


def _run(case: Case) -> int:
    return case.runs.get(Step.EVALUASI.value, 0)


def _open(desk: Desk, connection: Connection, due: Due, now: datetime) -> bool:
    """Ask every owner of an action; an older question of this case is answered by the newer one."""
    case = cases.load(connection, due.case_id, lock=True)
    if case.state is not State.SELESAI or checks.was_opened(connection, case.id, _run(case), due.days):
        return False
    older = [each.id for each in requests.open_of_case(connection, case.id) if each.ask is Ask.EFEKTIVITAS]
    requests.close(connection, older, why="pemeriksaan berikutnya", at=now)
    for post, items in _by_owner(desk, connection, case).items():
        words = "\n".join(f"{number}. {listed(item)}" for number, item in enumerate(items, 1))
        cause = Cause(by=PIPELINE, at=now)
        request_id = ask(desk, connection, case, Asked(Ask.EFEKTIVITAS, post, words), cause)
        run = _run(case)
        checks.add(
            connection, case_id=case.id, run=run, days=due.days, post=post, request_id=request_id, at=now
        )
        payload = {"hari": due.days, "kepada": post, "tindakan": len(items)}
        audit.append(
            connection, at=now, actor=PIPELINE, event="cek_efektivitas", case_id=case.id, payload=payload
        )
    return True


def _by_owner(desk: Desk, connection: Connection, case: Case) -> Mapping[str, Sequence[FollowUp]]:
    """The actions of the newest notulen, by the post that answers for them; its Pokja where none is told."""
    given = (answers.c.case_id == case.id) & (answers.c.action == Action.NOTULEN.value)
    query = (
        select(answers).where(given, answers.c.revoked_at.is_(None)).order_by(answers.c.id.desc()).limit(1)
    )
    row = connection.execute(query).first()
    found = actions(desk, case, row.data["fields"], row.accepted_at) if row else ()
    by_owner: dict[str, list[FollowUp]] = {}
    for item in found:
        by_owner.setdefault(owner(desk, case, item), []).append(item)
    return by_owner or {case.pokja: []}


def _wanted(desk: Desk, row: AnyRow, now: datetime) -> str:
    """Which mail about an open question has come due: '' for none, else the column that notes it."""
    late = desk.rules.calendar.add_days(row.at, ANSWER_DAYS)
    if row.reminded_at is None:
        return "reminded_at" if now >= late else ""
    very_late = desk.rules.calendar.add_days(row.reminded_at, ANSWER_DAYS)
    return "escalated_at" if row.escalated_at is None and now >= very_late else ""


def _remind(desk: Desk, connection: Connection, row: AnyRow, now: datetime) -> bool:
    """False where the question itself has not left yet, or was answered meanwhile."""
    request = requests.get(connection, row.request_id)
    column = _wanted(desk, row, now)
    if request.closed_at is not None or not was_sent(connection, request.id):
        return False
    case = cases.load(connection, row.case_id, lock=True)
    checks.mark(connection, row.id, **{column: now})
    told = _late(desk, case, request) if column == "escalated_at" else _again(request)
    owed.owe_mail(connection, told, at=now)
    payload = {"pengingat": column, "kepada": told.post}
    audit.append(connection, at=now, actor=PIPELINE, event="pengingat", case_id=case.id, payload=payload)
    return True


def _again(request: Request) -> Owed:
    words = "Pertanyaan apakah tindakan perbaikan masih efektif belum dijawab."
    template = Notice.PENGINGAT.value
    return Owed(
        template=template, post=request.post, words=words, case_id=request.case_id, request_id=request.id
    )


def _late(desk: Desk, case: Case, request: Request) -> Owed:
    """To the next level, as with every other request that stays unanswered."""
    words = (
        f"{desk.name(request.post)} belum menjawab pertanyaan apakah tindakan perbaikan masih efektif, yang "
        f"kami kirim pada {moment(desk, request.opened_at)}."
    )
    above = next_level(request.post, case.approver, desk.rules)
    return Owed(template=Notice.PEMBERITAHUAN.value, post=above, words=words, case_id=case.id)
