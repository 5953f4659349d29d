"""A running office: the daemon over settings, Dovecot and a post office, and the people who write to it.

The daemon is the real one. It works when a test says so, until it finds nothing more to do, so that
a test reads like the days of an office: somebody writes, the office works, somebody finds a mail.
"""

import imaplib
import itertools
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from pipeline import settings
from pipeline.daemon import Daemon
from pipeline.demo.certificates import Identity
from pipeline.demo.people import ReceivedMail
from pipeline.demo.replies import File, Program
from pipeline.office.desk import Desk
from pipeline.outside.clock import Clock
from pipeline.outside.libreoffice import Converter
from pipeline.store import audit, numbers
from pipeline.store.database import open_engine, reading
from pipeline.wiring import works
from tests.offices import MONDAY, ZONE
from tests.registers import lay_out
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.store.witness import Witness, audited
from tests.way.configuration import ADDRESS, Wiring, is_ours, write_configuration
from tests.way.people import Person
from tests.way.post_office import PostOffice
from tests.way.signing import sign

LETTER = """Kepada Yth. Kepala Balai

Nomor: 012/PT-C/XI/2026
Hal: Keluhan atas keterlambatan penerbitan Laporan Hasil Uji

Dengan hormat,
Bersama ini kami menyampaikan keluhan terkait layanan pengujian contoh air limbah dengan nomor order
2026-0456. Sampai surat ini kami tulis, LHU belum kami terima, padahal kami diberi tahu selesai dalam
14 hari kerja. Kami mohon penjelasan tertulis.

Hormat kami,
Manajer Mutu
PT Contoh Sejahtera
"""
SUBJECT = "Keluhan keterlambatan penerbitan LHU"
#: how each post's mail program quotes
PROGRAMS = {"kepala": Program.PHONE, "pokja-pengujian": Program.OUTLOOK}

_customers = itertools.count(1)


class _Faults(logging.Handler):
    """What the program logs as an error, or a stage that failed: in a test nobody expects it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.name == "pipeline.daemon":
            self.records.append(record)

    def take(self) -> list[str]:
        """What came since the last time, in words."""
        records, self.records = self.records, []
        return [f"{self.format(record)} {record.__dict__.get('reason', '')}" for record in records]


@dataclass
class Office:
    """The office with its people."""

    post: PostOffice
    clock: Clock
    desk: Desk
    identity: Identity
    #: lets the daemon work until it finds nothing more to do
    work: Callable[[], None]
    people: dict[str, Person] = field(default_factory=dict)

    def leave_mailboxes(self) -> None:
        """Everybody leaves their mailboxes; who looks again opens a new connection."""
        for person in self.people.values():
            person.leave()

    def pass_time(self, **amount: float) -> None:
        """Let time pass, and the office work."""
        self.clock.move(timedelta(**amount))
        self.work()

    def wait_for_monday(self) -> None:
        """Go on to the next Monday that is no holiday, 08.00: a test about working time begins there."""
        now = self.clock().astimezone(ZONE)
        day = now.date() + timedelta(days=(7 - now.weekday()) % 7 or 7)
        monday = datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)
        while not self.desk.rules.calendar.is_open(monday):
            monday += timedelta(days=7)
        self.clock.move(monday - now)
        self.work()

    def wait_for_opening(self) -> None:
        """Go on until the office is open."""
        while not self.desk.rules.calendar.is_open(self.clock()):
            self.clock.move(timedelta(minutes=30))
        self.work()

    def person(self, address: str, name: str = "") -> Person:
        """Whoever has this address."""
        if address not in self.people:
            program = PROGRAMS.get(address.partition("@")[0], Program.GMAIL)
            self.people[address] = Person(address, self.post, self.clock, name=name, program=program)
        return self.people[address]

    def staff(self, key: str) -> Person:
        """The person at a post, by its key."""
        return self.person(self.desk.posts[key].address)

    @property
    def kepala(self) -> Person:
        """Kepala Balai."""
        return self.staff("kepala")

    @property
    def ketua(self) -> Person:
        """Ketua Pokja Pengujian."""
        return self.staff("pengujian")

    @property
    def tu(self) -> Person:
        """Subbagian Tata Usaha."""
        return self.staff("tu")

    def customer(self) -> Person:
        """A customer whom nobody knows yet."""
        return self.person(f"mutu@pelanggan-{next(_customers)}.example", "Bagian Mutu PT Contoh Sejahtera")

    def rows(self, query: str, **values: object) -> Sequence[Any]:
        """Look into the register."""
        with reading(self.desk.engine) as connection:
            return connection.execute(text(query), values).all()

    def inbox_rows(self, sender: str) -> Sequence[Any]:
        """The ledger's rows of mails from this address."""
        query = (
            "select i.* from inbox i join facts f on f.inbox_id = i.id where cast(f.data as text) like :like"
        )
        return self.rows(f"{query} order by i.id", like=f'%"sender": "{sender}"%')

    def flags(self, subject: str) -> str | None:
        """The flags of a mail in the office's own INBOX, None if it lies there no more."""
        box = self.post.mailbox(ADDRESS)
        with imaplib.IMAP4(box.host, box.port, timeout=30) as client:
            client.login(box.user, box.password)
            client.select("INBOX", readonly=True)
            found = client.uid("SEARCH", "HEADER", "Subject", f'"{subject}"')[1][0]
            if not found:
                return None
            return str(client.uid("FETCH", found.split()[-1].decode(), "(FLAGS)")[1][0])

    def sent(self, address: str) -> list[bytes]:
        """What the office's SMTP client handed over for this address."""
        return [each.data for each in self.post.to(address) if is_ours(each)]

    @staticmethod
    def moment(value: object) -> datetime:
        """A moment as a raw query gives it: text from SQLite, aware from PostgreSQL."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value).replace(tzinfo=UTC)
        assert isinstance(value, datetime)
        return value.astimezone(UTC)

    def check_register(self) -> int:
        """The numbers have no gaps and the audit trail is whole; how many entries it has."""
        with reading(self.desk.engine) as connection:
            entries, findings = audit.verify(connection)
            assert findings == []
            assert numbers.gaps(connection) == []
        return entries

    def write_letter(
        self, subject: str = SUBJECT, letter: str = LETTER, files: Sequence[File] = ()
    ) -> Person:
        """A new customer writes to the office, which works on it."""
        customer = self.customer()
        customer.write(ADDRESS, subject, letter, files)
        self.work()
        return customer

    def complain(self, subject: str = SUBJECT, letter: str = LETTER, files: Sequence[File] = ()) -> "Matter":
        """A new customer's complaint, registered."""
        customer = self.write_letter(subject, letter, files)
        return self.matter(customer)

    def matter_of(self, number: str) -> "Matter":
        """A case by its number, of a customer without an address."""
        return Matter(self, self.customer(), number)

    def matter(self, customer: Person) -> "Matter":
        """The newest case of a customer."""
        found = self.rows(
            "select c.number from cases c join forms f on f.case_id = c.id where f.address = :address"
            " order by c.id desc",
            address=customer.address,
        )
        assert found, f"no case of {customer.address}"
        return Matter(self, customer, found[0].number)


