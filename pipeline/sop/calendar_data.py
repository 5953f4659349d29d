"""A calendar from its tables, as config/calendar/*.toml has them; every fault is collected.

The files are read in the order of their names, and `kantor.toml` last: what the office
itself has settled (local closures, other hours, days on which it works all the same) wins.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from pipeline.sop.worktime import Calendar, Decree, Regime

#: the office's own file, which is read last
OWN = "kantor.toml"
MONDAY_TO_THURSDAY, FRIDAY = range(4), 4
#: a single weekday of a regime, for flexible hours → Monday 0
DAYS = {
    name: day for day, name in enumerate(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"))
}
#: table → its keys
KNOWN = {
    "regime": {"nama", "mulai", "selesai", "senin_kamis", *DAYS},
    "libur": {"tanggal", "sampai", "nama", "jenis"},
    "buka": {"tanggal", "sampai", "nama"},
    "dasar": {"tahun", "nomor", "tanggal"},
}
#: no closure is longer; a year that was mistyped is
_LONGEST = 60


class CalendarFault(ValueError):
    """What is wrong with the tables; each argument is one fault that names its file and key."""


def calendar(files: Mapping[str, Mapping[str, Any]], zone: ZoneInfo) -> Calendar:
    """Build the calendar from file name → tables; raises `CalendarFault` with all faults."""
    faults: list[str] = []
    regimes: list[Regime] = []
    closed: dict[date, str] = {}
    opened: dict[date, str] = {}
    decrees: list[Decree] = []
    for name in sorted(files, key=lambda name: (name.rpartition("/")[2] == OWN, name)):
        for where, table in _tables(files[name], "dasar", name, faults):
            decrees += _decree(table, where, faults)
        for where, table in _tables(files[name], "regime", name, faults):
            regimes += _regime(table, where, faults)
        for where, table in _tables(files[name], "libur", name, faults):
            closed |= _days(table, where, faults)
        for where, table in _tables(files[name], "buka", name, faults):
            opened |= _days(table, where, faults)
        unknown = sorted(set(files[name]) - set(KNOWN))
        known = ", ".join(KNOWN)
        faults += [f"{name}: tabel [[{key}]] tidak dikenal; yang dikenal {known}" for key in unknown]
    if not regimes and not faults:
        faults.append("calendar/: tidak ada [[regime]]; tuliskan jam kerja kantor")
    if faults:
        raise CalendarFault(*faults)
    kept = {day: name for day, name in closed.items() if day not in opened}
    return Calendar(zone, tuple(regimes), kept, tuple(decrees), frozenset(opened))


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
    yield Regime(str(table.get("nama", "")), first, last, _week(table, where, faults))


def _week(
    table: Mapping[str, Any], where: str, faults: list[str]
) -> dict[int, tuple[tuple[time, time], ...]]:
    """Weekday → hours; a day that is named goes before `senin_kamis`, and may be closed by []."""
    hours = {
        day: _pairs(table[name], f"{where}: {name}", faults) for name, day in DAYS.items() if name in table
    }
    missing = [day for day in MONDAY_TO_THURSDAY if day not in hours]
    if missing:
        week = _pairs(table.get("senin_kamis"), f"{where}: senin_kamis", faults)
        hours = {**dict.fromkeys(missing, week), **hours}
    if FRIDAY not in hours:
        hours[FRIDAY] = _pairs(None, f"{where}: jumat", faults)
    return hours


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


def _days(table: Mapping[str, Any], where: str, faults: list[str]) -> dict[date, str]:
    """The days of a table from `tanggal` to `sampai`, both included, with their name."""
    first, last = table.get("tanggal"), table.get("sampai", table.get("tanggal"))
    if not _is_day(first) or not _is_day(last) or not table.get("nama"):
        faults.append(f"{where}: perlu tanggal = 2026-08-17 dan nama = …")
        return {}
    if not first <= last <= first + timedelta(days=_LONGEST):
        faults.append(f"{where}: sampai ({last}) harus dari tanggal sampai {_LONGEST} hari sesudahnya")
        return {}
    length = (last - first).days + 1
    return {first + timedelta(days=offset): str(table["nama"]) for offset in range(length)}


def _decree(table: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[Decree]:
    year, number, day = (table.get(key) for key in ("tahun", "nomor", "tanggal"))
    if not isinstance(year, int) or not number or not _is_day(day):
        faults.append(f'{where}: perlu tahun = 2026, nomor = "…" dan tanggal = 2025-09-19')
        return
    yield Decree(year, str(number), day)
