"""Every figure of a report, against a second count that reads the register row by row in plain Python."""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from pipeline.errors import OutsideError, Refusal
from pipeline.letters.causes import family
from pipeline.letters.figures import LateStep, Report
from pipeline.letters.period import Period, parse_period
from pipeline.letters.text import document_lines
from pipeline.office.desk import Desk
from pipeline.office.report import gather_report, papers
from pipeline.outside.config_terms import LIMITS
from pipeline.sop.rules import Limit
from pipeline.store.after_tables import checks, ratings
from pipeline.store.case_tables import answers, cases, forms, step_runs
from pipeline.store.database import open_engine, reading
from pipeline.store.mail_tables import inbox, mails
from tests.benchmarks.caseload import fill
from tests.office.registers import new_desk
from tests.office.town import print_docx
from tests.offices import ZONE, Clock, a_desk, rules

NOW = datetime(2027, 1, 12, 3, 0, tzinfo=UTC)
BEGAN = datetime(2026, 9, 20, tzinfo=UTC)
#: a month that is long over, a quarter, a year, and a month that is not over yet
PERIODS = ("2026-11", "2026-Q4", "2026", "2027-01")


class Register:
    """The rows of a register, read whole."""

    def __init__(self, desk: Desk, period: Period) -> None:
        self.desk = desk
        self.first = period.begins(ZONE)
        self.until = min(period.ends(ZONE), NOW)
        self.period = period

    def _all(self, table: Any) -> list[Any]:
        with reading(self.desk.engine) as connection:
            return list(connection.execute(select(table)).all())

    @cached_property
    def complaints(self) -> list[Any]:
        return [row for row in self._all(cases) if row.state != "bukan_pengaduan"]

    @cached_property
    def new(self) -> list[Any]:
        return [row for row in self.complaints if self.within(row.received_at)]

    @cached_property
    def open(self) -> list[Any]:
        came = [row for row in self.complaints if row.received_at < self.until]
        return [row for row in came if row.closed_at is None or row.closed_at >= self.until]

    @cached_property
    def runs(self) -> list[Any]:
        known = {row.id for row in self.complaints}
        counted = [row for row in self._all(step_runs) if row.ended_by not in ("batal", "digantikan")]
        return [row for row in counted if row.case_id in known and row.due_at is not None]

    @cached_property
    def ended(self) -> list[Any]:
        return [row for row in self.runs if row.closed_at and self.within(row.closed_at)]

    @cached_property
    def overdue(self) -> list[Any]:
        waiting = {row.id for row in self.complaints if row.paused_at and row.paused_at < self.until}
        begun = [row for row in self.runs if row.opened_at < self.until and row.due_at < self.until]
        running = [row for row in begun if row.closed_at is None or row.closed_at >= self.until]
        return [row for row in running if row.case_id not in waiting]

    @cached_property
    def late(self) -> list[Any]:
        return [*(row for row in self.ended if row.closed_at > row.due_at), *self.overdue]

    def services(self) -> dict[int, str | None]:
        return {row.case_id: row.data["layanan"] for row in self._all(forms)}

    def within(self, at: datetime) -> bool:
        return self.first <= at < self.until

    def working(self, start: datetime, end: datetime) -> float:
        return self.desk.rules.calendar.between(start, end).total_seconds() / 60

    def used(self, run: Any) -> float:
        pauses = [tuple(map(datetime.fromisoformat, pair)) for pair in run.inputs["jeda"]]
        waited = sum(self.working(max(start, run.opened_at), end) for start, end in pauses)
        return max(0.0, self.working(run.opened_at, run.closed_at) - waited)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with five hundred cases behind it."""
    desk = new_desk(tmp_path_factory.mktemp("office"), Clock(NOW))
    fill(desk.engine, desk.rules, 500, BEGAN, NOW)
    yield desk
    desk.engine.dispose()


@pytest.fixture(scope="module", params=PERIODS)
def both(request: pytest.FixtureRequest, office: Desk) -> tuple[Report, Register]:
    """A report, and the rows that it was counted from."""
    period = parse_period(request.param)
    assert period is not None
    return gather_report(office, period), Register(office, period)


def test_the_complaints_are_counted(both: tuple[Report, Register]) -> None:
    report, register = both

    before = register.period.before
    came = [row for row in register.complaints if before.begins(ZONE) <= row.received_at < before.ends(ZONE)]
    everything = [row for row in register._all(cases) if register.within(row.received_at)]
    assert report.masuk == len(register.new) > 0
    assert report.masuk_sebelumnya == len(came)
    assert report.bukan == sum(row.state == "bukan_pengaduan" for row in everything)
    assert report.banding == sum(row.banding for row in register.new)
    assert report.keberatan == sum(row.surat_terkait is not None for row in register.new)
    assert report.lapor == sum(row.lapor for row in register.new)
    assert report.diteruskan == sum(row.penerusan != "" for row in register.new)
    assert report.dicabut == sum(row.state == "dicabut" for row in register.new)
    wbs = [row for row in register._all(inbox) if row.kind == "wbs" and register.within(row.received_at)]
    assert report.wbs == len(wbs)


def test_every_complaint_stands_under_its_service_in_its_week(both: tuple[Report, Register]) -> None:
    report, register = both
    services = register.services()
    starts = [part.first for part in register.period.parts()]

    counted = Counter(
        (
            services[row.id] or "tidak disebut",
            max(day for day in starts if day <= row.received_at.astimezone(ZONE).date()),
        )
        for row in register.new
    )

    named = [series for series in report.layanan if series.nama != "layanan lain"]
    for series in named:
        assert series.banyak == tuple(counted[series.nama, day] for day in starts)
    rest = {name for name, _ in counted} - {series.nama for series in named}
    other = [series for series in report.layanan if series.nama == "layanan lain"]
    assert [series.jumlah for series in other] == [
        sum(count for (name, _), count in counted.items() if name in rest)
    ][: len(other)]
    assert sum(series.jumlah for series in report.layanan) == len(register.new)


def test_what_was_in_time_and_what_was_answered_is_counted(both: tuple[Report, Register]) -> None:
    report, register = both
    new = {row.id for row in register.new}
    late = {row.case_id for row in register.late} & new
    answered = [row for row in register.new if row.delivered_at and row.delivered_at < register.until]

    windows = register.desk.rules.calendar.windows

    def days(start: datetime, end: datetime) -> int:
        first, last = start.astimezone(ZONE).date(), end.astimezone(ZONE).date()
        later = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
        return sum(bool(windows(day)) for day in later)

    assert report.tepat == len(new) - len(late)
    steps = Counter(step for case, step in {(row.case_id, row.step) for row in register.late} if case in new)
    assert {each.nama: each.banyak for each in report.terlambat_pada} == {
        step.replace("_", " "): count for step, count in steps.items()
    }
    assert report.dijawab == len(answered)
    assert report.hari_jawab == statistics.median(days(row.received_at, row.delivered_at) for row in answered)


def test_every_pokja_has_its_complaints(both: tuple[Report, Register]) -> None:
    report, register = both
    late, still = {row.case_id for row in register.late}, {row.id for row in register.open}

    assert sum(line.masuk for line in report.pokja) == len(register.new)
    for line in report.pokja:
        own = [
            row
            for row in register.new
            if (register.desk.name(row.pokja) if row.pokja else "Belum didisposisikan") == line.nama
        ]
        answered = [row for row in own if row.delivered_at and row.delivered_at < register.until]
        assert (line.masuk, line.dijawab) == (len(own), len(answered))
        assert line.terlambat == len({row.id for row in own} & late)
        assert line.berjalan == len({row.id for row in own} & still)


def test_every_step_has_its_times(both: tuple[Report, Register]) -> None:
    report, register = both

    for line in report.tahap:
        ended = [row for row in register.ended if row.step.replace("_", " ") == line.tahap]
        used = [register.used(row) for row in ended]
        on_time = [row for row in ended if row.closed_at <= row.due_at]
        assert (line.selesai, line.tepat) == (len(ended), len(on_time)), line.tahap
        assert sum(line.sebaran) == len(ended)
        assert sum(line.sebaran[:2]) == len(on_time)
        if ended:
            assert line.median == pytest.approx(statistics.median(used))
            assert line.terlama == pytest.approx(max(used))
        overdue = [row for row in register.overdue if row.step.replace("_", " ") == line.tahap]
        assert line.menunggak == len(overdue)


def test_half_of_a_step_s_time_parts_its_runs(both: tuple[Report, Register]) -> None:
    report, register = both
    line = next(each for each in report.tahap if each.tahap == "tindak lanjut")

    def share(run: Any) -> float:
        pauses = [tuple(map(datetime.fromisoformat, pair)) for pair in run.inputs["jeda"]]
        waited = sum(register.working(start, end) for start, end in pauses)
        return register.used(run) / (register.working(run.opened_at, run.due_at) - waited)

    runs = [row for row in register.ended if row.step == "tindak_lanjut"]
    assert line.sebaran[0] == sum(row.closed_at <= row.due_at and share(row) <= 0.5 for row in runs)
    assert line.sebaran[3] == sum(row.closed_at > row.due_at and share(row) > 2 for row in runs)


def test_causes_are_counted_where_they_are_on_record(both: tuple[Report, Register]) -> None:
    report, register = both

    told = Counter(family(row.penyebab) for row in register.new if row.penyebab)
    assert {each.nama: each.banyak for each in report.penyebab} == told
    assert report.tanpa_penyebab == sum(not row.penyebab for row in register.new)
    assert [each.banyak for each in report.penyebab] == sorted(told.values(), reverse=True)


def test_judgements_and_checks_are_counted(both: tuple[Report, Register]) -> None:
    report, register = both
    given = [row for row in register._all(answers) if row.revoked_at is None]
    minutes = [
        row.data["efektif"] for row in given if row.action == "notulen" and register.within(row.accepted_at)
    ]

    first, *later = report.evaluasi
    assert (first.efektif, first.tidak, first.belum) == tuple(map(minutes.count, (True, False, None)))
    asked = [row for row in register._all(checks) if register.within(row.at)]
    assert sum(line.jumlah for line in later) == len(asked)
    for line, days in zip(later, register.desk.rules.checks, strict=True):
        told = [_last(given, row, register.until) for row in asked if row.days == days]
        counts = tuple(map(told.count, ("efektif", "tidak_efektif", "belum_dinilai", "")))
        assert (line.efektif, line.tidak, line.belum, line.tanpa_jawaban) == counts, line.nama


def _last(given: list[Any], check: Any, until: datetime) -> str:
    """The last answer to a check, '' for none."""
    own = [row for row in given if row.request_id == check.request_id and row.accepted_at < until]
    return own[-1].action if own else ""


def test_the_last_score_of_each_customer_counts(both: tuple[Report, Register]) -> None:
    report, register = both
    last = {row.case_id: row.score for row in register._all(ratings) if register.within(row.at)}
    scores = list(last.values())
    asked = [
        row for row in register._all(mails) if row.template == "kepuasan" and register.within(row.owed_at)
    ]

    found = report.kepuasan
    assert found.ditanya == len(asked)
    assert found.nilai == tuple(map(scores.count, (1, 2, 3, 4, 5)))
    assert found.tanpa_nilai == scores.count(None)
    told = [score for score in scores if score]
    assert found.rata == (pytest.approx(statistics.mean(told)) if told else None)


def test_open_cases_are_counted_by_age(both: tuple[Report, Register]) -> None:
    report, register = both
    ages = [(register.until - row.received_at).days for row in register.open]
    bounds = ((0, 7), (8, 14), (15, 30), (31, 60), (61, 10_000))

    assert [each.banyak for each in report.umur] == [
        sum(low <= age <= high for age in ages) for low, high in bounds
    ]
    overdue = {row.case_id for row in register.overdue}
    assert report.berjalan_lewat == len({row.id for row in register.open} & overdue)


def test_the_terms_of_law_are_held_against_each_complaint(office: Desk) -> None:
    terms = _with_terms(office)
    period = parse_period("2026-Q4")
    assert period is not None
    register = Register(terms, period)

    for line, limit in zip(gather_report(terms, period).batas, terms.rules.limits, strict=True):
        held = [row for row in register.new if row.lapor or not limit.only_lapor]
        ends = {row.id: limit.end(terms.rules.calendar, row.received_at) for row in held}
        met = [
            row
            for row in held
            if any(
                at and at <= ends[row.id] and at < register.until for at in (row.delivered_at, row.closed_at)
            )
        ]
        over = [row for row in held if row not in met and ends[row.id] < register.until]
        assert (line.dalam, line.lewat) == (len(met), len(over)), line.label
        assert line.dalam + line.lewat + line.berjalan == len(held)


def _with_terms(office: Desk) -> Desk:
    limits = tuple(Limit(each.label, each.hari, working=each.kerja, only_lapor=each.lapor) for each in LIMITS)
    return replace(office, rules=replace(office.rules, limits=limits))


def test_every_late_step_is_listed_with_the_reason_on_record(both: tuple[Report, Register]) -> None:
    report, register = both
    numbers = {row.id: row.number for row in register.complaints}

    def key(line: LateStep) -> tuple[Any, ...]:
        return line.perkara, line.tahap, line.batas, line.selesai

    found = {key(line): line for line in report.terlambat}
    expected = {
        (numbers[row.case_id], row.step.replace("_", " "), row.due_at, _end(row, register)): row
        for row in register.late
    }
    assert set(found) == set(expected)
    assert [line.telat for line in report.terlambat] == sorted(
        (line.telat for line in report.terlambat), reverse=True
    )
    asked = [row for row in register._all(answers) if row.action == "perpanjang" and row.revoked_at is None]
    for each, row in expected.items():
        end = _end(row, register)
        own = [ask for ask in asked if ask.case_id == row.case_id and row.opened_at <= ask.accepted_at]
        told = [ask for ask in own if ask.accepted_at <= (end or register.until)]
        reason = "diminta perpanjangan 3 hari kerja: suku cadang belum tiba" if told else ""
        assert found[each].alasan == reason
        assert found[each].telat == pytest.approx(register.working(row.due_at, end or register.until))


def _end(row: Any, register: Register) -> datetime | None:
    closed: datetime | None = row.closed_at
    return closed if closed and closed < register.until else None


def test_the_workbook_has_a_line_for_every_complaint_new_or_open(both: tuple[Report, Register]) -> None:
    report, register = both

    wanted = {row.number for row in (*register.new, *register.open)}
    assert {line.perkara for line in report.perkara} == wanted
    assert len(report.perkara) == len(wanted)


def test_a_month_told_later_is_the_month_as_it_was(office: Desk) -> None:
    november = parse_period("2026-11")
    assert november is not None
    at_its_end = a_desk(office.engine, Clock(november.ends(ZONE)))

    then, now = gather_report(at_its_end, november), gather_report(office, november)
    assert (then.masuk, then.tepat, then.dijawab, then.tahap, then.umur) == (
        now.masuk,
        now.tepat,
        now.dijawab,
        now.tahap,
        now.umur,
    )


def test_both_databases_count_alike(office: Desk, register_url: str) -> None:
    engine: Engine = open_engine(register_url)
    desk = a_desk(engine, Clock(NOW))
    fill(engine, rules(), 500, BEGAN, NOW)
    quarter = parse_period("2026-Q4")
    assert quarter is not None

    assert gather_report(desk, quarter) == gather_report(office, quarter)
    engine.dispose()


def test_the_register_is_asked_a_dozen_questions_however_many_cases_there_are(office: Desk) -> None:
    year = parse_period("2026")
    assert year is not None
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(office.engine, "before_cursor_execute", note)
    try:
        report = gather_report(office, year)
    finally:
        event.remove(office.engine, "before_cursor_execute", note)

    assert len(report.perkara) > 300
    assert len([each for each in asked if each.lstrip().upper().startswith("SELECT")]) <= 12


def test_a_period_that_has_not_begun_is_refused(office: Desk) -> None:
    february = parse_period("2027-02")
    assert february is not None

    with pytest.raises(Refusal, match="Februari 2027 belum dimulai"):
        gather_report(office, february)


def test_an_office_without_a_single_case_gets_a_sober_report(tmp_path: Path) -> None:
    desk = new_desk(tmp_path, Clock(NOW))
    december = parse_period("2026-12")
    assert december is not None

    made = dict(papers(desk, gather_report(desk, december), lambda docs: [print_docx(each) for each in docs]))

    assert [name.rpartition(".")[2] for name in made] == ["xlsx", "docx", "pdf"]
    words = document_lines(made["laporan-pengaduan-2026-12.docx"])
    assert "Selama bulan Desember 2026 tidak ada pengaduan yang diterima." in words
    desk.engine.dispose()


def test_the_workbook_is_there_although_no_pdf_can_be_made(office: Desk) -> None:
    november = parse_period("2026-11")
    assert november is not None
    made = papers(office, gather_report(office, november), lambda _: [OutsideError("macet", permanent=False)])

    assert [next(made)[0], next(made)[0]] == [
        "laporan-pengaduan-2026-11.xlsx",
        "laporan-pengaduan-2026-11.docx",
    ]
    with pytest.raises(OutsideError, match="macet"):
        next(made)
