"""A batch of mails: shared among connections, one receipt for each, whatever fails."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Envelope, Outcome, Told, Withheld
from pipeline.outside.smtp import Relay, Security, deliver
from tests.outside.posting import CUSTOMER, HEAD, MAIL, Posting, envelope, posted, relay_of
from tests.servers.process import free_port
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink


def _batch(count: int) -> list[Envelope]:
    return [envelope(number, raw=b"X-Nomor: %d\r\n" % number + MAIL) for number in range(1, count + 1)]


def test_many_mails_share_one_connection(smtp_sink: SmtpSink) -> None:
    posting = posted(relay_of(smtp_sink, connections=1), *_batch(20))

    assert posting.outcomes() == [Outcome.ACCEPTED] * 20
    assert smtp_sink.book.connections == 1


def test_mails_of_one_connection_keep_their_order(smtp_sink: SmtpSink) -> None:
    posting = posted(relay_of(smtp_sink, connections=1), *_batch(5))

    assert posting.story == [f"{what} {number}" for number in range(1, 6) for what in ("begin", "receipt")]


def test_no_more_connections_are_opened_than_allowed(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink, connections=3), *_batch(60))

    assert smtp_sink.book.connections == 3


def test_no_more_connections_are_opened_than_there_are_mails(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink, connections=8), *_batch(2))

    assert smtp_sink.book.connections <= 2


def test_every_mail_of_a_large_batch_arrives_once_and_whole(smtp_sink: SmtpSink) -> None:
    batch = _batch(200)

    posting = posted(relay_of(smtp_sink), *batch)

    assert posting.outcomes() == [Outcome.ACCEPTED] * 200
    assert sorted(d.data for d in smtp_sink.deliveries) == sorted(e.raw for e in batch)


def test_no_mails_mean_no_connection(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink))

    assert smtp_sink.book.connections == 0


def test_the_callbacks_run_in_the_callers_thread(smtp_sink: SmtpSink) -> None:
    threads = set()

    deliver(
        relay_of(smtp_sink),
        _batch(8),
        lambda _: threads.add(threading.get_ident()),
        lambda _: threads.add(threading.get_ident()),
    )

    assert threads == {threading.get_ident()}


def test_a_server_that_closes_after_some_mails_gets_the_rest_over_new_connections(
    smtp_sink: SmtpSink,
) -> None:
    smtp_sink.faults.add(Fault(Point.MAIL, "421 4.7.0 Cukup", after=10, times=1))

    posting = posted(relay_of(smtp_sink, connections=1), *_batch(30))

    assert posting.outcomes() == [Outcome.ACCEPTED] * 30
    assert smtp_sink.book.connections == 2


def test_a_mail_on_a_stale_connection_is_sent_once_over_a_new_one(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.add(Fault(Point.MAIL, "drop", after=3, times=1))

    posted(relay_of(smtp_sink, connections=1), *_batch(6))

    assert len({delivery.data for delivery in smtp_sink.deliveries}) == len(smtp_sink.deliveries) == 6


def test_a_server_that_has_had_enough_leaves_the_rest_for_later(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.close_after(10)

    posting = posted(relay_of(smtp_sink), *_batch(100))

    outcomes = Counter(posting.outcomes())
    assert outcomes.total() == 100
    assert outcomes[Outcome.ACCEPTED] == 10
    # Each of four connections had a mail in hand; the others were not tried.
    assert outcomes[Outcome.HELD_BACK] >= 100 - 10 - 4
    assert len(smtp_sink.deliveries) == 10


def test_a_server_that_has_had_enough_is_not_asked_a_hundred_times(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.close_after(0)

    posted(relay_of(smtp_sink), *_batch(100))

    assert smtp_sink.book.connections <= 8


def test_the_reason_is_told_to_every_mail_that_waits(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.close_after(0)

    posting = posted(relay_of(smtp_sink), *_batch(20))

    assert all("Too many messages" in posting.results(number)[0].word.text for number in range(1, 21))


def test_a_relay_that_swallows_mails_does_not_get_the_whole_batch(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.no_answer_after_dot(times=None)

    posting = posted(relay_of(smtp_sink, data_timeout=0.2, connections=2), *_batch(50))

    assert posting.outcomes().count(Outcome.UNKNOWN) <= 4
    assert posting.outcomes().count(Outcome.LATER) >= 46


def test_one_refused_mail_among_many_holds_up_none(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(HEAD)

    posting = posted(relay_of(smtp_sink), *_batch(10), envelope(11, HEAD), envelope(12))

    assert posting.outcomes() == [Outcome.ACCEPTED] * 10 + [Outcome.REFUSED, Outcome.ACCEPTED]


def test_a_busy_relay_leaves_all_for_later(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.be_busy()

    posting = posted(relay_of(smtp_sink), *_batch(5))

    assert posting.outcomes() == [Outcome.LATER] * 5
    assert "421" in posting.results()[0].word.text
    assert posting.began == []


def test_a_relay_that_is_away_leaves_all_for_later() -> None:
    relay = Relay("127.0.0.1", free_port(), Security.NONE, timeout=2)

    posting = posted(relay, *_batch(3))

    assert posting.outcomes() == [Outcome.LATER] * 3
    assert posting.results()[0].word.code == 0
    assert "127.0.0.1" in posting.results()[0].word.text


def test_a_relay_that_takes_fewer_connections_gets_the_mails_over_those(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.add(Fault(Point.CONNECT, "421 4.7.0 Terlalu banyak sambungan", after=1))

    posting = posted(relay_of(smtp_sink), *_batch(40))

    assert posting.outcomes() == [Outcome.ACCEPTED] * 40


def test_a_wrong_password_is_an_error_and_no_receipt(smtp_sink: SmtpSink) -> None:
    relay = replace(relay_of(smtp_sink), user="tu", password=lambda: "salah")
    posting = Posting()

    with pytest.raises(OutsideError) as caught:
        posting.send(relay, _batch(5))

    assert caught.value.permanent
    assert (posting.story, smtp_sink.deliveries) == ([], [])


def test_a_wrong_password_is_tried_over_one_connection_only(smtp_sink: SmtpSink) -> None:
    relay = replace(relay_of(smtp_sink), user="tu", password=lambda: "salah")

    with pytest.raises(OutsideError):
        posted(relay, *_batch(20))

    assert smtp_sink.book.connections == 1


def test_a_begin_that_cannot_be_noted_sends_nothing_more(smtp_sink: SmtpSink) -> None:
    def full(_: Sequence[Envelope]) -> None:
        raise MemoryError("disk penuh")

    with pytest.raises(MemoryError, match="disk penuh"):
        deliver(relay_of(smtp_sink), _batch(50), full, lambda _: None)

    assert smtp_sink.deliveries == []


def test_a_receipt_that_cannot_be_noted_lets_only_begun_mails_come_to_their_end(smtp_sink: SmtpSink) -> None:
    failing: set[int] = set()
    noted: list[int] = []

    def fail_for_one(told: Sequence[Told]) -> None:
        heard = [sent.id for sent, _ in told]
        if not failing:
            failing.add(heard[0])
        if failing.intersection(heard):
            raise MemoryError("disk penuh")
        noted.extend(heard)

    with pytest.raises(MemoryError, match="disk penuh"):
        deliver(relay_of(smtp_sink, connections=3), _batch(60), lambda _: None, fail_for_one)

    assert len(smtp_sink.deliveries) == len(noted) + 1 <= 3


def test_a_mail_that_is_withheld_holds_up_no_other(smtp_sink: SmtpSink) -> None:
    noted: list[int] = []

    def withhold(envelopes: Sequence[Envelope]) -> None:
        if any(each.id == 2 for each in envelopes):
            raise Withheld

    def note(told: Sequence[Told]) -> None:
        noted.extend(sent.id for sent, _ in told)

    deliver(relay_of(smtp_sink, connections=1), _batch(5), withhold, note)

    assert noted == [1, 3, 4, 5]
    assert len(smtp_sink.deliveries) == 4


def test_what_is_told_while_a_commit_lasts_is_told_together(smtp_sink: SmtpSink) -> None:
    begun: list[int] = []
    noted: list[int] = []

    def begin(envelopes: Sequence[Envelope]) -> None:
        time.sleep(0.05)
        begun.append(len(envelopes))

    def note(told: Sequence[Told]) -> None:
        time.sleep(0.05)
        noted.append(len(told))

    deliver(relay_of(smtp_sink, connections=4), _batch(40), begin, note)

    assert sum(begun) == sum(noted) == 40
    assert max(begun) <= 4
    assert len(begun) + len(noted) < 60


def test_a_mail_with_two_recipients_of_the_same_name_is_offered_once(smtp_sink: SmtpSink) -> None:
    posting = posted(relay_of(smtp_sink), envelope(1, CUSTOMER, CUSTOMER))

    assert smtp_sink.deliveries[0].recipients == (CUSTOMER,)
    assert posting.outcomes() == [Outcome.ACCEPTED, Outcome.ACCEPTED]
