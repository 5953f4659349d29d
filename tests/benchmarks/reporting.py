"""How long the report of a year with many cases takes: counted, drawn, printed, and put into a workbook.

The register is filled in bulk before the count begins.
"""

from datetime import date, datetime, timedelta

from pipeline.letters.period import YEAR, Period
from pipeline.office.report import gather_report, papers
from pipeline.outside.libreoffice import Converter
from pipeline.store.database import open_engine
from pipeline.store.migrate import migrate
from tests.benchmarks.bureau import empty_database
from tests.benchmarks.caseload import fill
from tests.benchmarks.meter import Figures, Meter, children_cpu, figures
from tests.offices import ZONE, Clock, a_desk

FIRST = datetime(2026, 1, 1, tzinfo=ZONE)
END = datetime(2027, 1, 1, tzinfo=ZONE)


def measure(database: str, count: int) -> Figures:
    """The report of 2026 over so many cases, all of that year, with its three files."""
    with empty_database(database) as url:
        engine = open_engine(url)
        migrate(engine)
        desk = a_desk(engine, Clock(END + timedelta(hours=8)))
        fill(engine, desk.rules, count, FIRST, END)
        meter = Meter(children_before=children_cpu())
        with meter.count("counted"):
            report = gather_report(desk, Period(date(2026, 1, 1), YEAR))
        files = papers(desk, report, Converter().convert)
        with meter.count("files"):
            made = [name for name, _ in files]
        engine.dispose()
    if len(made) < 3 or report.masuk + report.bukan != count:
        raise RuntimeError(f"{count} cases, and {report.masuk} and {report.bukan} in the report")
    return figures(meter, count, "a report only reads")
