"""What one of several hosts leaves to the others, and what it does not take from them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import Envelope, Outcome, Receipt, Result, ServerWord
from pipeline.office.ascertain import recover
from pipeline.office.collect import register_file
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.handle import handle
from pipeline.office.read import read, reader_ahead
from pipeline.office.send import send
from pipeline.store import inbox
from pipeline.store.claims import Work, shared_claims
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.mail_tables import recipients
from pipeline.store.migrate import head
from tests.office.registers import Reader, Reading, a_letter, arrive
from tests.offices import MONDAY, a_desk

_FROZEN = text("select case_id from mails where state = 'beku' and case_id is not null")

Two = tuple[Desk, Desk]


@pytest.fixture
def hosts(postgres_register: str) -> Iterator[Two]:
    """Two hosts on one register."""
    engine = open_engine(postgres_register)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        claims = [stack.enter_context(shared_claims(engine, head())) for _ in range(2)]
        desk = a_desk(engine)
        yield replace(desk, claims=claims[0]), replace(desk, claims=claims[1])


def _states(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.scalars(select(recipients.c.state).order_by(recipients.c.id)))


def _a_mail_is_due(desk: Desk, number: int = 1) -> None:
    arrive(desk, a_letter(number=number, sender=f"pelanggan-{number}@perusahaan.example"))
    freeze_mails(desk)


def test_a_mail_that_another_host_is_sending_is_not_taken_for_cut_off(hosts: Two) -> None:
    first, second = hosts
    _a_mail_is_due(first)
    seen: list[list[str]] = []

    def deliver(envelopes: Sequence[Envelope], begin: object, note: object) -> None:
        begin(envelopes[:1])  # type: ignore[operator]
        recover(second)
        seen.append(_states(first))

    send(first, deliver)

    assert seen[0][0] == "mulai"
    # Once nobody is at it any more it is in doubt.
    recover(second)
    assert _states(first)[0] == "tidak_pasti"


def test_a_mail_is_sent_by_one_host(hosts: Two) -> None:
    first, second = hosts
    _a_mail_is_due(first)
    sent: list[int] = []

    def deliver(envelopes: Sequence[Envelope], _begin: object, _note: object) -> None:
        sent.extend(each.id for each in envelopes)
        if len(sent) == len(envelopes):
            send(second, deliver)

    send(first, deliver)

    assert len(sent) == len(set(sent)) == len(_states(first))


@pytest.mark.parametrize(
    ("outcome", "state"), [(Outcome.ACCEPTED, "diterima"), (Outcome.LATER, "tidak_pasti")]
)
def test_of_a_host_that_was_taken_for_dead_only_the_word_that_a_mail_was_accepted_counts(
    hosts: Two, outcome: Outcome, state: str
) -> None:
    first, second = hosts
    _a_mail_is_due(first)

    def deliver(envelopes: Sequence[Envelope], begin: object, note: object) -> None:
        begin(envelopes[:1])  # type: ignore[operator]
        # As if its session had ended while the server had the mail.
        first.claims.keep(Work.SEND)
        recover(second)
        results = tuple(
            Result(each, outcome, ServerWord(250, "2.0.0 Ok")) for each in envelopes[0].recipients
        )
        note([(envelopes[0], Receipt(envelopes[0].id, results))])  # type: ignore[operator]

    send(first, deliver)

    assert _states(first)[0] == state


def test_freezing_waits_for_nobody_who_has_a_case_and_wants_the_end_of_the_trail(hosts: Two) -> None:
    first, _ = hosts
    for number in (1, 2):
        arrive(first, a_letter(number=number, sender=f"pelanggan-{number}@perusahaan.example"))
    with writing(first.engine) as other:
        # As who handles a reply: the case first, then its request, then the trail.
        held = other.execute(text("select id from cases order by id limit 1 for update")).scalar_one()
        freeze_mails(first)

        with reading(first.engine) as connection:
            assert held not in set(connection.scalars(_FROZEN))
            assert len(set(connection.scalars(_FROZEN))) == 1
    freeze_mails(first)
    with reading(first.engine) as connection:
        assert held in set(connection.scalars(_FROZEN))


def test_no_mail_is_handled_while_an_earlier_one_is_still_to_be_read(hosts: Two) -> None:
    first, _ = hosts
    early = arrive(first, a_letter(number=1))
    late = arrive(first, a_letter(number=2, sender="lain@perusahaan.example"))
    with writing(first.engine) as connection:
        inbox.settle(connection, early, state=inbox.NEW)
        inbox.settle(connection, late, state=inbox.READ)

    assert not handle(first)
    with writing(first.engine) as connection:
        inbox.settle(connection, early, state=inbox.DONE)
    assert handle(first)


class _Failing(Reader):
    """A reader whose outside is down for the first so many mails."""

    def __init__(self, times: int) -> None:
        self._left = times

    def read(self, raw: bytes) -> Reading:
        if self._left:
            self._left -= 1
            raise OutsideError("pembaca gagal", permanent=False)
        return super().read(raw)


@pytest.mark.parametrize(
    ("times", "next_one"),
    [(1, 0), (1, 1), (3, 1)],
    ids=["once, by itself", "once, by the other", "again and again, by the other"],
)
def test_a_mail_that_a_host_failed_to_read_is_read_by_whoever_can_next(
    hosts: Two, times: int, next_one: int
) -> None:
    first, second = hosts
    with writing(first.engine) as connection:
        mail = register_file(connection, a_letter(), MONDAY, first.clock())
    with (
        closing(reader_ahead(first, _Failing(times))) as failing,
        closing(reader_ahead(second, Reader())) as honest,
    ):
        assert read(first, failing)
        failing.wait(20)
        for _ in range(times):
            with pytest.raises(OutsideError, match="pembaca gagal"):
                read(first, failing)

        assert read(hosts[next_one], (failing, honest)[next_one])

    with reading(first.engine) as connection:
        state = connection.scalar(text("select state from inbox where id = :id"), {"id": mail})
    assert state == inbox.READ


def test_a_mail_that_a_host_claimed_and_never_began_is_begun_in_its_next_pass(hosts: Two) -> None:
    first, _ = hosts
    with writing(first.engine) as connection:
        register_file(connection, a_letter(), MONDAY, first.clock())
    with closing(reader_ahead(first, Reader())) as reader:
        crash.arm("read.committed", crash.fail)
        try:
            with pytest.raises(OSError, match="disk fails"):
                read(first, reader)
        finally:
            crash.disarm()

        assert read(first, reader)


def test_one_host_decides_while_the_others_do_other_work(hosts: Two) -> None:
    first, second = hosts
    mail = arrive(first, a_letter())
    with writing(first.engine) as connection:
        inbox.settle(connection, mail, state=inbox.READ)
    with writing(first.engine) as connection:
        assert first.claims.first(connection, Work.HANDLE)
        assert not handle(second)


@pytest.mark.parametrize(
    ("outcome", "code", "expected"),
    [(Outcome.REFUSED, 550, ("ditolak", 0)), (Outcome.LATER, 450, ("beku", 1))],
)
def test_what_a_server_says_before_it_takes_a_mail_counts_once(
    hosts: Two, outcome: Outcome, code: int, expected: tuple[str, int]
) -> None:
    desk, _ = hosts
    _a_mail_is_due(desk)

    def deliver(envelopes: Sequence[Envelope], _begin: object, note: object) -> None:
        word = ServerWord(code, "4.1.1 bukan sekarang" if outcome is Outcome.LATER else "5.1.1 tidak dikenal")
        told = [(each, Receipt(each.id, (Result(each.recipients[0], outcome, word),))) for each in envelopes]
        note(told)  # type: ignore[operator]
        # Of several that are told together a fault has each told again.
        note(told[:1])  # type: ignore[operator]

    assert send(desk, deliver)

    with reading(desk.engine) as connection:
        row = connection.execute(select(recipients).order_by(recipients.c.id)).first()
    assert row is not None
    assert (row.state, row.attempts) == expected
    assert not send(desk, deliver)
