"""Settings: config/*.toml become validated, frozen values; every fault is reported at once.

Secrets come from systemd credentials or the environment and never from a file.
No room below this one sees a setting; the wiring hands down values.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import SettingsError
from pipeline.letters.numbers import NumberFormat
from pipeline.sop.calendar_data import CalendarFault, calendar
from pipeline.sop.steps import KEPALA, PENGGANTI, TU, WBS, Mutu, Unit
from pipeline.sop.worktime import Calendar

PIPELINE_FILE, OFFICE_FILE, CALENDAR_FOLDER = "pipeline.toml", "office.toml", "calendar"

Address = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$"), BeforeValidator(str.lower)]
Positive = Annotated[int, Field(gt=0)]
Security = Literal["tls", "starttls", "none"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Imap(_Table):
    """Where mail comes in."""

    host: str
    port: Positive = 993
    security: Security = "tls"
    user: str
    auth: Literal["password", "xoauth2"] = "password"
    ca_file: str = ""
    folder: str = "INBOX"
    mulai_dari: date | Literal[""] = ""
    keyword: str = "$Diagenda"
    move_to: str = "Diagendakan"
    #: seconds between looks at the mailbox; IDLE only wakes earlier
    poll_seconds: Positive = 60


class Smtp(_Table):
    """Where mail goes out."""

    host: str
    port: Positive = 465
    security: Security = "tls"
    user: str = ""
    auth: Literal["password", "xoauth2", "none"] = "password"
    ca_file: str = ""
    connections: Annotated[int, Field(ge=1, le=20)] = 4


class Database(_Table):
    """Where the register lies."""

    url: str = "sqlite:////var/lib/tanggap/tanggap.db"


class Documents(_Table):
    """Templates and the converter."""

    templates_dir: str = ""
    converter: str = "soffice"
    convert_seconds: Positive = 120


class CageLimits(_Table):
    """What reading one mail may take."""

    wall_seconds: Positive = 60
    cpu_seconds: Positive = 30
    memory_mb: Positive = 512


class Log(_Table):
    """What the log tells."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Program(_Table):
    """config/pipeline.toml."""

    imap: Imap
    smtp: Smtp
    database: Database = Database()
    documents: Documents = Documents()
    cage: CageLimits = CageLimits()
    log: Log = Log()


class Instansi(_Table):
    """The office's name and address."""

    kementerian: str
    badan: str
    balai: str
    singkat: str
    alamat: str
    telepon: str = ""
    laman: str = ""
    kota: str = ""
    logo: str = ""
    zona_waktu: str = "Asia/Jakarta"


class Surel(_Table):
    """The official mailbox."""

    alamat: Address
    nama: str
    alamat_plus: bool = True


class Nomor(_Table):
    """The numbers of surat keluar."""

    surat_keluar: str = NumberFormat.pattern
    kode: str
    klasifikasi: str


class TandaTangan(_Table):
    """How letters are signed."""

    mode: Literal["tertanda", "segel"] = "tertanda"
    segel: str = ""
    akar: tuple[str, ...] = ()
    serial: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_seal(self) -> "TandaTangan":
        if self.mode == "segel" and not self.segel:
            raise ValueError("mode segel memerlukan segel = berkas PKCS#12")
        return self


class Jabatan(_Table):
    """A post and who holds it."""

    nama: str
    surel: Address
    pejabat: str = ""
    nama_pejabat: str = ""
    nip: str = ""


