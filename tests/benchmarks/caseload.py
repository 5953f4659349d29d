"""A register with many cases, written in bulk: what a report has to count, and none of the papers.

The cases are drawn from a seed, so that they are the same every time: on time and late, waiting and extended,
open, closed, withdrawn and no complaint at all, checked and rated.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert

from pipeline.sop.rules import Rules
from pipeline.sop.steps import Step
from pipeline.store import audit
from pipeline.store.after_tables import checks, ratings
from pipeline.store.case_tables import answers, cases, forms, requests, step_runs
from pipeline.store.database import writing
from pipeline.store.mail_tables import blobs, inbox, mails

SERVICES = (
    *("pengujian", "kalibrasi", "sertifikasi", "inspeksi", "pelatihan", "konsultansi", "layanan pelanggan"),
    None,
)
CAUSES = (
    "Alat AAS rusak dan suku cadangnya belum tiba.",
    "Petugas salah ketik nomor pada sertifikat.",
    "Prosedur pengambilan contoh tidak diikuti.",
    "Aplikasi pembayaran mengalami gangguan.",
    "Sebab yang belum pernah terjadi.",
    "",
)
#: cases of one transaction
BULK = 2_000
#: so long after the receipt the first step ends, in minutes of the clock; and so on
WAYS = (
    (Step.REGISTRASI, 1, 45),
    (Step.DISPOSISI, 1, 60),
    (Step.TINDAK_LANJUT, 600, 16_000),
    (Step.TANDA_TANGAN, 1, 60),
    (Step.PENYAMPAIAN, 0, 3),
    (Step.EVALUASI, 60, 2_400),
    (Step.EVALUASI, 10, 1_000),
)
STATES = ("disposisi", "disposisi", "tindak_lanjut", "tanda_tangan", "penyampaian", "evaluasi", "evaluasi")


@dataclass(slots=True)
class Caseload:
    """Rows on their way to the register."""

    rules: Rules
    random: Random
    #: the moment of the register: nothing happened after it
    now: datetime
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    #: ids that were given, by table
    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, table: Table, **values: Any) -> int:
        """A row with the next id of its table."""
        self.last[table.name] += 1
        self.rows[table.name].append({"id": self.last[table.name], **values})
        return self.last[table.name]


def fill(engine: Engine, rules: Rules, count: int, first: datetime, now: datetime, seed: int = 1) -> None:
    """Write `count` cases that came between two moments."""
    load = Caseload(rules, Random(seed), now)
    with writing(engine) as connection:
        connection.execute(insert(blobs).values(sha256="0" * 64, content=None, size=0, stored_at=first))
        audit.append(connection, at=first, actor="pipeline", event="mulai")
    numbers = range(1, count + 1)
    for start in range(0, count, BULK):
        for number in numbers[start : start + BULK]:
            _add_case(load, number, first + (now - first) * (number / (count + 1)))
        with writing(engine) as connection:
            _write(connection, load)


def _write(connection: Connection, load: Caseload) -> None:
    for table in (inbox, cases, forms, step_runs, requests, answers, mails, ratings, checks):
        if rows := load.rows[table.name]:
            connection.execute(insert(table), rows)
    load.rows.clear()


def _add_mail(load: Caseload, at: datetime, kind: str) -> int:
    known = {"mailbox": "pengaduan@balai.example", "folder": "INBOX", "uidvalidity": 1, "sha256": "0" * 64}
    uid = load.last["inbox"] + 1
    state = {"received_at": at, "collected_at": at, "state": "selesai", "kind": kind}
    return load.add(inbox, **known, **state, uid=uid)


def _add_case(load: Caseload, number: int, at: datetime) -> None:
    random = load.random
    if random.random() < 0.02:
        _add_mail(load, at, "wbs")
    runs = list(_runs(load, at))
    pokja = random.choice(load.rules.pokja) if len(runs) > 2 else ""
    cause = random.choice(CAUSES) if len(runs) > 3 else ""
    end = runs[-1].get("closed_at") if len(runs) == len(WAYS) else None
    state = "selesai" if end else STATES[len(runs) - 1]
    paused = runs[-1]["opened_at"] if state == "tindak_lanjut" and random.random() < 0.3 else None
    if len(runs) == 2 and runs[-1]["closed_at"]:
        state, end = random.choice(("bukan_pengaduan", "dicabut", "diteruskan")), runs[-1]["closed_at"]
    elif runs[-1]["closed_at"] and not end:
        runs[-1]["closed_at"] = runs[-1]["ended_by"] = None
    case_id = load.add(
        cases,
        number=f"PGD-{at.year}-{number:04}",
        tag=f"T{number}",
        agenda=f"{number}/{at.year}",
        inbox_id=_add_mail(load, at, "pengaduan"),
        received_at=at,
        state=state,
        runs={},
        version=1,
        versions=1,
        edited=False,
        drafted=True,
        pokja=pokja,
        approver="kepala",
        sifat="biasa",
        instruksi="",
        tembusan=[],
        perbaikan=False,
        banding=random.random() < 0.03,
        lapor=random.random() < 0.05,
        reachable=True,
        surat_terkait=load.last["cases"] if number > 1 and random.random() < 0.02 else None,
        receipted=True,
        penyebab=cause,
        koreksi="",
        korektif="",
        pencegahan="",
        jawaban="",
        letter_number="",
        paused_at=paused,
        asked_days=0,
        closed_at=end,
        delivered_at=runs[4]["closed_at"] if len(runs) > 4 else None,
        bounced=False,
        accepted=end is not None,
        penerusan="Dinas" if state == "diteruskan" else "",
    )
    form = {"layanan": random.choice(SERVICES), "hal": "Keluhan", "uraian": "Uraian pengaduan. " * 20}
    thread = f"<{number}@perusahaan.example>"
    load.rows[forms.name].append({"case_id": case_id, "data": form, "address": "", "thread": thread})
    seen: dict[str, int] = {}
    for run in runs:
        seen[run["step"]] = seen.get(run["step"], 0) + 1
        load.add(step_runs, case_id=case_id, run=seen[run["step"]], **run)
    _add_answers(load, case_id, runs, end)


def _runs(load: Caseload, at: datetime) -> Iterator[dict[str, Any]]:
    """The runs of a case, until it stops or the present is reached."""
    random, opened = load.random, at
    for step, least, most in WAYS:
        pauses: list[list[str]] = []
        due = load.rules.due(step, opened)
        if step is Step.TINDAK_LANJUT and random.random() < 0.2:
            start, end = opened + timedelta(hours=3), opened + timedelta(days=random.randint(1, 6))
            pauses = [[start.isoformat(), end.isoformat()]]
            waited = load.rules.calendar.between(start, end)
            due = load.rules.calendar.add(due, int(waited.total_seconds()) // 60)
        closed: datetime | None = opened + timedelta(minutes=random.randint(least, most))
        if closed is not None and (
            closed >= load.now or (step is not Step.REGISTRASI and random.random() < 0.04)
        ):
            closed = None
        ended = None if closed is None else "batal" if random.random() < 0.01 else step.value
        yield {
            "step": step.value,
            "opened_at": opened,
            "due_at": due,
            "closed_at": closed,
            "ended_by": ended,
            "inputs": {"jeda": pauses},
        }
        if closed is None or (step is Step.DISPOSISI and random.random() < 0.06):
            return
        opened = closed


def _add_answers(load: Caseload, case_id: int, runs: list[dict[str, Any]], end: datetime | None) -> None:
    random = load.random
    if len(runs) > 2 and random.random() < 0.2:
        reason = {"reason": "suku cadang belum tiba", "days": 3}
        _answer(load, case_id, None, "perpanjang", runs[2]["opened_at"] + timedelta(hours=1), reason)
    if len(runs) == len(WAYS):
        judged = {"efektif": random.choice((True, True, True, False, None))}
        _answer(load, case_id, None, "notulen", runs[5]["closed_at"], judged)
    delivered = runs[4]["closed_at"] if len(runs) > 4 else None
    if delivered is not None and (asked := delivered + timedelta(days=3)) < load.now:
        known = {"template": "kepuasan", "post": "pelanggan", "address": "", "words": "", "data": {}}
        rest = {"attachments": [], "answers_to": "", "not_before": asked, "state": "beku", "attempts": 0}
        load.add(mails, case_id=case_id, owed_at=asked, **known, **rest)
        for said in range(random.choice((0, 0, 1, 1, 2))):
            at = asked + timedelta(hours=5 + said)
            reply = _add_mail(load, at, "susulan")
            score = random.choice((1, 2, 3, 4, 5, 5, None))
            load.add(ratings, case_id=case_id, inbox_id=reply, score=score, at=at)
    for days in load.rules.checks if end else ():
        assert end is not None
        if (at := end + timedelta(days=days)) < load.now:
            _check(load, case_id, days, at)


def _check(load: Caseload, case_id: int, days: int, at: datetime) -> None:
    known = {"ask": "efektivitas", "run": 1, "version": 1, "post": "pengujian", "words": ""}
    request = load.add(requests, case_id=case_id, opened_at=at, **known)
    load.add(checks, case_id=case_id, run=2, days=days, post="pengujian", request_id=request, at=at)
    for action in load.random.choice(
        ((), ("efektif",), ("efektif",), ("belum_dinilai", "efektif"), ("tidak_efektif",), ("belum_dinilai",))
    ):
        at += timedelta(days=2)
        _answer(load, case_id, request, action, at, {})


def _answer(
    load: Caseload, case_id: int, request: int | None, action: str, at: datetime, data: dict[str, Any]
) -> None:
    place = load.last["answers"] + 1
    whole = {"reason": "", "days": 0, "pokja": "", "efektif": None, **data}
    revoked = at if load.random.random() < 0.05 else None
    load.add(
        answers,
        reply_sha256=f"{place:064}",
        case_id=case_id,
        request_id=request,
        action=action,
        by="pengujian",
        data=whole,
        accepted_at=at,
        revoked_at=revoked,
    )
