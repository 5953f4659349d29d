"""Mails of the office to its own people that speak of a case without being about it.

Lists, daily reports, and the earlier complaints in the request for another disposisi. A mail of another case
speaks of this one only where it says its number, for the same customer may have both.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Text, cast, or_, select, update

from pipeline.mail.kind import Kind
from pipeline.mail.mentions import mentions
from pipeline.office.look_back import YEAR
from pipeline.sop.asks import Ask
from pipeline.sop.steps import PELANGGAN
from pipeline.store import belongings, blanking, cases, outbox, owed
from pipeline.store.belongings import Belongings
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.mail_tables import blobs, facts, mails, recipients
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import outbox as frozen
from pipeline.store.schema import ESCAPE, AnyRow, literal

#: a later case may wait for its disposisi
_LATER = YEAR + timedelta(days=30)
_LONE = mails.c.case_id.is_(None) & mails.c.inbox_id.is_(None)


def mentioning(connection: Connection, row: AnyRow, mine: Belongings) -> list[int]:
    """Such mails of a case, by their numbers."""
    return _speaking(connection, row.number, row.received_at, _people(connection, row.id, mine), mine)


def _speaking(
    connection: Connection, number: str, since: datetime, addresses: list[str], mine: Belongings
) -> list[int]:
    people = [number, *addresses]
    other = (mails.c.owed_at >= since, mails.c.id.not_in(mine.mails), mails.c.post != PELANGGAN)
    told = or_(_says(number), _LONE & or_(*(_says(each) for each in people)))
    said = set(connection.scalars(select(mails.c.id).where(*other, told)))
    linked = select(case_rows.c.id).where(case_rows.c.surat_terkait == mine.case_id)
    asked = (mails.c.template == f"minta_{Ask.DISPOSISI}") & (mails.c.owed_at <= since + _LATER)
    likely = select(mails.c.id, _LONE.label("lone")).where(
        *other, or_(_LONE, asked, mails.c.case_id.in_(linked))
    )
    for mail in connection.execute(likely.order_by(mails.c.id)).all():
        needles = people if mail.lone else [number]
        if mail.id not in said and mentions(_bytes(connection, mail.id), needles):
            said.add(mail.id)
    return sorted(said)


def _people(connection: Connection, case_id: int, mine: Belongings) -> list[str]:
    """The addresses of whoever wrote in the case from outside; of staff no sender is kept."""
    senders = select(inbox_rows.c.sender).where(
        inbox_rows.c.id.in_(mine.inbox), inbox_rows.c.kind != Kind.BALASAN.value
    )
    known = {cases.registration(connection, case_id).address, *connection.scalars(senders)}
    return sorted(each for each in known if each)


def _says(needle: str) -> ColumnElement[bool]:
    pattern = f"%{literal(needle)}%"
    columns = (cast(mails.c.words, Text), cast(mails.c.data, Text))
    return or_(*(column.like(pattern, escape=ESCAPE) for column in columns))


def _bytes(connection: Connection, mail_id: int) -> bytes:
    content = select(blobs.c.content).join(frozen, frozen.c.sha256 == blobs.c.sha256)
    return bytes(connection.scalar(content.where(frozen.c.mail_id == mail_id)) or b"")


def is_leaving(connection: Connection, mail_ids: list[int]) -> bool:
    """Whether one of these mails has not left yet."""
    unmade = select(mails.c.id).where(mails.c.id.in_(mail_ids), mails.c.state == owed.OWED)
    ours = select(frozen.c.id).where(frozen.c.mail_id.in_(mail_ids))
    under_way = (outbox.FROZEN, outbox.BEGUN, outbox.UNKNOWN, outbox.ASKED)
    unsent = select(recipients.c.id).where(
        recipients.c.outbox_id.in_(ours), recipients.c.state.in_(under_way)
    )
    return any(connection.scalar(query.limit(1)) is not None for query in (unmade, unsent))


def silence(connection: Connection, mail_ids: list[int]) -> frozenset[str]:
    """Their words and bytes go whole: what they said of others was true on one day; gives the hashes.

    What has not left, as after a restore, does not leave.
    """
    unmade = (mails.c.id.in_(mail_ids), mails.c.state == owed.OWED, _LONE)
    connection.execute(update(mails).where(*unmade).values(state=owed.CANCELLED))
    ours = select(frozen.c.id).where(frozen.c.mail_id.in_(mail_ids))
    unsent = (recipients.c.outbox_id.in_(ours), recipients.c.state == outbox.FROZEN)
    connection.execute(update(recipients).where(*unsent).values(state=outbox.WITHDRAWN))
    connection.execute(update(mails).where(mails.c.id.in_(mail_ids)).values(words="", data={}))
    digests = connection.scalars(select(frozen.c.sha256).where(frozen.c.mail_id.in_(mail_ids))).all()
    blanking.drop_bytes(connection, digests)
    return frozenset(digests)


def cut_quotations(connection: Connection, number: str, mine: Belongings) -> frozenset[str]:
    """Replies of staff in other cases that quote such a mail keep their own words; gives the hashes gone."""
    said = cast(facts.c.data, Text).like(f"%{literal(number)}%", escape=ESCAPE)
    replies = (inbox_rows.c.kind == Kind.BALASAN.value, inbox_rows.c.id.not_in(mine.inbox), said)
    query = select(inbox_rows.c.id, inbox_rows.c.sha256, facts.c.data).join(
        facts, facts.c.inbox_id == inbox_rows.c.id
    )
    found = connection.execute(query.where(*replies)).all()
    for row in found:
        own = {**row.data, "text": row.data.get("own", ""), "cut": ""}
        connection.execute(update(facts).where(facts.c.inbox_id == row.id).values(data=own))
    gone = frozenset(row.sha256 for row in found)
    blanking.drop_bytes(connection, gone)
    return gone


def forget_again(connection: Connection, number: str, since: datetime) -> None:
    """After a rebuild: what other cases' mails and replies say of an erased case, by its number."""
    case_id = cases.find(connection, number=number)
    mine = belongings.of_case(connection, case_id) if case_id else belongings.of_mails(connection, ())
    silence(connection, _speaking(connection, number, since, [], mine))
    cut_quotations(connection, number, mine)