CONCEPT = """Penyebab: Alat AAS rusak sejak 2 November.
Koreksi: LHU diterbitkan hari ini.
Tindakan korektif: Jadwal perawatan alat diperbarui.
Pencegahan: Pelanggan diberi tahu bila ada keterlambatan.
Jawaban: Kami mohon maaf atas keterlambatan tersebut. LHU nomor order 2026-0456 kami terbitkan hari ini."""
MINUTES = """NOTULEN
Hari/tanggal: Senin, 23 November 2026
Peserta: Ketua Pokja Pengujian; Analis
Pembahasan: Sosialisasi tindakan.
Kesimpulan: {kesimpulan}
Efektif: {efektif}"""


@dataclass
class Matter:
    """One complaint as those see it who get mails about it."""

    office: Office
    customer: Person
    number: str

    @property
    def row(self) -> Any:
        """The case in the register."""
        return self.office.rows("select * from cases where number = :number", number=self.number)[0]

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(self.row.state)

    @property
    def events(self) -> list[str]:
        """The audit trail's events, in order."""
        query = "select event from audit where case_id = :case order by seq"
        return [row.event for row in self.office.rows(query, case=self.row.id)]

    @property
    def tag(self) -> str:
        """What stands in the subject of its mails, brackets included."""
        return f"[{self.number} {self.row.tag}]"

    def mails(self, person: Person, *words: str) -> list[ReceivedMail]:
        """What a person got about this case with these words in the subject."""
        return person.mails(self.number, *words)

    def mail(self, person: Person, *words: str) -> ReceivedMail:
        """The newest of them."""
        return person.last(self.number, *words)

    def answer(self, person: Person, about: str, words: str, files: Sequence[File] = ()) -> None:
        """A person replies to the newest mail about something; a minute later it has been accepted."""
        asked_back = self._answer(person, about, words, files)
        assert not asked_back, asked_back[-1].text

    def refused(self, person: Person, about: str, words: str, files: Sequence[File] = ()) -> str:
        """The same, but the answer is not accepted; what the person is told instead."""
        asked_back = self._answer(person, about, words, files)
        assert len(asked_back) == 1
        return asked_back[0].text

    def _answer(self, person: Person, about: str, words: str, files: Sequence[File]) -> list[ReceivedMail]:
        before = len(person.mails("Mohon diperjelas"))
        person.reply(self.mail(person, about), words, files)
        self.office.pass_time(minutes=1)
        return person.mails("Mohon diperjelas")[before:]

    def dispose(
        self, words: str = "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti dan siapkan jawaban"
    ) -> None:
        """The Kepala hands the case to a Pokja."""
        self.answer(self.office.kepala, "Mohon disposisi", words)

    def draft(self, words: str = CONCEPT) -> None:
        """The Ketua Pokja fills in the draft."""
        self.answer(self.office.ketua, "Mohon konsep jawaban", words)

    def initial(self) -> None:
        """The Ketua Pokja initials it."""
        self.answer(self.office.ketua, "Mohon paraf", "PARAF")

    def approve(self) -> None:
        """The Kepala approves it, which draws the number."""
        self.answer(self.office.kepala, "Mohon persetujuan", "SETUJU")

    def sign(self) -> None:
        """The Kepala sends the signed letter back."""
        self.answer(self.office.kepala, "Mohon tanda tangan", "TERTANDA", [self.signed()])

    def signed(self) -> File:
        """The numbered letter, signed with the Kepala's certificate."""
        letter = self.mail(self.office.kepala, "Mohon tanda tangan").file(".pdf")
        return File(
            "Surat bertanda tangan.pdf", sign(letter.content, self.office.identity, self.office.clock())
        )

    def minute(self, efektif: str = "ya", kesimpulan: str = "Tindakan diterapkan.") -> None:
        """The Ketua Pokja sends the notulen."""
        words = MINUTES.format(efektif=efektif, kesimpulan=kesimpulan)
        self.answer(self.office.ketua, "Mohon notulen", words)

    def accept(self) -> None:
        """The Kepala accepts it."""
        self.answer(self.office.kepala, "Mohon penerimaan", "TERIMA")

    def close(self) -> "Matter":
        """Go on the straight way to the end of the case."""
        self.go_to("evaluasi")
        self.minute()
        self.accept()
        self.office.pass_time(days=4)
        assert self.state == "selesai"
        return self

    def go_to(self, state: str) -> "Matter":
        """Go on the straight way until the case stands in this state."""
        way = {
            "disposisi": (self.dispose,),
            "tindak_lanjut": (self.draft, self.initial),
            "tanda_tangan": (self.approve, self.sign),
        }
        while (before := self.state) != state:
            for go in way[before]:
                go()
            assert self.state != before, self.office.rows("select state, reason, held_reason from inbox")
        return self


