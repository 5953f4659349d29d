"""A calendar from its tables, as config/calendar/*.toml has them; every fault is collected."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.sop.worktime import Calendar, Regime

MONDAY_TO_THURSDAY, FRIDAY = range(4), 4


class CalendarFault(ValueError):
    """What is wrong with the tables; each argument is one fault that names its file and key."""


def calendar(files: Mapping[str, Mapping[str, Any]], zone: ZoneInfo) -> Calendar:
    """Build the calendar from file name → tables; raises `CalendarFault` with all faults."""
    faults: list[str] = []
    regimes: list[Regime] = []
    closed: dict[date, str] = {}
    for name in sorted(files):
        for place, table in enumerate(files[name].get("regime", ()), 1):
            regimes += _regime(table, f"{name}: regime ke-{place}", faults)
        for place, table in enumerate(files[name].get("libur", ()), 1):
            closed |= _closed(table, f"{name}: libur ke-{place}", faults)
        unknown = set(files[name]) - {"regime", "libur"}
        faults += [f"{name}: tabel [[{key}]] tidak dikenal; yang dikenal regime dan libur" for key in unknown]
    if not regimes and not faults:
        faults.append("calendar/: tidak ada [[regime]]; tuliskan jam kerja kantor")
    if faults:
        raise CalendarFault(*faults)
    return Calendar(zone, tuple(regimes), closed)


def _regime(table: Mapping[str, Any], where: str, faults: list[str]) -> Iterable[Regime]:
    first, last = table.get("mulai"), table.get("selesai")
    if not isinstance(first, date) or not isinstance(last, date):
        faults.append(f"{where}: mulai dan selesai harus tanggal, misalnya mulai = 2026-01-01")
        return
    week = _pairs(table.get("senin_kamis"), f"{where}: senin_kamis", faults)
    friday = _pairs(table.get("jumat"), f"{where}: jumat", faults)
    hours = {**dict.fromkeys(MONDAY_TO_THURSDAY, week), FRIDAY: friday}
    yield Regime(str(table.get("nama", "")), first, last, hours)


def _pairs(texts: object, where: str, faults: list[str]) -> tuple[tuple[time, time], ...]:
    try:
        pairs = tuple(_pair(text) for text in texts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, AttributeError):
        faults.append(f'{where}: tuliskan seperti ["07:30-12:00", "13:00-16:00"]')
        return ()
    moments = [moment for pair in pairs for moment in pair]
    if moments != sorted(set(moments)):
        faults.append(f"{where}: jam harus berurutan dan tidak bertindih")
    return pairs


def _pair(text: str) -> tuple[time, time]:
    opening, _, closing = text.partition("-")
    return time.fromisoformat(opening.strip()), time.fromisoformat(closing.strip())


def _closed(table: Mapping[str, Any], where: str, faults: list[str]) -> dict[date, str]:
    day = table.get("tanggal")
    if not isinstance(day, date) or not table.get("nama"):
        faults.append(f"{where}: perlu tanggal = 2026-08-17 dan nama = …")
        return {}
    return {day: str(table["nama"])}
