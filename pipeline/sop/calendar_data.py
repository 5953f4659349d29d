"""A calendar from its tables, as config/calendar/*.toml has them; every fault is collected."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from pipeline.sop.worktime import Calendar, Regime

MONDAY_TO_THURSDAY, FRIDAY = range(4), 4
#: table → its keys
KNOWN = {
    "regime": {"nama", "mulai", "selesai", "senin_kamis", "jumat"},
    "libur": {"tanggal", "nama", "jenis"},
}


class CalendarFault(ValueError):
    """What is wrong with the tables; each argument is one fault that names its file and key."""


def calendar(files: Mapping[str, Mapping[str, Any]], zone: ZoneInfo) -> Calendar:
    """Build the calendar from file name → tables; raises `CalendarFault` with all faults."""
    faults: list[str] = []
    regimes: list[Regime] = []
    closed: dict[date, str] = {}
    for name in sorted(files):
        for where, table in _tables(files[name], "regime", name, faults):
            regimes += _regime(table, where, faults)
        for where, table in _tables(files[name], "libur", name, faults):
            closed |= _closed(table, where, faults)
        unknown = sorted(set(files[name]) - set(KNOWN))
        faults += [f"{name}: tabel [[{key}]] tidak dikenal; yang dikenal regime dan libur" for key in unknown]
    if not regimes and not faults:
        faults.append("calendar/: tidak ada [[regime]]; tuliskan jam kerja kantor")
    if faults:
        raise CalendarFault(*faults)
    return Calendar(zone, tuple(regimes), closed)


def _tables(
    file: Mapping[str, Any], kind: str, name: str, faults: list[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each table of a kind with the words that say where it stands."""
    tables = file.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        faults.append(f"{name}: {kind} harus ditulis dengan dua kurung siku: [[{kind}]]")
        return
    for place, table in enumerate(tables, 1):
        where = f"{name}: {kind} ke-{place}"
        for key in sorted(set(table) - KNOWN[kind]):
            known = ", ".join(sorted(KNOWN[kind]))
            faults.append(f"{where}: {key} tidak dikenal; yang dikenal {known}")
        yield where, table


def _is_day(value: object) -> TypeGuard[date]:
    # A moment of a day is a date to Python, and none here.
    return isinstance(value, date) and not isinstance(value, datetime)


def _regime(table: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[Regime]:
    first, last = table.get("mulai"), table.get("selesai")
    if not _is_day(first) or not _is_day(last):
        faults.append(f"{where}: mulai dan selesai harus tanggal, misalnya mulai = 2026-01-01")
        return
    if first > last:
        faults.append(f"{where}: selesai ({last}) mendahului mulai ({first})")
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
    return _time(opening), _time(closing)


def _time(text: str) -> time:
    # Indonesian writes 07.30 as well; time.fromisoformat would take that for seven o'clock.
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", text.strip())
    if not found:
        raise ValueError(f"no time of day: {text}")
    return time(int(found[1]), int(found[2]))


def _closed(table: Mapping[str, Any], where: str, faults: list[str]) -> dict[date, str]:
    day = table.get("tanggal")
    if not _is_day(day) or not table.get("nama"):
        faults.append(f"{where}: perlu tanggal = 2026-08-17 dan nama = …")
        return {}
    return {day: str(table["nama"])}
