"""A small town around the office: people who write and reply, a mailbox, a relay and a quick printer.

The stages and the register are the real ones. The mailbox is a list, the relay keeps what it gets, and
the converter prints each document's words, line by line, so that a test of a whole way takes a second.
"""

import html
import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

from sqlalchemy import text

from pipeline.errors import OutsideError
from pipeline.letters.drafts import read_draft
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.validation import validate
from pipeline.mail.envelope import (
    Begin,
    Envelope,
    FetchedMail,
    FolderState,
    Glimpse,
    Lying,
    Marking,
    Note,
    Outcome,
    Outline,
    Receipt,
    Result,
    ServerWord,
)
from pipeline.mail.facts import Attachment
from pipeline.mail.parse import parse
from pipeline.mail.reading import Reader as AnyReader
from pipeline.office.collect import collect
from pipeline.office.desk import Desk
from pipeline.office.handle import handle
from pipeline.office.make import LetterPress
from pipeline.office.press import Press
from pipeline.office.produce import produce
from pipeline.office.read import MailsAhead, read, reader_ahead
from pipeline.office.remind import remind
from pipeline.office.seal import Sealer
from pipeline.office.send import send
from pipeline.store import audit, numbers
from pipeline.store.database import reading
from tests.office.registers import COMPLAINT, CUSTOMER, Reading
from tests.offices import ADDRESS, Clock, stamp
from tests.pdfs import pdf_of

KEPALA = "kepala@balai.example"
PENGGANTI = "penyetuju-pengganti@balai.example"
KETUA = "pokja-pengujian@balai.example"
KALIBRASI = "pokja-kalibrasi@balai.example"
TU = "tu@balai.example"
WBS = "wbs@balai.example"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DISPOSISI = "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti dan siapkan konsep jawaban"
KONSEP = """Penyebab: Alat AAS rusak sejak 2 November.
Koreksi: LHU diterbitkan hari ini.
Tindakan korektif: Jadwal perawatan alat diperbarui.
Pencegahan: Pelanggan diberi tahu bila ada keterlambatan.
Jawaban: Kami mohon maaf atas keterlambatan tersebut. LHU kami terbitkan pada 24 November 2026."""
NOTULEN = """NOTULEN
Hari/tanggal: Senin, 23 November 2026
Peserta: Ketua Pokja Pengujian; Analis
Pembahasan: Sosialisasi tindakan.
Kesimpulan: Tindakan diterapkan.
Efektif: {efektif}"""

Files = Sequence[tuple[str, str, bytes]]
#: root certificates that the office has enrolled
ROOTS: list[bytes] = []


def print_docx(docx: bytes) -> bytes:
    """A PDF with the words of a Word document, a line of them on each page."""
    with ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/(document|header|footer)", name)]
        xml = " ".join(archive.read(name).decode() for name in names if name.endswith(".xml"))
    words = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:tab/>|<w:br/>", " ", xml))
    plain = re.sub(r"[()\\]", " ", html.unescape(words)).encode("latin-1", "ignore").decode("latin-1")
    return pdf_of(*textwrap.wrap(plain, 70, break_on_hyphens=False))


