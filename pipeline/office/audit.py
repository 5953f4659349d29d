"""Verify the audit trail, its anchors, the books of numbers, and what register and archive say of them."""

from collections.abc import Sequence

from sqlalchemy import Engine

from pipeline.mail.anchor import Anchor
from pipeline.store import agreement, anchors, audit, numbers
from pipeline.store.database import reading

#: what is held against one another beside the chain, in this order
AGREEMENTS = (
    agreement.cases_and_trail,
    agreement.letters_and_book,
    agreement.mails_and_trail,
    agreement.archive,
)


def verify(engine: Engine, given: Sequence[Anchor] = ()) -> tuple[str, list[str]]:
    """One line on the whole, and one for each fault; no fault is an empty list.

    `given` are anchors from mails, beside those that the register recorded itself.
    """
    with reading(engine) as connection:
        count, findings = audit.verify(connection)
        erased = audit.erased(connection)
        held, failed = anchors.check(connection, given)
        gaps = numbers.gaps(connection)
        differing = [fault for agree in AGREEMENTS for fault in agree(connection)]
    faults = [f"entri {finding.seq}: {finding.fault}" for finding in (*findings, *failed)]
    faults += [
        f"buku nomor {register} {year}: {missing} nomor tidak tercatat" for register, year, missing in gaps
    ]
    faults += differing
    verdict = f"{len(faults)} kesalahan" if faults else "utuh"
    gone = f", {erased} tanpa rincian" if erased else ""
    seen = f"{held} jangkar" if held else "tanpa jangkar: yang terpotong di ujung tidak terlihat"
    return f"Jejak audit: {count} entri{gone}, {verdict} ({seen}).", faults
