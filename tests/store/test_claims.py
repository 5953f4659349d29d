"""Claims: what one host works at no other does, until it gives it up or is gone."""

from collections.abc import Iterator
from contextlib import ExitStack
from threading import Timer

import pytest
from sqlalchemy import Engine, text

from pipeline.errors import OutsideError, SettingsError
from pipeline.store import claims
from pipeline.store.claims import Claims, SharedClaims, Work, alone, of_mailbox, shared_claims
from pipeline.store.database import reading, writing
from pipeline.store.migrate import head

Two = tuple[SharedClaims, SharedClaims]


@pytest.fixture
def hosts(postgres_engine: Engine) -> Iterator[Two]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(shared_claims(postgres_engine, head())) for _ in range(2))
        yield first, second


def _end_session(engine: Engine, kind: Work, row: int) -> None:
    """As when the server noticed that a host is gone; its locks are free when this returns."""
    query = text(
        "SELECT pg_terminate_backend(pid, 30000) FROM pg_locks WHERE locktype = 'advisory'"
        " AND (classid::bigint << 32) | objid::bigint = :key"
    )
    with reading(engine) as connection:
        assert connection.execute(query, {"key": kind.key(row)}).all()


def test_a_row_is_claimed_by_one_host(hosts: Two) -> None:
    first, second = hosts

    assert first.take(Work.READ, [1, 2, 3], 2) == [1, 2]
    assert second.take(Work.READ, [1, 2, 3], 2) == [3]


def test_who_finds_the_first_rows_claimed_gets_those_behind_them(hosts: Two) -> None:
    first, second = hosts
    first.take(Work.READ, range(1, 6))

    assert second.take(Work.READ, range(1, 10), 3) == [6, 7, 8]


def test_a_host_is_not_given_twice_what_it_claimed(hosts: Two) -> None:
    first, _ = hosts

    assert [first.take(Work.READ, [1]), first.take(Work.READ, [1])] == [[1], []]


def test_kinds_of_work_are_claimed_apart(hosts: Two) -> None:
    first, second = hosts

    assert [first.take(Work.READ, [1]), second.take(Work.SEND, [1])] == [[1], [1]]


def test_mailboxes_are_claimed_apart(hosts: Two) -> None:
    first, second = hosts
    one, other = of_mailbox("pengaduan@balai.example"), of_mailbox("layanan@balai.example")

    assert [first.take(Work.POLL, [one]), second.take(Work.POLL, [one, other])] == [[one], [other]]


def test_what_is_given_up_is_free(hosts: Two) -> None:
    first, second = hosts
    first.take(Work.READ, [1, 2])
    first.keep(Work.READ, [2])

    assert second.take(Work.READ, [1, 2]) == [1]


def test_a_claim_for_a_while_ends_with_it_even_in_trouble(hosts: Two) -> None:
    first, second = hosts
    with pytest.raises(KeyError), first.taken(Work.SEND, [1]):
        raise KeyError

    assert second.take(Work.SEND, [1]) == [1]


def test_the_claims_of_a_host_that_is_gone_are_free_and_it_knows(hosts: Two, postgres_engine: Engine) -> None:
    first, second = hosts
    first.take(Work.SEND, [1])
    _end_session(postgres_engine, Work.SEND, 1)

    assert second.take(Work.SEND, [1]) == [1]
    with pytest.raises(OutsideError, match="sambungan pengunciannya terputus"):
        first.enter()
    with pytest.raises(OutsideError):
        first.told()
    first.leave()


def test_one_host_decides_at_a_time(hosts: Two, postgres_engine: Engine) -> None:
    first, second = hosts
    with writing(postgres_engine) as one, writing(postgres_engine) as other:
        assert [first.first(one, Work.HANDLE), second.first(other, Work.HANDLE)] == [True, False]
    with writing(postgres_engine) as other:
        assert second.first(other, Work.HANDLE)


def test_a_host_hears_the_others_and_not_itself(hosts: Two) -> None:
    first, second = hosts
    first.tell()

    assert [first.told(), second.told(), second.told()] == [False, True, False]


def test_who_waits_is_woken(hosts: Two) -> None:
    first, second = hosts
    timer = Timer(0.2, first.tell)
    timer.start()
    # Far beyond the time limit of a test.
    second.wait(3600)
    timer.join()

    assert second.told()


def test_several_hosts_are_in_their_pass_at_once(hosts: Two) -> None:
    assert [host.enter() for host in hosts] == [True, True]


def test_who_wants_the_register_alone_waits_for_passes_and_stops_new_ones(
    hosts: Two, postgres_engine: Engine
) -> None:
    first, second = hosts
    assert first.enter()
    timer = Timer(0.3, first.leave)
    timer.start()
    with alone(postgres_engine):
        timer.join()
        assert [first.enter(), second.enter()] == [False, False]

    assert [first.enter(), second.enter()] == [True, True]


def test_who_does_not_get_the_register_alone_is_told_who_has_it(
    hosts: Two, postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PATIENCE", 0.2)
    assert hosts[0].enter()

    refused = pytest.raises(OutsideError, match=r"masih dipakai daemon lain: tanggap \S+ \d+")
    with refused, alone(postgres_engine):
        pass


def test_a_host_whose_program_is_older_than_the_register_works_no_more(
    hosts: Two, postgres_engine: Engine
) -> None:
    assert hosts[0].enter()
    hosts[0].leave()
    with writing(postgres_engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_baru'"))

    with pytest.raises(SettingsError, match="revisi 9999_baru oleh host lain"):
        hosts[0].enter()
    with alone(postgres_engine):
        assert not hosts[1].enter()


def test_a_daemon_that_has_the_register_for_itself_has_every_claim() -> None:
    claims = Claims()

    assert claims.enter()
    assert claims.take(Work.READ, [3, 1, 2], 2) == [3, 1]
    with claims.taken(Work.SEND, [1]) as ours:
        assert ours == [1]
    assert not claims.told()
