"""The demo's mail server behaves as real ones do where the program looks."""

import gc
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from imap_tools import MailboxLoginError, MailBoxUnencrypted

from pipeline.demo.server import MailServer
from tests.demo.conftest import CUSTOMER, MONDAY, OFFICE, PASSWORD, start_server

PLAIN = b"From: pelanggan@perusahaan.example\r\nSubject: Keluhan\r\n\r\nLHU belum kami terima.\r\n"


@contextmanager
def mailbox(server: MailServer, address: str = OFFICE) -> Iterator[MailBoxUnencrypted]:
    with MailBoxUnencrypted(server.host, server.imap_port, timeout=10).login(address, PASSWORD) as box:
        yield box


def send(server: MailServer, raw: bytes = PLAIN, *recipients: str) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP(server.host, server.smtp_port, timeout=10) as smtp:
        return smtp.sendmail(CUSTOMER, recipients or [OFFICE], raw)


def raw_bytes(box: MailBoxUnencrypted, uid: str) -> bytes:
    _, answer = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return bytes(answer[0][1])


def select_number(box: MailBoxUnencrypted, name: str) -> int:
    box.folder.set("INBOX")
    (number,) = box.client.untagged_responses[name]
    assert isinstance(number, bytes)
    return int(number)


@contextmanager
def idling(box: MailBoxUnencrypted) -> Iterator[None]:
    box.idle.start()  # type: ignore[no-untyped-call]
    yield
    box.idle.stop()  # type: ignore[no-untyped-call]


def wait_until_told(box: MailBoxUnencrypted, news: bytes) -> None:
    """Read what the server says within IDLE; the socket's time limit ends a wait in vain."""
    while box.client.readline() != news + b"\r\n":
        pass


def test_a_mail_reaches_the_mailbox_of_its_envelope_whatever_its_headers_say(server: MailServer) -> None:
    raw = PLAIN.replace(b"Subject:", b"To: orang-lain@di-mana.example\r\nSubject:")

    send(server, raw, OFFICE)

    with mailbox(server) as box:
        assert box.uids() == ["1"]


def test_the_bytes_that_are_fetched_are_the_bytes_that_were_sent(server: MailServer) -> None:
    awkward = (
        b"X-Long: "
        + b"a;b " * 60
        + b"\r\nSubject: =?utf-8?q?Keluhan?=\t \r\nX-Raw: \xe9\r\nx-no-space:1\r\n\r\n"
        b".titik di awal\r\nFrom tanpa tanda\r\n\r\n\xff\xfe\r\nspasi di akhir  \r\n\r\n\r\n"
    )

    send(server, awkward)

    with mailbox(server) as box:
        assert raw_bytes(box, "1") == awkward


def test_a_plus_address_reaches_the_mailbox_before_the_plus(server: MailServer) -> None:
    send(server, PLAIN, "Pengaduan+k7qm2xrd@Balai.example")

    with mailbox(server) as box:
        assert box.uids() == ["1"]


def test_an_unknown_recipient_gets_550_and_the_others_their_mail(server: MailServer) -> None:
    refused = send(server, PLAIN, "tidak-ada@balai.example", OFFICE)

    assert refused["tidak-ada@balai.example"][0] == 550
    with mailbox(server) as box:
        assert box.uids() == ["1"]


def test_the_log_keeps_sender_recipients_bytes_and_time(server: MailServer) -> None:
    send(server, PLAIN, OFFICE, CUSTOMER)

    (envelope,) = server.accepted

    assert (envelope.sender, envelope.recipients) == (CUSTOMER, (OFFICE, CUSTOMER))
    assert (envelope.raw, envelope.at) == (PLAIN, MONDAY)


def test_uids_follow_the_order_of_arrival(server: MailServer) -> None:
    sent = [PLAIN.replace(b"Keluhan", b"Keluhan ke-%d" % n) for n in range(12)]

    for raw in sent:
        send(server, raw)

    with mailbox(server) as box:
        assert [raw_bytes(box, str(uid)) for uid in range(1, 13)] == sent


def test_the_internal_date_is_the_time_of_the_servers_clock(server: MailServer) -> None:
    send(server)

    with mailbox(server) as box:
        _, answer = box.client.uid("FETCH", "1", "(INTERNALDATE)")
    stamp = answer[0].split(b'"')[1].decode()
    assert datetime.strptime(stamp, "%d-%b-%Y %H:%M:%S %z") == MONDAY


def test_a_wrong_password_is_refused(server: MailServer) -> None:
    box = MailBoxUnencrypted(server.host, server.imap_port, timeout=10)

    with pytest.raises(MailboxLoginError):
        box.login(OFFICE, "salah")

    box.client.shutdown()


def test_a_user_added_later_can_be_written_to(server: MailServer) -> None:
    server.add_user("kepala@balai.example", PASSWORD)

    send(server, PLAIN, "kepala@balai.example")

    with mailbox(server, "kepala@balai.example") as box:
        assert box.uids() == ["1"]


