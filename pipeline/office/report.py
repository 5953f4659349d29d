"""The report of a month, a quarter or a year: gathered from the register, put on paper and into a workbook.

Each table is read once, in a stream, so that a year of a hundred thousand cases needs neither the memory
nor the time of a walk from case to case.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pipeline.errors import OutsideError, Refusal, SetAside
from pipeline.letters.case_tally import CaseTally
from pipeline.letters.figure_sheet import tables, workbook
from pipeline.letters.figure_values import berkala_values
from pipeline.letters.figures import SCORES, LateStep, Outcome, Report, Satisfaction
from pipeline.letters.period import Period
from pipeline.letters.render import render
from pipeline.letters.step_tally import Frame, StepTally, explained
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES
from pipeline.office.listing import presumed_holder
from pipeline.sop.asks import Action
from pipeline.sop.measuring import Timeline
from pipeline.store import ratings, report_rows
from pipeline.store.database import reading
from pipeline.store.schema import AnyRow

TEMPLATE = "laporan_berkala"
#: late steps and cases that the workbook lists; where there are more, CSV files beside it have all
LARGE = 5_000
#: a due time lies no further ahead than this
_AHEAD = timedelta(days=400)

#: turns Word documents into PDFs, or says why there is none
Convert = Callable[[Sequence[bytes]], Sequence[bytes | OutsideError]]


def _steps(connection: Connection, frame: Frame, first: datetime, until: datetime) -> StepTally:
    """The runs of steps that ended from `first` on and before `until`, and those that were open then."""
    steps = StepTally(frame)
    for times in report_rows.runs_in_time(connection, first, until):
        steps.add_ended(*times)
    for run in report_rows.runs_not_in_time(connection, first, until):
        steps.add(run)
    return steps


def gather_report(desk: Desk, period: Period) -> Report:
    """Every figure of a period, as at its end, or as of now where that has not come yet.

    Raises `Refusal` for a period that has not begun.
    """
    zone = desk.rules.calendar.zone
    first, until = period.begins(zone), min(period.ends(zone), desk.clock())
    if first >= until:
        raise Refusal(f"Masa laporan {period.words} belum dimulai.")
    with _uncollected(), reading(desk.engine) as connection:
        frame = _frame(desk, connection, period, until)
        steps = _steps(connection, frame, first, until)
        cases = CaseTally(frame, steps)
        for case in report_rows.case_rows(connection, first, until):
            cases.add(case)
        before = period.before
        return Report(
            periode=period,
            sampai=until,
            **{name: cases.counts[name] for name in _COUNTED},
            masuk_sebelumnya=report_rows.complaints(connection, before.begins(zone), before.ends(zone)),
            bukan=report_rows.no_complaints(connection, first, until),
            wbs=report_rows.integrity_reports(connection, first, until),
            hari_jawab=cases.days_to_answer,
            terlambat_pada=cases.late_on(),
            layanan=cases.services(),
            pokja=cases.units(),
            tahap=steps.lines(),
            penyebab=cases.causes(),
            evaluasi=_outcomes(connection, desk, first, until),
            kepuasan=_satisfaction(connection, first, until),
            umur=cases.ages(),
            berjalan_lewat=cases.overdue_open,
            batas=cases.limits(),
            terlambat=_late(desk, connection, steps, until),
            perkara=tuple(cases.lines),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the collector of cycles off: it walked over all rows again and again, a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


#: what the cases count under the names of the report's own fields
_COUNTED = (
    *("masuk", "tepat", "dijawab", "banding", "keberatan", "lapor", "diteruskan", "dicabut"),
    "tanpa_penyebab",
)


def _frame(desk: Desk, connection: Connection, period: Period, until: datetime) -> Frame:
    oldest = report_rows.oldest(connection) or until
    zone = desk.rules.calendar.zone
    start = min(oldest.astimezone(zone).date(), period.first)
    return Frame(
        period=period,
        until=until,
        rules=desk.rules,
        timeline=Timeline(desk.rules.calendar, start, (until + _AHEAD).astimezone(zone).date()),
        stages=STAGES,
        holder=lambda run: desk.name(run.holder or presumed_holder(run.step, run.pokja, run.approver)),
    )


def _late(desk: Desk, connection: Connection, steps: StepTally, until: datetime) -> tuple[LateStep, ...]:
    """The late steps with their reasons, the latest first."""
    began = min((opened for _, opened, _ in steps.late), default=until)
    told = report_rows.explanations(connection, began, until)
    why = explained(steps.late, told, lambda row: _why(desk, row))
    lines = [replace(line, alasan=why.get(place, "")) for place, (_, _, line) in enumerate(steps.late)]
    return tuple(sorted(lines, key=lambda line: (-line.telat, line.perkara, line.batas)))


def _why(desk: Desk, row: AnyRow) -> str:
    match Action(row.action):
        case Action.PERPANJANG:
            reason = " ".join((row.reason or "").split())
            asked = f"diminta perpanjangan {row.days} hari kerja" if row.days else "diminta perpanjangan"
            return f"{asked}: {reason}" if reason else asked
        case Action.TANYA:
            return "menunggu jawaban pelanggan"
        case Action.KOORDINASI:
            return f"koordinasi dengan {desk.name(row.pokja)}" if row.pokja else "koordinasi"
        case Action.ALIHKAN:
            return f"dialihkan kepada {desk.name(row.pokja)}" if row.pokja else "dialihkan"
        case Action.REVISI:
            return "konsep dikembalikan untuk direvisi"
        case _:
            return "penyetuju terlibat dan diganti"


def _outcomes(connection: Connection, desk: Desk, first: datetime, until: datetime) -> tuple[Outcome, ...]:
    """The judgement of the notulen, then those of the later checks by their days."""
    told = {row.efektif: row.banyak for row in report_rows.judgements(connection, first, until)}
    minutes = Outcome(
        nama="Notulen evaluasi",
        efektif=told.get(True, 0),
        tidak=told.get(False, 0),
        belum=told.get(None, 0),
        tanpa_jawaban=0,
    )
    # Of several answers to one question the last one holds: "belum dapat dinilai" leaves it open.
    answered = {row.id: (row.days, row.action) for row in report_rows.check_answers(connection, first, until)}
    found: dict[int, dict[str | None, int]] = {days: {} for days in desk.rules.checks}
    for days, action in answered.values():
        of_days = found.setdefault(days, {})
        of_days[action] = of_days.get(action, 0) + 1
    return (minutes, *(_checked(days, counts) for days, counts in sorted(found.items())))


def _checked(days: int, counts: Mapping[str | None, int]) -> Outcome:
    return Outcome(
        nama=f"Pemeriksaan setelah {days} hari",
        efektif=counts.get(Action.EFEKTIF.value, 0),
        tidak=counts.get(Action.TIDAK_EFEKTIF.value, 0),
        belum=counts.get(Action.BELUM_DINILAI.value, 0),
        tanpa_jawaban=counts.get(None, 0),
    )


def _satisfaction(connection: Connection, first: datetime, until: datetime) -> Satisfaction:
    found = ratings.between(connection, first, until)
    scores = [rated.score for rated in found]
    return Satisfaction(
        ditanya=report_rows.asked_for_rating(connection, first, until),
        nilai=tuple(scores.count(score) for score in SCORES),
        tanpa_nilai=scores.count(None),
    )


def document(desk: Desk, report: Report) -> bytes:
    """The report in Word, from the office's template. Raises SetAside where that will not do."""
    if TEMPLATE not in desk.templates:
        raise SetAside(f"templat {TEMPLATE}.docx tidak ada; pasang kembali berkasnya di templates_dir")
    from pipeline.letters.charts import draw  # noqa: PLC0415  as charts.py says

    values = berkala_values(desk.letterhead, report, draw(report), desk.clock())
    return render(desk.templates[TEMPLATE], values)


def papers(desk: Desk, report: Report, convert: Convert) -> Iterator[tuple[str, bytes]]:
    """The files of a report by name, the workbook first; raises `OutsideError` where no PDF can be made."""
    name = file_name(report.periode)
    zone, rows = desk.letterhead.zone, max(len(report.perkara), len(report.terlambat))
    yield f"{name}.xlsx", workbook(report, desk.letterhead.balai, zone, LARGE)
    if rows > LARGE:
        yield from ((f"{name}-{table}.csv", content) for table, content in tables(report, zone))
    docx = document(desk, report)
    yield f"{name}.docx", docx
    [pdf] = convert([docx])
    if isinstance(pdf, OutsideError):
        raise pdf
    yield f"{name}.pdf", pdf


def file_name(period: Period) -> str:
    """What the files of a report are called."""
    return f"laporan-pengaduan-{period.name}"
