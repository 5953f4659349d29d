"""TU names by mail who acts for whom; nothing but TU's own confirmation makes it so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.office.roster import Roster
from tests.office.registers import new_desk
from tests.office.town import DISPOSISI, KEPALA, KETUA, TU, Town, body
from tests.offices import ZONE, Clock

ASKED = "Mohon konfirmasi"
ORDER = "PLH Kepala Balai: Pokja Kalibrasi s.d. 25 November"
ACTING = "pokja-kalibrasi@balai.example"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town whose posts may be held by others, on a Monday."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    yield Town(replace(desk, posts=Roster(desk.posts, clock, ZONE), holders=desk.posts), clock)
    desk.engine.dispose()


def flat(text: str) -> str:
    return " ".join(text.replace(">", " ").split())


def delegations(town: Town) -> list[tuple[str, str, str]]:
    rows = town.rows("select * from delegations where revoked_at is null")
    return [(row.post, row.address, row.last) for row in rows]


def test_what_tu_confirms_moves_the_tasks_and_tells_the_regular_holder(town: Town) -> None:
    town.complain()
    town.write(TU, "Penggantian", ORDER)
    echoed = flat(body(town.last(TU, ASKED)))
    before = delegations(town)

    town.reply(TU, ASKED, "SETUJU")
    town.reply(ACTING, "Mohon disposisi", DISPOSISI)

    assert "Plh. Kepala Balai: Nama Ketua Pokja Kalibrasi" in echoed
    assert "23-11-2026 sampai 25-11-2026" in echoed
    assert (before, delegations(town)) == ([], [("kepala", ACTING, "2026-11-25")])
    assert town.case().state == "tindak_lanjut"
    assert "Atas permintaan Subbagian Tata Usaha" in flat(body(town.last(KEPALA, "Pemberitahuan")))
    town.check()


def test_selesai_gives_the_post_back(town: Town) -> None:
    town.write(TU, ORDER, "Terima kasih.")
    town.reply(TU, ASKED, "SETUJU")

    town.write(TU, "SELESAI PLH Kepala Balai", "")
    town.reply(TU, ASKED, "SETUJU")

    assert delegations(town) == []
    assert town.desk.posts["kepala"].address == KEPALA


@pytest.mark.parametrize(
    "words", ["TIDAK SETUJU", "setuju kalau Kepala mengizinkan", "Siapa yang meminta ini?"]
)
def test_no_doubtful_reply_records_anything(town: Town, words: str) -> None:
    town.write(TU, "Penggantian", ORDER)

    town.reply(TU, ASKED, words)

    assert delegations(town) == []


def test_a_forged_order_does_nothing_and_reaches_nobody(town: Town) -> None:
    before = len(town.relay.taken)

    town.write(TU, "Penggantian", ORDER, Authentication_Results="")
    town.write(KETUA, "Penggantian", ORDER)
    town.write("orang@luar.example", "Penggantian", ORDER)
    town.write("tu@balai-contoh.example", "Penggantian", ORDER)

    assert town.rows("select 1 from requests where ask = 'penggantian'") == []
    assert [str(mail["To"]) for mail in town.relay.taken[before:] if ASKED in str(mail["Subject"])] == []


def test_nobody_else_can_confirm_with_the_code(town: Town) -> None:
    town.write(TU, "Penggantian", ORDER)

    stolen = town.answer_to(town.last(TU, ASKED), "SETUJU", sender=KETUA)
    town.box.drop(stolen)
    town.work()

    assert delegations(town) == []


def test_what_was_not_clear_is_asked_with_its_reason(town: Town) -> None:
    town.write(TU, "Penggantian", "PLH Kepala Balai: kepala.pribadi@gmail.example s.d. 25 November")

    told = flat(body(town.last(TU, "Mohon diperjelas")))
    assert "kepala.pribadi@gmail.example bukan alamat dinas" in told
    assert "PLH Kepala Balai: tu@balai.example" in told
    assert town.got(TU, ASKED) == []


def test_a_second_order_takes_the_place_of_the_first(town: Town) -> None:
    town.write(TU, "Penggantian", ORDER)
    first = town.last(TU, ASKED)
    town.write(TU, "Penggantian", ORDER.replace("25", "27"))

    town.box.drop(town.answer_to(first, "SETUJU"))
    town.work()
    old = delegations(town)
    town.reply(TU, ASKED, "SETUJU")

    assert (old, delegations(town)) == ([], [("kepala", ACTING, "2026-11-27")])


def test_an_order_that_is_confirmed_too_late_records_nothing(town: Town) -> None:
    town.write(TU, "Penggantian", ORDER)
    town.pass_time(days=4)

    town.reply(TU, ASKED, "SETUJU")

    assert delegations(town) == []
    assert "sudah lewat" in flat(body(town.last(TU, "Mohon diperjelas")))


@pytest.mark.parametrize(
    "who",
    [
        "orang@luar.example",
        "kepala@balai.example.x.test",
        "kepala@ba1ai.example",
        "pengaduan@balai.example",
        "pengaduan+aaaaaaaaaaaaaaaaaaaaaaaaaa@balai.example",
        "kepala@balai.example, orang@luar.example",
        "pribadi@gmail.com",
    ],
)
def test_tu_cannot_be_talked_into_naming_an_address_outside_of_the_office(town: Town, who: str) -> None:
    town.write(TU, "Penggantian", f"PLH Kepala Balai: {who} s.d. 25 November")
    if town.got(TU, ASKED):
        town.reply(TU, ASKED, "SETUJU")

    assert [address for _, address, _ in delegations(town) if not address.endswith("@balai.example")] == []
    assert "pengaduan@balai.example" not in {address.replace("+", "@") for _, address, _ in delegations(town)}
