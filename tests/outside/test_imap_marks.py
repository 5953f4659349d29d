"""Courtesy marks on real Dovecots with the profiles of other servers; a colleague's mail is always safe."""

import imaplib
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Marking
from pipeline.outside.imap import Mailbox
from tests.outside.mails import account_of, colleague, flags_of, letter
from tests.servers.dovecot import Dovecot, running_dovecot
from tests.servers.dovecot import Mailbox as Inbox
from tests.servers.fault_proxy import proxy

_ACL = "mail_plugins = acl\nplugin {\n  acl = vfile\n}\n"
#: RFC 4314: all but `w`, so that keywords are not kept, as on Exchange or in a shared folder of Zimbra
_NO_KEYWORDS = "owner lrstipekxa\n"


@pytest.fixture(scope="module")
def without_keywords() -> Iterator[Dovecot]:
    """MOVE, but no keywords where the folder says so: Exchange."""
    with running_dovecot(_ACL) as server:
        yield server


@pytest.fixture(scope="module")
def without_move() -> Iterator[Dovecot]:
    """UIDPLUS without MOVE: Zimbra."""
    with running_dovecot(_ACL + "imap_capability = IMAP4rev1 UIDPLUS IDLE\n") as server:
        yield server


@pytest.fixture(scope="module")
def bare() -> Iterator[Dovecot]:
    """Neither MOVE nor UIDPLUS."""
    with running_dovecot(_ACL + "imap_capability = IMAP4rev1\n") as server:
        yield server


def _filled(inbox: Inbox, count: int, rights: str = "") -> Inbox:
    for number in range(1, count + 1):
        inbox.deliver(letter(number))
    if rights:
        (inbox.maildir / "dovecot-acl").write_text(rights)
    return inbox


def _marked_deleted_by_a_colleague(inbox: Inbox, uid: int) -> None:
    with colleague(inbox) as client:
        client.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")


def test_a_keyword_is_set_where_the_server_keeps_it(mailbox: Inbox) -> None:
    _filled(mailbox, 3)

    with Mailbox(account_of(mailbox)) as box:
        marking = box.mark([1, 3], "$Tanggap", "Diagendakan")

    assert marking is Marking.KEYWORD
    assert flags_of(mailbox) == {1: {"$Tanggap"}, 2: set(), 3: {"$Tanggap"}}


def test_a_keyword_leaves_alone_what_a_colleague_marked_deleted(mailbox: Inbox) -> None:
    _filled(mailbox, 2)
    _marked_deleted_by_a_colleague(mailbox, 1)

    with Mailbox(account_of(mailbox)) as box:
        box.mark([2], "$Tanggap", "Diagendakan")

    assert flags_of(mailbox) == {1: {"\\Deleted"}, 2: {"$Tanggap"}}


def test_marking_nothing_says_nothing(mailbox: Inbox) -> None:
    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        marking = box.mark([], "$Tanggap", "Diagendakan")

        assert marking is Marking.NONE
        assert b"STORE" not in between.heard


def test_many_mails_are_marked_by_one_command(mailbox: Inbox) -> None:
    _filled(mailbox, 120)

    with proxy(mailbox.port) as between, Mailbox(account_of(mailbox, port=between.port)) as box:
        box.mark(range(1, 121), "$Tanggap", "Diagendakan")

        assert between.heard.count(b"STORE") == 1
    assert all(flags == {"$Tanggap"} for flags in flags_of(mailbox).values())


def test_marking_a_mail_that_is_gone_does_no_harm(mailbox: Inbox) -> None:
    _filled(mailbox, 1)

    with Mailbox(account_of(mailbox)) as box:
        box.mark([1, 55], "$Tanggap", "Diagendakan")

    assert flags_of(mailbox) == {1: {"$Tanggap"}}


def test_marking_twice_is_marking_once(mailbox: Inbox) -> None:
    _filled(mailbox, 1)

    with Mailbox(account_of(mailbox)) as box:
        box.mark([1], "$Tanggap", "Diagendakan")
        box.mark([1], "$Tanggap", "Diagendakan")

    assert flags_of(mailbox) == {1: {"$Tanggap"}}


def test_dovecot_hides_move_before_the_login(without_keywords: Dovecot) -> None:
    inbox = without_keywords.mailbox()

    with imaplib.IMAP4(inbox.host, inbox.port, timeout=10) as client:
        assert "MOVE" not in client.capabilities


