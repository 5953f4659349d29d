"""Reading the mailbox, on a real Dovecot; faults of the network by a proxy before it."""

import re
import threading
import time
from datetime import UTC, datetime

import pytest

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.outside.imap import Mailbox, check
from tests.outside.mails import account_of, colleague, flags_of, letter
from tests.servers.dovecot import Dovecot
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy


def test_it_fetches_a_mail_byte_for_byte(mailbox: Inbox) -> None:
    raw = letter(1, bytes(range(128, 256)) + b"\tspasi \r\n" + b"x" * 5000 + b"\r\n.\r\n\r\nakhir")
    mailbox.deliver(raw)

    with Mailbox(account_of(mailbox)) as box:
        mail = box.fetch(1)

    assert mail is not None
    assert mail.raw == raw


def test_it_leaves_a_fetched_mail_unseen(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        box.fetch(1)

    assert flags_of(mailbox) == {1: set()}


def test_the_receipt_time_is_the_servers_and_not_the_senders(mailbox: Inbox) -> None:
    with colleague(mailbox) as client:
        raw = b"Date: Thu, 01 Jan 1998 00:00:00 +0000\r\n" + letter(1)
        client.append("INBOX", "", '"20-Nov-2026 08:15:30 +0800"', raw)

    with Mailbox(account_of(mailbox)) as box:
        mail = box.fetch(1)

    assert mail is not None
    assert mail.received_at == datetime(2026, 11, 20, 0, 15, 30, tzinfo=UTC)


def test_a_receipt_time_is_always_aware(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        mail = box.fetch(1)

    assert mail is not None
    assert mail.received_at.utcoffset() is not None


def test_uids_after_the_last_one_are_none_although_the_server_names_it(mailbox: Inbox) -> None:
    for number in range(3):
        mailbox.deliver(letter(number))

    with Mailbox(account_of(mailbox)) as box:
        assert box.uids_after(3) == []


def test_uids_after_one_are_those_above_it_in_order(mailbox: Inbox) -> None:
    for number in range(12):
        mailbox.deliver(letter(number))

    with Mailbox(account_of(mailbox)) as box:
        assert box.uids_after(4) == [5, 6, 7, 8, 9, 10, 11, 12]


def test_an_empty_folder_has_no_uids(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        assert box.uids_after(0) == []


def test_a_search_names_no_charset(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        box.uids_after(0)
        box.find("<surat-1@perusahaan.example>", "INBOX")

        assert b"SEARCH" in between.heard
        assert b"CHARSET" not in between.heard


def test_a_colleagues_flag_does_not_pass_for_the_mail_that_was_asked_for(mailbox: Inbox) -> None:
    for number in range(1, 4):
        mailbox.deliver(letter(number))

    with Mailbox(account_of(mailbox)) as box, colleague(mailbox) as client:
        client.uid("STORE", "1,3", "+FLAGS", r"(\Flagged)")
        mail = box.fetch(2)

    assert mail is not None
    assert (mail.uid, mail.raw) == (2, letter(2))


def test_a_mail_that_is_gone_is_none(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        assert box.fetch(7) is None


def test_a_mail_that_a_colleague_expunges_meanwhile_is_none(mailbox: Inbox) -> None:
    for number in range(1, 4):
        mailbox.deliver(letter(number))

    with Mailbox(account_of(mailbox)) as box:
        box.uids_after(0)
        with colleague(mailbox) as client:
            client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
            client.expunge()

        assert box.fetch(2) is None


def test_mails_beside_an_expunged_one_are_still_fetched(mailbox: Inbox) -> None:
    for number in range(1, 4):
        mailbox.deliver(letter(number))

    with Mailbox(account_of(mailbox)) as box:
        with colleague(mailbox) as client:
            client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
            client.expunge()
        mail = box.fetch(3)

    assert mail is not None
    assert mail.raw == letter(3)


def test_sizes_are_those_of_the_raw_bytes(mailbox: Inbox) -> None:
    raws = [letter(number, b"x" * number + b"\r\n") for number in range(1, 6)]
    for raw in raws:
        mailbox.deliver(raw)

    with Mailbox(account_of(mailbox)) as box:
        assert box.sizes([1, 3, 5, 9]) == {1: len(raws[0]), 3: len(raws[2]), 5: len(raws[4])}


def test_the_state_is_fresh_each_time(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        before = box.state()
        mailbox.deliver(letter(1))
        after = box.state()

    assert (before.uidnext, after.uidnext) == (1, 2)


def test_the_state_asks_no_status_of_the_selected_folder(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        box.state()

        assert b"STATUS" not in between.heard


def test_uidvalidity_stays_from_one_connection_to_the_next(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))
    with Mailbox(account_of(mailbox)) as box:
        first = box.state()

    with Mailbox(account_of(mailbox)) as box:
        assert box.state() == first


def test_a_folder_made_anew_has_another_uidvalidity(mailbox: Inbox) -> None:
    account = account_of(mailbox, folder="Pengaduan")
    with colleague(mailbox) as client:
        client.create("Pengaduan")
        with Mailbox(account) as box:
            first = box.state()
        client.delete("Pengaduan")
        client.create("Pengaduan")

    with Mailbox(account) as box:
        assert box.state().uidvalidity != first.uidvalidity


def test_a_missing_folder_is_a_permanent_error(mailbox: Inbox) -> None:
    with (
        pytest.raises(OutsideError, match="Salah Eja") as caught,
        Mailbox(account_of(mailbox, folder="Salah Eja")),
    ):
        pass

    assert caught.value.permanent
    assert "nama folder" in caught.value.remedy


def test_a_folder_may_have_any_letters_in_its_name(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        box.append(letter(1), "Surat & Berkas é")

    with Mailbox(account_of(mailbox, folder="Surat & Berkas é")) as box:
        assert box.uids_after(0) == [1]


def test_an_appended_mail_is_found_by_its_message_id(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        for number in range(1, 4):
            box.append(letter(number), "Terkirim")

        assert box.find("<surat-2@perusahaan.example>", "Terkirim") == [2]


def test_what_is_appended_stays_byte_for_byte(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        box.append(letter(1), "Terkirim")

    assert mailbox.mails(folder="Terkirim") == [letter(1)]


def test_after_a_search_elsewhere_the_own_folder_is_selected_again(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        box.append(letter(2), "Terkirim")
        box.find("<tidak-ada@perusahaan.example>", "Terkirim")
        mail = box.fetch(1)

    assert mail is not None
    assert mail.raw == letter(1)


def test_a_search_in_a_missing_folder_leaves_the_own_one_selected(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        with pytest.raises(OutsideError, match="Jurnal"):
            box.find("<surat-1@perusahaan.example>", "Jurnal")

        assert box.uids_after(0) == [1]


@pytest.mark.parametrize("odd", ['<a"b\\c@x.example>', "<a b@x.example>"])
def test_an_odd_message_id_is_searched_for_and_not_obeyed(mailbox: Inbox, odd: str) -> None:
    with Mailbox(account_of(mailbox)) as box:
        assert box.find(odd, "INBOX") == []


@pytest.mark.parametrize("odd", ["<a@x>\r\nA1 LOGOUT", "<é@x.example>"])
def test_a_message_id_that_no_command_can_hold_is_refused(mailbox: Inbox, odd: str) -> None:
    with Mailbox(account_of(mailbox)) as box, pytest.raises(ValueError, match="quoted string"):
        box.find(odd, "INBOX")


def test_a_wait_ends_soon_after_a_mail_arrives(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        threading.Timer(0.5, mailbox.deliver, [letter(1)]).start()
        started = time.monotonic()
        box.wait(30)

        assert time.monotonic() - started < 10
        assert box.uids_after(0) == [1]


def test_a_mail_that_came_before_the_wait_ends_it_at_once(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        mailbox.deliver(letter(1))
        started = time.monotonic()
        box.wait(30)

    assert time.monotonic() - started < 5


def test_news_that_come_in_two_pieces_are_news(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        between.in_pieces = True
        threading.Timer(0.5, mailbox.deliver, [letter(1)]).start()
        started = time.monotonic()
        box.wait(30)

        assert time.monotonic() - started < 10
        assert box.uids_after(0) == [1]


def test_a_wait_without_news_ends_in_time_and_the_connection_goes_on(mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        started = time.monotonic()
        box.wait(0.4)

        assert 0.3 < time.monotonic() - started < 5
        assert box.uids_after(0) == []


def test_a_wait_that_loses_its_connection_says_so(dovecot: Dovecot, mailbox: Inbox) -> None:
    with Mailbox(account_of(mailbox)) as box:
        threading.Timer(0.5, dovecot.throw_off, [mailbox.user]).start()
        with pytest.raises(OutsideError) as caught:
            box.wait(30)

    assert not caught.value.permanent


def test_a_connection_that_silently_died_is_found_out_within_its_timeout(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port, timeout=1)) as box:
        between.black_hole = True
        started = time.monotonic()
        with pytest.raises(OutsideError) as caught:
            box.wait(0.5)

        assert time.monotonic() - started < 5
        assert not caught.value.permanent


def test_a_broken_connection_is_left_without_waiting_for_a_farewell(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between:
        with Mailbox(account_of(mailbox, port=between.port, timeout=2)) as box:
            between.rewrite = lambda _: b"bukan jawaban\r\n"
            with pytest.raises(OutsideError):
                box.uids_after(0)
            between.black_hole = True
            failed = time.monotonic()

        assert time.monotonic() - failed < 1


def test_without_idle_a_wait_returns_at_once(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between:
        between.rewrite = lambda said: said.replace(b" IDLE", b"")
        with Mailbox(account_of(mailbox, port=between.port)) as box:
            started = time.monotonic()
            box.wait(30)

            assert not box.can_idle
            assert time.monotonic() - started < 1


def test_a_connection_cut_anywhere_never_yields_a_part_of_a_mail(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1, b"baris isi surat\r\n" * 40))
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        before = between.passed
        box.fetch(1)
        whole = between.passed - before

    # The tagged line at the end tells how long it took: its own length changes.
    for cut in range(0, whole - 80, 37):
        with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
            between.cut_in = cut
            with pytest.raises(OutsideError) as caught:
                box.fetch(1)
        assert not caught.value.permanent


def test_an_ok_without_the_mail_is_an_error_and_not_an_empty_mail(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))
    answer = re.compile(rb"\* 1 FETCH \(UID 1 INTERNALDATE.*?\r\n\)\r\n", re.DOTALL)

    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        between.rewrite = lambda said: answer.sub(b"", said)
        with pytest.raises(OutsideError, match="tanpa isi surat") as caught:
            box.fetch(1)

    assert not caught.value.permanent


def test_another_uid_than_the_one_asked_for_is_not_taken(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        between.rewrite = lambda said: said.replace(b"(UID 1 INTERNALDATE", b"(UID 2 INTERNALDATE")
        with pytest.raises(OutsideError, match="tanpa isi surat"):
            box.fetch(1)


def test_one_new_mail_among_many_costs_little(mailbox: Inbox) -> None:
    for number in range(1, 301):
        mailbox.deliver(letter(number, b"x" * 2000 + b"\r\n"))

    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        for uid in box.uids_after(299):
            box.fetch(uid)

        assert between.passed < 10_000


def test_the_crash_points_are_passed_in_their_order(mailbox: Inbox, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(crash.disarm)
    passed: list[str] = []
    for name in ("imap.selected", "imap.fetched"):
        crash.arm(name, lambda name=name: passed.append(name))  # type: ignore[misc]
    mailbox.deliver(letter(1))

    with Mailbox(account_of(mailbox)) as box:
        box.fetch(1)

    assert passed == ["imap.selected", "imap.fetched"]


def test_check_tells_of_server_folder_and_marks(mailbox: Inbox) -> None:
    mailbox.deliver(letter(1))

    line = check(account_of(mailbox))

    assert "Dovecot" in line
    assert line.endswith("INBOX: UID berikut 2; tanda: keyword; IDLE")
