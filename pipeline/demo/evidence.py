"""What is found after the play: every mailbox over IMAP, and the register. Gathered once, then only read.

It stands apart from the claims so that they are pure, and a test can falsify each with a changed finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from imap_tools import MailBoxUnencrypted
from sqlalchemy import Connection, select

from pipeline.demo.office_folder import MAILBOX, PASSWORD
from pipeline.demo.people import ReceivedMail
from pipeline.demo.stage import OFFICIAL, Stage
from pipeline.store import archive, audit, inbox, numbers, owed
from pipeline.store.book_tables import numbers as number_rows
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import letters as letter_rows
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails as mail_rows
from pipeline.store.mail_tables import outbox as outbox_rows
from pipeline.store.mail_tables import recipients as recipient_rows
from pipeline.store.schema import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of the register with its files."""

    kind: str
    version: int
    #: ending (docx, pdf, signed.pdf) → bytes
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A mail that the register says was sent."""

    message_id: str
    address: str
    #: the frozen bytes
    raw: bytes
    state: str
    #: the server's answer
    code: int | None
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of the register."""

    number: str
    agenda: str
    letter_number: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the claims are checked against."""

    #: key of the person → what lies in his INBOX
    mailboxes: Mapping[str, tuple[ReceivedMail, ...]]
    #: key of the person → address
    addresses: Mapping[str, str]
    #: subject of a mail in the official INBOX → its flags
    flags: Mapping[str, frozenset[str]]
    #: what the server accepted from the program
    accepted: tuple[bytes, ...]
    cases: tuple[Case, ...]
    letters: tuple[Letter, ...]
    sent: tuple[Sent, ...]
    #: register (agenda, perkara, surat keluar) → its numbers in order
    numbers: Mapping[str, tuple[int, ...]]
    #: registers whose counter and book disagree
    gaps: tuple[str, ...]
    #: entries of the audit trail, and what is wrong with it
    entries: int
    audit_faults: tuple[str, ...]
    #: what is held, failed or still owed, in words
    unfinished: tuple[str, ...]
    #: the root that the letter's signature must lead to, PEM, the signer's serial number, and as of when
    root: bytes
    serial: str
    at: datetime
    #: the office's seal signs
    segel: bool


def gather(stage: Stage) -> Evidence:
    """Read all mailboxes and the register."""
    with reading(stage.works.desk.engine) as connection:
        entries, findings = audit.verify(connection)
        return Evidence(
            mailboxes={key: tuple(person.inbox()) for key, person in stage.people.items()},
            addresses={key: person.address for key, person in stage.people.items()},
            flags=_flags(stage),
            accepted=tuple(each.raw for each in stage.server.accepted if each.sent_by == MAILBOX),
            cases=tuple(_case(row) for row in connection.execute(select(case_rows)).all()),
            letters=tuple(_letter(connection, row) for row in connection.execute(select(letter_rows)).all()),
            sent=_sent(connection),
            numbers=_numbers(connection),
            gaps=tuple(
                f"{register} {year}: {missing}" for register, year, missing in numbers.gaps(connection)
            ),
            entries=entries,
            audit_faults=tuple(f"{finding.seq}: {finding.fault}" for finding in findings),
            unfinished=unfinished(connection),
            root=stage.identity.root,
            serial=stage.identity.serial,
            at=stage.clock(),
            segel=stage.segel,
        )


def unfinished(connection: Connection) -> tuple[str, ...]:
    """What the office could not do, or has not done yet, in words."""
    held = select(inbox_rows).where(inbox_rows.c.state != inbox.DONE)
    letters = select(letter_rows).where(letter_rows.c.state != owed.MADE)
    mails = select(mail_rows).where(mail_rows.c.state.in_([owed.OWED, owed.FAILED]))
    return (
        *(f"surel masuk {row.id} {row.state}: {row.held_reason or ''}" for row in connection.execute(held)),
        *(f"{row.kind} {row.state}: {row.note or ''}" for row in connection.execute(letters)),
        *(f"surel {row.template} {row.state}: {row.note or ''}" for row in connection.execute(mails)),
    )


def _flags(stage: Stage) -> dict[str, frozenset[str]]:
    with MailBoxUnencrypted(stage.server.host, stage.server.imap_port) as box:
        box.login(stage.people[OFFICIAL].address, PASSWORD)
        return {mail.subject: frozenset(mail.flags) for mail in box.fetch(mark_seen=False)}


def _case(row: AnyRow) -> Case:
    return Case(number=row.number, agenda=row.agenda, letter_number=row.letter_number, state=row.state)


def _letter(connection: Connection, row: AnyRow) -> Letter:
    digests = {"docx": row.docx_sha256, "pdf": row.pdf_sha256, "signed.pdf": row.signed_sha256}
    files = {ending: archive.load(connection, digest) for ending, digest in digests.items() if digest}
    return Letter(kind=row.kind, version=row.version, files=files)


def _sent(connection: Connection) -> tuple[Sent, ...]:
    query = (
        select(recipient_rows, outbox_rows.c.message_id, outbox_rows.c.sha256)
        .join(outbox_rows, outbox_rows.c.id == recipient_rows.c.outbox_id)
        .order_by(recipient_rows.c.id)
    )
    return tuple(
        Sent(
            message_id=row.message_id,
            address=row.address,
            raw=archive.load(connection, row.sha256),
            state=row.state,
            code=row.code,
            word=row.word or "",
        )
        for row in connection.execute(query).all()
    )


def _numbers(connection: Connection) -> dict[str, tuple[int, ...]]:
    rows = connection.execute(select(number_rows).order_by(number_rows.c.value)).all()
    return {
        register: tuple(row.value for row in rows if row.register == register)
        for register in (numbers.AGENDA, numbers.CASE, numbers.SURAT_KELUAR)
    }
