"""What comes after the letter: how content the customer is, and whether the cure still holds.

Each column says its meaning where it is declared. Apart from the cases because most of it is written when
a case is closed.
"""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from pipeline.store.schema import Moment, key_to, metadata, own_id

ratings = Table(
    "ratings",
    metadata,
    own_id(),
    key_to("cases", "case_id", nullable=False),
    #: the customer's reply; his words lie there and nowhere else
    key_to("inbox", "inbox_id", nullable=False),
    #: 1 (not content at all) to 5 (very content); NULL where his words do not tell for certain
    Column("score", Integer),
    Column("at", Moment, nullable=False),
    UniqueConstraint("inbox_id"),
)

checks = Table(
    "checks",
    metadata,
    own_id(),
    key_to("cases", "case_id", nullable=False),
    #: which run of step 6 had ended the case: a cure that was mended is checked anew
    Column("run", Integer, nullable=False),
    #: so many days after that end
    Column("days", Integer, nullable=False),
    #: who is asked: a post key
    Column("post", String(64), nullable=False),
    #: what he is asked by; its answer is the outcome of the check
    key_to("requests", "request_id", nullable=False),
    Column("at", Moment, nullable=False),
    #: when he was reminded, and when the approver was told that he does not answer
    Column("reminded_at", Moment),
    Column("escalated_at", Moment),
    UniqueConstraint("case_id", "run", "days", "post"),
)
