"""How fast a long audit trail is verified: its chain with the payloads, and all that `audit verify` looks at.

The entries are chained by the register's own functions and written in bulk: what is measured is the reading.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, insert

from pipeline.office.audit import verify
from pipeline.store import audit
from pipeline.store.book_tables import audit as entries
from pipeline.store.book_tables import audit_payloads
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.migrate import migrate
from tests.store.rows import NOW

#: entries of one transaction
BULK = 10_000
SALT = "0123456789abcdef0123456789abcdef"


def seconds(count: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds, and of this process's CPU, that a trail of so many entries takes on SQLite: chain, and all."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'register.db'}")
        migrate(engine)
        lengthen(engine.url.render_as_string(), count)
        with reading(engine) as connection:
            began = _now()
            found, findings = audit.verify(connection)
            chain = _since(began)
        assert (found, findings) == (count, [])
        began = _now()
        # The trail tells of mails and cases that no register has: each is named, which takes time as well.
        _, faults = verify(engine)
        whole = _since(began)
        engine.dispose()
    assert [fault for fault in faults if fault.startswith("entri")] == []
    return chain, whole


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    wall, cpu = _now()
    return wall - began[0], cpu - began[1]


def lengthen(url: str, count: int) -> None:
    """Write a trail of so many entries."""
    engine = open_engine(url)
    prev = audit.GENESIS
    for start in range(1, count + 1, BULK):
        with writing(engine) as connection:
            prev = _write(connection, range(start, min(start + BULK, count + 1)), prev)
    engine.dispose()


def _write(connection: Connection, numbers: range, prev: str) -> str:
    rows, payloads = [], []
    for seq in numbers:
        payload = {"kepada": "kepala@balai.example", "message_id": f"<tanggap.{seq}@balai.example>"}
        entry = {
            "seq": seq,
            "at": NOW + timedelta(seconds=seq, microseconds=seq % 1000),
            "actor": "pipeline",
            "case_id": seq // 20,
            "event": "surel_diterima_server",
            "payload_hash": audit._payload_hash(SALT, payload),
            "prev_hash": prev,
        }
        prev = audit._entry_hash(entry)
        rows.append({**entry, "hash": prev})
        payloads.append({"seq": seq, "salt": SALT, "payload": payload})
    connection.execute(insert(entries), rows)
    connection.execute(insert(audit_payloads), payloads)
    return prev


def main() -> None:
    """`python -m tests.benchmarks.verifying 1000000`."""
    import sys

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for what, (taken, cpu) in zip(("chain", "whole command"), seconds(count), strict=True):
        rate = f"{count / taken:.0f} rows/s, {count / cpu:.0f} a second of CPU"
        print(f"{count} entries, {what}: {taken:.1f} s (CPU {cpu:.1f} s): {rate}")


if __name__ == "__main__":
    main()
