"""Two weeks and a half with a hundred cases, holidays and long waits, against an oracle of its own.

The stage and the register are real, and the cases go their way by real decisions; only mails are not
composed, for that is other tests' matter. The oracle knows nothing of the schedule's code: it walks a list
of the working minutes and writes down what should have come.
"""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.remind import remind
from pipeline.sop import flow, opening
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer
from pipeline.sop.steps import ENDED
from pipeline.sop.turn import Turn
from pipeline.sop.working import resume
from pipeline.store import cases, requests
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import reminders, step_runs, tokens
from pipeline.store.case_tables import requests as request_rows
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import mails
from tests.office.registers import new_desk
from tests.offices import ZONE, Clock
from tests.store import rows

FIRST = datetime(2026, 12, 14, 7, 0, tzinfo=ZONE)
CLOSED = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}
PASS = timedelta(minutes=30)
A_DAY = 48
DAYS = 16
WORDS = {"penyebab": "a", "koreksi": "b", "korektif": "c", "pencegahan": "d", "jawaban": "e"}


def office_minutes() -> list[datetime]:
    """Every working minute of the stretch, written down one by one."""
    found = []
    for day in (FIRST.date() + timedelta(days=each) for each in range(-1, 60)):
        if day.weekday() > 4 or day in CLOSED:
            continue
        noon, end = ((11, 30), (16, 30)) if day.weekday() == 4 else ((12, 0), (16, 0))
        for begin, close in (((7, 30), noon), ((13, 0), end)):
            moment = datetime.combine(day, time(*begin), ZONE)
            while moment < datetime.combine(day, time(*close), ZONE):
                found.append(moment)
                moment += timedelta(minutes=1)
    return found


MINUTES = office_minutes()
WORKING = frozenset(MINUTES)
#: minutes at which the office opens, in the morning or after the break
OPENINGS = [each for each in MINUTES if each - timedelta(minutes=1) not in WORKING]


def worked(start: datetime, end: datetime) -> int:
    """Working minutes from `start` to `end`."""
    return bisect_left(MINUTES, end) - bisect_left(MINUTES, start)


@dataclass(slots=True)
class Oracle:
    """What should come: (run, mark) → when."""

    expected: dict[tuple[int, str], datetime] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)

    def look(self, runs: list[Any], now: datetime) -> None:
        """What these open runs should bring about at this pass."""
        if now not in WORKING:
            return
        for run in runs:
            name = self._mark(run, now)
            known = any(run_id == run.id for run_id, _ in self.expected)
            if name and not (name == "setengah" and known):
                self.expected.setdefault((run.id, name), now)

    def _mark(self, run: Any, now: datetime) -> str:
        due = run.due_at.astimezone(ZONE)
        if now < due:
            pauses = (run.inputs or {}).get("jeda", ())
            waited = sum(
                worked(max(datetime.fromisoformat(start), run.opened_at), datetime.fromisoformat(end))
                for start, end in pauses
            )
            return "setengah" if worked(now, due) * 2 <= worked(run.opened_at, due) - waited else ""
        over = MINUTES[bisect_left(MINUTES, due)]
        passed = sum(over < opening <= now for opening in OPENINGS)
        short = run.step in ("disposisi", "tanda_tangan", "penyampaian")
        if passed:
            self.late.add(run.id)
            return f"lewat{passed}"
        if short and worked(due, now) >= 30:
            self.late.add(run.id)
            return "lewat0"
        return "batas"


