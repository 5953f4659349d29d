"""Verify the audit trail and the books of numbers: what can be proven from inside the register."""

from sqlalchemy import Engine

from pipeline.store import audit, numbers
from pipeline.store.database import reading


def verify(engine: Engine) -> tuple[str, list[str]]:
    """One line on the whole, and one for each fault; no fault is an empty list."""
    with reading(engine) as connection:
        count, findings = audit.verify(connection)
        gaps = numbers.gaps(connection)
    faults = [f"entri {finding.seq}: {finding.fault}" for finding in findings]
    faults += [
        f"buku nomor {register} {year}: {missing} nomor tidak tercatat" for register, year, missing in gaps
    ]
    verdict = f"{len(faults)} kesalahan" if faults else "utuh"
    return (
        f"Jejak audit: {count} entri, {verdict}. Yang terpotong di ujung tidak terlihat dari dalam.",
        faults,
    )
