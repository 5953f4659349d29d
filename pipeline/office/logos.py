"""Which pictures of a mail came with mails of other matters before, so that they are logos.

Apart from the reading because the register is asked, and only for a picture that it has met already:
a mail without one costs nothing.
"""

from sqlalchemy import Connection, Text, bindparam, cast, select

from pipeline.mail.decoration import LARGEST_LOGO, without_logos
from pipeline.mail.facts import Facts
from pipeline.mail.thread import strip_prefixes
from pipeline.office.desk import Desk
from pipeline.office.evidence import look_up
from pipeline.store import inbox
from pipeline.store.mail_tables import blobs, facts
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

#: mails before this one that are looked at: a logo comes again and again
NEAR = 500
#: mails with the same picture that are compared
MOST = 20
_MET = select(blobs.c.sha256).where(blobs.c.sha256.in_(bindparam("wanted", expanding=True)))
_MAILS = (
    select(inbox_rows.c.case_id, facts.c.data)
    .join(facts, facts.c.inbox_id == inbox_rows.c.id)
    .where(inbox_rows.c.id.between(bindparam("from_here"), bindparam("to_here")))
    .where(inbox_rows.c.state != inbox.DOUBLE)
    .where(cast(facts.c.data, Text).contains(bindparam("digest")))
    .order_by(inbox_rows.c.id.desc())
    .limit(MOST)
)


def pictures(read: Facts) -> frozenset[str]:
    """SHA-256 of the files of a mail that may be logos."""
    return frozenset(
        each.sha256
        for each in read.attachments
        if each.media_type.startswith("image/") and not each.inline and each.size <= LARGEST_LOGO
    )


def mark_logos(desk: Desk, connection: Connection, row: AnyRow, read: Facts) -> Facts:
    """The facts of a mail whose own files are not kept yet, its known logos marked as decoration."""
    wanted = pictures(read)
    met = connection.scalars(_MET, {"wanted": sorted(wanted)}).all() if wanted else ()
    if not met:
        return read
    case_id = look_up(desk, connection, read).case_id
    return without_logos(read, {each: _matters(connection, row, read, case_id, each) for each in met})


def _matters(connection: Connection, row: AnyRow, read: Facts, case_id: int | None, digest: str) -> int:
    """In how many other matters the file has come."""
    place = {"from_here": row.id - NEAR, "to_here": row.id - 1, "digest": digest}
    found = connection.execute(_MAILS, place).all()
    matters = set()
    for each in found:
        earlier = Facts.from_json(each.data)
        if not _is_of_one(read, earlier) and (case_id is None or each.case_id != case_id):
            matters.add(each.case_id or _about(earlier))
    return len(matters)


def _is_of_one(read: Facts, earlier: Facts) -> bool:
    """Whether two mails are of one thread, or one letter that was sent twice."""
    return _about(read) == _about(earlier) or not _thread(read).isdisjoint(_thread(earlier))


def _about(read: Facts) -> tuple[str, str]:
    """A letter that is sent once more comes from the same sender with the same subject."""
    return read.sender, strip_prefixes(read.subject).strip().casefold()


def _thread(read: Facts) -> frozenset[str]:
    return frozenset(filter(None, (read.message_id, *read.references)))
