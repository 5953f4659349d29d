"""Heads of the audit trail that left the building: what was cut off or recomputed shows against them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.mail.anchor import Anchor
from pipeline.store.audit import Finding
from pipeline.store.book_tables import audit
from pipeline.store.recovery_tables import anchors

_KEEP = {
    "sqlite": sqlite.insert(anchors).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(anchors).on_conflict_do_nothing(),
}


def head(connection: Connection) -> Anchor | None:
    """The newest entry, None where there is none."""
    row = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    return Anchor(row.seq, row.hash) if row else None


def keep(connection: Connection, anchor: Anchor, source: str, at: datetime) -> None:
    """Record an anchor and what carries it."""
    row = {"seq": anchor.seq, "hash": anchor.hash, "source": source, "at": at}
    connection.execute(_KEEP[connection.dialect.name], row)


def check(connection: Connection, given: Iterable[Anchor] = ()) -> tuple[int, list[Finding]]:
    """Hold the trail against the recorded anchors and the given ones: how many, and each that fails."""
    recorded = [Anchor(row.seq, row.hash) for row in connection.execute(select(anchors)).all()]
    wanted = list(dict.fromkeys((*recorded, *given)))
    faults = []
    for anchor in wanted:
        found = connection.scalar(select(audit.c.hash).where(audit.c.seq == anchor.seq))
        if found is None:
            faults.append(Finding(anchor.seq, "jangkar menunjuk entri yang tidak ada lagi: jejak terpotong"))
        elif found != anchor.hash:
            faults.append(Finding(anchor.seq, "entri tidak sama dengan jangkarnya: jejak ditulis ulang"))
    return len(wanted), faults
