"""Who may answer for a post: its enrolled address, and whoever is recorded as acting for it (Plh., Plt.).

Apart from the register that keeps the record, so that the question has one answer wherever it is asked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """One record of somebody acting for the holder of a post."""

    #: the post's key
    post: str
    #: from where he answers, lower case
    address: str
    #: the period, aware; `until` is the first moment at which he no longer acts
    since: datetime
    until: datetime


def may_answer(
    post: str, enrolled: str, deputies: Iterable[Deputy], domains: Collection[str], at: datetime
) -> frozenset[str]:
    """The addresses whose answer counts for a post at this moment.

    `domains` are those of the office: an address anywhere else is a private one and never counts, whatever
    is on record (reliability.md C.2, 3).
    """
    acting = (each for each in deputies if each.post == post and each.since <= at < each.until)
    official = {each.address for each in acting if each.address.rpartition("@")[2] in domains}
    return frozenset({enrolled, *official})
