"""Settings: config/*.toml become validated, frozen values; every fault is reported at once.

Secrets never stand here (`outside/secrets.py`). No room below this one sees a
setting; the wiring hands down values.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import SettingsError
from pipeline.mail.phrases import checked
from pipeline.outside.config_backup import Cadangan
from pipeline.outside.config_documents import CageLimits, Documents
from pipeline.outside.config_file import read_calendar, read_tables, told
from pipeline.outside.config_metrics import Metrik
from pipeline.outside.config_numbers import Nomor
from pipeline.outside.config_oauth import OAuth
from pipeline.outside.config_proof import Alarm, Canary, Journal
from pipeline.outside.config_restraint import Pembatasan
from pipeline.outside.config_retention import DEFAULT as RETENSI
from pipeline.outside.config_retention import Retensi
from pipeline.outside.config_scanner import Pemindai
from pipeline.outside.config_sender import Autentikasi
from pipeline.outside.config_terms import LIMITS, Address, Batas, Penggantian, Positive, Waktu
from pipeline.outside.secrets import secret
from pipeline.sop.steps import KEPALA, KETUA, PELANGGAN, PENGGANTI, PIPELINE, TU, WBS
from pipeline.sop.worktime import Calendar

__all__ = ["Jabatan", "OfficeFile", "Pokja", "Program", "Settings", "load", "secret"]

PIPELINE_FILE, OFFICE_FILE, CALENDAR_FOLDER = "pipeline.toml", "office.toml", "calendar"

Security = Literal["tls", "starttls", "none"]
LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: post keys that mean something else
RESERVED = {KETUA, PELANGGAN, PIPELINE, KEPALA, PENGGANTI, WBS}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Server(_Table):
    host: str
    security: Security = "tls"

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError(
                'security = "none" hanya untuk server pada mesin ini; pakai "tls" atau "starttls"'
            )
        return self


class Imap(_Server):
    """Where mail comes in."""

    port: Positive = 993
    user: str
    auth: Literal["password", "xoauth2"] = "password"
    ca_file: str = ""
    folder: str = "INBOX"
    mulai_dari: date | Literal[""] = ""
    keyword: str = "$Diagenda"
    move_to: str = "Diagendakan"
    #: seconds between looks at the mailbox; IDLE only wakes earlier
    poll_seconds: Positive = 60
    #: of a larger mail, header and structure alone are fetched and a person is asked
    largest_mb: Positive = 40


class Smtp(_Server):
    """Where mail goes out."""

    port: Positive = 465
    user: str = ""
    auth: Literal["password", "xoauth2", "none"] = "password"
    ca_file: str = ""
    connections: Annotated[int, Field(ge=1, le=20)] = 4


class Database(_Table):
    """Where the register lies."""

    url: str = "sqlite:////var/lib/tanggap/tanggap.db"

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if not self.url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError(
                "url harus sqlite:////jalur/berkas.db atau postgresql+psycopg://pengguna@host/nama"
            )
        # libpq takes it behind the question mark as well, and one with a slash is no less in the file.
        if re.match(r"[^/]+//[^/@:]*:.*@|[^?]*\?.*password=", self.url, re.IGNORECASE):
            raise ValueError("kata sandi tidak boleh di url; berikan TANGGAP_DATABASE_PASSWORD")
        return self


class Log(_Table):
    """What the log tells."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Program(_Table):
    """config/pipeline.toml."""

    imap: Imap
    smtp: Smtp
    oauth: OAuth = OAuth()
    database: Database = Database()
    documents: Documents = Documents()
    cage: CageLimits = CageLimits()
    journal: Journal = Journal()
    canary: Canary = Canary()
    alarm: Alarm = Alarm()
    log: Log = Log()
    cadangan: Cadangan = Cadangan()
    pemindai: Pemindai = Pemindai()
    metrik: Metrik = Metrik()


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
    #: the Kepala gets the report of each month, on the first working day after it
    laporan_bulanan: bool = True
    #: mail from these domains came by SP4N-LAPOR!
    lapor: tuple[str, ...] = ("lapor.go.id",)

    @property
    def domain(self) -> str:
        """The domain of the official mailbox."""
        return self.alamat.partition("@")[2]


