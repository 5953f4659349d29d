"""The register is lost: restored from a backup and rebuilt from the journal, it is what it was."""

import os
from collections import Counter
from datetime import date, timedelta

import pytest

from pipeline.errors import OutsideError, Refusal
from pipeline.office.audit import verify
from pipeline.office.reserve import reserve
from pipeline.store import recovery
from pipeline.store.database import open_engine, writing
from tests.way.bureau import Bureau, letter, registered, reserved, restored_without_a_letter
from tests.way.configuration import ADDRESS, JOURNAL
from tests.way.office import Matter


def assert_as_before(bureau: Bureau, known: dict[str, tuple[str, ...]], sent: list[bytes]) -> None:
    with bureau.open() as office:
        assert registered(office) == known
    assert bureau.sent() == sent


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("bureau", "letters"),
    [
        ("sqlite", 2),
        pytest.param("postgresql", 2, marks=pytest.mark.soak),
        pytest.param("sqlite", 50, marks=pytest.mark.soak),
        pytest.param("postgresql", 50, marks=pytest.mark.soak),
    ],
    indirect=["bureau"],
)
def test_a_lost_register_gives_its_letters_the_same_numbers_and_sends_nothing_twice(
    bureau: Bureau, letters: int
) -> None:
    with bureau.open() as office:
        before = [office.complain() for _ in range(2)]
        backup = bureau.back_up(office)
        bureau.clock.move(office.desk.rules.undo)
        before[0].go_to("tindak_lanjut")
        customers = [office.customer() for _ in range(letters)]
        for number, customer in enumerate(customers):
            customer.write(ADDRESS, f"Keluhan nomor {number}", letter(number))
        office.work()
        matters = [office.matter(customer) for customer in customers]
        matters[-1].go_to("tanda_tangan")
        matters[-1].approve()
        known, sent = registered(office), bureau.sent()
    assert len(known) == letters + 2
    bureau.lose()

    bureau.restore(backup)
    refused = bureau.tanggap("once")
    done = bureau.rebuild()

    assert (refused.returncode, "tanggap rebuild" in refused.stderr) == (1, True), refused.stderr
    assert done.missing == ()
    assert done.last_number == max(row[3] for row in known.values())
    # Reminders are the daemon's: it owes them again, and finds that they have left.
    assert {row.template for row in done.unused} <= {"pengingat", "daftar_tugas"}
    with bureau.open() as office:
        assert registered(office) == known
        assert bureau.sent() == sent
        assert verify(office.desk.engine)[1] == []
        again = Matter(office, customers[-1], known_number(known, "B/"))
        again.sign()
        assert again.state == "evaluasi"
        newcomer = office.complain()
        assert newcomer.number == f"PGD-2026-{letters + 3:04d}"
    assert max(Counter(_message_id(mail) for mail in bureau.sent()).values()) == 1


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_without_a_copy_of_what_left_nothing_is_rebuilt(bureau: Bureau) -> None:
    known, sent = restored_without_a_letter(bureau)

    with pytest.raises(Refusal, match="--tanpa-salinan"):
        bureau.rebuild(journal=False)

    bureau.rebuild()
    assert_as_before(bureau, known, sent)


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_copies_are_found_below_old_mail_that_was_put_back_from_an_archive(bureau: Bureau) -> None:
    known, sent = restored_without_a_letter(bureau)
    journal = bureau.post.mailbox(JOURNAL)
    for number in range(2 * len(sent)):
        # Dovecot takes the time of a mail's file for the time at which it came.
        journal.deliver(b"Subject: lama %d\r\n\r\nlama\r\n" % number)
        newest = max((journal.maildir / "new").iterdir(), key=lambda file: file.name)
        os.utime(newest, (1_000_000_000, 1_000_000_000))

    found = bureau.rebuild().copies

    assert found == len(sent)
    assert_as_before(bureau, known, sent)


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_the_operator_is_told_of_numbers_that_no_mail_tells_of(bureau: Bureau) -> None:
    restored_without_a_letter(bureau)

    done = bureau.tanggap("rebuild")

    assert done.returncode == 0, done.stderr
    assert "Nomor surat keluar terakhir yang diketahui: belum ada." in done.stdout
    assert "hanya nomor yang surelnya belum sempat terkirim" in done.stdout
    assert "tanggap numbers reserve" in done.stdout


