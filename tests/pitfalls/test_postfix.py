"""Mail out over a real Postfix: greylisting, a refusal among others, SIZE, and the words it leaves as proof.

The other SMTP pitfalls of reliability.md A.6 need a server that goes wrong on purpose: test_smtp.
"""

from collections.abc import Iterator

import pytest

from pipeline.mail.envelope import Outcome
from pipeline.outside.relay import Relay
from pipeline.outside.smtp import check
from pipeline.outside.tls import Security
from tests.outside.posting import CUSTOMER, HEAD, MAIL, envelope, posted
from tests.servers.postfix import LARGEST, REFUSED, Postfix, running_postfix


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with running_postfix() as server:
        yield server


@pytest.fixture
def relay(postfix: Postfix) -> Relay:
    return Relay(postfix.host, postfix.port, Security.NONE, helo="balai.example", timeout=20, data_timeout=30)


def test_a_mail_is_delivered_and_the_queues_word_kept(postfix: Postfix, relay: Relay) -> None:
    before = len(postfix.mails())

    (result,) = posted(relay, envelope()).results()

    assert result.outcome is Outcome.ACCEPTED
    assert "queued as" in result.word.text
    assert len(postfix.wait_for(before + 1)) == before + 1


def test_one_refused_recipient_keeps_the_mail_from_no_other(postfix: Postfix, relay: Relay) -> None:
    before = len(postfix.mails())

    results = posted(relay, envelope(1, CUSTOMER, REFUSED, HEAD)).results()

    assert [each.outcome for each in results] == [Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED]
    assert results[1].word.code == 554
    assert len(postfix.wait_for(before + 2)) == before + 2


def test_a_greylisted_mail_is_delivered_once_at_the_second_try(postfix: Postfix, relay: Relay) -> None:
    before = len(postfix.mails())
    postfix.greylist(CUSTOMER)

    first, second = (posted(relay, envelope()).outcomes() for _ in range(2))

    assert (first, second) == ([Outcome.LATER], [Outcome.ACCEPTED])
    assert len(postfix.wait_for(before + 1)) == before + 1


def test_a_mail_beyond_the_announced_size_is_refused_before_data(postfix: Postfix, relay: Relay) -> None:
    (result,) = posted(
        relay, envelope(raw=MAIL + b"x" * 900 * 80 + b"\r\n" + MAIL * (LARGEST // len(MAIL)))
    ).results()

    assert result.outcome is Outcome.REFUSED
    assert "melebihi batas" in result.word.text
    assert result.word.code == 0


def test_check_tells_what_postfix_offers(relay: Relay) -> None:
    assert f"size {LARGEST}" in check(relay)
    assert "dsn" in check(relay)
