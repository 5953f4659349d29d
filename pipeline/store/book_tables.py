"""The books: numbers without gaps, and the audit trail.

Each column says its meaning where it is declared.
"""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from pipeline.store.schema import Key, Moment, key_to, metadata

counters = Table(
    "counters",
    metadata,
    Column("register", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    #: when it was last raised: no number is drawn by a clock that stands well before that
    Column("drawn_at", Moment),
)

numbers = Table(
    "numbers",
    metadata,
    Column("register", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Integer, primary_key=True),
    #: as it stands on the letter
    Column("text", String(160), nullable=False),
    key_to("cases", "case_id"),
    Column("drawn_at", Moment, nullable=False),
    Column("voided_at", Moment),
    Column("reason", Text),
    #: what it is reserved for, NULL for the letter of a case
    Column("purpose", Text),
    #: of a letter made elsewhere its date, addressee, subject, …;
    #: of a number given elsewhere the one of ours that it replaced
    Column("letter", JSON),
    UniqueConstraint("register", "text"),
)

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
    # What is asked of the trail is asked by event; a million entries are not walked through for a mail.
    Index(None, "event", "at"),
)

audit_payloads = Table(
    "audit_payloads",
    metadata,
    Column("seq", Key, ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    #: the working day, in the office's zone, whose digest is owed or sent; one a day
    Column("day", Date, primary_key=True),
    Column("at", Moment, nullable=False),
)
