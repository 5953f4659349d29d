"""An erasure knows every column: what may hold words is blanked, or stands here with its reason."""

from sqlalchemy import JSON, LargeBinary, String, Table, Text

from pipeline.store.blanking import BLANK
from pipeline.store.schema import metadata
from tests.store.test_migrate import KNOWN

#: columns of words that an erasure leaves, by why it does
STAYS = {
    "numbers and hashes": """
        earlier.heading
        answers.reply_sha256 blobs.sha256 cases.agenda cases.letter_number cases.number cases.tag
        counters.register erasures.number erasures.stays inbox.sha256 journal_mails.message_id
        journal_mails.sha256 journal_mails.subject letters.docx_sha256 letters.pdf_sha256
        letters.signed_sha256 letters.source_sha256 numbers.register numbers.text outbox.message_id
        outbox.sha256 promises.owner promises.register promises.tag promises.text tokens.sha256
        tombstones.sha256
    """,
    "states, steps and kinds": """
        answers.action audit.event cases.pauses cases.runs cases.sifat cases.state inbox.kind
        inbox.marked inbox.parked inbox.state journal_mails.template letters.kind letters.state
        mails.template once.key once.value recipients.state reminders.kind requests.ask
        requests.closed_why restores.state step_runs.ended_by step_runs.inputs step_runs.step
    """,
    "posts and addresses of the office": """
        answers.by audit.actor cases.approver cases.pokja cases.tembusan checks.post cursors.folder
        cursors.mailbox delegations.address delegations.first delegations.last delegations.made_by
        delegations.name delegations.nip delegations.post delegations.sebutan inbox.folder
        inbox.mailbox journal_mails.post letters.author mails.post outbox.sender requests.post
        earlier.folder earlier.mailbox unread.folder unread.mailbox
    """,
    "the chain, and what proves it": """
        anchors.hash anchors.source audit.hash audit.payload_hash audit.prev_hash register_keys.name
        register_keys.value restores.source
    """,
    "why, in the office's own words": """
        erasures.basis erasures.minutes numbers.purpose numbers.reason
    """,
    "mail of no case": """
        canaries.folder canaries.message_id canaries.word unread.reason
    """,
    "what was said of the journal's own address": """
        uncopied.word
    """,
    "gone as a row, or with its bytes": """
        audit_payloads.payload audit_payloads.salt blobs.content facts.data
    """,
}


def _words(table: Table) -> set[str]:
    kinds = (JSON, LargeBinary, String, Text)
    return {f"{table.name}.{column.name}" for column in table.columns if isinstance(column.type, kinds)}


def test_every_column_of_words_is_blanked_or_stays_for_a_reason() -> None:
    assert KNOWN
    blanked = {f"{table.name}.{name}" for table, values in BLANK.items() for name in values}
    stays = {name for names in STAYS.values() for name in names.split()}
    every = set().union(*(_words(table) for table in metadata.sorted_tables))

    assert every - blanked - stays == set()
    assert stays - every == set()
    assert blanked & stays == set()
