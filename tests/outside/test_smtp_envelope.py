"""What the envelope says beside sender and recipients: reports, the bare address, the journal."""

from dataclasses import replace

import pytest

from pipeline.mail.envelope import Outcome
from tests.outside.posting import CUSTOMER, HEAD, MAIL, SENDER, Posting, envelope, posted, relay_of
from tests.servers.certificates import ServerCertificate
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink

JOURNAL = "jurnal@balai.example"
VERP = "tu+b.1.aaaaaaaaaaaaaaaa@balai.example"
MARK = "b.1.aaaaaaaaaaaaaaaa"
NOT_YOURS = "553 5.7.1 Sender address rejected: not owned by user"


def test_reports_are_asked_for_where_they_are_offered(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), replace(envelope(1, "a+b=c@perusahaan.example"), mark=MARK))

    (delivery,) = smtp_sink.deliveries
    assert delivery.options == (f"SIZE={len(MAIL)}", "RET=HDRS", f"ENVID={MARK}")
    assert delivery.recipient_options == (
        ("NOTIFY=FAILURE,DELAY", "ORCPT=rfc822;a+2Bb+3Dc@perusahaan.example"),
    )


def test_nothing_is_asked_for_where_reports_are_not_offered(smtp_certificate: ServerCertificate) -> None:
    with SmtpSink(smtp_certificate, extensions=("8BITMIME",)).serve() as sink:
        posted(relay_of(sink), replace(envelope(), mark=MARK, copies=(JOURNAL,)))

    (delivery,) = sink.deliveries
    assert (delivery.options, delivery.recipient_options) == ((), ((), ()))


def test_the_journal_is_in_the_same_envelope_and_is_not_reported_on(smtp_sink: SmtpSink) -> None:
    posting = posted(relay_of(smtp_sink), replace(envelope(), copies=(JOURNAL,)))

    (delivery,) = smtp_sink.deliveries
    assert delivery.recipients == (CUSTOMER, JOURNAL)
    assert delivery.recipient_options[1] == ("NOTIFY=NEVER",)
    assert [result.recipient for result in posting.results()] == [CUSTOMER]


def test_the_journal_never_gets_what_nobody_else_was_sent(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(CUSTOMER)

    posting = posted(relay_of(smtp_sink), replace(envelope(), copies=(JOURNAL,)))

    assert posting.outcomes() == [Outcome.REFUSED]
    assert smtp_sink.deliveries == []


@pytest.mark.parametrize("reply", ["550 5.1.1 No such user", "452 4.2.2 Full"])
def test_a_journal_that_is_refused_keeps_no_mail_back_and_is_not_relied_on(
    smtp_sink: SmtpSink, reply: str
) -> None:
    smtp_sink.faults.add(Fault(Point.RCPT, reply, JOURNAL))
    copies: list[tuple[str, ...]] = []
    posting = Posting(when_begun=lambda begun: copies.append(begun.copies))

    posting.send(relay_of(smtp_sink), [replace(envelope(), copies=(JOURNAL,))])

    assert posting.outcomes() == [Outcome.ACCEPTED]
    assert copies == [()]
    assert smtp_sink.deliveries[0].recipients == (CUSTOMER,)


@pytest.mark.parametrize("point", [Point.MAIL, Point.RCPT, Point.DATA, Point.DOT])
def test_a_server_that_forbids_the_marked_return_path_gets_the_bare_one(
    smtp_sink: SmtpSink, point: Point
) -> None:
    smtp_sink.faults.add(Fault(point, NOT_YOURS, times=1))

    posting = posted(relay_of(smtp_sink), replace(envelope(sender=VERP), plain_sender=SENDER))

    assert posting.outcomes() == [Outcome.ACCEPTED]
    assert [delivery.sender for delivery in smtp_sink.deliveries] == [SENDER]


def test_a_recipient_that_does_not_exist_is_refused_under_either_address(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(HEAD)

    posting = posted(relay_of(smtp_sink), replace(envelope(1, HEAD, sender=VERP), plain_sender=SENDER))

    assert posting.outcomes() == [Outcome.REFUSED]
    assert "No such user here" in posting.results()[0].word.text


def test_a_mail_that_is_put_off_is_not_tried_under_the_bare_address(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.greylist(CUSTOMER)

    posting = posted(relay_of(smtp_sink), replace(envelope(sender=VERP), plain_sender=SENDER))

    assert posting.outcomes() == [Outcome.LATER]
    assert smtp_sink.deliveries == []
