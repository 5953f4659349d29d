"""Mails of one case to one person arrive in the order in which they were frozen, over several connections."""

from collections.abc import Sequence
from email import message_from_bytes
from functools import partial

import pytest

from pipeline.office.send import send
from pipeline.outside.smtp import deliver
from pipeline.sop.papers import Notice
from pipeline.store import owed
from pipeline.store.database import writing
from pipeline.store.outbox import PATIENCE
from pipeline.store.owed import Owed
from tests.office.town import KEPALA, TU, Town
from tests.outside.posting import relay_of
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink

CASES, MAILS = 6, 5


def post(town: Town, sink: SmtpSink) -> None:
    """Send what is due through the real client, over four connections, until nothing is."""
    while send(town.desk, partial(deliver, relay_of(sink))):
        pass


def arrived(town: Town, sink: SmtpSink) -> dict[tuple[int, str], list[int]]:
    """The mails of each case to each person, by their numbers in the outbox, as the server took them."""
    query = "select o.message_id, o.id, m.case_id from outbox o join mails m on m.id = o.mail_id"
    rows = {row.message_id: row for row in town.rows(query)}
    found: dict[tuple[int, str], list[int]] = {}
    for delivery in sink.deliveries:
        row = rows[str(message_from_bytes(delivery.data)["Message-ID"])]
        found.setdefault((row.case_id, delivery.recipients[0]), []).append(row.id)
    return found


def in_order(found: dict[tuple[int, str], list[int]]) -> bool:
    return all(numbers == sorted(numbers) for numbers in found.values())


@pytest.fixture
def full(town: Town) -> Town:
    """A town whose outbox holds five mails to TU on each of six cases, case by case."""
    for number in range(CASES):
        town.complain(f"mutu-{number}@perusahaan.example")
    for case_id in range(1, CASES + 1):
        owe(town, "Pemberitahuan", [case_id] * MAILS)
    town.work("produce")
    return town


def owe(town: Town, words: str, case_ids: Sequence[int], post: str = "tu") -> None:
    with writing(town.desk.engine) as connection:
        for case_id in case_ids:
            told = Owed(template=Notice.PEMBERITAHUAN.value, post=post, words=words, case_id=case_id)
            owed.owe_mail(connection, told, at=town.clock())


def test_mails_of_a_case_to_one_person_keep_their_order_over_several_connections(
    full: Town, smtp_sink: SmtpSink
) -> None:
    post(full, smtp_sink)

    found = arrived(full, smtp_sink)
    assert [len(numbers) for numbers in found.values()] == [MAILS] * CASES
    assert smtp_sink.book.most_connections_at_once > 1
    assert in_order(found)


@pytest.mark.parametrize("point", [Point.RCPT, Point.DOT])
def test_a_mail_that_is_put_off_is_not_overtaken_by_the_next_of_its_case(
    full: Town, smtp_sink: SmtpSink, point: Point
) -> None:
    smtp_sink.faults.add(Fault(point, "451 4.3.0 Try again later", TU, times=1))
    post(full, smtp_sink)
    at_first = len(smtp_sink.deliveries)

    full.clock.pass_time(minutes=6)
    post(full, smtp_sink)

    found = arrived(full, smtp_sink)
    assert at_first == (CASES - 1) * MAILS
    assert [len(numbers) for numbers in found.values()] == [MAILS] * CASES
    assert in_order(found)


def test_a_mail_that_may_have_left_is_not_overtaken_while_its_copy_is_looked_for(
    full: Town, smtp_sink: SmtpSink
) -> None:
    smtp_sink.faults.add(Fault(Point.DOT, "drop", TU, times=1))

    post(full, smtp_sink)

    found = arrived(full, smtp_sink)
    assert sorted(len(numbers) for numbers in found.values()) == [MAILS] * CASES
    assert in_order(found)


def test_what_is_put_off_holds_up_nobody_else_and_no_other_case(full: Town, smtp_sink: SmtpSink) -> None:
    owe(full, "Untuk Kepala", [1], "kepala")
    full.work("produce")
    smtp_sink.faults.add(Fault(Point.RCPT, "451 4.3.0 Try again later", TU, times=1))

    post(full, smtp_sink)

    found = arrived(full, smtp_sink)
    assert len(found[1, KEPALA]) == 1
    assert len([numbers for (_, person), numbers in found.items() if person == TU]) == CASES - 1


def test_a_mail_that_is_put_off_again_and_again_holds_up_its_case_no_longer(
    town: Town, smtp_sink: SmtpSink
) -> None:
    town.complain()
    owe(town, "Pemberitahuan", [1, 1])
    town.work("produce")
    [first, second] = [row.id for row in town.rows("select id from outbox order by id desc limit 2")][::-1]
    smtp_sink.faults.add(Fault(Point.RCPT, "451 4.3.0 Try again later", TU, times=PATIENCE))
    post(town, smtp_sink)
    for minutes in (5, 15, 29):
        town.clock.pass_time(minutes=minutes)
        post(town, smtp_sink)
    for_an_hour = arrived(town, smtp_sink)
    town.clock.pass_time(minutes=1)
    post(town, smtp_sink)
    then = arrived(town, smtp_sink)

    town.clock.pass_time(hours=1)
    post(town, smtp_sink)

    assert (for_an_hour, then) == ({}, {(1, TU): [second]})
    assert arrived(town, smtp_sink) == {(1, TU): [second, first]}
