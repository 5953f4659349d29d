"""What is known of a mail after each way in which its delivery can end."""

import re
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import crash
from pipeline.mail.envelope import Outcome
from pipeline.outside.smtp import Relay, Security
from pipeline.outside.smtp_exchange import stuffed
from tests.outside.posting import CUSTOMER, HEAD, MAIL, Posting, envelope, posted, relay_of
from tests.servers.certificates import ServerCertificate
from tests.servers.smtp_faults import SILENCE, Fault, Point
from tests.servers.smtp_sink import SmtpSink

POINTS = ("smtp.connected", "smtp.rcpt", "smtp.begun", "smtp.answered")


def test_a_mail_arrives_byte_for_byte_with_its_envelope(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope(1, CUSTOMER, HEAD))

    (delivery,) = smtp_sink.deliveries
    assert (delivery.sender, delivery.recipients, delivery.data) == (
        "tu@balai.example",
        (CUSTOMER, HEAD),
        MAIL,
    )


def test_the_servers_own_word_is_kept(smtp_sink: SmtpSink) -> None:
    posting = posted(relay_of(smtp_sink), envelope())

    (result,) = posting.results()
    assert result.outcome is Outcome.ACCEPTED
    assert f"{result.word.code} {result.word.text}" == smtp_sink.deliveries[0].reply


def test_the_null_sender_goes_out_as_such(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope(sender=""))

    assert smtp_sink.deliveries[0].sender == ""
    assert any(command.startswith("MAIL FROM:<>") for command in smtp_sink.book.commands)