def test_without_keywords_mails_are_moved_by_a_true_move(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 3, _NO_KEYWORDS)

    with proxy(inbox.port) as between, Mailbox(account_of(inbox, port=between.port)) as box:
        marking = box.mark([1, 3], "$Tanggap", "Diagendakan")

        assert re.findall(rb"UID (MOVE|COPY|STORE|EXPUNGE)", between.heard)[0] == b"MOVE"
        assert b"EXPUNGE" not in between.heard
    assert marking is Marking.MOVED
    assert inbox.mails(folder="Diagendakan") == [letter(1), letter(3)]


def test_a_move_leaves_alone_what_a_colleague_marked_deleted(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 2, _NO_KEYWORDS)
    _marked_deleted_by_a_colleague(inbox, 1)

    with Mailbox(account_of(inbox)) as box:
        box.mark([2], "$Tanggap", "Diagendakan")

    assert flags_of(inbox) == {1: {"\\Deleted"}}


def test_the_folder_to_move_to_is_made_only_once(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 2, _NO_KEYWORDS)

    with proxy(inbox.port) as between, Mailbox(account_of(inbox, port=between.port)) as box:
        box.mark([1], "$Tanggap", "Diagendakan")
        box.mark([2], "$Tanggap", "Diagendakan")

        assert between.heard.count(b"CREATE") == 1
    assert inbox.mails(folder="Diagendakan") == [letter(1), letter(2)]


def test_without_move_mails_are_copied_and_only_they_are_cleared(without_move: Dovecot) -> None:
    inbox = _filled(without_move.mailbox(), 3, _NO_KEYWORDS)
    _marked_deleted_by_a_colleague(inbox, 1)

    with proxy(inbox.port) as between, Mailbox(account_of(inbox, port=between.port)) as box:
        marking = box.mark([2, 3], "$Tanggap", "Diagendakan")

        assert re.findall(rb"\w+ EXPUNGE", between.heard) == [b"UID EXPUNGE"]
    assert marking is Marking.MOVED
    assert flags_of(inbox) == {1: {"\\Deleted"}}
    assert inbox.mails(folder="Diagendakan") == [letter(2), letter(3)]


@pytest.mark.parametrize("kind", ["without_keywords", "without_move"])
def test_what_lies_where_marked_mails_are_moved_stays_there(
    kind: str, request: pytest.FixtureRequest
) -> None:
    inbox: Inbox = request.getfixturevalue(kind).mailbox()
    for number in (1, 2):
        inbox.deliver(letter(number), folder="Diagendakan")
    (inbox.maildir / ".Diagendakan" / "dovecot-acl").write_text(_NO_KEYWORDS)

    with Mailbox(replace(account_of(inbox), folder="Diagendakan")) as box:
        marking = box.mark([1, 2], "$Tanggap", "Diagendakan")

    assert marking is Marking.MOVED
    assert inbox.mails(folder="Diagendakan") == [letter(1), letter(2)]


def test_without_move_and_uidplus_nothing_is_touched(bare: Dovecot) -> None:
    inbox = _filled(bare.mailbox(), 2, _NO_KEYWORDS)

    with Mailbox(account_of(inbox)) as box:
        marking = box.mark([1, 2], "$Tanggap", "Diagendakan")

    assert marking is Marking.NONE
    assert flags_of(inbox) == {1: set(), 2: set()}


def test_a_folder_that_may_only_be_read_is_read_and_not_marked(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 1, "owner lr\n")

    with Mailbox(account_of(inbox)) as box:
        mail = box.fetch(1)
        marking = box.mark([1], "$Tanggap", "Diagendakan")

    assert mail is not None
    assert marking is Marking.NONE


def test_a_folder_that_may_only_be_read_still_tells_its_state(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 2, "owner lr\n")

    with Mailbox(account_of(inbox)) as box:
        assert box.state().uidnext == 3


def test_a_move_that_the_server_refuses_is_told_and_loses_nothing(without_keywords: Dovecot) -> None:
    inbox = _filled(without_keywords.mailbox(), 1, _NO_KEYWORDS)

    with Mailbox(account_of(inbox)) as box, pytest.raises(OutsideError, match="UID MOVE") as caught:
        box.mark([1], "$Tanggap", "../luar")

    assert not caught.value.permanent
    assert flags_of(inbox) == {1: set()}