class TandaTangan(_Table):
    """How letters are signed."""

    mode: Literal["tertanda", "segel"] = "tertanda"
    segel: str = ""
    akar: tuple[str, ...] = ()
    serial: tuple[str, ...] = ()
    paket_srikandi: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.mode == "segel" and not self.segel:
            raise ValueError("mode segel memerlukan segel = berkas PKCS#12")
        if self.serial and not self.akar:
            raise ValueError("serial memerlukan akar = berkas PEM penyelenggara sertifikat itu")
        return self


class Jabatan(_Table):
    """A post and who holds it."""

    nama: str
    surel: Address
    pejabat: str = ""
    nama_pejabat: str = ""
    nip: str = ""
    sebutan: Literal["", "Plh.", "Plt.", "a.n."] = ""


class Pokja(Jabatan):
    """A working group with its services."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    layanan: tuple[str, ...] = ()


class Kata(_Table):
    """The office's own words for a complaint and for other mail, as `mail/phrases.py` writes them."""

    pengaduan: tuple[Annotated[str, BeforeValidator(checked)], ...] = ()
    lain: tuple[Annotated[str, BeforeValidator(checked)], ...] = ()


class OfficeFile(_Table):
    """config/office.toml."""

    instansi: Instansi
    surel: Surel
    nomor: Nomor
    tanda_tangan: TandaTangan = TandaTangan()
    pokja: Annotated[tuple[Pokja, ...], Field(min_length=1)]
    jabatan: Mapping[str, Jabatan]
    waktu: Waktu = Waktu()
    batas: tuple[Batas, ...] = LIMITS
    penggantian: tuple[Penggantian, ...] = ()
    autentikasi: Autentikasi = Autentikasi()
    pembatasan: Pembatasan = Pembatasan()
    kata: Kata = Kata()
    retensi: tuple[Retensi, ...] = RETENSI

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        faults = list(_office_faults(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _office_faults(office: OfficeFile) -> Iterator[str]:
    keys = [pokja.id for pokja in office.pokja]
    if len(set(keys)) < len(keys):
        yield "pokja: setiap id hanya boleh dipakai sekali"
    yield from (f"pokja: id {key} bukan nama Pokja" for key in sorted(RESERVED & set(keys)))
    known = {*keys, *office.jabatan}
    yield from (f"jabatan.{key} belum ada" for key in (KEPALA, WBS) if key not in known)
    if TU not in known:
        yield "tidak ada tu; tambahkan pokja dengan id tu atau [jabatan.tu]"
    extra = set(office.jabatan) - {KEPALA, PENGGANTI, WBS, TU}
    yield from (f"jabatan.{key} tidak dikenal" for key in sorted(extra))
    if "a.n." in (post.sebutan for key, post in office.jabatan.items() if key == KEPALA):
        yield f'jabatan.{KEPALA}: sebutan "a.n." hanya untuk wakilnya; pakai "Plh." atau "Plt."'
    others = (post for key, post in office.jabatan.items() if key not in keys)
    addresses = [post.surel for post in (*office.pokja, *others)]
    twice = sorted({each for each in addresses if addresses.count(each) > 1})
    yield from (f"surel {item} dipakai dua kali" for item in twice)
    acted = {item.jabatan for item in office.penggantian} - (known - {WBS})
    yield from (f"penggantian: jabatan {key} tidak dikenal" for key in sorted(acted))
    if office.surel.alamat in (item.surel for item in office.penggantian):
        yield f"penggantian: surel {office.surel.alamat} adalah kotak surat resmi"
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
    zone = office.instansi.zona_waktu if office else "Asia/Jakarta"
    days = read_calendar(folder / CALENDAR_FOLDER, zone, faults)
    if faults or program is None or office is None or days is None:
        raise SettingsError("\n".join(faults))
    return Settings(folder, program, office, days)


def _parse(path: Path, model: type[_Model], faults: list[str]) -> _Model | None:
    tables = read_tables(path, faults)
    if tables is None:
        return None
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        faults += list(dict.fromkeys(told(path, item) for item in error.errors()))
        return None
