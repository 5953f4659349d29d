"""kill -9 around LibreOffice itself: every letter is made once, whatever was half done."""

from tests.crash import referee
from tests.crash.conftest import MortalOffice
from tests.crash.points import points


def test_letters_are_made_once_though_the_daemon_dies_around_the_converter(
    mortal_office: MortalOffice,
) -> None:
    with mortal_office(point="convert.started", plain=False) as (office, lives):
        matter = office.complain()
        lives.point = "convert.done"
        matter.dispose()
        lives.point = "make.converted"
        matter.draft()
        lives.point = ""
        matter.initial()
        lives.point = "make.before_commit"
        matter.approve()
        lives.point = "make.committed"
        matter.sign()
        matter.minute()
        office.pass_time(minutes=20)

        assert lives.kills == 5
        assert matter.mail(matter.customer, "Surat jawaban").file(".pdf").content.startswith(b"%PDF")
        referee.check(office, lives.under_way)


def test_these_are_all_the_points_around_the_converter() -> None:
    around = {point for point in points() if point.startswith(("convert.", "make."))}

    assert around == {
        "convert.started",
        "convert.done",
        "make.rendered",
        "make.converted",
        "make.before_commit",
        "make.committed",
        "make.sealed",
    }
