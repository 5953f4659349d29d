"""The copy that proves a letter comes late: TU was asked already, or somebody has had it sent again."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Refusal
from pipeline.mail.envelope import Found, Outcome, Result, ServerWord
from pipeline.office.resend import resend
from pipeline.office.send import send
from tests.office.registers import CUSTOMER, new_desk
from tests.office.town import KEPALA, TU, Relay, Town
from tests.offices import Clock

WAYS = ("tanggap resend", "KIRIM ULANG")


@dataclass(slots=True)
class Shelf:
    """The journal: what lies there, and whether it can be looked into."""

    copies: set[str] = field(default_factory=set)
    silent: bool = False
    keeps_sent: bool = False

    def find(self, message_ids: Collection[str]) -> Found:
        """Look."""
        if self.silent:
            return Found(whole=False)
        return Found(
            {each: "salinan ada di kotak jurnal, UID 7" for each in message_ids if each in self.copies}
        )


@dataclass(slots=True)
class CutRelay(Relay):
    """Takes the mail to an address and is cut off before it says so, once."""

    cuts: set[str] = field(default_factory=set)

    def _word(self, address: str, raw: bytes) -> Result:
        result = Relay._word(self, address, raw)
        if address not in self.cuts:
            return result
        self.cuts.remove(address)
        return Result(address, Outcome.UNKNOWN, ServerWord(0, "sambungan terputus"))


@dataclass(slots=True)
class DoubtfulTown(Town):
    """A town with a journal, in which TU is asked whether the letter has left."""

    shelf: Shelf = field(default_factory=Shelf)

    def stages(self) -> Mapping[str, Callable[[], bool]]:
        """With the journal to look into."""
        send_all = partial(send, self.desk, self.relay.deliver, self.shelf)
        return {**Town.stages(self), "send": send_all}

    @property
    def outgoing(self) -> Any:
        """The customer's letter on its way."""
        query = (
            "select m.id, o.message_id, r.state from recipients r join outbox o on o.id = r.outbox_id"
            " join mails m on m.id = o.mail_id where m.template = 'surat_jawaban'"
        )
        [row] = self.rows(query)
        return row

    def let_copy_show(self) -> None:
        """The journal can be looked into, and the copy is there."""
        self.shelf.copies.add(self.outgoing.message_id)
        self.shelf.silent = False

    def have_sent_again(self, way: str) -> None:
        """TU says so, or the operator, and the office works on it."""
        if way == "tanggap resend":
            resend(self.desk, str(self.outgoing.id))
        else:
            self.box.drop(self.answer_to(self.last(TU, "Mohon dipastikan"), "KIRIM ULANG"))
        self.work()

    def letters(self) -> list[bytes]:
        """What the customer got of it."""
        wanted = self.outgoing.message_id
        return [bytes(mail) for mail in self.relay.taken if mail["Message-ID"] == wanted]

    def delivered(self) -> int:
        """How often step 5 ended."""
        return len(self.rows("select 1 from audit where event = 'penyampaian'"))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DoubtfulTown]:
    """The letter was cut off after it had arrived, its copy was not to be seen, and TU was asked."""
    clock, relay = Clock(), CutRelay()
    desk = replace(new_desk(tmp_path, clock), journal="jurnal@balai.example")
    town = DoubtfulTown(desk, clock, relay=relay)
    town.go_to("tanda_tangan")
    town.shelf.silent = True
    relay.cuts.add(CUSTOMER)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.sign()
    town.pass_time(hours=2)
    assert town.outgoing.state == "ditanyakan"
    yield town
    desk.engine.dispose()


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_that_was_found_before_somebody_has_it_sent_again_ends_the_matter(
    town: DoubtfulTown, way: str
) -> None:
    town.let_copy_show()
    town.pass_time(hours=1)

    if way == "tanggap resend":
        with pytest.raises(Refusal, match="sudah diterima server"):
            town.have_sent_again(way)
    else:
        town.have_sent_again(way)

    assert (town.outgoing.state, town.case().state, town.delivered()) == ("diterima", "evaluasi", 1)
    assert len(town.letters()) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_that_came_since_the_last_look_is_looked_for_before_the_letter_goes_again(
    town: DoubtfulTown, way: str
) -> None:
    town.let_copy_show()

    town.have_sent_again(way)

    assert (town.outgoing.state, town.case().state, town.delivered()) == ("diterima", "evaluasi", 1)
    assert len(town.letters()) == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("silent", [True, False], ids=["nobody can look", "it is not there"])
def test_a_copy_that_comes_after_the_letter_went_again_changes_nothing(
    town: DoubtfulTown, way: str, silent: bool
) -> None:
    town.shelf.silent = silent
    town.have_sent_again(way)

    town.let_copy_show()
    town.pass_time(hours=3)

    assert (town.outgoing.state, town.case().state, town.delivered()) == ("diterima", "evaluasi", 1)
    # The same Message-ID, the same bytes: a mail program may show them as one.
    assert len(town.letters()) == 2
    assert len(set(town.letters())) == 1


def test_a_letter_that_is_cut_off_again_is_in_doubt_again(town: DoubtfulTown) -> None:
    town.relay.cuts.add(CUSTOMER)  # type: ignore[attr-defined]
    town.have_sent_again("KIRIM ULANG")
    in_doubt = town.outgoing.state

    town.let_copy_show()
    town.pass_time(minutes=5)

    assert (in_doubt, town.outgoing.state) == ("tidak_pasti", "diterima")
    assert (len(town.letters()), town.delivered()) == (2, 1)