def test_one_recipient_refused_does_not_keep_the_mail_from_the_others(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(CUSTOMER)

    posting = posted(relay_of(smtp_sink), envelope(1, HEAD, CUSTOMER))

    assert posting.outcomes() == [Outcome.ACCEPTED, Outcome.REFUSED]
    assert posting.results()[1].word.code == 550
    assert smtp_sink.deliveries[0].recipients == (HEAD,)


def test_one_recipient_put_off_does_not_keep_the_mail_from_the_others(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.greylist(CUSTOMER)

    posting = posted(relay_of(smtp_sink), envelope(1, CUSTOMER, HEAD))

    assert posting.outcomes() == [Outcome.LATER, Outcome.ACCEPTED]
    assert "Greylisted" in posting.results()[0].word.text


def test_a_mail_whose_recipients_are_all_refused_does_not_begin(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(CUSTOMER)

    posting = posted(relay_of(smtp_sink), envelope(1), envelope(2, HEAD))

    assert posting.began == [2]
    assert posting.outcomes() == [Outcome.REFUSED, Outcome.ACCEPTED]


def test_a_mail_that_did_not_begin_is_taken_back_before_the_next(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_rcpt(CUSTOMER)

    posted(relay_of(smtp_sink, connections=1), envelope(1), envelope(2, HEAD))

    verbs = [command.split()[0] for command in smtp_sink.book.commands]
    assert verbs == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]


def test_each_of_many_results_stands_at_the_place_of_its_recipient(smtp_sink: SmtpSink) -> None:
    people = [f"pokja-{number}@balai.example" for number in range(20)]
    for person in people[::3]:
        smtp_sink.faults.refuse_rcpt(person)

    posting = posted(relay_of(smtp_sink), envelope(1, *people))

    assert [result.recipient for result in posting.results()] == people
    assert [r.outcome is Outcome.REFUSED for r in posting.results()] == [n % 3 == 0 for n in range(20)]


def test_421_to_one_recipient_means_that_nothing_was_sent_to_any(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.add(Fault(Point.RCPT, "421 4.7.0 Nanti", HEAD))

    posting = posted(relay_of(smtp_sink), envelope(1, CUSTOMER, HEAD))

    assert posting.outcomes() == [Outcome.LATER, Outcome.LATER]
    assert (posting.began, smtp_sink.deliveries) == ([], [])


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("550 5.7.1 Ditolak", Outcome.REFUSED),
        ("451 4.3.0 Nanti", Outcome.LATER),
        ("421 4.7.0 Tutup", Outcome.LATER),
        ("530 5.7.0 Harus login", Outcome.LATER),
    ],
)
def test_an_answer_to_mail_holds_for_all_recipients(
    smtp_sink: SmtpSink, reply: str, outcome: Outcome
) -> None:
    smtp_sink.faults.refuse_sender(reply)

    posting = posted(relay_of(smtp_sink), envelope(1, CUSTOMER, HEAD))

    assert posting.outcomes() == [outcome, outcome]
    assert posting.results()[0].word.code == int(reply[:3])


@pytest.mark.parametrize("point", [Point.MAIL, Point.RCPT, Point.DATA, Point.DOT])
def test_after_a_word_that_asks_for_patience_nothing_more_is_tried(smtp_sink: SmtpSink, point: Point) -> None:
    smtp_sink.faults.add(Fault(point, "451 4.7.500 Server busy", after=2))

    posting = posted(relay_of(smtp_sink, connections=1), *(envelope(number) for number in range(5)))

    taken, later, held = [Outcome.ACCEPTED] * 2, [Outcome.LATER], [Outcome.HELD_BACK] * 2
    assert posting.outcomes() == [*taken, *later, *held]
    assert sum(line.startswith("MAIL") for line in smtp_sink.book.commands) == 3
    assert posting.results(4)[0].word.text == "4.7.500 Server busy"


def test_a_server_that_greylists_is_asked_to_take_the_next_mail(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.greylist()

    posting = posted(relay_of(smtp_sink, connections=1), envelope(1), envelope(2))

    assert posting.outcomes() == [Outcome.LATER, Outcome.ACCEPTED]


def test_a_days_quota_refuses_no_mail_for_good(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.refuse_mail("550 5.4.5 Daily user sending limit exceeded", times=1)

    posting = posted(relay_of(smtp_sink, connections=1), envelope(1), envelope(2))

    assert posting.outcomes() == [Outcome.LATER, Outcome.HELD_BACK]


@pytest.mark.parametrize("point", [Point.DATA, Point.DOT])
@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("552 5.3.4 Terlalu besar", Outcome.REFUSED),
        ("554 5.7.1 Isi ditolak", Outcome.REFUSED),
        ("452 4.3.1 Penuh", Outcome.LATER),
        ("421 4.3.2 Tutup", Outcome.LATER),
    ],
)
def test_a_no_to_the_mail_itself_is_final_or_not_by_its_code(
    smtp_sink: SmtpSink, point: Point, reply: str, outcome: Outcome
) -> None:
    smtp_sink.faults.add(Fault(point, reply))

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [outcome]
    assert posting.results()[0].word.code == int(reply[:3])


@pytest.mark.parametrize("point", [Point.CONNECT, Point.EHLO, Point.MAIL, Point.RCPT])
def test_a_connection_lost_before_the_mail_means_later(smtp_sink: SmtpSink, point: Point) -> None:
    smtp_sink.faults.drop_at(point, times=None)

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [Outcome.LATER]
    assert posting.began == []


@pytest.mark.parametrize("point", [Point.CONNECT, Point.EHLO, Point.MAIL, Point.RCPT])
def test_a_silence_before_the_mail_means_later(smtp_sink: SmtpSink, point: Point) -> None:
    smtp_sink.faults.add(Fault(point, SILENCE))

    posting = posted(relay_of(smtp_sink, timeout=0.3), envelope())

    assert posting.outcomes() == [Outcome.LATER]
    assert posting.began == []


def test_a_connection_lost_at_data_means_later_for_no_byte_of_the_mail_left(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.drop_at(Point.DATA)

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [Outcome.LATER]
    assert posting.began == [1]


def test_a_connection_lost_within_the_mail_means_unknown(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.drop_at(Point.BODY)

    posting = posted(relay_of(smtp_sink), envelope(raw=b"Subject: x\r\n\r\n" + b"isi\r\n" * 100_000))

    assert posting.outcomes() == [Outcome.UNKNOWN]


@pytest.mark.parametrize("keeps", [True, False])
def test_a_connection_lost_after_the_dot_means_unknown(smtp_sink: SmtpSink, keeps: bool) -> None:
    smtp_sink.faults.drop_after_dot(keeps=keeps)

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [Outcome.UNKNOWN]
    assert posting.results()[0].word.code == 0
    assert len(smtp_sink.deliveries) == keeps


@pytest.mark.parametrize("keeps", [True, False])
def test_no_answer_after_the_dot_means_unknown(smtp_sink: SmtpSink, keeps: bool) -> None:
    smtp_sink.faults.no_answer_after_dot(keeps=keeps)

    posting = posted(relay_of(smtp_sink, data_timeout=0.3), envelope())

    assert posting.outcomes() == [Outcome.UNKNOWN]


def test_the_word_on_the_mail_is_awaited_longer_than_other_answers(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.no_answer_after_dot()
    started = time.monotonic()

    posted(relay_of(smtp_sink, timeout=0.2, data_timeout=1), envelope())

    assert time.monotonic() - started >= 1


def test_a_connection_lost_at_quit_changes_nothing(smtp_sink: SmtpSink) -> None:
    smtp_sink.faults.drop_at(Point.QUIT)

    posting = posted(relay_of(smtp_sink), envelope())

    assert posting.outcomes() == [Outcome.ACCEPTED]


def test_a_mail_larger_than_the_server_announces_is_refused_unsaid(
    smtp_certificate: ServerCertificate,
) -> None:
    with SmtpSink(smtp_certificate, extensions=("SIZE 1000",)).serve() as sink:
        posting = posted(relay_of(sink), envelope(raw=b"x" * 998 + b"\r\n\r\n"))

        assert not any(command.startswith("MAIL") for command in sink.book.commands)
    (result,) = posting.results()
    assert result.outcome is Outcome.REFUSED
    assert "1002 bita melebihi batas server pengirim, 1000 bita" in result.word.text


def test_a_mail_as_large_as_the_server_announces_is_sent(smtp_certificate: ServerCertificate) -> None:
    with SmtpSink(smtp_certificate, extensions=("SIZE 1002",)).serve() as sink:
        posting = posted(relay_of(sink), envelope(raw=b"x" * 998 + b"\r\n\r\n"))

        assert sink.deliveries[0].options == ("SIZE=1002",)
    assert posting.outcomes() == [Outcome.ACCEPTED]


@pytest.mark.parametrize("announced", ["SIZE", "SIZE 0", "SIZE banyak"])
def test_a_size_without_a_limit_limits_nothing(smtp_certificate: ServerCertificate, announced: str) -> None:
    with SmtpSink(smtp_certificate, extensions=(announced,)).serve() as sink:
        posting = posted(relay_of(sink), envelope())

    assert posting.outcomes() == [Outcome.ACCEPTED]


def test_an_address_beyond_ascii_is_refused_where_the_server_knows_none(
    smtp_certificate: ServerCertificate,
) -> None:
    with SmtpSink(smtp_certificate, extensions=("8BITMIME",)).serve() as sink:
        posting = posted(relay_of(sink), envelope(1, "é@perusahaan.example", CUSTOMER))

        assert sink.deliveries[0].recipients == (CUSTOMER,)
    assert posting.outcomes() == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert "SMTPUTF8" in posting.results()[0].word.text


def test_an_address_beyond_ascii_goes_where_the_server_takes_it(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope(1, "é@perusahaan.example"))

    (delivery,) = smtp_sink.deliveries
    assert delivery.recipients == ("é@perusahaan.example",)
    assert "SMTPUTF8" in delivery.options


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "tanpa-domain",
        "a b@x.example",
        "a\x01b@x.example",
        "a@x.example>\r\nDATA",
        "Nama <a@x.example>",
        "a@x.example, b@x.example",
    ],
)
def test_what_is_no_address_is_refused_and_the_others_get_the_mail(smtp_sink: SmtpSink, odd: str) -> None:
    posting = posted(relay_of(smtp_sink), envelope(1, odd, CUSTOMER))

    assert posting.outcomes() == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert smtp_sink.deliveries[0].recipients == (CUSTOMER,)


def test_a_quoted_local_part_is_an_address(smtp_sink: SmtpSink) -> None:
    posted(relay_of(smtp_sink), envelope(1, '"nama panjang"@perusahaan.example'))

    assert any('RCPT TO:<"nama panjang"@perusahaan.example>' in line for line in smtp_sink.book.commands)


def test_bytes_beyond_ascii_are_announced(smtp_sink: SmtpSink) -> None:
    raw = "Subject: x\r\n\r\nSurat é.\r\n".encode()

    posted(relay_of(smtp_sink), envelope(raw=raw))

    (delivery,) = smtp_sink.deliveries
    assert delivery.data == raw
    assert "BODY=8BITMIME" in delivery.options


def test_bytes_beyond_ascii_are_refused_where_the_server_would_break_them(
    smtp_certificate: ServerCertificate,
) -> None:
    with SmtpSink(smtp_certificate, extensions=("SIZE",)).serve() as sink:
        posting = posted(relay_of(sink), envelope(raw="Subject: x\r\n\r\né\r\n".encode()))

    assert posting.outcomes() == [Outcome.REFUSED]
    assert "8BITMIME" in posting.results()[0].word.text


@pytest.mark.parametrize("raw", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n\n", b"a\r", b"\n"])
def test_bytes_with_a_bare_line_end_are_not_sent_at_all(smtp_sink: SmtpSink, raw: bytes) -> None:
    with pytest.raises(ValueError, match="envelope 2"):
        posted(relay_of(smtp_sink), envelope(1), envelope(2, raw=raw))

    assert smtp_sink.book.connections == 0


@given(st.lists(st.binary(max_size=12).map(lambda line: re.sub(rb"[\r\n]", b".", line)), max_size=20))
def test_no_line_of_a_mail_passes_for_its_end(lines: list[bytes]) -> None:
    raw = b"".join(line + b"\r\n" for line in lines)

    body, dot = stuffed(raw)
    sent = (body + dot).removesuffix(b".\r\n")

    assert b".\r\n" not in sent.splitlines(keepends=True)
    assert b"".join(line.removeprefix(b".") for line in re.findall(rb".*?\r\n", sent, re.DOTALL)) == raw


def test_a_mail_without_a_last_line_end_is_closed_all_the_same() -> None:
    assert stuffed(b"isi") == (b"isi", b"\r\n.\r\n")


def test_the_callbacks_and_crash_points_come_in_the_order_of_the_promise(
    smtp_sink: SmtpSink, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(crash.disarm)
    posting = Posting()
    for name in POINTS:
        crash.arm(name, lambda name=name: posting.story.append(name))  # type: ignore[misc]

    posting.send(relay_of(smtp_sink), [envelope()])

    assert posting.story == [
        "smtp.connected",
        "smtp.rcpt",
        "begin 1",
        "smtp.begun",
        "smtp.answered",
        "receipt 1",
    ]


def test_nothing_of_a_mail_has_left_when_it_is_told_to_begin(smtp_sink: SmtpSink) -> None:
    heard: list[str] = []
    posting = Posting(when_begun=lambda _: heard.extend(smtp_sink.book.commands))

    posting.send(relay_of(smtp_sink), [envelope()])

    assert heard[-1].startswith("RCPT")


def test_a_word_in_no_known_charset_is_kept_in_a_form_that_a_database_takes() -> None:
    def serve(listener: socket.socket) -> None:
        end, _ = listener.accept()
        with end, end.makefile("rb") as lines:
            end.sendall(b"220 relai\r\n")
            for line in lines:
                verb = line[:4].upper()
                if verb == b"DATA":
                    end.sendall(b"354 isi\r\n")
                    while lines.readline() != b".\r\n":
                        pass
                    end.sendall(b"250 diterima \xff\x00\r\n")
                else:
                    end.sendall(b"221 ok\r\n" if verb == b"QUIT" else b"250 ok\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        posting = posted(Relay("127.0.0.1", listener.getsockname()[1], Security.NONE, timeout=5), envelope())
        thread.join(5)

    assert posting.results()[0].word.text == "diterima \N{REPLACEMENT CHARACTER}"