@dataclass(slots=True)
class Printer:
    """The converter; `fault` is what it says instead of printing."""

    fault: OutsideError | None = None
    calls: int = 0

    def convert(self, documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        """Print them all."""
        self.calls += 1
        return [self.fault or print_docx(each) for each in documents]


def _examined(item: Attachment, content: bytes, at: datetime) -> Attachment:
    if item.media_type == DOCX:
        return replace(item, draft=read_draft(content))
    if item.media_type == "application/pdf":
        pages = page_texts(content)
        signature = validate(content, ROOTS, at)
        return replace(item, text="\n".join(pages), pages=len(pages), signature=signature)
    return item


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads mails and documents without walls: what the tests write is harmless."""

    clock: Callable[[], datetime]

    def read(self, raw: bytes) -> Reading:
        """Read one mail."""
        parsed = parse(raw)
        pairs = zip(parsed.facts.attachments, parsed.contents, strict=True)
        read = tuple(_examined(item, content, self.clock()) for item, content in pairs)
        contents = {sha256(each).hexdigest(): each for each in parsed.contents}
        return Reading(replace(parsed.facts, attachments=read), contents)


@dataclass(slots=True)
class Relay:
    """Takes every mail, unless `refuses` or `delays` says otherwise for an address."""

    taken: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    delays: set[str] = field(default_factory=set)

    def deliver(
        self,
        envelopes: Sequence[Envelope],
        begin: Begin,
        note: Note,
    ) -> None:
        """Take what is handed over."""
        for envelope in envelopes:
            (address,) = envelope.recipients
            begin([envelope])
            note([(envelope, Receipt(envelope.id, (self._word(address, envelope.raw),)))])

    def _word(self, address: str, raw: bytes) -> Result:
        if address in self.refuses:
            return Result(address, Outcome.REFUSED, ServerWord(550, "5.1.1 User unknown"))
        if address in self.delays:
            return Result(address, Outcome.LATER, ServerWord(451, "4.7.1 Greylisted"))
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        return Result(address, Outcome.ACCEPTED, ServerWord(250, "2.0.0 Ok: queued as X1"))


@dataclass(slots=True)
class Box:
    """The office's mailbox."""

    clock: Callable[[], datetime]
    mails: list[FetchedMail] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)

    def state(self) -> FolderState:
        """UIDVALIDITY and UIDNEXT."""
        return FolderState(1, len(self.mails) + 1)

    def uids_after(self, uid: int) -> list[int]:
        """UIDs above `uid`."""
        return [mail.uid for mail in self.mails if mail.uid > uid]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Their bytes."""
        return {uid: len(self.mails[uid - 1].raw) for uid in uids}

    def listing(self) -> list[Lying]:
        """What lies there."""
        return [Lying(mail.uid, len(mail.raw), mail.received_at) for mail in self.mails]

    def glimpses(self, uids: Sequence[int]) -> list[Glimpse]:
        """Their headers."""
        found = [self.mails[uid - 1] for uid in uids]
        return [Glimpse(mail.uid, mail.raw.partition(b"\r\n\r\n")[0], mail.received_at) for mail in found]

    def outline(self, uid: int) -> Outline | None:
        """Header alone."""
        mail = self.mails[uid - 1]
        header = mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return Outline(uid, header, "", len(mail.raw), mail.received_at)

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail."""
        return self.mails[uid - 1]

    def mark(self, uids: Sequence[int], keyword: str, move_to: str) -> Marking:
        """Mark them."""
        self.marked |= set(uids)
        return Marking.KEYWORD

    def drop(self, raw: bytes) -> int:
        """A mail arrives; gives its UID."""
        self.mails.append(FetchedMail(len(self.mails) + 1, raw, self.clock()))
        return len(self.mails)


