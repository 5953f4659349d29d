"""The tables of the register, each column with its meaning.

SQLAlchemy Core, because a row here is data and not an object with behaviour;
the flow works on the frozen values of `sop/`, and the stages write rows.
"""

from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

#: a row of any shape; the columns are named where they are selected
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

#: every constraint has a name, so that a later migration can drop it on SQLite too
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; raises `ValueError` on a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again, also where the database forgot the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: SQLite counts rows in its own INTEGER, PostgreSQL in a bigint
Key = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=True)


def _to(target: str, name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=nullable)


blobs = Table(
    "blobs",
    metadata,
    #: hexadecimal, of `content`
    Column("sha256", String(64), primary_key=True),
    #: NULL once dropped (mail that is no complaint, after its time)
    Column("content", LargeBinary),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", Moment, nullable=False),
)

cursors = Table(
    "cursors",
    metadata,
    Column("mailbox", String(320), primary_key=True),
    Column("folder", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True),
    #: the highest UID that was collected, or the one before the first that is ours to collect
    Column("last_uid", BigInteger, nullable=False),
    #: since when the register looks after this folder
    Column("since", Moment, nullable=False),
    #: the folder was read from its first UID, so mail older than `since` is not the register's
    Column("from_start", Boolean, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("mailbox", String(320), nullable=False),
    Column("folder", String(255), nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    #: of the raw bytes; the identity of a mail
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    #: INTERNALDATE, the SOP's time of receipt
    Column("received_at", Moment, nullable=False),
    Column("collected_at", Moment, nullable=False),
    #: baru → dibaca → selesai; ditahan waits for a person; ganda repeats an earlier row
    Column("state", String(16), nullable=False),
    #: how often reading or handling was begun without an end
    Column("attempts", Integer, nullable=False, default=0),
    #: mail/kind.py's verdict
    Column("kind", String(16)),
    Column("reason", Text),
    Column("confidence", Float),
    #: the case it belongs to; no foreign key, because cases already points here
    Column("case_id", Key),
    #: why a person has to look at it, in Indonesian
    Column("held_reason", Text),
    #: form fields that TU corrected while the mail was held
    Column("corrections", JSON),
    #: the deciding transaction asks for the courtesy mark; never for other mail
    Column("mark_due", Boolean, nullable=False, default=False),
    #: how the mark was carried out (keyword, moved, none)
    Column("marked", String(16)),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    Index(None, "state"),
    Index(None, "sha256"),
)

facts = Table(
    "facts",
    metadata,
    Column("inbox_id", Key, ForeignKey("inbox.id"), primary_key=True),
    #: mail/facts.py Facts as JSON
    Column("data", JSON, nullable=False),
    Column("read_at", Moment, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    Column("number", String(32), nullable=False, unique=True),
    Column("tag", String(16), nullable=False, unique=True),
    #: nomor agenda surat masuk
    Column("agenda", String(32), nullable=False),
    #: the mail that brought the letter
    _to("inbox", "inbox_id", nullable=False),
    #: the case that this one goes on from (keberatan)
    _to("cases", "surat_terkait"),
    Column("received_at", Moment, nullable=False),
    # From here on: sop/case.py Case, name for name.
    Column("state", String(24), nullable=False),
    Column("runs", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("drafted", Boolean, nullable=False),
    Column("pokja", String(64), nullable=False),
    Column("approver", String(64), nullable=False),
    Column("sifat", String(32), nullable=False),
    Column("instruksi", Text, nullable=False),
    Column("tembusan", JSON, nullable=False),
    Column("banding", Boolean, nullable=False),
    Column("perbaikan", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("receipted", Boolean, nullable=False),
    Column("penyebab", Text, nullable=False),
    Column("koreksi", Text, nullable=False),
    Column("korektif", Text, nullable=False),
    Column("pencegahan", Text, nullable=False),
    Column("jawaban", Text, nullable=False),
    Column("letter_number", String(160), nullable=False),
    Column("due_at", Moment),
    Column("paused_at", Moment),
    Column("asked_days", Integer, nullable=False),
    Column("delivered_at", Moment),
    Column("bounced", Boolean, nullable=False),
    Column("efektif", Boolean),
    Column("accepted", Boolean, nullable=False),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Index(None, "state"),
)

#: Form Pengaduan: personal data of a case, apart so that it can be erased
forms = Table(
    "forms",
    metadata,
    Column("case_id", Key, ForeignKey("cases.id"), primary_key=True),
    #: letters/fields.py names → values
    Column("data", JSON, nullable=False),
    #: where letters to the customer go, '' if he has no e-mail
    Column("address", String(320), nullable=False),
    #: Message-ID of the customer's letter; the answer goes into its thread
    Column("thread", Text, nullable=False),
)

step_runs = Table(
    "step_runs",
    metadata,
    _id(),
    _to("cases", "case_id", nullable=False),
    Column("step", String(24), nullable=False),
    #: counts the entries into this step
    Column("run", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("closed_at", Moment),
    #: the answer or event that ended it
    Column("ended_by", String(32)),
    UniqueConstraint("case_id", "step", "run"),
)

requests = Table(
    "requests",
    metadata,
    _id(),
    _to("cases", "case_id"),
    #: a held mail that the request is about
    _to("inbox", "inbox_id"),
    #: the answer that caused it (a BATAL request takes that answer back); no foreign key,
    #: because answers already points here
    Column("answer_id", Key),
    Column("ask", String(24), nullable=False),
    Column("run", Integer, nullable=False),
    #: version of the draft that was shown
    Column("version", Integer, nullable=False),
    #: who is asked: a post key
    Column("post", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("closed_at", Moment),
    Column("closed_why", String(64)),
    Index(None, "case_id", "closed_at"),
)

#: the secret of a routing mail, hashed; minted when the mail is frozen
tokens = Table(
    "tokens",
    metadata,
    Column("sha256", String(64), primary_key=True),
    _to("requests", "request_id", nullable=False),
    _to("mails", "mail_id", nullable=False),
    Column("minted_at", Moment, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    _id(),
    #: of the reply's raw bytes: the same reply never counts twice
    Column("reply_sha256", String(64), nullable=False, unique=True),
    _to("inbox", "inbox_id"),
    _to("cases", "case_id"),
    _to("requests", "request_id"),
    Column("action", String(24), nullable=False),
    Column("by", String(64), nullable=False),
    #: sop/case.py Answer as JSON
    Column("data", JSON, nullable=False),
    #: the case before the answer, for BATAL; NULL where it cannot be taken back
    Column("before", JSON),
    Column("accepted_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

letters = Table(
    "letters",
    metadata,
    _id(),
    _to("cases", "case_id", nullable=False),
    Column("kind", String(24), nullable=False),
    #: of the draft; for other letters the run of their step
    Column("version", Integer, nullable=False),
    #: terutang → jadi; gagal waits for a person
    Column("state", String(16), nullable=False),
    #: values for the template, or for the late fields
    Column("data", JSON, nullable=False),
    #: the .docx this one is made from (a returned draft, the approved version)
    Column("source_sha256", String(64), ForeignKey("blobs.sha256")),
    #: post key of who made this version ('' for the program)
    Column("author", String(64), nullable=False),
    Column("docx_sha256", String(64), ForeignKey("blobs.sha256")),
    Column("pdf_sha256", String(64), ForeignKey("blobs.sha256")),
    #: the approver has released it to be sealed (mode segel)
    Column("seal_due", Boolean, nullable=False, default=False),
    #: the PDF as signed or sealed
    Column("signed_sha256", String(64), ForeignKey("blobs.sha256")),
    #: letters/signed.py SignatureFacts of the signed PDF
    Column("signature", JSON),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Moment),
    Column("note", Text),
    Column("owed_at", Moment, nullable=False),
    Column("made_at", Moment),
    UniqueConstraint("case_id", "kind", "version"),
    Index(None, "state"),
)

mails = Table(
    "mails",
    metadata,
    _id(),
    _to("cases", "case_id"),
    #: a held mail that this mail is about
    _to("inbox", "inbox_id"),
    _to("requests", "request_id"),
    #: the answer that caused it
    _to("answers", "answer_id"),
    #: name of the wording, letter_templates/mail/<template>.j2
    Column("template", String(40), nullable=False),
    #: post key or `pelanggan`
    Column("post", String(64), nullable=False),
    #: fixed where the mail answers an address, else looked up when it is frozen
    Column("address", String(320), nullable=False),
    #: words of the decision that the mail passes on
    Column("words", Text, nullable=False),
    #: further values of the wording
    Column("data", JSON, nullable=False),
    #: [{"letter": kind, "version": n, "as": "pdf"|"docx"|"signed"} | {"blob": sha256, "name": …, "type": …}]
    Column("attachments", JSON, nullable=False),
    #: Message-ID it answers, '' for a new thread
    Column("answers_to", Text, nullable=False),
    Column("not_before", Moment, nullable=False),
    #: terutang → beku; batal when its request was closed first; gagal waits for a person
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("note", Text),
    Column("owed_at", Moment, nullable=False),
    Index(None, "state", "not_before"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("mail_id", Key, ForeignKey("mails.id"), nullable=False, unique=True),
    Column("message_id", String(200), nullable=False, unique=True),
    #: MAIL FROM
    Column("sender", String(320), nullable=False),
    #: the finished bytes
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    Column("frozen_at", Moment, nullable=False),
)

recipients = Table(
    "recipients",
    metadata,
    _id(),
    _to("outbox", "outbox_id", nullable=False),
    Column("address", String(320), nullable=False),
    #: beku → mulai → diterima | ditolak | tidak_pasti; ditarik when its request was revoked unsent
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Moment, nullable=False),
    #: the server's own words, the proof of sending
    Column("code", Integer),
    Column("word", Text),
    Column("changed_at", Moment, nullable=False),
    #: a bounce that came back later
    Column("bounced_at", Moment),
    UniqueConstraint("outbox_id", "address"),
    Index(None, "state", "next_at"),
)

#: one row per register and year, raised in the transaction that uses the number
counters = Table(
    "counters",
    metadata,
    Column("register", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    Column("register", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Integer, primary_key=True),
    #: as it stands on the letter
    Column("text", String(160), nullable=False, unique=True),
    _to("cases", "case_id"),
    Column("drawn_at", Moment, nullable=False),
    Column("voided_at", Moment),
    Column("reason", Text),
)

#: what the clock has already done: each reminder once
reminders = Table(
    "reminders",
    metadata,
    _id(),
    _to("step_runs", "step_run_id", nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("step_run_id", "kind"),
)

#: append-only by trigger; hash = SHA-256 of the other columns and the previous hash
audit = Table(
    "audit",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    #: post key, `pipeline`, `pelanggan` or `operator`
    Column("actor", String(64), nullable=False),
    Column("case_id", Key),
    Column("event", String(64), nullable=False),
    #: salted, so that the payload can be erased without breaking the chain
    Column("payload_hash", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_payloads = Table(
    "audit_payloads",
    metadata,
    Column("seq", Key, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
)
