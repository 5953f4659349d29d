"""The IMAP pitfalls of reliability.md A.5, each on every profile: one letter is one case.

| row | test |
|---|---|
| UIDVALIDITY changes | a_changed_uidvalidity…; test_large: five hundred old mails; test_moved |
| UID re-used | test_imap4d |
| Message-ID missing, empty, re-used | letters_without…, a_message_id_that…; test_identity |
| all marked Seen | mail_that_staff_has_read… |
| keywords missing, no MOVE, no UIDPLUS | marks_are_set…, a_colleagues_deleted_mail… |
| IDLE dead | way/test_dead_connection |
| disconnect within a literal | a_fetch_that_is_cut_anywhere… |
| OK without data, substitute | a_mail_that_is_never_given…, …breaks_the_connection…, exchanges_apology… |
| two pollers | test_pollers |
| huge mailbox, huge message | test_large; a_mail_that_is_too_large… |
| n:* | an_old_last_mail… |
| Gmail | test_identity: the_same_gmail_id… |
| clock | test_true_time |
| OAuth2 | way/test_izin; outside/test_oauth |
"""

import pytest

from pipeline.mail.envelope import Marking
from pipeline.office.fetch import TRIES
from tests.office.registers import CUSTOMER
from tests.outside.mails import colleague, flags_of
from tests.pitfalls.site import Site, complaint

APOLOGY = (
    b'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="us-ascii"\r\n'
    b"From: Microsoft Exchange Server 2010\r\n"
    b"Subject: Retrieval using the IMAP4 protocol failed for the following\r\n message: 20004\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b'The server couldn\'t retrieve the following message:\r\n\r\nSubject: "Keluhan LHU"\r\n\r\n'
    b"The message hasn't been deleted.\r\n"
)


def give_up(site: Site) -> None:
    """So many vain tries, and so much time, that a mail is given up."""
    site.work(polls=TRIES)
    site.wait(minutes=11)
    site.work(polls=TRIES)


def test_every_letter_becomes_one_case(site: Site) -> None:
    site.deliver(complaint(1), complaint(2))

    site.work(polls=2)

    assert site.cases == 2
    assert site.trouble == []


