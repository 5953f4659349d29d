"""The benchmarks, by hand: `make bench`, or `python -m tests.benchmarks --cases 40 --database sqlite`.

Each measurement runs in a process of its own, so that none warms another up and peak memory is its own.
Nothing else should run meanwhile: the load before is printed with the machine.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from pipeline.outside.collector import hold_back
from tests.benchmarks import conversions, dossier, registering, reporting, verifying, whole_way
from tests.benchmarks.bureau import DISK
from tests.benchmarks.machine import machine
from tests.benchmarks.meter import Figures

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One thing to be measured."""

    name: str
    measure: Callable[[str, int], Figures]
    #: seconds of the unit in which the rate is told
    per: int
    unit: str
    #: the least that SQLite has to reach; 0 for none
    floor: int = 0


BENCHMARKS = {
    "letters": Benchmark("letters registered", registering.letters, 1, "/s", 100),
    "pdfs": Benchmark("letters with a PDF registered", registering.letters_with_pdf, 1, "/s"),
    "conversions": Benchmark("letters converted, many a call", conversions.together, 60, "/min"),
    "conversions-singly": Benchmark("letters converted, one a call", conversions.singly, 60, "/min"),
    "dossier": Benchmark("pages of a dossier", dossier.measure, 1, "/s", 17),
    "report": Benchmark("cases in a year's report", reporting.measure, 1, "/s"),
    "verify": Benchmark("entries of the audit trail verified", verifying.measure, 1, "/s", 16_667),
    "cases": Benchmark("whole cases", whole_way.measure, 60, "/min", 60),
}


def main() -> None:
    """Measure what was asked for and print it."""
    asked = _asked()
    if asked.one:
        # As the daemon begins.
        hold_back()
        print(json.dumps(asdict(BENCHMARKS[asked.one].measure(asked.database[0], asked.count))))
        return
    console = Console()
    for name, value in machine(DISK).items():
        console.print(f"{name:>12}  {value}", highlight=False)
    counts = {
        "letters": asked.letters,
        "pdfs": asked.letters,
        "conversions": asked.conversions,
        "conversions-singly": asked.conversions,
        "cases": asked.cases,
        "dossier": asked.pages,
        "report": asked.reported,
        "verify": asked.entries,
    }
    for key in asked.only:
        for database in asked.database:
            console.print(_figures(BENCHMARKS[key], database, _measured(key, database, counts[key])))


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--letters", type=int, default=1000, help="letters to register (default: 1000)")
    parser.add_argument("--cases", type=int, default=100, help="whole cases at once (default: 100)")
    parser.add_argument("--conversions", type=int, default=30, help="letters to convert (default: 30)")
    parser.add_argument("--pages", type=int, default=1000, help="pages of a dossier (default: 1000)")
    parser.add_argument("--reported", type=int, default=100_000, help="cases of a report (default: 100000)")
    parser.add_argument("--entries", type=int, default=1_000_000, help="entries to verify (default: 1000000)")
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS))
    parser.add_argument("--one", choices=BENCHMARKS, help="measure this alone and print it as JSON")
    parser.add_argument("--count", type=int, default=100, help="pieces of --one")
    return parser.parse_args()


def _measured(key: str, database: str, count: int) -> Figures:
    command = [sys.executable, "-m", "tests.benchmarks", "--one", key, "--count", str(count)]
    done = subprocess.run([*command, "--database", database], stdout=subprocess.PIPE, text=True, check=True)
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def _figures(what: Benchmark, database: str, found: Figures) -> Table:
    rate = found.rate * what.per
    least = f" (floor {what.floor})" if what.floor and database == "sqlite" else ""
    table = Table(title=f"{what.name}, {database}: {rate:.1f}{what.unit}{least}", title_justify="left")
    for heading in ("", "milliseconds a piece"):
        table.add_column(heading, justify="right" if heading else "left")
    each = 1000 / found.pieces
    for stage, seconds in found.seconds.items():
        table.add_row(stage, _short(seconds * each))
    table.add_row(f"all {found.pieces}, wall", _short(found.wall * each), end_section=True)
    table.add_row("CPU, the program", _short(found.own_cpu * each))
    table.add_row("CPU, cage and LibreOffice", _short(found.children_cpu * each), end_section=True)
    table.add_row("peak memory, the program", f"{found.own_memory:.0f} MB")
    table.add_row("peak memory, largest child", f"{found.child_memory:.0f} MB")
    table.caption = found.in_force
    return table


def _short(milliseconds: float) -> str:
    return f"{milliseconds:.1f}" if milliseconds >= 1 else f"{milliseconds:.3f}"


if __name__ == "__main__":
    main()
