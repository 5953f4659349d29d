"""The same mail by a second way: an alias, a copy in Cc, a server that delivers twice.

Its bytes differ by a header or two, so their hash does not tell. What tells is the
Message-ID together with all that a person wrote and enclosed (reliability.md A.5); the same
Message-ID over other words is another mail.
"""

from sqlalchemy import Connection, bindparam, select

from pipeline.mail.facts import Facts
from pipeline.mail.kind import Kind
from pipeline.store import inbox
from pipeline.store.case_tables import cases, forms
from pipeline.store.mail_tables import facts
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: copies come close together, so only so many mails before this one are looked at
NEAR = 200
_LETTERS = (
    select(cases.c.inbox_id)
    .join(forms, forms.c.case_id == cases.c.id)
    .where(forms.c.thread == bindparam("known_as"))
    .order_by(cases.c.id.desc())
    .limit(NEAR)
)
_MAILS = (
    select(inbox_rows.c.id)
    .join(facts, facts.c.inbox_id == inbox_rows.c.id)
    .where(inbox_rows.c.id.between(bindparam("from_here"), bindparam("to_here")))
    .where(inbox_rows.c.kind == bindparam("of_kind"))
    .where(facts.c.data["message_id"].as_string() == bindparam("known_as"))
    .order_by(inbox_rows.c.id)
)


def repeated(connection: Connection, row: AnyRow, mail: Facts) -> AnyRow | None:
    """The earlier row that this mail repeats, None where it is the first of its kind."""
    if not mail.message_id:
        return None
    for inbox_id in _candidates(connection, row, mail.message_id):
        if inbox_id != row.id and _content(inbox.load_facts(connection, inbox_id)) == _content(mail):
            return inbox.get(connection, inbox_id)
    return None


def _candidates(connection: Connection, row: AnyRow, message_id: str) -> list[int]:
    if row.kind == Kind.PENGADUAN.value:
        return list(connection.scalars(_LETTERS, {"known_as": message_id}))
    place = {"from_here": row.id - NEAR, "to_here": row.id - 1}
    return list(connection.scalars(_MAILS, {**place, "of_kind": row.kind, "known_as": message_id}))


def _content(mail: Facts) -> tuple[object, ...]:
    files = tuple(item.sha256 for item in mail.attachments)
    return mail.sender, mail.subject, mail.text, files
