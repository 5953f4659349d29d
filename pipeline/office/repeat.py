"""The same mail by a second way: an alias, a copy in Cc, a server that delivers twice or was rebuilt.

Its bytes differ by a header or more, so their hash does not tell. What tells is the content key: all that a
person wrote and enclosed (reliability.md A.5); the same Message-ID over other words is another mail.
"""

from sqlalchemy import Connection, bindparam, select

from pipeline.mail.facts import Facts
from pipeline.mail.identity import are_alike
from pipeline.mail.kind import Kind
from pipeline.store import inbox
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: so many earlier mails of the same sender, subject and numbers are compared word by word
MOST = 20
_EARLIER = inbox_rows.c.id < bindparam("this_one"), inbox_rows.c.state != inbox.DOUBLE
_SAME = (
    select(inbox_rows)
    .where(inbox_rows.c.content_key == bindparam("key"), *_EARLIER)
    .order_by(inbox_rows.c.id)
    .limit(1)
)
_LIKE = (
    select(inbox_rows)
    .where(inbox_rows.c.likeness == bindparam("key"), *_EARLIER)
    .order_by(inbox_rows.c.id.desc())
    .limit(MOST)
)


def repeated(connection: Connection, row: AnyRow) -> AnyRow | None:
    """The earlier row that this mail repeats, None where it is the first of its kind."""
    if not row.content_key:
        return None
    return connection.execute(_SAME, {"key": row.content_key, "this_one": row.id}).first()


def nearly_repeated(connection: Connection, row: AnyRow, mail: Facts) -> AnyRow | None:
    """The newest earlier letter, registered or held, that says nearly the same; only a person can tell."""
    for earlier in connection.execute(_LIKE, {"key": row.likeness, "this_one": row.id}):
        # That somebody reported nearly the same is nobody's but one reader's.
        if earlier.kind == Kind.WBS.value:
            continue
        counts = earlier.case_id is not None or earlier.state == inbox.HELD
        if counts and are_alike(inbox.load_facts(connection, earlier.id), mail):
            return earlier
    return None
