"""What came in and what goes out: bytes, cursors, the inbox, mails owed, and the outbox.

Each column says its meaning where it is declared.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from pipeline.store.schema import Key, Moment, key_to, metadata, own_id

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
    #: the folder was read from its first UID, and what stands in `earlier` was left out
    Column("from_start", Boolean, nullable=False),
    #: when every mail that lies there was last compared with the register
    Column("compared_at", Moment),
    #: when this UIDVALIDITY was first seen, and the highest UID that lay there then; NULL where that was in
    #: an earlier version of the program
    Column("begun_at", Moment),
    Column("begun_uid", BigInteger),
    #: every mail that lay there and is not the register's stands in `earlier`
    Column("remembered", Boolean, nullable=False, default=False),
)

#: mails that lay in the mailbox before the register looked after it
earlier = Table(
    "earlier",
    metadata,
    Column("mailbox", String(320), primary_key=True),
    Column("folder", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True),
    Column("uid", BigInteger, primary_key=True),
    #: INTERNALDATE
    Column("received_at", Moment, nullable=False),
    #: mail/heading.py: what a move of the mailbox leaves as it was; '' where nothing tells the mail apart
    Column("heading", String(64), nullable=False),
    Index(None, "heading"),
)

inbox = Table(
    "inbox",
    metadata,
    own_id(),
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
    #: why the bytes are not the mail as it came, in Indonesian; NULL where they are
    Column("note", Text),
    #: the server's own lasting name of the mail (X-GM-MSGID), NULL where it has none
    Column("server_id", String(64)),
    #: mail/identity.py: what a server that rebuilds the mail leaves as it was
    Column("content_key", String(64)),
    #: mail/identity.py: what mails that may be one have in common
    Column("likeness", String(64)),
    #: its address; NULL where it was not looked at yet
    Column("sender", String(320)),
    #: its receipt, where it reached a person: counted, so that no sender takes all their time
    Column("routed_at", Moment),
    #: held without a request of its own: `antrean` (too many), `verifikasi` (of a foreign service)
    Column("parked", String(16)),
    # A lax server gives a UID to a second mail: the bytes tell them apart.
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid", "sha256"),
    Index(None, "state"),
    Index(None, "sha256"),
    Index(None, "server_id"),
    Index(None, "content_key"),
    Index(None, "likeness"),
    # What is counted of the last hour stands in the index alone, and so below.
    Index(None, "routed_at", "sender"),
)

#: mails that lie in the mailbox and could not be fetched yet
unread = Table(
    "unread",
    metadata,
    Column("mailbox", String(320), primary_key=True),
    Column("folder", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True),
    Column("uid", BigInteger, primary_key=True),
    #: how often it was tried in vain, and since when
    Column("tries", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    #: what the server or the connection said the last time
    Column("reason", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("inbox_id", Key, ForeignKey("inbox.id"), primary_key=True),
    #: mail/facts.py Facts as JSON
    Column("data", JSON, nullable=False),
    Column("read_at", Moment, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    own_id(),
    key_to("cases", "case_id"),
    #: a held mail that this mail is about
    key_to("inbox", "inbox_id"),
    key_to("requests", "request_id"),
    #: the answer that caused it
    key_to("answers", "answer_id"),
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
    Index(None, "template", "owed_at", "post", "address"),
    Index(None, "case_id", "template"),
)

outbox = Table(
    "outbox",
    metadata,
    own_id(),
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
    own_id(),
    key_to("outbox", "outbox_id", nullable=False),
    Column("address", String(320), nullable=False),
    #: beku → mulai → diterima | ditolak | tidak_pasti; tidak_pasti → diterima (proof found) | beku (none) |
    #: ditanyakan (TU is asked); ditarik when its request was revoked unsent
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Moment, nullable=False),
    #: the journal is in the envelope of the try that began last, so its copy proves that try
    Column("journaled", Boolean),
    #: the server's own words, the proof of sending; without a code the words say where the proof lies
    Column("code", Integer),
    Column("word", Text),
    Column("changed_at", Moment, nullable=False),
    #: a report that the mail is late; it may still arrive
    Column("delayed_at", Moment),
    #: a bounce that came back later
    Column("bounced_at", Moment),
    UniqueConstraint("outbox_id", "address"),
    Index(None, "state", "next_at"),
)

#: mails without a copy for the journal; a row goes once a copy was taken
uncopied = Table(
    "uncopied",
    metadata,
    Column("recipient_id", Key, ForeignKey("recipients.id"), primary_key=True, autoincrement=False),
    #: when the try of the mail began that had no copy
    Column("since", Moment, nullable=False),
    #: when a copy is to be tried, alone
    Column("next_at", Moment, nullable=False),
    #: what was said of a copy last
    Column("word", Text, nullable=False),
)

canaries = Table(
    "canaries",
    metadata,
    own_id(),
    #: which interval it is of, counted from 1970: one canary an interval, however many hosts there are
    Column("slot", BigInteger, nullable=False, unique=True),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("sent_at", Moment, nullable=False),
    #: what the server said to it, '' until it said anything
    Column("word", Text, nullable=False, default=""),
    #: when it was found in the mailbox, and where
    Column("back_at", Moment),
    Column("folder", String(255)),
    Column("uidvalidity", BigInteger),
    Column("uid", BigInteger),
    #: it was cleared out of the mailbox again
    Column("cleared", Boolean, nullable=False, default=False),
    #: the alarm was given because this one did not come back; one outage has one such row
    Column("alarmed_at", Moment),
    #: it was told that the outage is over
    Column("recovered_at", Moment),
)