@dataclass(slots=True)
class Town:
    """The office and everybody who writes to it."""

    desk: Desk
    clock: Clock
    #: the office's seal, in mode segel
    sealer: Sealer | None = None
    printer: Printer = field(default_factory=Printer)
    relay: Relay = field(default_factory=Relay)
    box: Box = field(init=False)
    press: LetterPress = field(init=False)
    ahead: MailsAhead = field(init=False)
    _written: int = 0

    def __post_init__(self) -> None:
        self.box = Box(self.clock)
        self.press = Press(self.printer.convert)
        self.ahead = reader_ahead(self.desk, self.reader())
        self.work()

    def reader(self) -> AnyReader:
        """What stands in for the cage."""
        return Reader(self.clock)

    def stages(self) -> Mapping[str, Callable[[], bool]]:
        """The daemon's stages in its order."""
        return {
            "collect": lambda: collect(self.desk, self.box),
            "read": lambda: read(self.desk, self.ahead),
            "handle": lambda: handle(self.desk),
            "produce": lambda: produce(self.desk, self.press, self.sealer),
            "send": lambda: send(self.desk, self.relay.deliver),
            "remind": lambda: remind(self.desk),
        }

    def work(self, *names: str) -> None:
        """Run the named stages, or all, until none finds work."""
        stages = [stage for name, stage in self.stages().items() if not names or name in names]
        for _ in range(400):
            worked = [self._turn(stage) for stage in stages]
            if not any(worked) and not self.press.busy and not self.ahead.busy:
                return
            self.ahead.wait(20)
            self.press.wait(20)
        raise AssertionError("the office never comes to rest")

    @staticmethod
    def _turn(stage: Callable[[], bool]) -> bool:
        for pieces in range(400):
            if not stage():
                return pieces > 0
        raise AssertionError("a stage never comes to its end")

    def pass_time(self, **amount: float) -> None:
        """Let time pass, and the office work."""
        self.clock.pass_time(**amount)
        self.work()

    def letter(
        self, sender: str, subject: str, words: str, *, to: str = ADDRESS, files: Files = (), **headers: str
    ) -> bytes:
        """A mail as its sender's program writes it; a header of value '' is left out."""
        self._written += 1
        mail = EmailMessage(policy=policy.SMTP.clone(max_line_length=998))
        known = {
            "Authentication-Results": stamp(sender),
            "From": sender,
            "To": to,
            "Subject": subject,
            "Date": "Mon, 23 Nov 2026 08:00:00 +0700",
            "Message-ID": f"<m{self._written}@perusahaan.example>",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        for name, value in known.items():
            if value:
                mail[name] = value
        mail.set_content(words)
        for name, kind, content in files:
            maintype, subtype = kind.split("/")
            mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
        return mail.as_bytes()

    def write(
        self, sender: str, subject: str, words: str, *, to: str = ADDRESS, files: Files = (), **headers: str
    ) -> int:
        """A mail comes and the office works on it; gives its UID."""
        uid = self.box.drop(self.letter(sender, subject, words, to=to, files=files, **headers))
        self.work()
        return uid

    def answer_to(
        self, mail: EmailMessage, words: str, *, sender: str = "", files: Files = (), **headers: str
    ) -> bytes:
        """A reply to a mail, its text quoted below."""
        quoted = "\n".join(f"> {line}" for line in body(mail).splitlines())
        above = f"{words}\n\nPada Sen, 23 Nov 2026 pukul 08.15 Pengaduan BSPJI Contoh <{ADDRESS}> menulis:"
        known = {
            "In_Reply_To": str(mail["Message-ID"]),
            "References": " ".join(filter(None, (str(mail["References"] or ""), str(mail["Message-ID"])))),
            **headers,
        }
        return self.letter(
            sender or str(mail["To"]),
            known.pop("Subject", f"Re: {mail['Subject']}"),
            f"{above}\n{quoted}",
            to=known.pop("To", str(mail["Reply-To"] or mail["From"])),
            files=files,
            **known,
        )

    def reply(
        self, person: str, about: str, words: str, *, sender: str = "", files: Files = (), **headers: str
    ) -> int:
        """A person answers the newest mail about something, and the office works on it."""
        uid = self.box.drop(
            self.answer_to(self.last(person, about), words, sender=sender, files=files, **headers)
        )
        self.work()
        return uid

    def returned(self, mail: EmailMessage, code: str = "5.1.1", action: str = "failed") -> None:
        """The mail server of a person gives a mail back, and the office works on it."""
        lines = [
            "From: MAILER-DAEMON@mx.example",
            f"To: {ADDRESS}",
            "Subject: Undelivered Mail Returned to Sender",
            "Date: Mon, 23 Nov 2026 09:00:00 +0700",
            f"Message-ID: <b{len(self.box.mails)}@mx.example>",
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-replied",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=B",
            *("", "--B", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", ""),
            *(f"Final-Recipient: rfc822; {mail['To']}", f"Action: {action}", f"Status: {code}", ""),
            *(
                "--B",
                "Content-Type: message/rfc822",
                "",
                f"Message-ID: {mail['Message-ID']}",
                "",
                "",
                "--B--",
            ),
        ]
        self.box.drop("\r\n".join([*lines, ""]).encode())
        self.work()

    def got(self, person: str, about: str = "") -> list[EmailMessage]:
        """What a person was sent, oldest first."""
        return [mail for mail in self.relay.taken if mail["To"] == person and about in str(mail["Subject"])]

    def last(self, person: str, about: str = "") -> EmailMessage:
        """The newest of it."""
        found = self.got(person, about)
        assert found, f"{person} has no mail about {about!r}: {[str(m['Subject']) for m in self.got(person)]}"
        return found[-1]

    def since(self, before: int) -> list[tuple[str, str]]:
        """Who was sent what after the first `before` mails: address and first words of the subject."""
        return [(str(mail["To"]), short(mail)) for mail in self.relay.taken[before:]]

    def rows(self, query: str, **values: object) -> Sequence[Any]:
        """Look into the register."""
        with reading(self.desk.engine) as connection:
            return connection.execute(text(query), values).all()

    def case(self, number: str = "PGD-2026-0001") -> Any:
        """A case's row."""
        (row,) = self.rows("select * from cases where number = :number", number=number)
        return row

    def check(self) -> None:
        """The audit trail verifies and the numbers have no gaps."""
        with reading(self.desk.engine) as connection:
            assert audit.verify(connection)[1] == []
            assert numbers.gaps(connection) == []

    def complain(self, sender: str = CUSTOMER, words: str = COMPLAINT, files: Files = ()) -> None:
        """A customer complains."""
        self.write(f"Bagian Mutu <{sender}>", "Keluhan keterlambatan LHU", words, files=files)

    def go_to(self, state: str) -> None:
        """The straight way of the first case, a quarter of an hour for each answer."""
        way = {
            "disposisi": lambda: self.reply(KEPALA, "Mohon disposisi", DISPOSISI),
            "tindak_lanjut": self._draft_and_initial,
            "tanda_tangan": self._approve_and_sign,
            "evaluasi": self._evaluate_and_end,
        }
        if not self.rows("select 1 from cases"):
            self.complain()
        while (before := self.case().state) != state:
            way[before]()
            assert self.case().state != before, self.held()
            self.pass_time(minutes=16)

    def _draft_and_initial(self) -> None:
        self.reply(KETUA, "Mohon konsep", KONSEP)
        self.reply(KETUA, "Mohon paraf", "PARAF")

    def _approve_and_sign(self) -> None:
        self.reply(KEPALA, "Mohon persetujuan", "SETUJU")
        self.sign()

    def _evaluate_and_end(self) -> None:
        self.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
        self.reply(KEPALA, "Mohon penerimaan", "TERIMA")
        # The window in which a bounce may come.
        self.pass_time(days=4)

    def sign(self) -> None:
        """The Kepala sends the scan of the signed letter, and releases it when it is shown to him."""
        self.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[self.scan()])
        self.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    def scan(self) -> tuple[str, str, bytes]:
        """The numbered letter, signed by hand and scanned."""
        letter = file_of(self.last(KEPALA, "Mohon tanda tangan"), ".pdf")
        return ("scan.pdf", "application/pdf", letter + b"% tanda tangan\n")

    def held(self) -> list[tuple[str, str]]:
        """What is held, with its reason."""
        return [
            (row.kind, row.held_reason) for row in self.rows("select * from inbox where state = 'ditahan'")
        ]


def body(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def short(mail: EmailMessage) -> str:
    """The subject without the case's tag and what stands behind a colon."""
    return re.sub(r"\[[^]]*\]\s*", "", str(mail["Subject"])).partition(":")[0].strip()


def files_of(mail: EmailMessage) -> list[str]:
    """The names of its attachments."""
    return [str(part.get_filename()) for part in mail.iter_attachments()]


def file_of(mail: EmailMessage, ending: str) -> bytes:
    """The attachment with this ending."""
    found = [
        part.get_content() for part in mail.iter_attachments() if str(part.get_filename()).endswith(ending)
    ]
    assert len(found) == 1, files_of(mail)
    content = found[0]
    assert isinstance(content, bytes)
    return content
