"""The SMTP pitfalls of reliability.md A.6, on the sink that goes wrong when told to.

| row | test |
|---|---|
| partial refusal | test_postfix: one_refused…; outside/test_smtp_exchange |
| greylisting | test_postfix: a_greylisted…; a_mail_that_is_put_off… |
| 5xx told to TU | a_refusal_is_told_to_tu…; a_mail_that_is_refused_for_what_it_says… |
| rate limit | a_server_that_closes_after_ten_mails…; a_server_that_asks_for_patience… |
| SIZE | test_postfix: a_mail_beyond…; outside/test_smtp_exchange |
| SMTPUTF8 | outside/test_smtp_exchange: an_address_beyond_ascii… |
| bare CR/LF | outside/test_smtp_exchange; mail/test_compose |
| TLS | outside/test_smtp_session: a_relay_of_another_authority… |
| DSN, bounces | way/test_penyampaian and office/test_undelivered |
"""

from datetime import timedelta

import pytest

from pipeline.office.brake import Brake
from pipeline.office.send import send
from pipeline.outside.smtp import deliver
from tests.office.town import TU, Town, body
from tests.outside.posting import relay_of
from tests.pitfalls.site import complaint
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink


def post(town: Town, sink: SmtpSink, brake: Brake | None = None) -> None:
    """Send what is due through the real client, until nothing is or the server asks for patience."""
    brake = brake or Brake()
    while send(town.desk, lambda *told: deliver(relay_of(sink), *told), None, brake):
        pass


def compose(town: Town, count: int) -> None:
    """So many complaints are registered, and their mails composed and not sent."""
    for number in range(count):
        town.box.drop(complaint(number, sender=f"mutu-{number}@perusahaan.example"))
    town.work("collect", "read", "handle", "produce")


def test_a_server_that_closes_after_ten_mails_gets_all_in_the_end(town: Town, smtp_sink: SmtpSink) -> None:
    compose(town, 50)
    frozen = [row.message_id for row in town.rows("select message_id from outbox order by id")]
    assert len(frozen) >= 100
    smtp_sink.faults.close_after(10)

    for _ in range(40):
        if len(smtp_sink.deliveries) == len(frozen):
            break
        post(town, smtp_sink)
        smtp_sink.faults.clear()
        smtp_sink.faults.close_after(10)
        town.clock.pass_time(hours=1)

    sent = [ident for each in smtp_sink.deliveries for ident in frozen if ident.encode() in each.data[:4000]]
    assert len(smtp_sink.deliveries) == len(frozen)
    assert sorted(sent) == sorted(frozen)


def test_a_server_that_asks_for_patience_is_not_hammered_and_gets_all_in_the_end(
    town: Town, smtp_sink: SmtpSink
) -> None:
    compose(town, 15)
    brake, owed = Brake(), len(town.rows("select 1 from outbox"))
    limit = Fault(Point.RCPT, "451 4.7.500 Server busy, account is throttled", after=10)
    tries = []

    for _ in range(60):
        if len(smtp_sink.deliveries) == owed:
            break
        smtp_sink.faults.clear()
        smtp_sink.faults.add(limit)
        before = len(smtp_sink.book.commands)
        post(town, smtp_sink, brake)
        said = smtp_sink.book.commands[before:]
        tries.append(sum(line.startswith("RCPT") for line in said))
        town.clock.pass_time(minutes=10)

    assert len(smtp_sink.deliveries) == owed >= 30
    # Ten are taken; beyond them a few connections have one mail each in hand.
    assert max(tries) <= 10 + 4
    refused = town.rows("select attempts from recipients where attempts > 0")
    assert len(refused) < owed / 2


def test_a_mail_that_is_put_off_goes_out_once_with_the_same_bytes(town: Town, smtp_sink: SmtpSink) -> None:
    compose(town, 1)
    smtp_sink.faults.greylist()

    post(town, smtp_sink)
    waiting = len(smtp_sink.deliveries)
    town.clock.pass_time(minutes=6)
    post(town, smtp_sink)

    ours = [each.data for each in smtp_sink.deliveries]
    assert waiting < len(ours)
    assert len(ours) == len(set(ours)) == len(town.rows("select 1 from outbox"))


def test_a_refusal_is_told_to_tu_at_once_and_never_tried_again(town: Town, smtp_sink: SmtpSink) -> None:
    compose(town, 1)
    customer = "mutu-0@perusahaan.example"
    smtp_sink.faults.refuse_rcpt(customer)
    begun = town.clock()

    post(town, smtp_sink)
    town.work()
    town.clock.pass_time(days=2)
    post(town, smtp_sink)

    assert town.clock() - begun >= timedelta(days=2)
    told = body(town.last(TU, ""))
    assert customer in told
    assert "550" in told
    asked = [line for line in smtp_sink.book.commands if line.startswith(f"RCPT TO:<{customer}>")]
    # Once under the marked return path and at once under the bare one: a server may refuse the mark.
    assert len(asked) == 2


@pytest.mark.parametrize("point", [Point.DATA, Point.DOT])
def test_a_mail_that_is_refused_for_what_it_says_is_told_to_tu_at_once_and_never_tried_again(
    town: Town, smtp_sink: SmtpSink, point: Point
) -> None:
    compose(town, 1)
    smtp_sink.faults.add(Fault(point, "554 5.7.1 Message rejected as spam"))

    post(town, smtp_sink)
    refused = {row.state for row in town.rows("select state from recipients")}
    said = len(smtp_sink.book.commands)
    town.work("handle", "produce")
    smtp_sink.faults.clear()
    town.clock.pass_time(minutes=5)
    post(town, smtp_sink)

    assert refused == {"ditolak"}
    told = [each.data for each in smtp_sink.to(TU)]
    assert any(b"554" in each for each in told)
    asked = [line for line in smtp_sink.book.commands[said:] if "perusahaan.example" in line]
    assert asked == []


@pytest.mark.parametrize("point", [Point.DATA, Point.DOT])
def test_a_mail_that_is_refused_under_its_marked_return_path_leaves_under_the_bare_one(
    town: Town, smtp_sink: SmtpSink, point: Point
) -> None:
    compose(town, 1)
    frozen = len(town.rows("select 1 from outbox"))
    smtp_sink.faults.add(Fault(point, "550 5.7.1 Sender not allowed", times=1))

    post(town, smtp_sink)

    assert {row.state for row in town.rows("select state from recipients")} == {"diterima"}
    assert len(smtp_sink.deliveries) == frozen
    assert town.desk.address in {each.sender for each in smtp_sink.deliveries}
