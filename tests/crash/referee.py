"""The referee: what must hold after any number of deaths, read from mailbox, SMTP log and register alone."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default

from tests.way.configuration import ADDRESS
from tests.way.office import Office

#: (recipient, subject without its tag and numbers)
Mail = tuple[str, str]


def check(office: Office, under_way: Mapping[str, int]) -> None:
    """Nothing lost, nothing twice, no gap, a whole trail; mails that were `under_way` may come again."""
    check_inbox(office)
    check_numbers(office)
    check_mails_out(office, under_way)
    check_answers(office)
    office.check_register()


def check_inbox(office: Office) -> None:
    """Every mail of the mailbox has one row, which is settled; marks that were owed were made."""
    mails = [hashlib.sha256(mail).hexdigest() for mail in office.post.mailbox(ADDRESS).mails()]
    rows = office.rows("select uid, sha256, state, mark_due, marked from inbox")
    assert sorted(row.sha256 for row in rows) == sorted(mails)
    assert len({row.uid for row in rows}) == len(rows)
    assert {row.state for row in rows} <= {"selesai", "ganda", "ditahan"}
    assert [row.uid for row in rows if row.mark_due and row.marked != "keyword"] == []


def check_numbers(office: Office) -> None:
    """Every register counts 1 to n, and every number belongs to a case."""
    rows = office.rows("select register, year, value, case_id from numbers order by register, year, value")
    counted: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        assert row.case_id is not None
        counted.setdefault((row.register, row.year), []).append(row.value)
    assert all(values == list(range(1, len(values) + 1)) for values in counted.values()), counted


def check_mails_out(office: Office, under_way: Mapping[str, int]) -> None:
    """Every frozen mail arrived, byte for byte, and a second time only from within the window of SMTP."""
    log: dict[str, list[bytes]] = {}
    for delivery in office.post.deliveries:
        if delivery.sender == ADDRESS:
            log.setdefault(_message_id(delivery.data), []).append(delivery.data)
    frozen = office.rows(
        "select o.message_id, o.sha256, r.state from outbox o join recipients r on r.outbox_id = o.id"
    )
    assert {row.state for row in frozen} == {"diterima"}
    assert log.keys() == {row.message_id for row in frozen}
    for row in frozen:
        copies = log[row.message_id]
        assert {hashlib.sha256(copy).hexdigest() for copy in copies} == {row.sha256}
        assert len(copies) <= 1 + under_way.get(row.message_id, 0), row.message_id
    assert office.rows("select 1 from mails where state not in ('beku', 'batal')") == []
    assert office.rows("select 1 from letters where state <> 'jadi'") == []


def check_answers(office: Office) -> None:
    """No reply counts twice, and no answer was asked back."""
    replies = office.rows("select reply_sha256 from answers")
    assert len({row.reply_sha256 for row in replies}) == len(replies)
    assert office.rows("select 1 from mails where template = 'tanya_balik'") == []


def mails_out(office: Office) -> Counter[Mail]:
    """Who got what, each mail once however often it came."""
    found = {
        (_message_id(delivery.data), address, _about(delivery.data))
        for delivery in office.post.deliveries
        if delivery.sender == ADDRESS
        for address in delivery.recipients
    }
    return Counter((re.sub(r"\d+", "", address), about) for _, address, about in found)


def _message_id(mail: bytes) -> str:
    return str(message_from_bytes(mail)["Message-ID"])


def _about(mail: bytes) -> str:
    subject = str(message_from_bytes(mail, policy=default)["Subject"])
    return re.sub(r"\[PGD[^\]]*\] |\d+", "", subject)