@contextmanager
def running_office(
    folder: Path,
    dovecot: Dovecot,
    certificate: ServerCertificate,
    wiring: Wiring,
    converter: Converter | None = None,
) -> Iterator[Office]:
    """An office that has opened its mailbox on a Monday morning and found nothing in it."""
    with running_daemon(folder, dovecot, certificate, wiring, converter) as (office, _):
        yield office


@contextmanager
def running_daemon(
    folder: Path,
    dovecot: Dovecot,
    certificate: ServerCertificate,
    wiring: Wiring,
    converter: Converter | None = None,
) -> Iterator[tuple[Office, Daemon]]:
    """The same, with its daemon, for tests of the daemon itself."""
    clock = Clock(MONDAY - Clock()())
    with ExitStack() as stack:
        post = stack.enter_context(PostOffice(certificate, dovecot, clock).serve())
        config = write_configuration(folder / "config", post, wiring)
        register = open_engine(wiring.database_url)
        lay_out(register)
        register.dispose()
        built = stack.enter_context(works(settings.load(config), clock))
        built = replace(built, converter=converter or built.converter)
        daemon = Daemon(built)
        stack.callback(daemon.close)
        witness = stack.enter_context(audited(built.desk.engine))
        run = stack.enter_context(_without_faults(daemon, witness))
        office = Office(post, clock, built.desk, wiring.identity, run)
        stack.callback(office.leave_mailboxes)
        office.work()
        yield office, daemon


@contextmanager
def _without_faults(daemon: Daemon, witness: Witness) -> Iterator[Callable[[], None]]:
    """A daemon that may not warn of anything while it works, nor change a case's papers without a record."""
    faults, log = _Faults(), logging.getLogger("pipeline")

    def run() -> None:
        daemon.drain()
        assert faults.take() == []
        witness.judge()

    log.addHandler(faults)
    try:
        yield run
    finally:
        log.removeHandler(faults)
