"""The archive: bytes by their SHA-256, stored once, never changed.

It lies in the database, so that a letter and its row are one transaction.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.errors import TanggapError
from pipeline.store.mail_tables import blobs

_SQLITE, _POSTGRESQL = sqlite.insert(blobs), postgresql.insert(blobs)
_KEY, _DROPPED = [blobs.c.sha256], blobs.c.content.is_(None)
# Bytes that were dropped after their time and come again are kept again.
_KEEP = {
    "sqlite": _SQLITE.on_conflict_do_update(
        index_elements=_KEY, where=_DROPPED, set_={"content": _SQLITE.excluded.content}
    ),
    "postgresql": _POSTGRESQL.on_conflict_do_update(
        index_elements=_KEY, where=_DROPPED, set_={"content": _POSTGRESQL.excluded.content}
    ),
}
_NOTE = {"sqlite": _SQLITE.on_conflict_do_nothing(), "postgresql": _POSTGRESQL.on_conflict_do_nothing()}
_CONTENT = select(blobs.c.content).where(blobs.c.sha256 == bindparam("digest"))
_CONTENTS = select(blobs.c.sha256, blobs.c.content).where(
    blobs.c.sha256.in_(bindparam("digests", expanding=True))
)


def store(connection: Connection, content: bytes, at: datetime) -> str:
    """Keep `content` and give its SHA-256 in hexadecimal."""
    (digest,) = store_all(connection, [content], at)
    return digest


def note(connection: Connection, content: bytes, at: datetime) -> str:
    """Keep hash and size of `content` and nothing of its bytes; gives the SHA-256 in hexadecimal."""
    row = _row(content, at)
    connection.execute(_NOTE[connection.dialect.name], {**row, "content": None})
    return str(row["sha256"])


def store_all(connection: Connection, contents: Iterable[bytes], at: datetime) -> list[str]:
    """Keep several contents and give their SHA-256 in hexadecimal."""
    rows = [_row(content, at) for content in contents]
    if rows:
        connection.execute(_KEEP[connection.dialect.name], rows)
    return [str(row["sha256"]) for row in rows]


def _row(content: bytes, at: datetime) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"sha256": digest, "content": content, "size": len(content), "stored_at": at}


def load(connection: Connection, sha256: str) -> bytes:
    """The bytes of that SHA-256, checked; raises `TanggapError` when they are gone or damaged."""
    return checked(sha256, connection.scalar(_CONTENT, {"digest": sha256}))


def load_all(connection: Connection, digests: Collection[str]) -> dict[str, bytes | None]:
    """The bytes of these SHA-256 as they lie there, for `checked`; None, or no entry, where they are gone."""
    rows = connection.execute(_CONTENTS, {"digests": list(digests)})
    return {row.sha256: row.content for row in rows}


def checked(sha256: str, content: bytes | None) -> bytes:
    """The bytes of that SHA-256; raises `TanggapError` when they are gone or damaged."""
    if content is None:
        raise TanggapError(f"archive: no bytes for {sha256[:12]}; they were dropped after their time")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise TanggapError(f"archive: bytes of {sha256[:12]} are damaged; restore them from a backup")
    return bytes(content)


def has(connection: Connection, sha256: str) -> bool:
    """Whether the bytes of that SHA-256 are kept."""
    return connection.scalar(_CONTENT, {"digest": sha256}) is not None


def drop(connection: Connection, sha256: str) -> None:
    """Forget the bytes and keep hash and size (mail that is no complaint, after its time)."""
    connection.execute(update(blobs).where(blobs.c.sha256 == sha256).values(content=None))
