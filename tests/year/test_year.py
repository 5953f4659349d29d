"""A simulated year: every reminder, report and question of the clock, counted against an oracle."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from pipeline.office.desk import Desk
from pipeline.office.roster import Acting, Roster
from pipeline.outside.config_file import read_calendar
from pipeline.sop.rules import Limit, Signing
from pipeline.store import audit
from pipeline.store.database import reading
from tests.office.registers import new_desk
from tests.offices import Clock
from tests.year.minutes import ZONE, Minutes
from tests.year.oracle import Oracle
from tests.year.town import Plan, Year, ticks

CALENDAR = Path(__file__).parents[2] / "config" / "calendar"
#: mails that nothing but the clock, or a case's end, brings about
CLOCKED = (
    *("pengingat", "daftar_tugas", "laporan_harian", "laporan_kemajuan", "pengingat_pelanggan", "kepuasan"),
    *("penutupan", "minta_efektivitas"),
)


def acting(post: str, first: str, last: str) -> Acting:
    return Acting(
        post=post,
        address=f"wakil-{post}@balai.example",
        name="Nama Pengganti",
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
    )


@dataclass(frozen=True, slots=True)
class Lived:
    """A year that is over: what the register holds, and what it should hold."""

    desk: Desk
    oracle: Oracle
    year: Year


def live(folder: Path, plan: Plan, *, pause: int, checks: tuple[int, ...]) -> Lived:
    """Live through a plan with the office's own calendar."""
    faults: list[str] = []
    calendar = read_calendar(CALENDAR, ZONE.key, faults)
    assert calendar is not None, faults
    begun = datetime.combine(plan.first, time(), ZONE)
    clock = Clock(begun)
    desk = new_desk(folder, clock)
    event.listen(desk.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    limits = tuple(Limit(f"Batas {days} hari", days) for days in (14, 60))
    terms: dict[str, Any] = {"pause": timedelta(days=pause), "checks": checks, "limits": limits}
    rules = replace(desk.rules, calendar=calendar, signing=Signing.SEGEL, **terms)
    desk = replace(desk, rules=rules, posts=Roster(desk.posts, clock, ZONE), holders=desk.posts)
    minutes = Minutes(CALENDAR, plan.first - timedelta(days=10), plan.end + timedelta(days=200))
    year = Year(desk, clock, plan, minutes)
    changes = [
        (each.post, day) for each in plan.absences for day in (each.first, each.last + timedelta(days=1))
    ]
    moments = [(datetime.combine(day, time(), ZONE), post) for post, day in changes]
    oracle = Oracle(minutes, begun, terms["pause"], checks, moments)
    for now in ticks(plan):
        changed = None
        if plan.declared and now == datetime.combine(plan.declared[0], time(9), ZONE):
            changed = declare(year, minutes, plan.declared[1], folder=CALENDAR)
        oracle.tick(now, year.live(now), changed)
    return Lived(year.desk, oracle, year)


def declare(year: Year, minutes: Minutes, day: date, *, folder: Path) -> Minutes:
    """A day is declared free while cases are running."""
    calendar = year.desk.rules.calendar
    closed = {**calendar.closed, day: "Cuti Bersama yang baru ditetapkan"}
    year.desk = replace(year.desk, rules=replace(year.desk.rules, calendar=replace(calendar, closed=closed)))
    year.minutes = minutes.without(day)
    return year.minutes


def rows(lived: Lived, query: str) -> list[Any]:
    with reading(lived.desk.engine) as connection:
        return list(connection.execute(text(query)))


def at(value: str) -> datetime:
    """A moment as SQLite keeps it: UTC without a zone."""
    return datetime.fromisoformat(f"{value}+00:00").astimezone(ZONE)


def marks(lived: Lived) -> Counter[Any]:
    found = rows(
        lived,
        "select s.case_id, s.step, s.run, r.kind, r.at "
        "from reminders r join step_runs s on s.id = r.step_run_id",
    )
    return Counter(
        (
            row.case_id,
            row.step,
            row.run,
            "lewat0" if row.kind.startswith("lewat0") else row.kind.partition("@")[0],
            at(row.at),
        )
        for row in found
        if row.kind != "eskalasi"
    )


def mails(lived: Lived) -> Counter[Any]:
    named = ", ".join(f"'{each}'" for each in CLOCKED)
    found = rows(lived, f"select template, post, owed_at, answer_id from mails where template in ({named})")
    return Counter((at(row.owed_at), row.template, row.post) for row in found)


def happened(lived: Lived) -> Counter[Any]:
    found = rows(
        lived,
        "select a.at, a.event, a.case_id, p.payload from audit a left join audit_payloads p on p.seq = a.seq "
        "where a.event in ('jeda_berakhir', 'selesai', 'batas_dihitung_ulang', 'pengingat')",
    )
    told: Counter[Any] = Counter()
    for row in found:
        payload: Mapping[str, Any] = json.loads(row.payload) if row.payload else {}
        if row.event != "pengingat":
            told[at(row.at), row.event, row.case_id] += 1
        elif payload.get("pengingat") == "escalated_at":
            told[at(row.at), "cek_dieskalasi", row.case_id] += 1
    return told


def dues(lived: Lived) -> dict[tuple[int, str, int], datetime]:
    found = rows(
        lived,
        "select case_id, step, run, due_at from step_runs where step not in ('registrasi', 'penyampaian')",
    )
    return {(row.case_id, row.step, row.run): at(row.due_at) for row in found if row.due_at}


def differences(lived: Lived) -> dict[str, list[Any]]:
    """What the register and the oracle do not agree on, a few of each kind."""
    oracle, known = lived.oracle, dues(lived)
    expected = {(run.case, run.step, run.number): run.due for run in oracle.runs}
    found: dict[str, list[Any]] = {
        "batas": [(key, expected.get(key), due) for key, due in known.items() if expected.get(key) != due]
    }
    counts: tuple[tuple[str, Counter[Any], Counter[Any]], ...] = (
        ("pengingat", marks(lived), oracle.marks),
        ("surel", mails(lived), oracle.mails),
        ("peristiwa", happened(lived), oracle.happened),
    )
    for name, seen, wanted in counts:
        found[f"{name} tanpa sebab"] = list((seen - wanted).items())
        found[f"{name} tidak ada"] = list((wanted - seen).items())
    return {name: sorted(each, key=str)[:6] for name, each in found.items() if each}


def compare(lived: Lived) -> Mapping[str, int]:
    """Hold the register against the oracle; gives how much there was of each."""
    oracle = lived.oracle
    assert differences(lived) == {}
    with reading(lived.desk.engine) as connection:
        assert audit.verify(connection)[1] == []
    counted: Counter[str] = Counter(run.step for run in oracle.runs)
    counted.update({f"surel {each}": 0 for each in CLOCKED})
    for (_, template, _), count in oracle.mails.items():
        counted[f"surel {template}"] += count
    for (_, _, _, name, _), count in oracle.marks.items():
        counted[f"tanda {name if not name.startswith('lewat') else 'lewat'}"] += count
    for (_, name, _), count in oracle.happened.items():
        counted[name] += count
    counted["perkara"] = len(oracle.cases)
    counted["perkara selesai"] = sum(case.closed is not None for case in oracle.cases.values())
    return counted


def changes_of_holder(lived: Lived) -> list[tuple[date, str]]:
    found = rows(
        lived,
        "select a.at, p.payload from audit a join audit_payloads p on p.seq = a.seq "
        "where a.event = 'pejabat_berganti'",
    )
    return [(at(row.at).date(), json.loads(row.payload)["jabatan"]) for row in found]


@pytest.mark.timeout(900)
def test_in_the_weeks_around_idul_fitri_the_clock_brings_about_what_an_oracle_expects(tmp_path: Path) -> None:
    plan = Plan(
        seed=7,
        cases=24,
        first=date(2026, 3, 9),
        last=date(2026, 3, 20),
        end=date(2026, 5, 4),
        step=30,
        rest=180,
        absences=(
            acting("kepala", "2026-03-12", "2026-03-16"),
            acting("pengujian", "2026-04-13", "2026-04-17"),
        ),
        declared=(date(2026, 3, 13), date(2026, 3, 27)),
    )

    lived = live(tmp_path, plan, pause=10, checks=(10, 20))

    counted = compare(lived)
    assert counted["perkara"] == plan.cases
    lacking = [each for each in CLOCKED if not counted[f"surel {each}"]]
    assert (lacking, counted["jeda_berakhir"] > 0, counted["batas_dihitung_ulang"] > 0) == ([], True, True)
    assert changes_of_holder(lived) == [
        *((date(2026, 3, 12), "kepala"), (date(2026, 3, 17), "kepala")),
        *((date(2026, 4, 13), "pengujian"), (date(2026, 4, 18), "pengujian")),
    ]


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_in_a_year_of_two_thousand_complaints_the_clock_brings_about_what_an_oracle_expects(
    tmp_path: Path,
) -> None:
    plan = Plan(
        seed=2026,
        cases=2000,
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        end=date(2027, 1, 16),
        step=15,
        rest=120,
        absences=(
            acting("kepala", "2026-02-02", "2026-02-06"),
            acting("kepala", "2026-07-13", "2026-07-31"),
            acting("pengujian", "2026-05-18", "2026-05-29"),
            acting("tu", "2026-09-07", "2026-09-11"),
            acting("kalibrasi", "2026-12-21", "2027-01-04"),
        ),
        declared=(date(2026, 6, 8), date(2026, 6, 15)),
    )

    lived = live(tmp_path, plan, pause=30, checks=(30, 90))

    counted = compare(lived)
    assert counted["perkara"] == plan.cases
    assert [each for each in CLOCKED if not counted[f"surel {each}"]] == []
    assert len(changes_of_holder(lived)) == 2 * len(plan.absences)
    print("\n", *(f"{count:7} {name}\n" for name, count in sorted(counted.items())))
