"""How fast a long audit trail is verified, with all that `audit verify` looks at.

The entries are chained by the register's own functions and written in bulk: what is measured is the reading.
"""

from datetime import timedelta

from sqlalchemy import Connection, insert

from pipeline.office.audit import verify
from pipeline.store import audit
from pipeline.store.book_tables import audit as entries
from pipeline.store.book_tables import audit_payloads
from pipeline.store.database import open_engine, writing
from pipeline.store.migrate import migrate
from tests.benchmarks.bureau import empty_database
from tests.benchmarks.meter import Figures, Meter, children_cpu, figures
from tests.store.rows import NOW

#: entries of one transaction
BULK = 10_000
SALT = "0123456789abcdef0123456789abcdef"


def measure(database: str, count: int) -> Figures:
    """All that `tanggap audit verify` looks at, over a trail of so many entries."""
    with empty_database(database) as url:
        engine = open_engine(url)
        migrate(engine)
        lengthen(url, count)
        meter = Meter(children_before=children_cpu())
        with meter.count("chain, payloads, and what they tell of"):
            # The trail tells of mails and cases that no register has: each is named, which takes time too.
            verdict, faults = verify(engine)
        engine.dispose()
    if f" {count} entri" not in verdict or any(fault.startswith("entri") for fault in faults):
        raise RuntimeError(f"a sound trail of {count} entries, and the verdict is: {verdict} {faults[:5]}")
    return figures(meter, count, "a verification only reads")


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