def test_a_changed_uidvalidity_registers_only_what_is_new(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.deliver(complaint(1), complaint(2))
    site.work()

    site.between.uidvalidity = 77
    site.deliver(complaint(3))
    site.work(polls=2)

    assert site.cases == 3
    assert len(site.rows("select 1 from audit where event = 'uidvalidity_berubah'")) == 1
    assert [record.message for record in caplog.records].count("uidvalidity changed") == 1


def test_letters_without_a_message_id_are_each_registered(site: Site) -> None:
    site.deliver(complaint(1, **{"Message-ID": ""}), complaint(2).replace(b"Message-ID:", b"X-No:"))

    site.work()

    assert site.cases == 2


def test_a_message_id_that_is_used_again_is_another_letter(site: Site) -> None:
    again = {"Message-ID": "<kurir@perusahaan.example>"}
    site.deliver(complaint(1, **again), complaint(2, **again))

    site.work()

    assert site.cases == 2


def test_mail_that_staff_has_read_is_registered_all_the_same(site: Site) -> None:
    site.deliver(complaint(1), complaint(2))
    with colleague(site.inbox) as client:
        client.uid("STORE", "1:*", "+FLAGS", r"(\Seen)")

    site.work()

    assert site.cases == 2


#: how each server lets a mail be marked
MARKS = {
    "dovecot": Marking.KEYWORD,
    "gmail": Marking.KEYWORD,
    "zimbra": Marking.MOVED,
    "exchange": Marking.MOVED,
    "lax": Marking.NONE,
}


def test_marks_are_set_as_the_server_allows(site: Site, request: pytest.FixtureRequest) -> None:
    site.deliver(complaint(1))

    site.work()

    marked = [row.marked for row in site.rows("select marked from inbox where mark_due")]
    assert marked == [MARKS[request.node.callspec.params["site"]].value]
    moved = site.inbox.mails(folder="Diagendakan")
    assert (moved == [complaint(1)]) is (marked == ["moved"])


def test_a_colleagues_deleted_mail_is_never_expunged(site: Site) -> None:
    with colleague(site.inbox) as client:
        client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
    site.deliver(complaint(1))

    site.work()

    assert flags_of(site.inbox)[1] == {"\\Deleted"}
    commands = site.between.heard.replace(b"UID EXPUNGE", b"")
    assert b"EXPUNGE" not in commands
    assert b"CLOSE" not in commands


def test_a_fetch_that_is_cut_anywhere_loses_and_doubles_nothing(site: Site) -> None:
    site.deliver(complaint(1))
    before = site.between.passed
    site.poll()
    whole = site.between.passed - before

    for number, cut in enumerate(range(300, whole + 200, 450), start=2):
        site.deliver(complaint(number))
        site.between.cut_in = cut
        site.poll()
        site.between.cut_in = None
        site.work()
        assert site.cases == number

    assert site.waiting == []


@pytest.mark.parametrize("reply", [b"%t OK FETCH completed.\r\n", b"%t NO [SERVERBUG] Internal error\r\n"])
def test_a_mail_that_is_never_given_blocks_no_other_and_comes_to_a_person(site: Site, reply: bytes) -> None:
    site.between.answer(rb"UID FETCH 3 .*BODY.PEEK\[\]", reply)
    site.deliver(complaint(1), complaint(2), complaint(3))

    site.work()
    assert (site.cases, site.waiting) == (2, [3])

    give_up(site)
    assert (site.cases, site.waiting) == (2, [])
    assert len(site.held) == 1
    assert "tidak terbaca" in site.held[0]


def test_a_mail_that_is_not_given_for_a_while_is_registered_in_the_end(site: Site) -> None:
    site.between.answer(rb"UID FETCH 2 .*BODY.PEEK\[\]", b"%t OK FETCH completed.\r\n", times=2)
    site.deliver(complaint(1))

    site.work(polls=3)

    assert (site.cases, site.waiting, site.held) == (1, [], [])


def test_a_mail_that_breaks_the_connection_blocks_no_other_and_comes_to_a_person(site: Site) -> None:
    site.between.answer(rb"UID FETCH 3 .*(BODY.PEEK|BODYSTRUCTURE)", None)
    site.deliver(complaint(1), complaint(2), complaint(3))

    site.work(polls=3)
    assert (site.cases, site.waiting) == (2, [3])

    give_up(site)
    give_up(site)
    assert (site.cases, site.waiting) == (2, [])
    assert len(site.held) == 1


def test_exchanges_apology_is_no_letter_of_a_customer(site: Site) -> None:
    site.deliver(APOLOGY, complaint(1))

    site.work()
    give_up(site)

    assert site.cases == 1
    assert len(site.held) == 1
    assert "surat pengganti" in site.held[0]


def test_a_mail_that_is_too_large_is_shown_to_a_person_by_its_header(site: Site) -> None:
    site.largest = 50_000
    large = complaint(1, sender=CUSTOMER).partition(b"\r\n\r\n")[2]
    files = b"\r\n".join(b"QUJD" * 19 for _ in range(4000))
    site.deliver(
        b"From: %s\r\nTo: pengaduan@balai.example\r\nSubject: Keluhan dengan foto\r\n" % CUSTOMER.encode()
        + b"Message-ID: <besar@x.example>\r\nMIME-Version: 1.0\r\n"
        + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\n"
        + large
        + b'\r\n--B\r\nContent-Type: image/jpeg; name="foto retak.jpg"\r\n'
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + files
        + b"\r\n--B--\r\n",
        complaint(2),
    )
    before = site.between.passed

    site.work()

    assert site.between.passed - before < 30_000
    assert site.cases == 1
    assert "Lampiran terlalu besar" in site.held[0]
    (facts,) = site.rows("select cast(data as text) as data from facts where inbox_id = 1")
    assert "foto retak.jpg" in facts.data
    assert "besar@x.example" in facts.data


def test_an_old_last_mail_that_the_server_names_is_not_taken(site: Site) -> None:
    site.work(polls=3)

    assert site.rows("select 1 from inbox") == []
    assert b"BODY.PEEK[]" not in site.between.heard


def test_the_server_may_drip_and_delay(site: Site) -> None:
    site.between.drip = 400
    site.between.delay = 0.01
    site.deliver(complaint(1))

    site.work()

    assert site.cases == 1