def test_a_search_finds_a_mail_that_came_since_the_last_command(server: MailServer) -> None:
    with mailbox(server) as box:
        send(server)

        assert box.uids("UID 1:*", charset=None) == ["1"]


def test_idle_wakes_within_the_second_that_a_mail_comes(server: MailServer) -> None:
    with mailbox(server) as box, idling(box):
        started = time.monotonic()
        send(server)

        wait_until_told(box, b"* 1 EXISTS")

        assert time.monotonic() - started < 1


def test_idle_tells_of_every_mail_of_a_burst(server: MailServer) -> None:
    with mailbox(server) as box, idling(box):
        for _ in range(20):
            send(server)

        wait_until_told(box, b"* 20 EXISTS")


def test_idle_outlives_a_garbage_collection(server: MailServer) -> None:
    with mailbox(server) as box, idling(box):
        gc.collect()
        send(server)

        wait_until_told(box, b"* 1 EXISTS")


def test_move_takes_a_mail_to_another_folder_in_one_command(server: MailServer) -> None:
    send(server)
    with mailbox(server) as box:
        box.folder.create("Diagendakan")

        box.client.capability()
        answer, _ = box.client._simple_command("UID", "MOVE", "1", "Diagendakan")

        assert answer == "OK"
        assert box.uids() == []
        box.folder.set("Diagendakan")
        assert raw_bytes(box, "1") == PLAIN


def test_copy_takes_text_flags_and_date_along(server: MailServer) -> None:
    send(server)
    with mailbox(server) as box:
        box.folder.create("Arsip")
        box.client.uid("STORE", "1", "+FLAGS.SILENT", r"(\Answered)")

        box.copy("1", "Arsip")

        box.folder.set("Arsip")
        (copied,) = box.fetch(mark_seen=False)
        assert copied.flags == ("\\Answered",)
        assert copied.obj.get_payload() == "LHU belum kami terima.\r\n"


def test_an_appended_mail_is_kept_byte_for_byte(server: MailServer) -> None:
    raw = b"X-Long: " + b"kata " * 40 + b"\r\nSubject: terkirim\r\n\r\nisi\r\n"
    with mailbox(server) as box:
        box.folder.create("Sent")

        box.append(raw, "Sent", dt=datetime(2026, 11, 20, 3, 0, tzinfo=UTC), flag_set=["\\Seen"])

        box.folder.set("Sent")
        assert raw_bytes(box, "1") == raw


def test_a_mail_is_found_by_its_message_id(server: MailServer) -> None:
    send(server)
    send(server, b"Message-ID: <k7qm@balai.example>\r\n" + PLAIN)

    with mailbox(server) as box:
        assert box.uids('HEADER Message-ID "<k7qm@balai.example>"', charset=None) == ["2"]


def test_a_keyword_outlives_the_server(tmp_path: Path) -> None:
    with start_server(tmp_path) as server:
        send(server)
        with mailbox(server) as box:
            box.client.uid("STORE", "1", "+FLAGS.SILENT", "($Diagenda)")

    with start_server(tmp_path) as later, mailbox(later) as box:
        (mail,) = box.fetch(mark_seen=False)
        assert mail.flags == ("$Diagenda",)


def test_uids_and_uidvalidity_outlive_the_server(tmp_path: Path) -> None:
    with start_server(tmp_path) as server:
        send(server)
        send(server)
        with mailbox(server) as box:
            before = select_number(box, "UIDVALIDITY"), select_number(box, "UIDNEXT"), box.uids()

    with start_server(tmp_path) as later, mailbox(later) as box:
        after = select_number(box, "UIDVALIDITY"), select_number(box, "UIDNEXT"), box.uids()

    assert after == before


def test_the_uid_of_a_deleted_mail_is_never_given_again(tmp_path: Path) -> None:
    with start_server(tmp_path) as server:
        send(server)
        with mailbox(server) as box:
            box.delete("1")

    with start_server(tmp_path) as later:
        send(later)
        with mailbox(later) as box:
            assert box.uids() == ["2"]


def test_a_deletion_in_one_session_shows_in_the_other(server: MailServer) -> None:
    send(server)
    with mailbox(server) as first, mailbox(server) as second:
        first.delete("1")

        assert second.uids() == []


def test_it_stops_while_clients_are_connected_and_leaves_no_thread(tmp_path: Path) -> None:
    threads = set(threading.enumerate())
    server = start_server(tmp_path)
    with server:
        smtp = smtplib.SMTP(server.host, server.smtp_port, timeout=10)
        box = MailBoxUnencrypted(server.host, server.imap_port, timeout=10).login(OFFICE, PASSWORD)
        box.idle.start()  # type: ignore[no-untyped-call]

    smtp.close()
    box.client.shutdown()
    assert set(threading.enumerate()) == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.host, server.imap_port), timeout=1)


def test_it_says_when_a_port_is_taken(server: MailServer, tmp_path: Path) -> None:
    second = MailServer(tmp_path / "second", lambda: MONDAY, imap_port=server.imap_port)

    with pytest.raises(OSError, match="in use"):
        second.__enter__()
