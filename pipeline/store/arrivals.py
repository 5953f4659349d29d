"""Mails come into the inbox ledger: their bytes, and a row for each that says whether it was there before.

Apart from the ledger because all of it is asked and written for many mails at once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.mail.envelope import FetchedMail
from pipeline.store import archive, erasures
from pipeline.store.inbox import DONE, DOUBLE, NEW
from pipeline.store.mail_tables import inbox

_KNOWN = select(inbox.c.sha256).where(inbox.c.sha256.in_(bindparam("digests", expanding=True))).distinct()
_KNOWN_NAMES = (
    select(inbox.c.server_id)
    .where(inbox.c.mailbox == bindparam("in_mailbox"))
    .where(inbox.c.server_id.in_(bindparam("names", expanding=True)))
    .distinct()
)
_ADD = {
    name: dialect.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id, inbox.c.uid, inbox.c.sha256)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_PLACE = ("mailbox", "folder", "uidvalidity", "uid", "sha256")
_SAME_PLACE = select(inbox.c.id).where(*(inbox.c[name] == bindparam(f"of_{name}") for name in _PLACE))


def add(
    connection: Connection, mail: FetchedMail, *, mailbox: str, folder: str, uidvalidity: int, at: datetime
) -> int:
    """Keep one mail; see `add_all`."""
    (added,) = add_all(connection, [mail], mailbox=mailbox, folder=folder, uidvalidity=uidvalidity, at=at)
    return added


def add_all(
    connection: Connection,
    mails: Sequence[FetchedMail],
    *,
    mailbox: str,
    folder: str,
    uidvalidity: int,
    at: datetime,
) -> list[int]:
    """Keep the mails' bytes and their rows; the same bytes a second time make a row that repeats the first.

    The same bytes at the same place are the row that is there: another poller was faster. Of a mail whose
    case was erased the row alone is kept.
    """
    place = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity}
    digests = [hashlib.sha256(mail.raw).hexdigest() for mail in mails]
    erased = erasures.erased_mails(connection, digests)
    archive.store_all(
        connection,
        [mail.raw for mail, digest in zip(mails, digests, strict=True) if digest not in erased],
        at,
    )
    known, names = _known(connection, mailbox, digests, [mail.server_id for mail in mails if mail.server_id])
    rows = []
    for mail, digest in zip(mails, digests, strict=True):
        double, gone = digest in known or mail.server_id in names, digest in erased
        if gone:
            archive.note(connection, mail.raw, at)
        known.add(digest)
        if mail.server_id:
            names.add(mail.server_id)
        state = DOUBLE if double else DONE if gone else NEW
        reason = erasures.CAME_AGAIN if gone else None
        rows.append({**place, **_row(mail, digest, at), "state": state, "reason": reason})
    return _added(connection, rows)


def _row(mail: FetchedMail, digest: str, at: datetime) -> dict[str, Any]:
    return {
        "uid": mail.uid,
        "sha256": digest,
        "received_at": mail.received_at,
        "collected_at": at,
        "note": mail.note or None,
        "server_id": mail.server_id or None,
    }


def _known(
    connection: Connection, mailbox: str, digests: Sequence[str], names: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Those of the mails that are there already, by their bytes and by the server's own names for them."""
    same = set(connection.scalars(_KNOWN, {"digests": digests}))
    named = {"in_mailbox": mailbox, "names": names}
    return same, set(connection.scalars(_KNOWN_NAMES, named)) if names else set()


def _added(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The rows' own numbers, in their order; of a row that was there its number of old."""
    added = {(row.uid, row.sha256): row.id for row in connection.execute(_ADD[connection.dialect.name], rows)}
    ids = []
    for row in rows:
        key = row["uid"], row["sha256"]
        if key not in added:
            place = {
                f"of_{name}": row[name] for name in ("mailbox", "folder", "uidvalidity", "uid", "sha256")
            }
            added[key] = connection.execute(_SAME_PLACE, place).scalar_one()
        ids.append(int(added[key]))
    return ids
