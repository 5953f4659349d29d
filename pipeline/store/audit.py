"""The audit trail: append-only, hash-chained, personal data apart.

The chain proves order and completeness; the payload lies in a second table,
bound by a salted hash, so that a person's data can be erased and the chain
still verifies. Every function of the register that changes a case writes here
in the same transaction.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring as quoted
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from pipeline import crash
from pipeline.store.book_tables import audit, audit_payloads
from pipeline.store.database import add, remembered

#: the hash before the first entry
GENESIS = "0" * 64
#: PostgreSQL advisory lock of the chain's head; any constant of our own
_HEAD_LOCK = 0x7A4647
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
#: where the last entry of this transaction is remembered
_LAST = "audit"
_HEAD = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
#: canonical JSON: sorted, without blanks, every sign as itself
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_CHAINED = ("seq", "at", "actor", "case_id", "event", "payload_hash", "prev_hash")
_CHAIN = (
    select(*(audit.c[name] for name in (*_CHAINED, "hash")), audit_payloads.c.salt, audit_payloads.c.payload)
    .outerjoin(audit_payloads, audit_payloads.c.seq == audit.c.seq)
    .order_by(audit.c.seq)
    # A million entries never stand in memory at once.
    .execution_options(yield_per=5000)
)
_ADD, _ADD_PAYLOAD = insert(audit), insert(audit_payloads)


def append(
    connection: Connection,
    *,
    at: datetime,
    actor: str,
    event: str,
    case_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
) -> int:
    """Add one entry in the running transaction and give its number.

    `payload` may hold personal data and must be JSON. Lock order: case, counter, audit head.
    """
    last, prev = _head(connection)
    seq = last + 1
    salt = secrets.token_hex(16)
    body = dict(payload or {})
    entry = {
        "seq": seq,
        "at": at.astimezone(UTC),
        "actor": actor,
        "case_id": case_id,
        "event": event,
        "payload_hash": _payload_hash(salt, body),
        "prev_hash": prev,
    }
    digest = _entry_hash(entry)
    add(connection, _ADD, [{**entry, "hash": digest}])
    crash.point("audit.chained")
    add(connection, _ADD_PAYLOAD, [{"seq": seq, "salt": salt, "payload": body}])
    remembered(connection)[_LAST] = (seq, digest)
    return seq


def _head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; from here to the end of the transaction nobody else adds one."""
    known: tuple[int, str] | None = remembered(connection).get(_LAST)
    if known is not None:
        return known
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": _HEAD_LOCK})
    row = connection.execute(_HEAD).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def _payload_hash(salt: str, payload: Mapping[str, Any]) -> str:
    return hashlib.sha256((salt + _CANONICAL.encode(payload)).encode()).hexdigest()


def _entry_hash(entry: Mapping[str, Any]) -> str:
    return _chained_hash(*(entry[name] for name in _CHAINED))


def _chained_hash(
    seq: int, at: datetime, actor: str, case_id: int | None, event: str, payload_hash: str, prev_hash: str
) -> str:
    """The hash over the canonical JSON of an entry: written out, since a million of them are verified."""
    # Microseconds are kept by both databases, so the text form is the same after reading back.
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    case = "null" if case_id is None else case_id
    text = (
        f'{{"actor":{quoted(actor)},"at":"{moment}","case_id":{case},"event":{quoted(event)},'
        f'"payload_hash":{quoted(payload_hash)},"prev_hash":{quoted(prev_hash)},"seq":{seq}}}'
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of the chain."""

    seq: int
    fault: str


def verify(connection: Connection) -> tuple[int, list[Finding]]:
    """Walk the whole chain; give the number of entries and every fault found.

    A chain that was cut at its end or recomputed as a whole cannot be seen from inside.
    """
    findings: list[Finding] = []
    prev, expected, count = GENESIS, 1, 0
    for row in connection.execute(_CHAIN):
        seq, prev_hash, payload_hash, digest, salt, payload = row[0], row[6], row[5], row[7], row[8], row[9]
        if seq != expected:
            findings.append(Finding(seq, "nomor urut terputus"))
        if prev_hash != prev:
            findings.append(Finding(seq, "sambungan ke entri sebelumnya salah"))
        if _chained_hash(*row[:7]) != digest:
            findings.append(Finding(seq, "isi entri berubah"))
        # A payload that was erased on purpose has no row; the chain does not depend on it.
        if salt is not None and _payload_hash(salt, payload) != payload_hash:
            findings.append(Finding(seq, "isi rincian berubah"))
        prev, expected, count = digest, seq + 1, count + 1
    return count, findings


def erased(connection: Connection) -> int:
    """How many entries have no payload any more: it was erased on purpose, or by somebody."""
    kept = select(func.count()).select_from(audit_payloads)
    return (connection.scalar(select(func.count()).select_from(audit)) or 0) - (connection.scalar(kept) or 0)
