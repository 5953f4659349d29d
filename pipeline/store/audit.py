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
from typing import Any

from sqlalchemy import Connection, insert, select, text

from pipeline import crash
from pipeline.store.book_tables import audit, audit_payloads

#: the hash before the first entry
GENESIS = "0" * 64
#: PostgreSQL advisory lock of the chain's head; any constant of our own
_HEAD_LOCK = 0x7A4647
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_HEAD = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
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
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": _HEAD_LOCK})
    head = connection.execute(_HEAD).first()
    seq, prev = (head.seq + 1, head.hash) if head else (1, GENESIS)
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
    connection.execute(_ADD, {**entry, "hash": _entry_hash(entry)})
    crash.point("audit.chained")
    connection.execute(_ADD_PAYLOAD, {"seq": seq, "salt": salt, "payload": body})
    return seq


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _payload_hash(salt: str, payload: Mapping[str, Any]) -> str:
    return hashlib.sha256(salt.encode() + _canonical(payload)).hexdigest()


def _entry_hash(entry: Mapping[str, Any]) -> str:
    # Microseconds are kept by both databases, so the text form is the same after reading back.
    plain = {**entry, "at": entry["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    return hashlib.sha256(_canonical(plain)).hexdigest()


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
    rows = connection.execute(
        select(audit, audit_payloads.c.salt, audit_payloads.c.payload)
        .outerjoin(audit_payloads, audit_payloads.c.seq == audit.c.seq)
        .order_by(audit.c.seq)
    )
    for row in rows:
        entry = {name: row._mapping[name] for name in _CHAINED}
        faults = (
            (row.seq != expected, "nomor urut terputus"),
            (row.prev_hash != prev, "sambungan ke entri sebelumnya salah"),
            (_entry_hash(entry) != row.hash, "isi entri berubah"),
            (_payload_changed(row), "isi rincian berubah"),
        )
        findings.extend(Finding(row.seq, fault) for wrong, fault in faults if wrong)
        prev, expected, count = row.hash, row.seq + 1, count + 1
    return count, findings


_CHAINED = ("seq", "at", "actor", "case_id", "event", "payload_hash", "prev_hash")


def _payload_changed(row: Any) -> bool:
    # A payload that was erased on purpose has no row; the chain does not depend on it.
    return row.salt is not None and _payload_hash(row.salt, row.payload) != row.payload_hash
