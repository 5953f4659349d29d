"""Deaths that need an office of their own: at a year's end, in a migration; and a lock that was lost."""

import multiprocessing
from datetime import datetime

import pytest
from sqlalchemy import text

from pipeline import crash
from pipeline.store.database import open_engine, reading
from pipeline.store.migrate import check_current, current, migrate
from tests.crash import lives as laboratory
from tests.crash import referee
from tests.crash.conftest import COUNTS, MortalOffice
from tests.crash.ledger import note
from tests.crash.lives import Fault
from tests.offices import ZONE
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT


def test_a_year_begins_at_one_though_the_daemon_dies_over_its_first_number(
    mortal_office: MortalOffice,
) -> None:
    with mortal_office(faults=[Fault("register.number_drawn")]) as (office, lives):
        office.clock.move(datetime(2026, 12, 31, 15, 30, tzinfo=ZONE) - office.clock())
        last = [office.complain().number for _ in range(2)]
        office.clock.move(datetime(2027, 1, 4, 8, 0, tzinfo=ZONE) - office.clock())
        first = office.complain().number

        assert lives.kills == 3
        assert last == ["PGD-2026-0001", "PGD-2026-0002"]
        assert first == "PGD-2027-0001"
        note(referee.check(office, lives))


def test_a_mail_that_two_deaths_cut_off_leaves_after_a_pause(mortal_office: MortalOffice) -> None:
    # On several connections the two deaths may cut off two mails at once, or one each.
    with mortal_office(faults=[Fault("smtp.begun")] * 2, connections=1) as (office, lives):
        office.customer().write(ADDRESS, SUBJECT, LETTER)
        office.work()
        waiting = office.rows(
            "select message_id from recipients r join outbox o on o.id = r.outbox_id where r.state = 'beku'"
        )

        lives.faults = ()
        assert lives.kills == 2
        assert lives.let_pause_pass()
        office.work()

        assert len(waiting) == 1
        assert not lives.let_pause_pass()
        note(referee.check(office, lives))


def _migrate_and_die(url: str) -> None:
    crash.arm("migrate.before_commit", crash.kill)
    migrate(open_engine(url))


def test_a_register_whose_migration_was_cut_off_is_as_it_was_and_migrates_the_next_time(
    database_url: str,
) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_migrate_and_die, args=(database_url,))
    process.start()
    process.join(60)
    engine = open_engine(database_url)

    assert process.exitcode == -9
    assert current(engine) is None
    migrate(engine)
    check_current(engine)
    engine.dispose()
    COUNTS["kills"] += 1


def test_a_daemon_whose_lock_the_database_lost_does_not_work_beside_another(
    mortal_office: MortalOffice, postgres_url: str
) -> None:
    with mortal_office(postgres_url) as (office, lives):
        office.complain()
        with reading(office.desk.engine) as connection:
            # As when the server was restarted: the session that holds the mailbox is gone.
            connection.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    " and database = (select oid from pg_database where datname = current_database())"
                )
            )
        owner, lives.may_fall = lives.pids, True
        office.complain()

        assert lives.pids != owner
        assert lives.falls == 1
        note(referee.check(office, lives))


@pytest.mark.parametrize("action", ["raise", "enospc"])
def test_a_failing_disk_does_not_make_a_person_handle_a_mail(
    action: str, mortal_office: MortalOffice
) -> None:
    with mortal_office(faults=[Fault("handle.before_commit", action)]) as (office, lives):
        office.complain()

        assert lives.survived == 1
        assert office.rows("select 1 from inbox where state = 'ditahan'") == []


def test_a_daemon_that_falls_at_every_start_ends_the_test_with_its_last_words(
    mortal_office: MortalOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laboratory, "_ROUNDS", 3)
    with mortal_office(faults=[Fault("handle.before_commit", "raise")]) as (office, lives):
        lives.end()
        (lives.config / "pipeline.toml").write_text("[imap")

        with pytest.raises(AssertionError, match=r"does not come to an end[\s\S]*pipeline\.toml"):
            office.work()
        assert lives.falls == 3


@pytest.mark.timeout(600)
def test_a_daemon_that_hangs_in_a_transaction_is_ended_though_another_waits_for_it(
    mortal_office: MortalOffice, postgres_url: str
) -> None:
    faults = [Fault("send.begun"), Fault("recover.doubted", "hang")]
    with mortal_office(postgres_url, faults, workers=3) as (office, lives):
        office.complain()
        # A mail that was in doubt twice waits for a quarter of an hour.
        office.pass_time(minutes=20)

        assert lives.hangs >= 1
        note(referee.check(office, lives))
