"""The inbox ledger: every mail once, with what became of it, and nothing kept longer than it must be."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert

from pipeline.errors import TanggapError
from pipeline.mail.envelope import FetchedMail
from pipeline.mail.facts import Attachment, Facts
from pipeline.store import archive, arrivals, cursors, inbox
from pipeline.store.erasure_tables import erasures, tombstones
from tests.store.rows import FOLDER, MAILBOX, NOW, VALIDITY, a_mail

RAW = b"Subject: Keluhan\r\n\r\nIsi\x00\xff\r\n"
FILE = b"%PDF-1.7 logo"
#: a case that was erased
ERASED: dict[str, Any] = {
    "id": 1,
    "number": "PGD-2020-0001",
    "basis": "uji",
    "minutes": "",
    "stays": {},
    "at": NOW,
}
DIGEST = hashlib.sha256(FILE).hexdigest()


def start(connection: Connection, validity: int = VALIDITY, *, days: int = 0) -> None:
    cursors.start(
        connection,
        MAILBOX,
        FOLDER,
        validity,
        last_uid=41,
        since=NOW + timedelta(days=days),
        from_start=False,
    )


def with_file(connection: Connection) -> int:
    """A mail that was read and had a file attached."""
    mail = a_mail(connection)
    attached = Attachment(name="logo.pdf", media_type="application/pdf", sha256=DIGEST, size=len(FILE))
    inbox.write_facts(connection, mail, Facts(attachments=(attached,)), {DIGEST: FILE}, NOW)
    return mail


def kept(connection: Connection, digest: str) -> bool:
    try:
        archive.load(connection, digest)
    except TanggapError:
        return False
    return True


def digest_of(connection: Connection, mail: int) -> str:
    return str(inbox.get(connection, mail).sha256)


def test_a_mail_is_kept_exactly_and_waits_to_be_read(connection: Connection) -> None:
    row = inbox.get(connection, a_mail(connection, RAW, uid=42))

    assert archive.load(connection, row.sha256) == RAW
    assert (row.uid, row.state, row.attempts) == (42, inbox.NEW, 0)


def test_the_same_bytes_under_another_uid_repeat_the_first(connection: Connection) -> None:
    first, second = a_mail(connection, RAW, uid=1), a_mail(connection, RAW, uid=2)

    assert inbox.get(connection, first).state == inbox.NEW
    assert inbox.get(connection, second).state == inbox.DOUBLE


def test_a_mail_under_its_uid_is_taken_in_once(connection: Connection) -> None:
    first = a_mail(connection, b"Subject: surat\r\n\r\n", uid=1)
    again = a_mail(connection, b"Subject: surat\r\n\r\n", uid=1)
    other = a_mail(connection, b"Subject: surat lain\r\n\r\n", uid=1)

    assert again == first
    # A server that gives a UID a second time brings another mail.
    assert other != first


def test_mails_that_come_together_are_told_apart_as_if_each_came_alone(connection: Connection) -> None:
    was_there = a_mail(connection, b"Subject: lama\r\n\r\n", uid=1)
    come = [(1, b"lama"), (2, b"lama"), (3, b"baru"), (4, b"baru"), (5, b"lain")]
    mails = [FetchedMail(uid, b"Subject: %s\r\n\r\n" % word, NOW) for uid, word in come]

    ids = arrivals.add_all(connection, mails, mailbox=MAILBOX, folder=FOLDER, uidvalidity=VALIDITY, at=NOW)

    rows = [inbox.get(connection, each) for each in ids]
    assert ids[0] == was_there
    assert [row.uid for row in rows] == [1, 2, 3, 4, 5]
    assert [row.state for row in rows] == ["baru", "ganda", "baru", "ganda", "baru"]
    assert [archive.load(connection, row.sha256) for row in rows] == [mail.raw for mail in mails]


def test_a_mail_that_the_server_names_as_one_of_those_with_it_repeats_that(connection: Connection) -> None:
    mails = [FetchedMail(uid, b"Subject: %d\r\n\r\n" % uid, NOW, server_id="17") for uid in (1, 2)]

    ids = arrivals.add_all(connection, mails, mailbox=MAILBOX, folder=FOLDER, uidvalidity=VALIDITY, at=NOW)

    assert [inbox.get(connection, each).state for each in ids] == ["baru", "ganda"]


def test_of_mails_that_come_together_the_erased_one_alone_leaves_no_bytes(connection: Connection) -> None:
    mails = [FetchedMail(uid, b"Subject: %d\r\n\r\n" % uid, NOW) for uid in (1, 2, 3)]
    gone = hashlib.sha256(mails[1].raw).hexdigest()
    connection.execute(insert(erasures).values(**ERASED))
    connection.execute(insert(tombstones).values(sha256=gone, erasure_id=1, mail=True))

    ids = arrivals.add_all(connection, mails, mailbox=MAILBOX, folder=FOLDER, uidvalidity=VALIDITY, at=NOW)

    rows = [inbox.get(connection, each) for each in ids]
    assert [kept(connection, row.sha256) for row in rows] == [True, False, True]
    assert [row.state for row in rows] == ["baru", "selesai", "baru"]


def test_a_mail_without_a_cursor_was_never_looked_for(connection: Connection) -> None:
    assert cursors.find(connection, MAILBOX, FOLDER, VALIDITY) is None


def test_a_cursor_moves_on_in_its_own_folder_alone(connection: Connection) -> None:
    start(connection)
    start(connection, validity=8)

    cursors.advance(connection, MAILBOX, FOLDER, VALIDITY, 50)

    found = [cursors.find(connection, MAILBOX, FOLDER, validity) for validity in (VALIDITY, 8)]
    assert [row.last_uid for row in found if row] == [50, 41]


def test_a_folder_is_looked_after_since_its_first_sight_under_any_uidvalidity(connection: Connection) -> None:
    start(connection, validity=8, days=1)
    start(connection, validity=7)

    assert cursors.first_sight(connection, MAILBOX, FOLDER) == NOW
    assert cursors.first_sight(connection, MAILBOX, "Arsip") is None


def test_mails_are_taken_oldest_first(connection: Connection) -> None:
    mails = [a_mail(connection) for _ in range(2)]
    inbox.settle(connection, mails[0], state=inbox.DONE)

    (row,) = inbox.oldest(connection, inbox.NEW, 1)

    assert row.id == mails[1]


def test_nothing_to_do_is_nothing(connection: Connection) -> None:
    assert inbox.oldest(connection, inbox.NEW, 1) == []


def test_every_attempt_is_counted(connection: Connection) -> None:
    mails = [a_mail(connection) for _ in range(2)]

    for _ in range(3):
        inbox.count_attempts(connection, mails)

    assert [row.attempts for row in inbox.oldest(connection, inbox.NEW, 9)] == [3, 3]


def test_what_waits_for_a_person_is_listed_oldest_first(connection: Connection) -> None:
    mails = [a_mail(connection) for _ in range(3)]
    for mail in (mails[2], mails[0]):
        inbox.settle(connection, mail, state=inbox.HELD, held_reason="uji")

    assert [row.id for row in inbox.held(connection)] == [mails[0], mails[2]]


def test_what_was_read_of_a_mail_comes_back(connection: Connection) -> None:
    mail = a_mail(connection)
    read = Facts(own="Isi “é”", sender="pelanggan@perusahaan.example")

    inbox.write_facts(connection, mail, read, {}, NOW)

    assert inbox.load_facts(connection, mail) == read
    assert inbox.get(connection, mail).state == inbox.READ


def test_a_mail_that_could_not_be_read_says_so(connection: Connection) -> None:
    assert inbox.load_facts(connection, a_mail(connection)).notes == ("Surel ini tidak terbaca.",)


def test_what_a_mail_was_found_to_be_comes_back_with_its_row(connection: Connection) -> None:
    row = inbox.judge(connection, a_mail(connection), kind="lain", reason="uji", confidence=0.5)

    assert (row.kind, row.reason, row.confidence) == ("lain", "uji", 0.5)


def test_marks_are_owed_until_they_are_carried_out(connection: Connection) -> None:
    mails = [a_mail(connection, uid=uid) for uid in (1, 2, 3)]
    for mail in mails[:2]:
        inbox.settle(connection, mail, mark_due=True)

    inbox.marked(connection, MAILBOX, FOLDER, VALIDITY, [1], "keyword")

    assert inbox.marks_due(connection, MAILBOX, FOLDER, VALIDITY) == [2]


def test_a_mark_under_another_uidvalidity_is_not_owed_to_this_one(connection: Connection) -> None:
    inbox.settle(connection, a_mail(connection, uid=1), mark_due=True)

    assert inbox.marks_due(connection, MAILBOX, FOLDER, VALIDITY + 1) == []


def test_letters_from_files_are_numbered_for_themselves(connection: Connection) -> None:
    a_mail(connection, uid=99)

    assert inbox.next_uid_of_file(connection) == 1
