"""Cases with everything that hangs on them: form, step runs, requests, answers, letters.

Each column says its meaning where it is declared.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from pipeline.store.schema import Key, Moment, key_to, metadata, own_id

cases = Table(
    "cases",
    metadata,
    own_id(),
    Column("number", String(32), nullable=False, unique=True),
    Column("tag", String(16), nullable=False, unique=True),
    #: nomor agenda surat masuk
    Column("agenda", String(32), nullable=False),
    #: the mail that brought the letter
    key_to("inbox", "inbox_id", nullable=False),
    #: the case that this one goes on from (keberatan)
    key_to("cases", "surat_terkait"),
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
    Column("answerable", Boolean, nullable=False, server_default=true()),
    Column("penyebab", Text, nullable=False),
    Column("koreksi", Text, nullable=False),
    Column("korektif", Text, nullable=False),
    Column("pencegahan", Text, nullable=False),
    Column("jawaban", Text, nullable=False),
    Column("letter_number", String(160), nullable=False),
    Column("due_at", Moment),
    Column("started_at", Moment),
    Column("extended_days", Integer, nullable=False, server_default="0"),
    Column("pauses", JSON, nullable=False, server_default="[]"),
    Column("involved", JSON, nullable=False, server_default="[]"),
    Column("lapor", Boolean, nullable=False, server_default=false()),
    #: the agency that a case is passed on to, with its address, and why
    Column("penerusan", Text, nullable=False, server_default=""),
    Column("alasan", Text, nullable=False, server_default=""),
    Column("paused_at", Moment),
    Column("asked_days", Integer, nullable=False),
    Column("delivered_at", Moment),
    Column("bounced", Boolean, nullable=False),
    Column("efektif", Boolean),
    Column("accepted", Boolean, nullable=False),
    Column("end_told", Boolean, nullable=False, server_default=false()),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Index(None, "state"),
    Index(None, "surat_terkait"),
    Index(None, "received_at"),
    Index(None, "delivered_at"),
    Index(None, "closed_at"),
)

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
    # By its hash, for the Message-ID of a stranger may be longer than a B-tree of PostgreSQL takes.
    Index(None, "thread", postgresql_using="hash"),
)

step_runs = Table(
    "step_runs",
    metadata,
    own_id(),
    key_to("cases", "case_id", nullable=False),
    Column("step", String(24), nullable=False),
    #: counts the entries into this step
    Column("run", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("closed_at", Moment),
    #: the answer or event that ended it
    Column("ended_by", String(32)),
    #: what the due time rests on: sop/rules.py `Rules.inputs`
    Column("inputs", JSON),
    UniqueConstraint("case_id", "step", "run"),
)

requests = Table(
    "requests",
    metadata,
    own_id(),
    key_to("cases", "case_id"),
    #: a held mail that the request is about
    key_to("inbox", "inbox_id"),
    #: the answer that caused it (a BATAL request takes that answer back); no foreign key,
    #: because answers already points here
    Column("answer_id", Key),
    #: the recipient of a mail of ours that the request is about; no foreign key, because
    #: that mail may be one of a request itself
    Column("recipient_id", Key),
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

tokens = Table(
    "tokens",
    metadata,
    Column("sha256", String(64), primary_key=True),
    key_to("requests", "request_id", nullable=False),
    key_to("mails", "mail_id", nullable=False),
    Column("minted_at", Moment, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    own_id(),
    #: of the reply's raw bytes: the same reply never counts twice
    Column("reply_sha256", String(64), nullable=False, unique=True),
    key_to("inbox", "inbox_id"),
    key_to("cases", "case_id"),
    key_to("requests", "request_id"),
    Column("action", String(24), nullable=False),
    Column("by", String(64), nullable=False),
    #: sop/case.py Answer as JSON
    Column("data", JSON, nullable=False),
    #: the case before the answer, for BATAL; NULL where it cannot be taken back
    Column("before", JSON),
    Column("accepted_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index(None, "case_id"),
)

letters = Table(
    "letters",
    metadata,
    own_id(),
    key_to("cases", "case_id", nullable=False),
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

reminders = Table(
    "reminders",
    metadata,
    own_id(),
    key_to("step_runs", "step_run_id", nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("step_run_id", "kind"),
)

#: what is done once and hangs on no step: "kalender" and its fingerprint, a warning that was given, …
once = Table(
    "once",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("value", String(120), nullable=False),
    Column("at", Moment, nullable=False),
)

delegations = Table(
    "delegations",
    metadata,
    own_id(),
    #: the post that another acts for
    Column("post", String(64), nullable=False),
    #: enrolled address of whoever acts; routing mails go there and replies must come from there
    Column("address", String(320), nullable=False),
    #: his name and NIP as they stand under letters, and Plh., Plt. or a.n.
    Column("name", String(160), nullable=False),
    Column("nip", String(64), nullable=False),
    Column("sebutan", String(8), nullable=False),
    #: ISO days of the office's zone, both included
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    #: post key, or `operator`
    Column("made_by", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)
