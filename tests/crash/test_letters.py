"""kill -9 around LibreOffice itself: every letter is made once, whatever was half done."""

from tests.crash import referee
from tests.crash.conftest import MortalOffice
from tests.crash.ledger import note
from tests.crash.lives import Fault
from tests.crash.points import points


def test_letters_are_made_once_though_the_daemon_dies_around_the_converter(
    mortal_office: MortalOffice,
) -> None:
    with mortal_office(faults=[Fault("convert.started")], plain=False) as (office, lives):
        matter = office.complain()
        lives.faults = [Fault("convert.done")]
        matter.dispose()
        lives.faults = [Fault("make.converted")]
        matter.draft()
        lives.faults = []
        matter.initial()
        lives.faults = [Fault("make.before_commit")]
        matter.approve()
        lives.faults = [Fault("make.committed")]
        matter.sign()
        matter.minute()
        office.pass_time(minutes=20)

        assert lives.kills == 5
        assert matter.mail(matter.customer, "Surat jawaban").file(".pdf").content.startswith(b"%PDF")
        note(referee.check(office, lives))


def test_these_are_all_the_points_around_the_converter() -> None:
    around = {point for point in points() if point.startswith(("convert.", "make."))}

    assert around == {
        "convert.started",
        "convert.done",
        "make.rendered",
        "make.converted",
        "make.before_commit",
        "make.committed",
        "make.sealing",
        "make.sealed",
    }
