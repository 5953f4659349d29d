"""Whoever acts for a post gets its requests, signs as acting, and gives all back when his days are over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from pipeline.errors import Refusal
from pipeline.office.roster import Acting, Roster, delegate, revoke
from tests.office.registers import new_desk
from tests.office.town import DISPOSISI, KEPALA, TU, Town, body, file_of
from tests.offices import ZONE, Clock

ACTING = "wakil@balai.example"
ONE_DAY = Acting(
    post="kepala",
    address=ACTING,
    name="Nama Plh",
    sebutan="Plh.",
    first=date(2026, 11, 24),
    last=date(2026, 11, 25),
)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town whose posts may be held by others."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    desk = replace(desk, posts=Roster(desk.posts, clock, ZONE), holders=desk.posts)
    yield Town(desk, clock)
    desk.engine.dispose()


def test_what_waits_goes_to_whoever_acts_and_his_answer_counts(town: Town) -> None:
    town.complain()
    delegate(town.desk, ONE_DAY, by="operator")

    town.pass_time(days=1)
    town.reply(ACTING, "Mohon disposisi", DISPOSISI)

    assert "Yth. Plh. Kepala Balai" in body(town.last(ACTING, "Mohon disposisi"))
    assert town.case().state == "tindak_lanjut"
    told = body(town.got(TU, "Pemberitahuan")[-1])
    assert "1 permintaan" in " ".join(told.replace("> ", "").split())


def test_the_code_in_the_former_hands_is_void(town: Town) -> None:
    town.complain()
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)
    old = town.answer_to(town.last(KEPALA, "Mohon disposisi"), DISPOSISI, sender=ACTING)
    town.box.drop(old)
    town.work()

    assert town.case().state == "disposisi"


def test_when_the_days_are_over_the_requests_come_back(town: Town) -> None:
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)
    town.complain()
    before = len(town.got(KEPALA, "Mohon disposisi"))

    town.pass_time(days=2)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    assert before == 0
    assert town.case().state == "tindak_lanjut"
    town.check()


def test_the_block_under_a_letter_says_as_what_it_was_signed(town: Town) -> None:
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)

    signer = town.desk.posts["kepala"].signer

    assert (signer.prefix, signer.nama, signer.jabatan) == ("Plh.", "Nama Plh", "Kepala Balai")


def test_a_letter_approved_by_a_deputy_and_signed_after_his_days_names_the_holder(town: Town) -> None:
    town.go_to("tanda_tangan")
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)
    town.reply(ACTING, "Mohon persetujuan", "SETUJU")
    approved = _block(town, ACTING)

    town.pass_time(days=2)

    assert (approved, _block(town, KEPALA)) == ("Nama Plh", "Nama Kepala Balai")
    town.sign()
    assert town.case().state == "evaluasi"
    town.check()


def _block(town: Town, person: str) -> str:
    """The last line of the letter that is asked to be signed."""
    letter = file_of(town.last(person, "Mohon tanda tangan"), ".pdf")
    with PdfDocument(letter) as document:
        told = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    named: list[str] = re.findall(r"Kepala Balai, (Nama Plh|Nama Kepala Balai)", told)
    return named[-1]


def test_the_absent_holder_is_no_customer(town: Town) -> None:
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)

    assert KEPALA in town.desk.addresses
    assert town.desk.post_of(KEPALA) is not None


def test_a_delegation_can_be_ended_at_once(town: Town) -> None:
    town.complain()
    delegate(town.desk, ONE_DAY, by="operator")
    town.pass_time(days=1)

    revoke(town.desk, "kepala", by="operator")
    town.work()

    assert town.desk.posts["kepala"].address == KEPALA
    assert len(town.got(KEPALA, "Mohon disposisi")) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ONE_DAY, post="direktur"),
        replace(ONE_DAY, post="wbs"),
        replace(ONE_DAY, address="bukan alamat"),
        replace(ONE_DAY, last=date(2026, 11, 1)),
    ],
)
def test_what_cannot_be_is_refused(town: Town, wrong: Acting) -> None:
    with pytest.raises(Refusal):
        delegate(town.desk, wrong, by="operator")
