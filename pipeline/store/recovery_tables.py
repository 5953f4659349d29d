"""What a register needs to be rebuilt after a backup was restored, and what proves that it is whole.

Each column says its meaning where it is declared.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from pipeline.store.schema import Key, Moment, metadata, own_id

#: secrets of the register itself: a backup has them, so a restored register knows its own mails
register_keys = Table(
    "register_keys",
    metadata,
    Column("name", String(32), primary_key=True),
    #: hexadecimal
    Column("value", String(128), nullable=False),
)

restores = Table(
    "restores",
    metadata,
    own_id(),
    #: of the backup: what came later has to be rebuilt
    Column("snapshot_at", Moment, nullable=False),
    Column("restored_at", Moment, nullable=False),
    #: pulih (nothing may be numbered) → dibangun → selesai
    Column("state", String(16), nullable=False),
    #: the backup, by its name
    Column("source", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

#: numbers that left the building after the backup, until their letters have them again
promises = Table(
    "promises",
    metadata,
    Column("register", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Integer, primary_key=True),
    #: as it stands in the mail
    Column("text", String(160), nullable=False),
    #: whose it is: SHA-256 of the letter's mail, or the case's number for a surat keluar
    Column("owner", String(160), nullable=False),
    #: of a case: the tag that its mails bear
    Column("tag", String(16), nullable=False),
    Column("used_at", Moment),
    Index(None, "register", "owner"),
)

#: our own mails that were found in the journal, until the register owes them again
journal_mails = Table(
    "journal_mails",
    metadata,
    own_id(),
    Column("message_id", String(200), nullable=False, unique=True),
    #: case number, SHA-256 of the incoming mail, or the reserved numbers that it is about
    Column("subject", String(160), nullable=False),
    Column("template", String(40), nullable=False),
    Column("post", String(64), nullable=False),
    Column("address", String(320), nullable=False),
    #: its bytes, as the journal has them
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    #: when the journal got it
    Column("found_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "subject", "template", "post"),
)

#: heads of the audit trail that left the building
anchors = Table(
    "anchors",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    Column("hash", String(64), primary_key=True),
    #: backup or mail that carries it
    Column("source", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