class Pokja(Jabatan):
    """A working group with its services."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    layanan: tuple[str, ...] = ()


def _mutu(value: object) -> object:
    if not isinstance(value, str):
        return value
    amount, _, unit = value.partition(" ")
    if not amount.isdigit() or unit not in set(Unit):
        raise ValueError('tuliskan seperti "30 menit", "1 jam" atau "7 hari"')
    return Mutu(int(amount), Unit(unit))


Time = Annotated[Mutu, BeforeValidator(_mutu)]


class Waktu(_Table):
    """The SOP's times and the office's own limits."""

    registrasi: Time = Mutu(1, Unit.JAM)
    disposisi: Time = Mutu(30, Unit.MENIT)
    tindak_lanjut: Time = Mutu(7, Unit.HARI)
    tanda_tangan: Time = Mutu(30, Unit.MENIT)
    penyampaian: Time = Mutu(30, Unit.MENIT)
    evaluasi: Time = Mutu(1, Unit.HARI)
    batal_menit: Positive = 15
    jeda_hari: Positive = 30
    pantulan_jam: Positive = 72
    permintaan_hari: Positive = 14
    simpan_surat_lain_hari: Positive = 30


class OfficeFile(_Table):
    """config/office.toml."""

    instansi: Instansi
    surel: Surel
    nomor: Nomor
    tanda_tangan: TandaTangan = TandaTangan()
    pokja: Annotated[tuple[Pokja, ...], Field(min_length=1)]
    jabatan: Mapping[str, Jabatan]
    waktu: Waktu = Waktu()

    @model_validator(mode="after")
    def _is_whole(self) -> "OfficeFile":
        faults = list(_office_faults(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _office_faults(office: OfficeFile) -> Iterator[str]:
    keys = [pokja.id for pokja in office.pokja]
    if len(set(keys)) < len(keys):
        yield "pokja: setiap id hanya boleh dipakai sekali"
    known = {*keys, *office.jabatan}
    yield from (f"jabatan.{key} belum ada" for key in (KEPALA, WBS) if key not in known)
    if TU not in known:
        yield "tidak ada tu; tambahkan pokja dengan id tu atau [jabatan.tu]"
    extra = set(office.jabatan) - {KEPALA, PENGGANTI, WBS, TU}
    yield from (f"jabatan.{key} tidak dikenal" for key in sorted(extra))
    posts = [*office.pokja, *(post for key, post in office.jabatan.items() if key not in keys)]
    addresses = [post.surel for post in posts]
    yield from (
        f"surel {item} dipakai dua kali" for item in sorted({a for a in addresses if addresses.count(a) > 1})
    )
    if office.surel.alamat in addresses:
        yield f"surel {office.surel.alamat} adalah kotak surat resmi dan tidak boleh menjadi alamat jabatan"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is configured."""

    folder: Path
    program: Program
    office: OfficeFile
    calendar: Calendar


_Model = TypeVar("_Model", bound=BaseModel)


def load(folder: Path) -> Settings:
    """Read a configuration folder; raises `SettingsError` that lists every fault."""
    faults: list[str] = []
    program = _parse(folder / PIPELINE_FILE, Program, faults)
    office = _parse(folder / OFFICE_FILE, OfficeFile, faults)
    days = _calendar(folder, office, faults)
    if faults or program is None or office is None or days is None:
        raise SettingsError("\n".join(faults))
    return Settings(folder, program, office, days)


def _tables(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        faults.append(f"{path}: berkas tidak ada; salin dari config/ yang disertakan")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path}: tidak terbaca ({error}); periksa tanda kutip dan kurung siku")
    return {}


def _parse(path: Path, model: type[_Model], faults: list[str]) -> _Model | None:
    before = len(faults)
    tables = _tables(path, faults)
    if len(faults) > before:
        return None
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        faults += [f"{path}: {_key(item['loc'])}: {_remedy(item)}" for item in error.errors()]
        return None


def _key(parts: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts) or "(berkas)"


def _remedy(fault: Mapping[str, Any]) -> str:
    match fault["type"]:
        case "missing":
            return "wajib diisi"
        case "extra_forbidden":
            return "tidak dikenal; hapus atau perbaiki ejaannya"
        case "string_pattern_mismatch":
            return f"“{fault['input']}” tidak berbentuk {fault['ctx']['pattern']}"
        case _:
            return str(fault["msg"]).removeprefix("Value error, ")


def _calendar(folder: Path, office: OfficeFile | None, faults: list[str]) -> Calendar | None:
    paths = sorted((folder / CALENDAR_FOLDER).glob("*.toml"))
    files = {f"{CALENDAR_FOLDER}/{path.name}": _tables(path, faults) for path in paths}
    try:
        return calendar(files, ZoneInfo(office.instansi.zona_waktu if office else "Asia/Jakarta"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        found = error.args if isinstance(error, CalendarFault) else [f"instansi.zona_waktu: {error}"]
        faults += [f"{folder}: {fault}" for fault in found]
        return None


def secret(name: str) -> str:
    """A secret by name, from `$CREDENTIALS_DIRECTORY/<name>` or `TANGGAP_<NAME>`; raises `SettingsError`."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / name if folder else None
    if path is not None and path.exists():
        return path.read_text("utf-8").rstrip("\n")
    value = os.environ.get(f"TANGGAP_{name.upper()}")
    if value is None:
        raise SettingsError(
            f"rahasia {name} tidak ada; berikan LoadCredential={name}:… atau TANGGAP_{name.upper()}"
        )
    return value
