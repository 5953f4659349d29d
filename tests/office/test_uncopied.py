"""A journal that takes no copies: the mail leaves, somebody is told once, and the copies follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.mail.envelope import Begin, Envelope, Note, Told
from pipeline.office.check import Doubt, copies
from pipeline.office.measure import Running, measure
from pipeline.office.uncopied import OVER, SUBJECT, sound_uncopied
from pipeline.outside.smtp import deliver
from tests.office.registers import CUSTOMER, new_desk
from tests.office.test_unproven import Bell
from tests.office.town import KEPALA, TU, Relay, Town, body
from tests.offices import Clock
from tests.outside.posting import relay_of
from tests.servers.smtp_book import Delivery
from tests.servers.smtp_faults import Fault, Point
from tests.servers.smtp_sink import SmtpSink

JOURNAL = "jurnal@balai.example"
FULL = "552 5.2.2 Mailbox full"


@dataclass(slots=True)
class RealRelay(Relay):
    """The SMTP sink, reached by the program's own client; `dies` ends it before it tells what it heard."""

    sink: SmtpSink | None = None
    dies: bool = False

    def deliver(
        self,
        envelopes: Sequence[Envelope],
        begin: Begin,
        note: Note,
    ) -> None:
        """Send what is handed over, and keep what its recipients got."""
        assert self.sink is not None
        before = len(self.sink.deliveries)
        deliver(relay_of(self.sink), envelopes, begin, self._death if self.dies else note)
        for delivery in self.sink.deliveries[before:]:
            mail = message_from_bytes(delivery.data, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            if delivery.recipients != (JOURNAL,):
                self.taken.append(mail)

    def _death(self, _told: Sequence[Told]) -> None:
        raise KeyboardInterrupt


@pytest.fixture
def town(tmp_path: Path, smtp_sink: SmtpSink) -> Iterator[Town]:
    """A town with a journal, whose mail goes through a real server."""
    clock = Clock()
    desk = replace(new_desk(tmp_path, clock), journal=JOURNAL)
    yield Town(desk, clock, relay=RealRelay(sink=smtp_sink))
    desk.engine.dispose()


def refuse_copies(sink: SmtpSink, word: str = FULL, times: int | None = None) -> None:
    sink.faults.add(Fault(Point.RCPT, word, JOURNAL, times=times))


def copied(sink: SmtpSink) -> list[Delivery]:
    return sink.to(JOURNAL)


def uncopied(sink: SmtpSink) -> set[bytes]:
    """What somebody was sent and the journal was not."""
    return {each.data for each in sink.deliveries} - {each.data for each in copied(sink)}


def digest(town: Town) -> str:
    """The next day's digest."""
    town.pass_time(days=1)
    return " ".join(body(town.last(TU, "Laporan harian")).replace(">", " ").split())


def tried(sink: SmtpSink) -> int:
    return sum(command.startswith(f"RCPT TO:<{JOURNAL}>") for command in sink.book.commands)


def events(town: Town, name: str) -> int:
    [[count]] = town.rows("select count(*) from audit where event = :name", name=name)
    return int(count)


@pytest.mark.parametrize("word", [FULL, "452 4.2.2 Mailbox full", "550 5.1.1 No such user"])
def test_the_digest_names_the_mails_that_left_without_a_copy(
    town: Town, smtp_sink: SmtpSink, word: str
) -> None:
    refuse_copies(smtp_sink, word)
    town.complain()

    told = digest(town)

    # The receipt and the request to the Kepala.
    since = "sejak Senin, 23 November 2026 pukul 08.00 WIB"
    assert f"2 surel {since} terkirim tanpa salinan ke kotak jurnal {JOURNAL}" in told
    assert f"Jawaban server terakhir: “{word}”. Mohon pengelola surel memeriksa kotak jurnal" in told
    assert town.got(CUSTOMER) != []
    assert town.got(KEPALA) != []


def test_the_second_channel_tells_once_that_it_begins_and_once_that_it_is_over(
    town: Town, smtp_sink: SmtpSink
) -> None:
    bell = Bell()
    refuse_copies(smtp_sink)
    town.complain()
    sound_uncopied(town.desk, bell)
    at_first = list(bell.told)
    town.pass_time(minutes=16)
    bell.broken = True
    sound_uncopied(town.desk, bell)
    bell.broken = False
    for _ in range(3):
        town.complain()
        sound_uncopied(town.desk, bell)
    during = [subject for subject, _ in bell.told]
    smtp_sink.faults.clear()
    town.pass_time(minutes=16)
    for _ in range(3):
        sound_uncopied(town.desk, bell)

    assert (at_first, during) == ([], [SUBJECT])
    assert [subject for subject, _ in bell.told] == [SUBJECT, OVER]
    assert FULL in bell.told[0][1]


def test_the_copies_follow_byte_for_byte_once_the_journal_takes_them_and_go_to_nobody_else(
    town: Town, smtp_sink: SmtpSink
) -> None:
    refuse_copies(smtp_sink)
    for number in range(4):
        town.complain(f"pelanggan{number}@perusahaan.example")
    sent, missed = len(smtp_sink.deliveries), uncopied(smtp_sink)
    smtp_sink.faults.clear()

    town.pass_time(minutes=16)

    assert len(missed) == 8
    assert uncopied(smtp_sink) == set()
    after = smtp_sink.deliveries[sent:]
    assert [each.recipients for each in after if each.data in missed] == [(JOURNAL,)] * 8
    assert events(town, "surel_salinan_menyusul") == 8
    assert "tanpa salinan" not in digest(town)


def test_a_full_journal_is_tried_with_one_copy_a_quarter_of_an_hour(town: Town, smtp_sink: SmtpSink) -> None:
    refuse_copies(smtp_sink)
    for number in range(4):
        town.complain(f"pelanggan{number}@perusahaan.example")
    # In the evening no other mail leaves.
    town.pass_time(hours=12)
    before = tried(smtp_sink)

    for _ in range(4):
        town.pass_time(minutes=15)

    assert tried(smtp_sink) - before == 4


def test_one_copy_that_was_put_off_once_is_nobody_s_alarm(town: Town, smtp_sink: SmtpSink) -> None:
    bell = Bell()
    refuse_copies(smtp_sink, "450 4.2.0 Greylisted", times=2)
    town.complain()
    town.pass_time(minutes=16)

    sound_uncopied(town.desk, bell)

    assert bell.told == []
    assert uncopied(smtp_sink) == set()


def test_who_dies_before_the_register_knows_sends_one_copy_again(town: Town, smtp_sink: SmtpSink) -> None:
    refuse_copies(smtp_sink)
    town.complain()
    smtp_sink.faults.clear()
    town.clock.pass_time(minutes=16)
    assert isinstance(town.relay, RealRelay)
    town.relay.dies = True
    with pytest.raises(KeyboardInterrupt):
        town.work("send")
    town.relay.dies = False

    town.work()

    assert uncopied(smtp_sink) == set()
    alone = [each.data for each in smtp_sink.deliveries if each.recipients == (JOURNAL,)]
    assert (len(alone), len(set(alone))) == (3, 2)


def test_a_mail_that_was_never_sent_needs_no_copy(town: Town, smtp_sink: SmtpSink) -> None:
    refuse_copies(smtp_sink)
    smtp_sink.faults.add(Fault(Point.DOT, "554 5.7.1 Rejected", CUSTOMER))
    town.complain()
    smtp_sink.faults.clear()

    town.pass_time(minutes=16)

    assert CUSTOMER not in {address for each in smtp_sink.deliveries for address in each.recipients}
    assert all(b"To: " + CUSTOMER.encode() not in each.data for each in copied(smtp_sink))


def test_an_office_without_a_journal_is_told_nothing(town: Town, smtp_sink: SmtpSink) -> None:
    town.desk = replace(town.desk, journal="")
    town.complain()
    bell = Bell()
    town.pass_time(minutes=16)

    sound_uncopied(town.desk, bell)

    assert bell.told == []
    assert "tanpa salinan" not in digest(town)


def test_the_check_and_the_figures_tell_it(town: Town, smtp_sink: SmtpSink) -> None:
    def counted() -> float:
        [figure] = [each for each in measure(town.desk, Running()) if each.name == "journal_copies_missing"]
        return figure.values[""]

    town.complain()
    before, none = copies(town.desk), counted()
    refuse_copies(smtp_sink)
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti")

    with pytest.raises(Doubt, match="terkirim tanpa salinan ke kotak jurnal") as doubt:
        copies(town.desk)

    assert before == f"semua surel yang terkirim ada salinannya di {JOURNAL}"
    assert (none, counted() > 0) == (0, True)
    assert "kotak jurnal" in doubt.value.remedy
