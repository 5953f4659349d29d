"""When the mail server stamps in another way, TU is told once, and no forger can have it told."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.authentic import Policy, judge_domain
from pipeline.mail.parse import parse
from pipeline.office.unproven import SUBJECT, sound_unproven
from tests.office.town import DISPOSISI, KEPALA, KETUA, KONSEP, TU, Town, body
from tests.offices import MONDAY

Headers = Mapping[str, Any]
Till = Callable[[str], Town]
DOMAIN = "dmarc=pass header.from=balai.example"
#: the header of a genuine reply, after the provider changed something
CHANGES: Mapping[str, Headers] = {
    "another name": {"Authentication_Results": f"mx2.balai.example; {DOMAIN}"},
    "no stamp any more": {"Authentication_Results": ""},
    "below a line of another server": {
        "Authentication_Results": "",
        "Received": "from mx.balai.example by store.balai.example; Mon, 23 Nov 2026 08:00:00 +0700",
        "authentication_results": f"mx.balai.example; {DOMAIN}",
    },
    "other methods": {"Authentication_Results": "mx.balai.example; x-trust=pass header.from=balai.example"},
    "a stamp that nobody can read": {"Authentication_Results": "mx.balai.example; dmarc pass"},
}
CHANGED = CHANGES["another name"]


class Bell:
    """The second channel."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.broken = False

    def __call__(self, subject: str, words: str) -> None:
        if self.broken:
            raise OutsideError("perintah alarm gagal", permanent=False)
        self.told.append((subject, words))


def told(town: Town) -> list[str]:
    """What TU was told of a change of the server."""
    mails = [re.sub(r"[>\s]+", " ", body(mail)) for mail in town.got(TU, "Pemberitahuan")]
    return [words.replace("- ", "-") for words in mails if "biasanya terbukti asalnya" in words]


def digest(town: Town) -> str:
    """The next day's digest."""
    town.pass_time(days=1)
    return " ".join(body(town.last(TU, "Laporan harian")).split())


@pytest.fixture
def working(till: Till) -> Town:
    """An office in which the Kepala and the Ketua have answered, and both are asked anew."""
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "PERPANJANG 3 hari karena alat rusak")
    answered = town.rows('select distinct "by" from answers order by 1')
    assert [row[0] for row in answered] == ["kepala", "pengujian"]
    town.pass_time(minutes=1)
    return town


def both_reply(town: Town, words: str = "", **headers: Any) -> None:
    town.reply(KETUA, "Mohon konsep", KONSEP + words, **headers)
    town.reply(KEPALA, "Mohon izin", f"IZINKAN\n{words}", **headers)


@pytest.mark.parametrize("headers", CHANGES.values(), ids=CHANGES)
def test_a_server_that_stamps_in_another_way_proves_nothing(town: Town, headers: Headers) -> None:
    facts = parse(town.letter(KETUA, "Re: Mohon konsep", KONSEP, **headers)).facts

    assert judge_domain(facts, town.desk.policy, MONDAY).fault


def test_two_people_whose_answers_are_proven_no_longer_are_told_of_once(working: Town) -> None:
    before, bell = working.rows("select count(*) from answers"), Bell()
    sound_unproven(working.desk, bell)
    both_reply(working, **CHANGED)
    both_reply(working, "\nSekali lagi.", **CHANGED)
    bell.broken = True
    sound_unproven(working.desk, bell)
    bell.broken = False
    for _ in range(3):
        sound_unproven(working.desk, bell)

    [words] = told(working)
    assert "tanggap check auth --again" in words
    assert f"Pokja Pengujian ({KETUA}), Kepala Balai ({KEPALA})" in words
    assert [(subject, "tanggap check auth --again" in said) for subject, said in bell.told] == [
        (SUBJECT, True)
    ]
    # And nothing was believed for it.
    assert working.rows("select count(*) from answers") == before


def test_what_forgers_have_at_hand_says_nothing(working: Town) -> None:
    asked, old = working.last(KETUA, "Mohon konsep"), working.got(KEPALA, "Mohon disposisi")[0]
    for person in (KEPALA, KETUA, TU):
        # No code; and the code of one in the name of another.
        working.box.drop(working.letter(person, f"Re: {asked['Subject']}", "PARAF", **CHANGED))
        if person != KETUA:
            working.box.drop(working.answer_to(asked, KONSEP, sender=person, **CHANGED))
    # The code of a request that was answered long ago.
    working.box.drop(working.answer_to(old, DISPOSISI, **CHANGED))
    working.work()

    assert told(working) == []
    assert "memuat kode yang benar" not in digest(working)


def test_one_person_s_code_costs_a_line_of_the_digest_however_often_it_is_used(working: Town) -> None:
    asked = working.last(KETUA, "Mohon konsep")
    for number in range(5):
        working.box.drop(working.answer_to(asked, f"{KONSEP}\n{number}", **CHANGED))
    working.work()

    assert told(working) == []
    assert digest(working).count("memuat kode yang benar tetapi asalnya tidak terbukti") == 1


def test_who_was_never_proven_and_who_is_proven_again_are_not_counted(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "PERPANJANG 2 hari karena alat rusak", **CHANGED)
    town.pass_time(minutes=1)
    town.reply(KETUA, "Mohon konsep", "PERPANJANG 3 hari karena alat rusak")
    town.reply(KEPALA, "Mohon izin", "IZINKAN", **CHANGED)

    assert told(town) == []


def test_an_office_that_proves_nothing_is_not_told_that_it_does_not(working: Town) -> None:
    working.desk = replace(working.desk, policy=Policy())

    both_reply(working, **CHANGED)

    assert told(working) == []


def test_an_outage_that_ends_before_the_channel_works_again_is_not_told_there(working: Town) -> None:
    bell = Bell()
    both_reply(working, **CHANGED)
    working.pass_time(minutes=1)
    both_reply(working)

    sound_unproven(working.desk, bell)

    assert bell.told == []


def test_after_its_end_another_outage_is_told_anew(working: Town) -> None:
    both_reply(working, **CHANGED)
    working.pass_time(minutes=1)
    both_reply(working)
    working.pass_time(days=2)
    working.reply(KETUA, "Mohon paraf", "PARAF", **CHANGED)
    working.reply(KETUA, "Mohon paraf", "PERPANJANG 1 hari karena alat rusak")
    working.pass_time(minutes=1)
    working.reply(KETUA, "Mohon paraf", "PARAF.", **CHANGED)
    working.reply(KEPALA, "Mohon izin", "IZINKAN", **CHANGED)

    assert len(told(working)) == 2
