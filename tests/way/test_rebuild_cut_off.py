"""A rebuild that dies midway, is run again, or lacks copies: no number twice or too early, no mail twice."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import backup_wiring, crash, settings
from pipeline.errors import OutsideError, Refusal
from pipeline.office.audit import verify
from pipeline.office.enter import enter
from pipeline.office.reserve import list_numbers, reserve
from pipeline.outside.clock import Clock
from pipeline.rebuilding import rebuild_register
from pipeline.store import recovery
from pipeline.store.database import open_engine, reading
from pipeline.wiring import works
from tests.crash.points import points
from tests.servers.dovecot import Mailbox
from tests.way.bureau import Bureau, letter, registered, reserved
from tests.way.configuration import ADDRESS, JOURNAL
from tests.way.office import Office
from tests.way.paper import PlainPaper
from tests.way.people import Person

#: in the order in which lives end there: each goes further than the one before
DEATHS = (
    *("rebuild.copy_taken:2", "rebuild.begun", "read.committed", "handle.before_commit", "rebuild.handled"),
    *("freeze.before_commit", "handle.committed:2", "carry.number_drawn", "rebuild.before_commit"),
)
DATABASES = ("sqlite", "postgresql")
#: those of the run of every day
SOME = tuple(death for death in DEATHS if death.startswith(("rebuild.", "carry.")))


def rebuild_there(config: str, seconds: str) -> None:
    """What the process does that dies: rebuild the register of this configuration at that offset."""
    crash.arm_from_environment(os.environ["TANGGAP_CRASH"])
    found = settings.load(Path(config))
    with works(found, Clock(timedelta(seconds=float(seconds)))) as built:
        rebuild_register(replace(built, converter=PlainPaper()), backup_wiring.copies(found))


def rebuild_until(bureau: Bureau, death: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from tests.way.test_rebuild_cut_off import rebuild_there as go; go(*sys.argv[1:])"
    words = [sys.executable, "-c", code, str(bureau.config), str(bureau.clock.offset.total_seconds())]
    named = {**os.environ, "TANGGAP_CRASH": death}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=named)


def lost(
    bureau: Bureau, work: Callable[[Office], None]
) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str, str]], list[bytes]]:
    """The register as a backup has it from before this work; what it knew at the end, and what was sent."""
    with bureau.open() as office:
        office.complain()
        backup = bureau.back_up(office)
        bureau.clock.move(timedelta(hours=1))
        work(office)
        office.work()
        known = registered(office), reserved(office), bureau.sent()
    bureau.lose()
    bureau.restore(backup)
    return known


def write_letters(office: Office, numbers: int) -> None:
    for number in range(1, numbers + 1):
        office.complain(f"Keluhan nomor {number}", letter(number))


def drop(box: Mailbox, words: bytes) -> int:
    """Take every mail with these words out of a mailbox, whatever its folder; how many."""
    found = [
        file
        for file in box.maildir.rglob("*")
        if file.parent.name in ("cur", "new") and file.is_file() and words in file.read_bytes()
    ]
    for file in found:
        file.unlink()
    return len(found)


def state(bureau: Bureau) -> str:
    engine = open_engine(bureau.wiring.database_url)
    with reading(engine) as connection:
        restored = recovery.pending(connection)
    engine.dispose()
    return restored.state if restored else recovery.FINISHED


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("bureau", "deaths"),
    [
        pytest.param("sqlite", SOME, id="sqlite"),
        *(pytest.param(each, DEATHS, id=f"{each}-all", marks=pytest.mark.soak) for each in DATABASES),
    ],
    indirect=["bureau"],
)
def test_a_rebuild_that_dies_at_every_turn_goes_on_where_it_died(
    bureau: Bureau, deaths: Sequence[str]
) -> None:
    def work(office: Office) -> None:
        reserve(office.desk, 2, "surat tugas")
        matter = office.complain("Keluhan nomor 1", letter(1))
        matter.go_to("tanda_tangan")
        matter.approve()
        office.complain("Keluhan nomor 2", letter(2))

    known, numbers, sent = lost(bureau, work)

    ends = {death: rebuild_until(bureau, death) for death in deaths}
    refused = bureau.tanggap("once")
    done = bureau.rebuild()

    assert {death: end.returncode for death, end in ends.items()} == dict.fromkeys(deaths, -9), ends
    assert (refused.returncode, "tanggap rebuild" in refused.stderr) == (1, True)
    assert done.missing == ()
    assert {row.template for row in done.unused} <= {"pengingat", "daftar_tugas"}
    with bureau.open() as office:
        assert registered(office) == known
        assert reserved(office) == numbers
        assert bureau.sent() == sent
        assert verify(office.desk.engine)[1] == []
        assert office.complain().number == "PGD-2026-0004"


def test_every_point_of_the_rebuild_is_among_its_deaths() -> None:
    named = {death.partition(":")[0] for death in SOME}

    assert {point for point in points() if point.startswith("rebuild.")} <= named


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_register_that_is_rebuilt_is_not_rebuilt_again(bureau: Bureau) -> None:
    known, _, sent = lost(bureau, lambda office: write_letters(office, 1))
    bureau.rebuild()

    with pytest.raises(Refusal, match="tidak perlu dibangun ulang"):
        bureau.rebuild()

    with bureau.open() as office:
        assert registered(office) == known
    assert bureau.sent() == sent


@pytest.mark.soak
@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_number_that_nothing_tells_of_stays_void_among_the_others(bureau: Bureau) -> None:
    known, _, _ = lost(bureau, lambda office: write_letters(office, 3))
    drop(bureau.post.mailbox(JOURNAL), b"perkara=PGD-2026-0003")
    assert drop(bureau.post.mailbox(ADDRESS), b"2026-0002") == 1
    sent = bureau.sent()

    done = bureau.rebuild()

    assert done.missing == ()
    with bureau.open() as office:
        assert set(registered(office).values()) == {
            row for row in known.values() if row[1] != "PGD-2026-0003"
        }
        assert verify(office.desk.engine)[1] == []
        assert bureau.sent() == sent
        assert office.complain().number == "PGD-2026-0005"


@pytest.mark.soak
@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_numbers_whose_letters_are_gone_forbid_new_ones_until_the_operator_gives_them_up(
    bureau: Bureau,
) -> None:
    lost(bureau, lambda office: write_letters(office, 2))
    assert drop(bureau.post.mailbox(ADDRESS), b"2026-0001") == 1
    sent = bureau.sent()

    missing = bureau.tanggap("rebuild")
    refused = bureau.tanggap("once")
    given_up = bureau.tanggap("rebuild", "--tutup")

    assert missing.returncode == 1
    assert "Surat untuk nomor PGD-2026-0002 (perkara) tidak ditemukan." in missing.stderr
    assert (refused.returncode, "tanggap rebuild" in refused.stderr) == (1, True)
    assert given_up.returncode == 0, given_up.stderr
    with bureau.open() as office:
        assert verify(office.desk.engine)[1] == []
        assert bureau.sent() == sent
        assert office.complain().number == "PGD-2026-0004"


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_no_number_is_reserved_while_the_rebuild_is_not_done(bureau: Bureau) -> None:
    lost(bureau, lambda office: write_letters(office, 2))
    drop(bureau.post.mailbox(ADDRESS), b"2026-0001")
    assert bureau.rebuild().missing

    with bureau.works() as built:
        with pytest.raises(OutsideError, match="belum dibangun ulang"):
            reserve(built.desk, 1, "surat tugas")

        assert list_numbers(built.desk, 2026) == []


@pytest.mark.soak
@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_rebuild_goes_on_behind_a_number_that_was_given_while_it_stood_still(bureau: Bureau) -> None:
    lost(bureau, lambda office: write_letters(office, 2))
    drop(bureau.post.mailbox(ADDRESS), b"2026-0001")
    assert bureau.rebuild().missing
    writer = Person("mutu@lain.example", bureau.post, bureau.clock, name="Bagian Mutu PT Lain")
    writer.write(ADDRESS, "Keluhan nomor 3", letter(3))
    writer.leave()
    bureau.clock.move(timedelta(hours=1))
    on_paper = f"From: tata@lain.example\r\nSubject: Keluhan\r\n\r\n{letter(4)}".encode()
    with bureau.works() as built:
        enter(built.desk, built.cage, on_paper, "surat.eml", form={"email": "tata@lain.example"})

    assert bureau.rebuild(give_up=True).missing == ()

    assert state(bureau) == recovery.FINISHED
    with bureau.open() as office:
        assert max(row[1] for row in registered(office).values()) == "PGD-2026-0005"
        assert verify(office.desk.engine)[1] == []
