"""The same mail by a second way: an alias, a copy in Cc, a server that delivers twice or was rebuilt.

Its bytes differ by a header or more, so their hash does not tell. What tells is the content key: all that a
person wrote and enclosed (reliability.md A.5); the same Message-ID over other words is another mail.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, false, select, true, union_all

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
    select(inbox_rows, true().label("same"))
    .where(inbox_rows.c.content_key == bindparam("key"), *_EARLIER)
    .order_by(inbox_rows.c.id)
    .limit(1)
)
_LIKE = (
    select(inbox_rows, false().label("same"))
    .where(inbox_rows.c.likeness == bindparam("alike"), *_EARLIER)
    .order_by(inbox_rows.c.id.desc())
    .limit(MOST)
)
#: both with one statement: every letter asks for them
_BEFORE = union_all(select(_SAME.subquery()), select(_LIKE.subquery()))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier mails that one may repeat."""

    #: the first that says the same, None where it is the first of its kind
    same: AnyRow | None = None
    #: those that may say nearly the same, the newest first
    like: Sequence[AnyRow] = ()


def find_earlier(connection: Connection, row: AnyRow) -> Earlier:
    """What this mail may repeat."""
    wanted = {"key": row.content_key or "", "alike": row.likeness, "this_one": row.id}
    found = connection.execute(_BEFORE, wanted).all()
    like = sorted((each for each in found if not each.same), key=lambda each: -each.id)
    same = next((each for each in found if each.same), None)
    return Earlier(same if row.content_key else None, like)


def nearly_repeated(connection: Connection, before: Earlier, mail: Facts) -> AnyRow | None:
    """The newest earlier letter, registered or held, that says nearly the same; only a person can tell."""
    for earlier in before.like:
        # That somebody reported nearly the same is nobody's but one reader's.
        if earlier.kind == Kind.WBS.value:
            continue
        counts = earlier.case_id is not None or earlier.state == inbox.HELD
        if counts and are_alike(inbox.load_facts(connection, earlier.id), mail):
            return earlier
    return None
