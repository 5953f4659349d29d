"""An out-of-office notice of staff moves nothing, and TU learns once that nobody is there (T09)."""

from collections.abc import Callable
from typing import Any

from tests.office.town import DISPOSISI, KEPALA, TU, Town, body

Till = Callable[[str], Town]
NOTICE = "Saya sedang cuti sampai 30 November. Terima kasih."


def _away(town: Town, **headers: Any) -> None:
    known: dict[str, Any] = {
        "Auto_Submitted": "auto-replied",
        "Subject": "Balasan otomatis: Mohon disposisi",
        **headers,
    }
    town.reply(KEPALA, "Mohon disposisi", NOTICE, **known)


def test_tu_learns_that_nobody_is_there_and_the_case_waits(town: Town) -> None:
    town.complain()

    _away(town)

    assert town.case().state == "disposisi"
    told = body(town.last(TU, "Pemberitahuan"))
    assert "Kepala Balai" in told
    assert "cuti sampai 30 November" in told


def test_an_absence_is_told_once(town: Town) -> None:
    town.complain()

    for _ in range(3):
        _away(town)

    assert len(town.got(TU, "Pemberitahuan")) == 1


def test_who_has_answered_and_goes_away_again_is_told_again(town: Town) -> None:
    town.complain()
    _away(town)
    town.pass_time(minutes=1)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)
    town.pass_time(minutes=1)

    _away(town)

    assert len(town.got(TU, "Pemberitahuan")) == 2


def test_a_stranger_cannot_say_that_the_kepala_is_away(town: Town) -> None:
    town.complain()

    _away(town, Authentication_Results="mx.balai.example; dmarc=fail header.from=balai.example")

    assert town.got(TU, "Pemberitahuan") == []
