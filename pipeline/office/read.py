"""Stage read: an inbox row becomes facts. The reading itself happens in the cage, never here."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, takewhile

from pipeline import crash
from pipeline.mail.facts import Facts
from pipeline.mail.reading import Read, Reader
from pipeline.mail.weighed import Weighed
from pipeline.office.ahead import Ahead
from pipeline.office.desk import Desk
from pipeline.office.logos import mark_logos, pictures
from pipeline.store import archive, inbox, shared_work
from pipeline.store.claims import Work
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: a mail at which the program died so often when it was tried alone is kept for a person, unread
STRIKES = 2
#: what every reader can read: where it cannot, the fault is not the mail's
HARMLESS = b"Subject: -\r\n\r\n-\r\n"
#: as many mails are looked at to find some that no other host reads
MANY = 200
#: mails that are read ahead, and bytes of them; what one waits for is at most what these take
MOST_MAILS, MOST_BYTES = 20, 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Unread:
    """A mail that is kept for a person, unread."""

    facts: Facts
    contents: Mapping[str, bytes] = field(default_factory=dict)
    weighed: Weighed | None = None


#: a mail's row, and its bytes as they lie in the archive
Waiting = tuple[AnyRow, bytes | None]
#: a mail that was read
Done = tuple[Waiting, Read]
#: mails under way, and what they say
MailsAhead = Ahead[Waiting, Read]


def reader_ahead(desk: Desk, reader: Reader) -> MailsAhead:
    """The cage's place beside the office."""
    return Ahead(partial(_facts, desk, reader))


def read(desk: Desk, ahead: MailsAhead) -> bool:
    """Write down what was read, and begin to read the oldest new mails; True if there was anything.

    While what was read is handled, the next mails are read.
    """
    done = _done(desk, ahead)
    known = [row for row, _ in ahead.mails]
    under_way = known[len(done) :]
    # An outage in the last pass may have left others claimed that were never begun.
    desk.claims.keep(Work.READ, [row.id for row in known])
    rows = _coming(desk, known, under_way)
    _keep(desk, ahead, done, rows)
    desk.claims.keep(Work.READ, [row.id for row in (*under_way, *rows)])
    if not rows:
        return bool(done)
    with reading(desk.engine) as connection:
        raws = archive.load_all(connection, [row.sha256 for row in rows])
    ahead.begin((row, raws.get(row.sha256)) for row in rows)
    if any(row.attempts for row in rows):
        # One that is suspect is waited for, so that an end that comes meanwhile is hardly another's doing.
        ahead.wait()
        _keep(desk, ahead, _done(desk, ahead), ())
    return True


def _done(desk: Desk, ahead: MailsAhead) -> Sequence[Done]:
    """What was read; where that failed nothing is under way, and whoever passes next may have the mails."""
    try:
        return ahead.done()
    except BaseException:
        desk.claims.keep(Work.READ)
        raise


def _keep(desk: Desk, ahead: MailsAhead, done: Sequence[Done], coming: Sequence[AnyRow]) -> None:
    """Keep what was read; and that other mails are in work, once, before the reader sees them."""
    fresh = [row.id for row in coming if not row.attempts]
    if not done and not fresh:
        return
    at = desk.clock()
    written: list[inbox.Reading] = []
    with writing(desk.engine) as connection:
        for (row, _), mail in done:
            if desk.claims.shared and not shared_work.mail_is(connection, row.id, inbox.NEW):
                continue
            if pictures(mail.facts):
                # What they are is told by the mails before.
                inbox.write_all_facts(connection, written, at)
                written = []
            marked = mark_logos(desk, connection, row, mail.facts)
            written.append((row.id, marked, mail.contents))
            if mail.weighed and marked == mail.facts:
                desk.lately.keep(row.id, mail.weighed)
        inbox.write_all_facts(connection, written, at)
        if fresh:
            inbox.count_attempts(connection, fresh)
    ahead.drop(len(done))
    crash.point("read.committed")


def _coming(desk: Desk, known: Sequence[AnyRow], under_way: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """The mails to be read next, claimed; none while enough of those that are known are under way."""
    if len(under_way) > MOST_MAILS // 2:
        return []
    ours = {row.id for row in known}
    return _next(under_way, [row for row in _unclaimed(desk, known) if row.id not in ours])


def _unclaimed(desk: Desk, known: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """The oldest new mails that no other host reads."""
    elsewhere = MANY if desk.claims.shared else 0
    with reading(desk.engine) as connection:
        oldest = inbox.oldest_with_size(connection, inbox.NEW, len(known) + MOST_MAILS + elsewhere)
    if not desk.claims.shared or not oldest:
        return oldest
    ours = desk.claims.take(Work.READ, [row.id for row in oldest], MOST_MAILS)
    with reading(desk.engine) as connection:
        # Another host may have read one, and given it up, since they were looked for.
        return shared_work.to_read(connection, ours)


def _next(under_way: Sequence[AnyRow], fresh: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """The mails to begin with: as many as there is room for, and one that is suspect alone."""
    if fresh and fresh[0].attempts:
        return [] if under_way else fresh[:1]
    if any(row.attempts for row in under_way):
        return []
    room = MOST_BYTES - sum(row.size for row in under_way)
    sizes = accumulate(row.size for row in fresh)
    fitting = [row for row, size in zip(fresh, sizes, strict=True) if size <= room]
    # One that is larger than all the room is read alone.
    chosen = fitting or ([] if under_way else fresh[:1])
    return list(takewhile(lambda row: not row.attempts, chosen[: MOST_MAILS - len(under_way)]))


def _facts(desk: Desk, reader: Reader, waiting: Waiting) -> Read:
    row, raw = waiting
    if row.attempts > STRIKES:
        log.warning("mail is kept unread", extra={"inbox_id": row.id})
        return _Unread(Facts(notes=("Surel ini tidak dapat dibaca oleh sistem.",)))
    if row.attempts:
        _suspect(desk, reader, row)
    result = reader.read(archive.checked(row.sha256, raw))
    crash.point("read.done")
    return result


def _suspect(desk: Desk, reader: Reader, row: AnyRow) -> None:
    """The program died, or the outside failed, while this mail was in work: now it is tried alone.

    The reader has to show first that it works. Only then is a further end the mail's doing, and a
    strike is put on record before it is tried; an outage puts none.
    """
    reader.read(HARMLESS)
    with writing(desk.engine) as connection:
        inbox.count_attempts(connection, [row.id])
