"""Builders of a sample office: name only what matters to the test."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from pipeline.letters.letter_case import Office, Signer
from pipeline.letters.numbers import NumberFormat
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.signed import Trust
from pipeline.mail.authentic import Policy, Profile
from pipeline.mail.wording import Wordings
from pipeline.office.desk import Desk, Post
from pipeline.sop.rules import Rules, Signing
from pipeline.sop.worktime import Calendar, Decree, Regime

ZONE = ZoneInfo("Asia/Jakarta")
#: a Monday, 08.00 of office time
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
TEMPLATES = Path(__file__).parents[1] / "letter_templates"

POKJA = ("pengujian", "kalibrasi", "sertifikasi", "inspeksi", "jasa", "layanan", "tu")
NAMES = {
    "pengujian": "Pokja Pengujian",
    "kalibrasi": "Pokja Kalibrasi",
    "sertifikasi": "Pokja Sertifikasi",
    "inspeksi": "Pokja Inspeksi dan Verifikasi",
    "jasa": "Pokja Konsultansi, Pelatihan dan RBPI",
    "layanan": "Pokja Layanan Pelanggan dan Kerja Sama",
    "tu": "Subbagian Tata Usaha",
    "kepala": "Kepala Balai",
    "penyetuju_pengganti": "Penyetuju Pengganti",
    "wbs": "Pengelola WBS",
}
ADDRESS = "pengaduan@balai.example"
#: as the office's mail server names itself in what it says of a mail's origin
BORDER = "mx.balai.example"


class Clock:
    """A clock that a test moves on."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **amount: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**amount)


def a_calendar() -> Calendar:
    """Office hours of Perpres 21/2023; its years are ready, though their days off fall on Sundays."""
    day = ((time(7, 30), time(12)), (time(13), time(16)))
    friday = ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))
    hours = {0: day, 1: day, 2: day, 3: day, 4: friday}
    leave = {date(2026, 12, 27): "Cuti Bersama", date(2027, 12, 26): "Cuti Bersama"}
    decrees = tuple(Decree(day.year, "SKB", date(day.year - 1, 9, 19)) for day in leave)
    return Calendar(ZONE, (Regime("normal", date(2020, 1, 1), date(2040, 1, 1), hours),), leave, decrees)


def rules(signing: Signing = Signing.TERTANDA, **named: object) -> Rules:
    """The rules of the sample office."""
    return Rules(calendar=a_calendar(), names=NAMES, pokja=POKJA, signing=signing, **named)  # type: ignore[arg-type]


def post(key: str) -> Post:
    """One post of the sample office."""
    name = NAMES[key]
    local = f"pokja-{key}" if key in POKJA and key != "tu" else key.replace("_", "-")
    title = f"Ketua {name}" if key in POKJA and key != "tu" else name
    return Post(
        key=key,
        name=name,
        address=f"{local}@balai.example",
        salutation=f"Yth. {title}",
        signer=Signer(jabatan=title, nama=f"Nama {title}"),
        services=("SPPT SNI", "halal") if key == "sertifikasi" else (),
    )


def counted_chance() -> Callable[[int], bytes]:
    """Bytes that never repeat and never differ from run to run."""
    numbers = itertools.count(1)
    return lambda size: next(numbers).to_bytes(size, "big")


@cache
def wordings() -> Wordings:
    """The wording of every mail, compiled once a process."""
    return Wordings({path.name: path.read_text("utf-8") for path in (TEMPLATES / "mail").glob("*.j2")})


def a_desk(engine: Engine, clock: Clock | None = None, **named: object) -> Desk:
    """A desk over `engine`; `named` replaces its fields."""
    values: dict[str, object] = {
        "engine": engine,
        "clock": clock or Clock(),
        "chance": counted_chance(),
        "rules": rules(),
        "posts": {key: post(key) for key in NAMES},
        "address": ADDRESS,
        "sender_name": "Pengaduan BSPJI Contoh",
        "short_name": "BSPJI Contoh",
        "plus_addresses": True,
        "letterhead": Office(
            kementerian="Kementerian Perindustrian",
            badan="Badan Standardisasi dan Kebijakan Jasa Industri",
            balai="Balai Standardisasi dan Pelayanan Jasa Industri Contoh",
            alamat="Jalan Contoh Nomor 1, Kota Contoh 10000",
            telepon="(021) 000000",
            laman="balai.example",
            surel=ADDRESS,
            kota="Kota Contoh",
            zone=ZONE,
        ),
        "numbers": NumberFormat(kode="BSPJI-Contoh", klasifikasi="HM"),
        "trust": Trust(),
        "policy": Policy(profile=Profile.AUTHRES, authserv_id=BORDER),
        "templates": {path.stem: path.read_bytes() for path in TEMPLATES.glob("*.docx")},
        "wordings": wordings(),
        "pages": lambda pdfs: list(map(page_texts, pdfs)),
    }
    return Desk(**{**values, **named})  # type: ignore[arg-type]


def stamp(sender: str) -> str:
    """What the office's mail server says of a mail that came from the servers of its sender's domain."""
    address = sender.rpartition("<")[2].rstrip("> ")
    domain = address.rpartition("@")[2]
    return f"{BORDER}; dmarc=pass header.from={domain}; spf=pass smtp.mailfrom={address}"


def utc(*parts: int) -> datetime:
    """An aware moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