@pytest.mark.parametrize("bureau", ["sqlite", "postgresql"], indirect=True)
def test_reserved_numbers_are_reserved_again_from_the_copies_of_their_mails(bureau: Bureau) -> None:
    with bureau.open() as office:
        reserve(office.desk, 1, "surat undangan")
        office.work()
        backup = bureau.back_up(office)
        bureau.clock.move(timedelta(hours=1))
        reserve(office.desk, 3, "surat tugas & “edaran”")
        reserve(office.desk, 2, "surat edaran", date(2027, 1, 4))
        office.work()
        known, sent = reserved(office), bureau.sent()
    bureau.lose()

    bureau.restore(backup)
    done = bureau.rebuild()

    assert (done.missing, done.unused) == ((), [])
    with bureau.open() as office:
        assert (reserved(office), bureau.sent()) == (known, sent)
        assert verify(office.desk.engine)[1] == []
        assert reserve(office.desk, 1, "surat tugas")[0].startswith("B/5/")


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_reservation_whose_mail_waited_in_the_backup_is_told_once(bureau: Bureau) -> None:
    with bureau.open() as office:
        reserve(office.desk, 2, "surat tugas")
        backup = bureau.back_up(office)
        office.work()
        known, sent = reserved(office), bureau.sent()
    bureau.lose()
    bureau.restore(backup)

    done = bureau.rebuild()

    assert (done.missing, done.unused) == ((), [])
    with bureau.open() as office:
        assert (reserved(office), bureau.sent()) == (known, sent)


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_what_a_restore_left_half_is_not_rebuilt(bureau: Bureau) -> None:
    restored_without_a_letter(bureau)
    engine = open_engine(bureau.wiring.database_url)
    with writing(engine) as connection:
        recovery.forbid(connection, snapshot_at=bureau.clock(), source="cadangan", at=bureau.clock())
    engine.dispose()

    with pytest.raises(OutsideError, match="terputus"):
        bureau.rebuild()


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_quiet_office_is_rebuilt_without_copies_when_it_says_so(bureau: Bureau) -> None:
    with bureau.open() as office:
        backup = bureau.back_up(office)
    bureau.lose()
    bureau.restore(backup)

    assert bureau.rebuild(journal=False, nothing_left=True).missing == ()


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_the_daily_mails_go_on_after_a_rebuild(bureau: Bureau) -> None:
    with bureau.open() as office:
        office.complain()
        backup = bureau.back_up(office)
        for _ in range(12):
            office.pass_time(hours=6)
    bureau.lose()
    bureau.restore(backup)
    left = {row.template for row in bureau.rebuild().unused}
    before = len(bureau.sent())

    with bureau.open() as office:
        for _ in range(4):
            office.pass_time(hours=6)
        sent = {row.template for row in office.rows(_SENT_SINCE_THE_REBUILD)}

    assert {"laporan_harian", "pengingat"} <= left
    assert {"laporan_harian", "pengingat"} <= sent
    assert len(bureau.sent()) > before


#: what left by the server's word, and not by a copy in the journal
_SENT_SINCE_THE_REBUILD = """
    select m.template from mails m join outbox o on o.mail_id = m.id join recipients r on r.outbox_id = o.id
    where r.state = 'diterima' and r.code = 250
      and o.frozen_at > (select restored_at from restores)
"""


def known_number(known: dict[str, tuple[str, ...]], letter: str) -> str:
    return next(row[1] for row in known.values() if row[3].startswith(letter))


def _message_id(mail: bytes) -> bytes:
    return next(line for line in mail.split(b"\r\n") if line.startswith(b"Message-ID:"))
