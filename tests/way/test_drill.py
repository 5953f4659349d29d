"""The drill: backup, journal and mailbox bring the register back, and none is changed by the proof."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import func, inspect, select

from pipeline import backup_wiring, settings
from pipeline.drilling import drill
from pipeline.errors import OutsideError
from pipeline.office.reserve import reserve
from pipeline.store import recovery
from pipeline.store.book_tables import audit
from pipeline.store.case_tables import cases, letters
from pipeline.store.database import open_engine, reading
from pipeline.store.mail_tables import inbox, outbox
from pipeline.store.recovery_tables import journal_mails
from pipeline.wiring import Works, works
from tests.servers.postgres import Postgres
from tests.way.bureau import Bureau
from tests.way.configuration import ADDRESS, JOURNAL


@pytest.fixture
def drilled(bureau: Bureau) -> Bureau:
    """An office with a backup from before a letter and a reservation."""
    with bureau.open() as office:
        bureau.back_up(office)
        office.complain()
        reserve(office.desk, 2, "surat tugas")
        office.work()
    return bureau


def state(bureau: Bureau) -> tuple[list[tuple[str, bytes]], bytes, list[bytes]]:
    """The mails with the names under which their flags stand, the register, and what was sent."""
    folders = [bureau.post.mailbox(address).maildir for address in (ADDRESS, JOURNAL)]
    paths = [
        path
        for folder in folders
        for path in sorted(folder.glob("**/cur/*")) + sorted(folder.glob("**/new/*"))
    ]
    mails = [(str(path), path.read_bytes()) for path in paths]
    return mails, (bureau.folder / "register.sqlite3").read_bytes(), bureau.sent()


def counted(url: str) -> dict[str, int]:
    """How many rows stand in the tables that a rebuild writes to."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (audit, cases, inbox, journal_mails, letters, outbox)
        }
    engine.dispose()
    return found


def tables(url: str) -> list[str]:
    engine = open_engine(url)
    found = inspect(engine).get_table_names()
    engine.dispose()
    return found


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_drill_tells_what_the_rebuilt_register_knows_and_changes_nothing(drilled: Bureau) -> None:
    before = state(drilled)

    done = drilled.tanggap("drill")

    assert done.returncode == 0, done.stderr
    assert f"{len(drilled.sent())} salinan surel kantor dan 1 surel masuk sejak cadangan itu" in done.stdout
    assert "perkara terakhir PGD-2026-0001, nomor urut surat keluar terakhir 2/2026." in done.stdout
    assert state(drilled) == before


@pytest.mark.parametrize("bureau", ["postgresql"], indirect=True)
def test_a_register_on_postgresql_is_drilled_in_an_empty_database(
    drilled: Bureau, postgres: Postgres
) -> None:
    known = counted(drilled.wiring.database_url)

    done = drilled.tanggap("drill", "--ke", scratch := postgres.create_database())

    assert done.returncode == 0, done.stderr
    assert "dan 1 surel masuk sejak cadangan itu; perkara terakhir PGD-2026-0001" in done.stdout
    assert done.stdout.endswith("Latihan berhasil.\n")
    assert counted(drilled.wiring.database_url) == known
    # What people wrote does not stay there, and the next drill finds it as the first did.
    assert (tables(scratch), tables(drilled.wiring.database_url) != []) == ([], True)
    assert drilled.tanggap("drill", "--ke", scratch).returncode == 0


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("emptied", "words"),
    [
        (
            ADDRESS,
            ["Surat untuk nomor 1/2026 (agenda_masuk), PGD-2026-0001 (perkara) tidak ada di kotak surat"],
        ),
        (
            JOURNAL,
            ["Jurnal tidak memuat satu pun salinan surel kantor sejak cadangan itu", "Periksa [journal]"],
        ),
    ],
    ids=["the letter is gone", "the journal takes no copies"],
)
def test_a_drill_fails_where_something_would_not_come_back(
    drilled: Bureau, emptied: str, words: Sequence[str]
) -> None:
    for file in drilled.post.mailbox(emptied).maildir.glob("*/*"):
        file.unlink()

    done = drilled.tanggap("drill")

    assert done.returncode == 1
    assert [each for each in words if each not in done.stderr] == []
    assert done.stdout.endswith("Latihan menemukan kekurangan.\n")


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_no_daemon_works_over_what_a_drill_rebuilt(drilled: Bureau) -> None:
    found = settings.load(drilled.config)

    @contextmanager
    def watched(url: str) -> Iterator[Works]:
        with works(backup_wiring.scratch(found, url), drilled.clock, sole=True) as built:
            yield built
            with (
                reading(built.desk.engine) as connection,
                pytest.raises(OutsideError, match="belum dibangun ulang"),
            ):
                recovery.check_rebuilt(connection)

    done = drill(drilled.place, "", watched, backup_wiring.copies(found))

    assert done.known is not None
    assert list(done.known.lacking()) == []


@pytest.mark.parametrize("bureau", ["postgresql"], indirect=True)
def test_the_register_in_use_is_no_place_for_a_drill(drilled: Bureau) -> None:
    own = drilled.wiring.database_url
    drilled.lose()

    refused = drilled.tanggap("drill", "--ke", own)
    file = drilled.tanggap("drill", "--ke", "sqlite:////tmp/latihan.db")

    assert (refused.returncode, "--ke menunjuk register yang dipakai" in refused.stderr) == (1, True)
    assert (file.returncode, "--ke hanya untuk basis data PostgreSQL" in file.stderr) == (1, True)


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_journal_that_cannot_be_read_fails_the_drill_unless_it_is_left_out(drilled: Bureau) -> None:
    program = drilled.config / "pipeline.toml"
    program.write_text(
        program.read_text().replace(f'address = "{JOURNAL}"', f'address = "{JOURNAL}"\nfolder = "Hilang"')
    )

    failed = drilled.tanggap("drill")
    left_out = drilled.tanggap("drill", "--tanpa-jurnal")

    assert failed.returncode == 1
    assert "pulih, tetapi register tidak terbangun ulang" in failed.stderr
    assert "--tanpa-jurnal" in failed.stderr
    assert "tanggap rebuild" not in failed.stderr
    assert (left_out.returncode, "Kotak surat dan jurnal tidak dibaca." in left_out.stdout) == (0, True), (
        left_out.stderr
    )
