"""A file of the configuration: its tables, and its faults in words that name file, key and remedy.

Apart from the settings, which say what the tables may hold and touch no disk themselves.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.sop.calendar_data import CalendarFault, calendar
from pipeline.sop.steps import Mutu, Unit
from pipeline.sop.worktime import Calendar

#: a key with such a name asks for a secret in a file
_SECRET = ("password", "passphrase", "sandi", "token", "secret")

#: pydantic's name of a fault → what to do; the braces hold its context
_REMEDIES: Mapping[str, str] = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal; hapus atau perbaiki ejaannya",
    "string_pattern_mismatch": "“{input}” tidak berbentuk {pattern}",
    "string_type": "harus teks di antara tanda kutip",
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "int_type": "harus bilangan bulat tanpa tanda kutip",
    "int_parsing": "harus bilangan bulat tanpa tanda kutip",
    "int_from_float": "harus bilangan bulat",
    "greater_than": "harus lebih dari {gt}",
    "greater_than_equal": "paling sedikit {ge}",
    "less_than_equal": "paling banyak {le}",
    "literal_error": "“{input}” tidak dikenal; pilih {expected}",
    "too_short": "paling sedikit {min_length} buah",
    "model_type": "harus tabel, misalnya [imap]",
    "model_attributes_type": "harus tabel, misalnya [imap]",
    "tuple_type": "harus daftar di dalam kurung siku",
    "date_from_datetime_parsing": 'harus tanggal, misalnya "2026-11-01"',
    "date_parsing": 'harus tanggal, misalnya "2026-11-01"',
    "date_type": 'harus tanggal, misalnya "2026-11-01"',
    "mapping_type": "harus tabel, misalnya [jabatan.kepala]",
}


def read_tables(path: Path, faults: list[str]) -> dict[str, Any] | None:
    """The tables of a file; None where it cannot be read, and then `faults` has one more line."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        faults.append(f"{path}: berkas tidak ada; salin dari config/ yang disertakan, atau sebut --config")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path}: tidak terbaca ({error}); periksa tanda kutip dan kurung siku")
    return None


def read_calendar(folder: Path, zone: str, faults: list[str]) -> Calendar | None:
    """The office's working time from the tables in `folder`; None with its faults told."""
    files = {
        f"{folder.name}/{path.name}": read_tables(path, faults) or {}
        for path in sorted(folder.glob("*.toml"))
    }
    try:
        return calendar(files, ZoneInfo(zone))
    except CalendarFault as fault:
        faults += [f"{folder.parent}/{line}" for line in fault.args]
    except (ZoneInfoNotFoundError, ValueError, OSError):
        faults.append(f"{folder.parent}: instansi.zona_waktu “{zone}” tidak dikenal; misalnya Asia/Jakarta")
    return None


def told(path: Path, fault: Mapping[str, Any]) -> str:
    """One fault of pydantic's, as a line with file, key and remedy; never with a secret's value."""
    place = [part for part in fault["loc"] if part not in _BRANCHES]
    return f"{path}: {_key(place)}: {_remedy(fault)}"


#: names that pydantic puts into the place of a fault and that no file holds
_BRANCHES = ("date", "literal['']")


def _key(parts: Iterable[int | str]) -> str:
    """`pokja.2.surel`; lists are counted from one, as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts) or "(berkas)"


def _remedy(fault: Mapping[str, Any]) -> str:
    kind, name = fault["type"], str(fault["loc"][-1]) if fault["loc"] else ""
    if kind == "extra_forbidden" and any(word in name.lower() for word in _SECRET):
        return (
            "rahasia tidak boleh ditulis di berkas; berikan dengan LoadCredential= atau lingkungan TANGGAP_…"
        )
    if kind in _REMEDIES:
        return _REMEDIES[kind].format(input=fault.get("input"), **fault.get("ctx", {}))
    return str(fault["msg"]).removeprefix("Value error, ")


def mutu(value: object) -> object:
    """A time of the SOP as an office writes it, "7 hari"; what is no text is left to the model."""
    if not isinstance(value, str):
        return value
    amount, _, unit = value.partition(" ")
    if not amount.isdigit() or unit not in set(Unit):
        raise ValueError('tuliskan seperti "30 menit", "1 jam" atau "7 hari"')
    return Mutu(int(amount), Unit(unit))