class Stretch:
    """The office and its people for that time; who answers when is drawn from a seed."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock, self.oracle = desk, clock, Oracle()
        self.chance = random.Random(7)
        self.spots = sorted(self.chance.sample(range(8 * A_DAY), 100))
        self.registered = 0

    def run(self) -> None:
        """Pass after pass to the end."""
        for place in range(DAYS * A_DAY):
            self.clock.now = FIRST + PASS * place
            at_work = self.clock.now.weekday() < 5 and 7 <= self.clock.now.hour < 17
            if at_work or place % 8 == 0:
                self._work(place)
                with reading(self.desk.engine) as connection:
                    self.oracle.look(self._open(connection), self.clock.now)
                while remind(self.desk):
                    pass

    def _open(self, connection: Connection) -> list[Any]:
        query = select(step_runs).join(case_rows, case_rows.c.id == step_runs.c.case_id)
        query = query.where(step_runs.c.closed_at.is_(None), step_runs.c.due_at.is_not(None))
        return list(connection.execute(query.where(case_rows.c.paused_at.is_(None))).all())

    def _work(self, place: int) -> None:
        with writing(self.desk.engine) as connection:
            while self.registered < 100 and self.spots[self.registered] <= place:
                self.registered += 1
                self._register(connection)
            if self.clock.now in WORKING:
                self._answer(connection)
            self._mint(connection)

    def _register(self, connection: Connection) -> None:
        case = rows.a_case(connection, banding=False)
        decision = opening.register(case, self.clock.now, self.desk.rules, may_answer=False)
        carry_out(self.desk, connection, decision, Cause(by="pipeline", at=self.clock.now))

    def _mint(self, connection: Connection) -> None:
        """Every request has left by mail."""
        fresh = select(request_rows.c.id).where(
            request_rows.c.closed_at.is_(None), request_rows.c.id.not_in(select(tokens.c.request_id))
        )
        for request_id in connection.scalars(fresh).all():
            mail = rows.an_owed_mail(connection)
            requests.mint(
                connection, f"t{request_id}", request_id=request_id, mail_id=mail, at=self.clock.now
            )

    def _answer(self, connection: Connection) -> None:
        going = select(case_rows.c.id).where(case_rows.c.state.not_in(ENDED)).order_by(case_rows.c.id)
        for case_id in connection.scalars(going).all():
            if self.chance.random() < 0.06:
                self._move(connection, case_id)

    def _move(self, connection: Connection, case_id: int) -> None:
        case = cases.load(connection, case_id)
        if case.paused_at:
            decision = resume(case, self.clock.now, self.desk.rules, "pelanggan_menjawab")
            carry_out(self.desk, connection, decision, Cause(by="pelanggan", at=self.clock.now))
            return
        waiting = [each for each in requests.open_of_case(connection, case_id) if each.ask in ANSWERS]
        if not waiting:
            return
        request = waiting[-1]
        answer = self.chance.choice(ANSWERS[request.ask])
        turn = Turn(case, answer, request.post, self.clock.now, self.desk.rules, request.ask)
        with suppress(Refusal):
            decision = flow.decide(turn)
            carry_out(self.desk, connection, decision, Cause(by=request.post, at=self.clock.now))


_MORE = Answer(action=Action.PERPANJANG, days=2, reason="alat rusak")
_ASK = Answer(action=Action.TANYA, text="Mohon foto label.")
_OTHER = Answer(action=Action.DISPOSISI, pokja="kalibrasi")
ANSWERS = {
    Ask.DISPOSISI: (Answer(action=Action.DISPOSISI, pokja="pengujian"), _OTHER),
    Ask.KONSEP: (Answer(action=Action.KONSEP, fields=WORDS), _MORE, _ASK),
    Ask.PARAF: (Answer(action=Action.PARAF), _MORE),
    Ask.IZIN: (Answer(action=Action.IZINKAN), Answer(action=Action.TOLAK)),
    Ask.PERSETUJUAN: (Answer(action=Action.TERLIBAT), Answer(action=Action.REVISI, note="perbaiki")),
}


def stretched(tmp_path: Path) -> Iterator[tuple[Stretch, Connection]]:
    clock = Clock(FIRST)
    desk = new_desk(tmp_path, clock)
    closed = {**desk.rules.calendar.closed, **dict.fromkeys(CLOSED, "Cuti Bersama")}
    desk = replace(desk, rules=replace(desk.rules, calendar=replace(desk.rules.calendar, closed=closed)))
    stretch = Stretch(desk, clock)
    stretch.run()
    with reading(desk.engine) as connection:
        yield stretch, connection
    desk.engine.dispose()


@pytest.mark.soak
def test_over_weeks_each_reminder_comes_once_at_its_time_and_none_outside_hours(tmp_path: Path) -> None:
    for stretch, connection in stretched(tmp_path):
        noted = connection.execute(select(reminders)).all()
        marks = {
            (row.step_run_id, row.kind.partition("@")[0]): row.at for row in noted if row.kind != "eskalasi"
        }
        told = {row.step_run_id for row in noted if row.kind == "eskalasi"}
        sent = connection.execute(
            select(mails).where(mails.c.template.in_(("pengingat", "daftar_tugas")))
        ).all()

        assert stretch.registered == 100
        assert len(marks) > 300
        # A due time that was moved brings the same marks anew: the first of each name is compared.
        assert first_of(noted) == stretch.oracle.expected
        assert told == stretch.oracle.late & told
        assert stretch.oracle.late - told == set()
        assert all(mail.owed_at.astimezone(ZONE) in WORKING for mail in sent)
        assert max(Counter((mail.post, mail.owed_at) for mail in sent).values()) == 1
        assert any(mail.template == "daftar_tugas" for mail in sent)


def first_of(noted: Any) -> dict[tuple[int, str], datetime]:
    """When each mark first came, by its name without the due time it carries."""
    found: dict[tuple[int, str], datetime] = {}
    for row in sorted(noted, key=lambda row: row.at):
        if row.kind != "eskalasi":
            found.setdefault((row.step_run_id, row.kind.partition("@")[0]), row.at)
    return found
