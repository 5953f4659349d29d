"""A migrated register with a desk over it, and mails that come into it, for tests of the office's verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.mail.facts import Facts
from pipeline.mail.parse import parse
from pipeline.mail.reading import Reader as AnyReader
from pipeline.office.collect import register_file
from pipeline.office.desk import Desk
from pipeline.office.handle import handle
from pipeline.office.read import read, reader_ahead
from pipeline.store.database import open_engine, writing
from tests.offices import ADDRESS, MONDAY, Clock, a_desk, stamp
from tests.registers import lay_out

COMPLAINT = """Kepada Yth. Kepala Balai

Nomor: 012/PT-C/XI/2026
Hal: Keluhan atas keterlambatan LHU

Kami menyampaikan keluhan: LHU nomor LHU-2026-00123 belum kami terima. Mohon penjelasan tertulis.

PT Contoh Sejahtera
"""
CUSTOMER = "pelanggan@perusahaan.example"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one mail."""

    facts: Facts
    contents: Mapping[str, bytes]
    weighed: None = None


class Reader:
    """Reads mails without walls: what the tests write is harmless."""

    def read(self, raw: bytes) -> Reading:
        """Read one mail."""
        parsed = parse(raw)
        return Reading(parsed.facts, {sha256(each).hexdigest(): each for each in parsed.contents})


def new_desk(folder: Path, clock: Clock | None = None) -> Desk:
    """A desk over a register of its own."""
    place = folder / "tanggap.db"
    engine = open_engine(f"sqlite:///{place}")
    lay_out(engine)
    return a_desk(engine, clock)


def a_letter(
    body: str = COMPLAINT,
    *,
    sender: str = CUSTOMER,
    subject: str = "Keluhan",
    number: int = 1,
    **headers: str,
) -> bytes:
    """A mail as it comes."""
    known = {
        "Authentication-Results": stamp(sender),
        "From": sender,
        "To": ADDRESS,
        "Subject": subject,
        "Date": "Mon, 23 Nov 2026 08:00:00 +0700",
        "Message-ID": f"<{number}@perusahaan.example>",
        **headers,
    }
    lines = [f"{name}: {value}" for name, value in known.items()]
    return "\r\n".join([*lines, 'Content-Type: text/plain; charset="utf-8"', "", body]).encode()


def arrive(desk: Desk, raw: bytes) -> int:
    """Let a mail come in, be read and be handled; gives its inbox row."""
    with writing(desk.engine) as connection:
        inbox_id = register_file(connection, raw, MONDAY, desk.clock())
    read_all(desk, Reader())
    while handle(desk):
        pass
    return inbox_id


def read_all(desk: Desk, reader: AnyReader) -> None:
    """Read whatever is new."""
    ahead = reader_ahead(desk, reader)
    try:
        while read(desk, ahead) or ahead.busy:
            ahead.wait(20)
    finally:
        ahead.close()
