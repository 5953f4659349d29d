"""When two mails are one: by their bytes, their content or Gmail's own id; nearly alike is for a person.

The four variants of reliability.md A.5, and what must not be taken for one.
"""

import re

import pytest

from tests.office.registers import COMPLAINT, CUSTOMER, a_letter
from tests.office.town import TU, Town, body
from tests.pitfalls.site import Site, complaint

FILE = ("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 foto")


def cases(town: Town) -> int:
    return len(town.rows("select 1 from cases"))


def arrive(town: Town, *mails: bytes) -> Town:
    for mail in mails:
        town.box.drop(mail)
    town.work()
    return town


def test_the_same_bytes_are_the_same_letter(town: Town) -> None:
    arrive(town, a_letter(), a_letter())

    assert cases(town) == 1
    assert town.held() == []


def test_a_letter_whose_mime_a_server_rebuilt_is_the_same_letter(town: Town) -> None:
    raw = town.letter(CUSTOMER, "Keluhan", COMPLAINT, files=[FILE])
    rebuilt = re.sub(rb"={15}\d+==", b"----=_Part_77", b"X-UID: 7\r\nStatus: O\r\n" + raw)
    assert rebuilt.count(b"----=_Part_77") > 2

    arrive(town, raw, rebuilt)

    assert cases(town) == 1
    assert town.held() == []


def test_a_rebuilt_letter_without_a_message_id_is_the_same_letter(town: Town) -> None:
    raw = a_letter().replace(b"Message-ID: <1@perusahaan.example>\r\n", b"")

    arrive(town, raw, b"X-UID: 7\r\n" + raw)

    assert cases(town) == 1


def test_other_content_under_the_same_message_id_is_another_letter(town: Town) -> None:
    other = COMPLAINT.replace("LHU-2026-00123", "SERT-2026-00877").replace("belum", "tidak pernah")

    arrive(town, a_letter(), a_letter(other))

    assert cases(town) == 2


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(a_letter(number=2, Date="Tue, 24 Nov 2026 09:00:00 +0700"), id="sent again"),
        pytest.param(a_letter(COMPLAINT + "\r\n-- \r\nDikirim lewat milis kantor\r\n"), id="a footer more"),
        pytest.param(a_letter(number=3, subject="Fwd: Keluhan"), id="forwarded by the sender himself"),
    ],
)
def test_what_is_nearly_the_same_is_registered_once_and_shown_to_tu(town: Town, again: bytes) -> None:
    arrive(town, a_letter(), again)

    assert cases(town) == 1
    assert "Mungkin ganda" in town.held()[0][1]
    assert "PGD-2026-0001" in body(town.last(TU, "Mohon ditelaah"))


def test_tu_may_say_that_it_is_a_new_letter(town: Town) -> None:
    arrive(town, a_letter(), a_letter(number=2))

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert cases(town) == 2


def test_tu_may_say_that_it_is_the_same_letter(town: Town) -> None:
    arrive(town, a_letter(), a_letter(number=2))

    town.reply(TU, "Mohon ditelaah", "GABUNG PGD-2026-0001")

    assert cases(town) == 1
    assert town.held() == []


def test_the_same_words_about_another_number_are_another_letter(town: Town) -> None:
    arrive(town, complaint(1), complaint(2))

    assert cases(town) == 2
    assert town.held() == []


def test_the_same_words_of_another_customer_are_another_letter(town: Town) -> None:
    arrive(town, a_letter(), a_letter(sender="lain@perusahaan-lain.example", number=2))

    assert cases(town) == 2


def test_the_same_words_over_another_photograph_are_another_letter(town: Town) -> None:
    other = (FILE[0], FILE[1], FILE[2] + b" lain")

    arrive(town, *(town.letter(CUSTOMER, "Keluhan", COMPLAINT, files=[each]) for each in (FILE, other)))

    assert cases(town) == 2


@pytest.mark.parametrize("site", ["gmail"], indirect=True)
def test_the_same_gmail_id_is_the_same_letter(site: Site) -> None:
    site.deliver(complaint(1))
    site.work()
    assert site.rows("select server_id from inbox")[0].server_id == "127887466632"

    line = site.between.on_line
    site.between.on_line = lambda said: line(said).replace(
        b"X-GM-MSGID 127887466633", b"X-GM-MSGID 127887466632"
    )
    site.deliver(b"X-Gmail-Labels: Arsip\r\n" + complaint(2))
    site.work()

    assert site.states == ["selesai", "ganda"]
    assert site.cases == 1
