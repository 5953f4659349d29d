"""All that the register holds of a case: its mails both ways, requests, answers, and the bytes of all that.

Only what is this case's alone: a mail that was joined to another case is that case's.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, or_, select
from sqlalchemy.sql.elements import SQLCoreOperations

from pipeline.store.after_tables import ratings
from pipeline.store.case_tables import answers, cases, letters, requests
from pipeline.store.mail_tables import facts, inbox, mails, outbox
from pipeline.store.recovery_tables import journal_mails
from pipeline.store.schema import ESCAPE, literal

#: columns of a letter that name bytes
PAPERS = ("source_sha256", "docx_sha256", "pdf_sha256", "signed_sha256")
#: numbers that one statement may name; SQLite takes some thirty thousand
_MANY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """Rows of one case, by their numbers, and hashes of bytes; without a case those of some mails."""

    case_id: int | None
    inbox: frozenset[int]
    requests: frozenset[int]
    answers: frozenset[int]
    #: mails of ours, composed or not
    mails: frozenset[int]
    #: whole mails, and files, letters and drafts
    raw: frozenset[str]
    files: frozenset[str]

    @property
    def bytes(self) -> frozenset[str]:
        """Every hash."""
        return self.raw | self.files


def of_case(connection: Connection, case_id: int) -> Belongings:
    """Everything of a case."""
    brought = connection.execute(select(cases.c.inbox_id).where(cases.c.id == case_id)).scalar_one()
    rated = connection.scalars(select(ratings.c.inbox_id).where(ratings.c.case_id == case_id))
    joined = connection.scalars(select(inbox.c.id).where(inbox.c.case_id == case_id))
    return _whole(connection, case_id, {brought, *joined, *rated})


def of_mails(connection: Connection, digests: Collection[str]) -> Belongings:
    """Everything of mails with these hashes that belong to no case."""
    lone = (inbox.c.sha256.in_(digests), inbox.c.case_id.is_(None))
    return _whole(connection, None, set(connection.scalars(select(inbox.c.id).where(*lone))))


def _whole(connection: Connection, case_id: int | None, first: set[int]) -> Belongings:
    known = _with_copies(connection, first)
    asked = _ids(connection, requests.c.id, _of(requests.c.case_id, case_id), requests.c.inbox_id, known)
    said = _ids(connection, answers.c.id, _of(answers.c.case_id, case_id), answers.c.request_id, asked)
    replies = set(connection.scalars(select(answers.c.inbox_id).where(answers.c.id.in_(said))))
    known = _own(connection, case_id, known | {each for each in replies if each is not None}, first)
    ours = {
        *_ids(connection, mails.c.id, _of(mails.c.case_id, case_id), mails.c.inbox_id, known),
        *_ids(connection, mails.c.id, _of(mails.c.case_id, case_id), mails.c.request_id, asked),
        *_ids(connection, mails.c.id, _of(mails.c.case_id, case_id), mails.c.answer_id, said),
    }
    alien = select(mails.c.id).where(mails.c.id.in_(ours), mails.c.case_id.is_not(None))
    ours -= set(connection.scalars(alien.where(mails.c.case_id != (case_id or 0))))
    return Belongings(
        case_id=case_id,
        inbox=frozenset(known),
        requests=frozenset(asked),
        answers=frozenset(said),
        mails=frozenset(ours),
        raw=frozenset(_raw(connection, known, ours)),
        files=frozenset(_files(connection, case_id, known, ours, said)),
    )


def _of(column: SQLCoreOperations[Any], case_id: int | None) -> ColumnElement[bool]:
    return column == (case_id or 0)


def _ids(
    connection: Connection,
    wanted: SQLCoreOperations[Any],
    of_case: ColumnElement[bool],
    link: SQLCoreOperations[Any],
    linked: Collection[int],
) -> set[int]:
    return set(connection.scalars(select(wanted).where(or_(of_case, link.in_(linked)))))


def _with_copies(connection: Connection, known: set[int]) -> set[int]:
    """Also the same mails that came another way."""
    digests = select(inbox.c.sha256).where(inbox.c.id.in_(known))
    return known | set(connection.scalars(select(inbox.c.id).where(inbox.c.sha256.in_(digests))))


def _own(connection: Connection, case_id: int | None, known: set[int], brought: set[int]) -> set[int]:
    """Without those that were joined to another case."""
    others = select(inbox.c.id).where(inbox.c.id.in_(known), inbox.c.case_id.is_not(None))
    alien = set(connection.scalars(others.where(inbox.c.case_id != (case_id or 0))))
    return known - (alien - brought if case_id else alien)


def _raw(connection: Connection, came: Collection[int], ours: Collection[int]) -> Iterator[str]:
    yield from connection.scalars(select(inbox.c.sha256).where(inbox.c.id.in_(came)))
    left = select(outbox.c.sha256, outbox.c.message_id).where(outbox.c.mail_id.in_(ours))
    for row in connection.execute(left).all():
        yield row.sha256
        copy = select(journal_mails.c.sha256).where(journal_mails.c.message_id == row.message_id)
        yield from connection.scalars(copy)


def _files(
    connection: Connection,
    case_id: int | None,
    came: Collection[int],
    ours: Collection[int],
    said: Collection[int],
) -> Iterator[str]:
    for data in connection.scalars(select(facts.c.data).where(facts.c.inbox_id.in_(came))).all():
        yield from (item["sha256"] for item in data.get("attachments", ()) if item.get("sha256"))
    for enclosed in connection.scalars(select(mails.c.attachments).where(mails.c.id.in_(ours))).all():
        yield from (item["blob"] for item in enclosed if "blob" in item)
    for data in connection.scalars(select(answers.c.data).where(answers.c.id.in_(said))).all():
        yield from data.get("files", ())
    papers = select(*(letters.c[name] for name in PAPERS)).where(letters.c.case_id == (case_id or 0))
    for row in connection.execute(papers).all():
        yield from (digest for digest in row if digest)


def shared(connection: Connection, mine: Belongings) -> frozenset[str]:
    """Those of its bytes that something else in the register needs too."""
    found = {digest for batch in _batches(mine.bytes) for digest in _rows_with(connection, mine, batch)}
    return frozenset(found | {each for each in mine.files - found if _is_named(connection, mine, each)})


def _batches(digests: Collection[str]) -> Iterator[list[str]]:
    listed = sorted(digests)
    yield from (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))


def _rows_with(connection: Connection, mine: Belongings, batch: list[str]) -> Iterator[str]:
    came = inbox.c.sha256
    yield from connection.scalars(select(came).where(came.in_(batch), inbox.c.id.not_in(mine.inbox)))
    left = outbox.c.sha256
    yield from connection.scalars(select(left).where(left.in_(batch), outbox.c.mail_id.not_in(mine.mails)))
    for name in PAPERS:
        paper = letters.c[name]
        others = select(paper).where(paper.in_(batch), letters.c.case_id != (mine.case_id or 0))
        yield from connection.scalars(others)


def _is_named(connection: Connection, mine: Belongings, digest: str) -> bool:
    """Whether the facts, the enclosures or the answer of another case name these bytes."""
    pattern = f"%{literal(digest)}%"
    places: Iterable[tuple[Any, Any, Any]] = (
        (facts.c.inbox_id, facts.c.data, mine.inbox),
        (mails.c.id, mails.c.attachments, mine.mails),
        (answers.c.id, answers.c.data, mine.answers),
    )
    return any(
        connection.scalar(
            select(key).where(key.not_in(own), cast(data, Text).like(pattern, escape=ESCAPE)).limit(1)
        )
        is not None
        for key, data, own in places
    )
